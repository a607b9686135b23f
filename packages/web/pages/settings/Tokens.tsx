// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Token } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

const SCOPES = ['read', 'upload', 'judge', 'approve', 'manage', 'administer', 'audit'] as const

/** Tokens for jobs and tools; the secret is shown once. */
export function Tokens() {
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => get<{ items: readonly Token[] }>('/tokens', {}, signal),
  })
  const act = useAction<{ secret?: string } | undefined>()
  return (
    <div className="stack">
      {act.isError && <ProblemNote error={act.error} />}
      {act.data?.secret !== undefined && (
        <p role="status" className="card">
          Copy it now, it is not shown again: <code>{act.data.secret}</code>
        </p>
      )}
      <Loaded query={query}>
        {({ items }) => (
          <table className="wide">
            <caption className="hidden">Tokens</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Begins with</th>
                <th scope="col">May</th>
                <th scope="col">Expires</th>
                <th scope="col">Last used</th>
                <th scope="col">Do</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, name, hint, scopes, expiresAt, usedAt }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td data-label="Begins with" className="mono">
                    {hint}
                  </td>
                  <td data-label="May">{scopes.join(', ')}</td>
                  <td data-label="Expires">{momentText(expiresAt)}</td>
                  <td data-label="Last used">
                    {usedAt === undefined ? 'never' : momentText(usedAt)}
                  </td>
                  <td data-label="Do">
                    <button
                      type="button"
                      onClick={() => act.mutate({ path: `/tokens/${id}`, method: 'DELETE' })}
                    >
                      Revoke
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      <details className="card">
        <summary>Make a token</summary>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            const said = new FormData(event.currentTarget)
            const body = {
              name: said.get('name'),
              days: Number(said.get('days')),
              scopes: said.getAll('scopes'),
            }
            act.mutate({ path: '/tokens', method: 'POST', body })
          }}
        >
          <div className="row">
            <label>
              Name
              <input name="name" required maxLength={200} />
            </label>
            <label>
              Days
              <input name="days" type="number" min="1" max="366" defaultValue="90" />
            </label>
          </div>
          <fieldset className="row">
            <legend>It may</legend>
            {SCOPES.map((scope) => (
              <span key={scope}>
                <input
                  type="checkbox"
                  name="scopes"
                  value={scope}
                  id={`scope-${scope}`}
                  defaultChecked={scope === 'read' || scope === 'upload'}
                />{' '}
                <label htmlFor={`scope-${scope}`} className="inline">
                  {scope}
                </label>
              </span>
            ))}
          </fieldset>
          <div className="row">
            <button type="submit" data-main>
              Make it
            </button>
          </div>
        </form>
      </details>
    </div>
  )
}
