// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { Assessment, AssessmentPolicy, Portfolio } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { scopeWord } from '../../parts/AssessmentForm.tsx'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'

/** When a second person has to look, and what waits for one. */
export function Policies() {
  return (
    <div className="stack">
      <SecondPair />
      <section className="card" aria-labelledby="waiting">
        <h2 id="waiting">Waiting for a second pair of eyes</h2>
        <PagedList<Assessment> path="/assessments" query={{ state: 'waiting' }}>
          {(rows) =>
            rows.length === 0 ? <p className="soft">Nothing waits.</p> : <Waiting rows={rows} />
          }
        </PagedList>
      </section>
    </div>
  )
}

function SecondPair() {
  const policy = useQuery({
    queryKey: ['policy'],
    queryFn: ({ signal }) => get<AssessmentPolicy>('/policies/assessments', {}, signal),
  })
  const portfolio = useQuery({
    queryKey: ['portfolio'],
    queryFn: ({ signal }) => get<Portfolio>('/portfolio', {}, signal),
  })
  const act = useAction()
  return (
    <section className="card" aria-labelledby="second">
      <h2 id="second">Second pair of eyes</h2>
      <p>
        Where it is asked for, a verdict that takes a finding away counts once a second person has
        approved it. “Affected” counts at once.
      </p>
      {act.isError && <ProblemNote error={act.error} />}
      <div className="row">
        <Loaded query={policy}>
          {({ secondPair }) => (
            <label>
              In the organisation
              <select
                value={secondPair ? 'yes' : 'no'}
                disabled={act.isPending}
                onChange={(event) =>
                  act.mutate({
                    path: '/policies/assessments',
                    method: 'PUT',
                    body: { secondPair: event.target.value === 'yes' },
                  })
                }
              >
                <option value="no">not asked for</option>
                <option value="yes">asked for</option>
              </select>
            </label>
          )}
        </Loaded>
        <Loaded query={portfolio}>
          {({ lines }) =>
            lines.map(({ id, name, secondPair }) => (
              <label key={id}>
                In {name}
                <select
                  value={secondPair}
                  disabled={act.isPending}
                  onChange={(event) =>
                    act.mutate({
                      path: `/product-lines/${id}`,
                      method: 'PATCH',
                      body: { secondPair: event.target.value },
                    })
                  }
                >
                  <option value="inherited">as in the organisation</option>
                  <option value="required">asked for</option>
                  <option value="not-required">not asked for</option>
                </select>
              </label>
            ))
          }
        </Loaded>
      </div>
    </section>
  )
}

function Waiting({ rows }: { readonly rows: readonly Assessment[] }) {
  const act = useAction()
  return (
    <div className="scroll">
      {act.isError && <ProblemNote error={act.error} />}
      <table className="wide">
        <caption className="hidden">Verdicts that wait for approval</caption>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col">Verdict</th>
            <th scope="col">Reason</th>
            <th scope="col">By</th>
            <th scope="col">Do</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.vulnerability} {row.component !== undefined && <>in {row.component}</>}
                <div className="soft">
                  {row.place}: {scopeWord(row.scope)}
                </div>
              </th>
              <td data-label="Verdict">
                <VerdictBadge verdict={row.verdict} />
              </td>
              <td data-label="Reason">
                {row.reason}
                {row.justification !== undefined && (
                  <div className="soft">{row.justification.replaceAll('_', ' ')}</div>
                )}
                {row.expiresOn !== undefined && (
                  <div className="soft">until {dayText(row.expiresOn)}</div>
                )}
              </td>
              <td data-label="By">
                {row.author} <div className="soft">{momentText(row.at)}</div>
              </td>
              <td data-label="Do">
                {row.mayApprove && (
                  <button
                    type="button"
                    data-main
                    disabled={act.isPending}
                    onClick={() =>
                      act.mutate({
                        path: `/assessments/${row.id}/approval`,
                        method: 'POST',
                        body: {},
                      })
                    }
                  >
                    Approve
                  </button>
                )}{' '}
                {row.mayWithdraw && (
                  <button
                    type="button"
                    disabled={act.isPending}
                    onClick={() =>
                      act.mutate({
                        path: `/assessments/${row.id}/withdrawal`,
                        method: 'POST',
                        body: {},
                      })
                    }
                  >
                    Withdraw
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
