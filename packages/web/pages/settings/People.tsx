// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Person } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

const ROLES = ['viewer', 'contributor', 'analyst', 'manager', 'auditor', 'administrator'] as const

export function People() {
  const query = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get<{ items: readonly Person[] }>('/people', {}, signal),
  })
  const act = useAction<{ link?: string }>()
  return (
    <div className="stack">
      {act.isError && <ProblemNote error={act.error} />}
      {act.data?.link !== undefined && (
        <p role="status" className="card">
          Give this link to the person; it works once, for a day: <code>{act.data.link}</code>
        </p>
      )}
      <Loaded query={query}>
        {({ items }) => (
          <table className="wide">
            <caption className="hidden">People</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">E-mail</th>
                <th scope="col">Roles</th>
                <th scope="col">Last seen</th>
                <th scope="col">Do</th>
              </tr>
            </thead>
            <tbody>
              {items.map((person) => (
                <tr key={person.id}>
                  <th scope="row">{person.name}</th>
                  <td data-label="E-mail">{person.email}</td>
                  <td data-label="Roles">
                    <label>
                      <span className="hidden">Role of {person.name} in the organisation</span>
                      <select
                        value={
                          person.grants.find(({ product }) => product === undefined)?.role ?? ''
                        }
                        onChange={(event) =>
                          act.mutate({
                            path: `/people/${person.id}`,
                            method: 'PATCH',
                            body: { grants: withRole(person, event.target.value) },
                          })
                        }
                      >
                        <option value="">none</option>
                        {ROLES.map((role) => (
                          <option key={role}>{role}</option>
                        ))}
                      </select>
                    </label>
                    {person.grants
                      .filter(({ product }) => product !== undefined)
                      .map(({ role }) => `${role} of one product`)
                      .join(', ')}
                    {person.disabled && ' (disabled)'}
                  </td>
                  <td data-label="Last seen">
                    {person.lastSeenAt === undefined ? 'never' : momentText(person.lastSeenAt)}
                  </td>
                  <td data-label="Do">
                    <button
                      type="button"
                      onClick={() =>
                        act.mutate({
                          path: `/people/${person.id}`,
                          method: 'PATCH',
                          body: { disabled: !person.disabled },
                        })
                      }
                    >
                      {person.disabled ? 'Enable' : 'Disable'}
                    </button>{' '}
                    <button
                      type="button"
                      onClick={() =>
                        act.mutate({ path: `/people/${person.id}/links`, method: 'POST', body: {} })
                      }
                    >
                      New link
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      <details className="card">
        <summary>Invite somebody</summary>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            const { name, email, role } = fieldsOf(event.currentTarget)
            act.mutate({
              path: '/people',
              method: 'POST',
              body: { name, email, grants: [{ role }] },
            })
          }}
        >
          <label>
            Name
            <input name="name" required maxLength={200} />
          </label>
          <label>
            E-mail
            <input name="email" type="email" required />
          </label>
          <label>
            Role
            <select name="role">
              {ROLES.map((role) => (
                <option key={role}>{role}</option>
              ))}
            </select>
          </label>
          <button type="submit" data-main>
            Invite
          </button>
        </form>
      </details>
    </div>
  )
}

/** One role in the organisation at most from this page; roles in products, and further ones, stay. */
function withRole({ grants }: Person, role: string): readonly unknown[] {
  const shown = grants.find(({ product }) => product === undefined)
  const others = grants.filter((grant) => grant !== shown)
  return role === '' ? others : [...others, { role }]
}
