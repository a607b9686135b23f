// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Rule } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'

const WHEN = [
  ['affected', 'something becomes affected'],
  ['exploited', 'something we ship becomes exploited'],
  ['unknown', 'something becomes unknown'],
  ['verdict-changed', 'any verdict changes'],
  ['support-ends', 'support of a release ends soon'],
  ['feed-failed', 'a feed fails'],
  ['drift', 'the lanes of a release drift apart'],
] as const
const DIGESTS = ['at-once', 'daily', 'weekly'] as const

/** Who is told what, and how often. */
export function Rules() {
  const query = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => get<{ items: readonly Rule[] }>('/rules', {}, signal),
  })
  const act = useAction<{ readonly secret?: string } | undefined>()
  return (
    <div className="stack">
      {act.isError && <ProblemNote error={act.error} />}
      {act.data?.secret !== undefined && (
        <p role="status" className="card">
          The webhook is signed as Standard Webhooks says. Copy its secret now, it is not shown
          again: <code>{act.data.secret}</code>
        </p>
      )}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">
              Nobody is told anything yet. Add a rule, and people or a webhook hear what changes.
            </p>
          ) : (
            <table className="wide">
              <caption className="hidden">Notification rules</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">When</th>
                  <th scope="col">To</th>
                  <th scope="col">How often</th>
                  <th scope="col">Do</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, name, when, to, digest }) => (
                  <tr key={id}>
                    <th scope="row">{name}</th>
                    <td data-label="When">{WHEN.find(([value]) => value === when)?.[1]}</td>
                    <td data-label="To">
                      {to.kind === 'email' ? to.addresses.join(', ') : to.url}
                    </td>
                    <td data-label="How often">{digest}</td>
                    <td data-label="Do">
                      <button
                        type="button"
                        onClick={() => act.mutate({ path: `/rules/${id}`, method: 'DELETE' })}
                      >
                        Remove
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <details className="card">
        <summary>Add a rule</summary>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            const { target = '', ...fields } = fieldsOf(event.currentTarget)
            const to = /^https?:/.test(target)
              ? { kind: 'webhook', url: target }
              : { kind: 'email', addresses: target.split(/[\s,;]+/) }
            act.mutate({ path: '/rules', method: 'POST', body: { ...fields, to, enabled: true } })
          }}
        >
          <label>
            Name
            <input name="name" required />
          </label>
          <label>
            When
            <select name="when">
              {WHEN.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label>
            To (e-mail addresses, or the address of a webhook)
            <input name="target" required />
          </label>
          <label>
            How often
            <select name="digest">
              {DIGESTS.map((digest) => (
                <option key={digest}>{digest}</option>
              ))}
            </select>
          </label>
          <button type="submit" data-main>
            Add
          </button>
        </form>
      </details>
    </div>
  )
}
