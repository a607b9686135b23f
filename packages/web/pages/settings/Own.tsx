// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Session } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

/** One's own password, and the browsers that one is signed in with. */
export function Own() {
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => get<{ items: readonly Session[] }>('/sessions', {}, signal),
  })
  const act = useAction()
  return (
    <div className="stack">
      {act.isError && <ProblemNote error={act.error} />}
      <form
        className="card row"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          act.mutate(
            { path: '/me/password', method: 'PUT', body: fieldsOf(form) },
            { onSuccess: () => form.reset() },
          )
        }}
      >
        <label>
          Present password (none after a one-time link)
          <input name="present" type="password" autoComplete="current-password" />
        </label>
        <label>
          New password, 15 characters or more
          <input
            name="next"
            type="password"
            autoComplete="new-password"
            minLength={15}
            maxLength={1024}
            required
          />
        </label>
        <button type="submit" data-main>
          Change
        </button>
      </form>
      <Loaded query={query}>
        {({ items }) => (
          <ul>
            {items.map(({ id, agent, createdAt, seenAt, current }) => (
              <li key={id}>
                {agent || 'a browser'}, since {momentText(createdAt)}, last seen{' '}
                {momentText(seenAt)}{' '}
                {current ? (
                  '(this one)'
                ) : (
                  <button
                    type="button"
                    onClick={() => act.mutate({ path: `/sessions/${id}`, method: 'DELETE' })}
                  >
                    Sign out there
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  )
}
