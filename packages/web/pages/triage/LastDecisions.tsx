// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { TriageDecision } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { scopeWord } from '../../parts/AssessmentForm.tsx'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'
import { counted } from './words.ts'

/** What was decided last, by whom, and the way back. */
export function LastDecisions() {
  const query = useQuery({
    queryKey: ['triage-decisions'],
    queryFn: ({ signal }) =>
      get<{ items: readonly TriageDecision[] }>('/triage/decisions', {}, signal),
  })
  const undo = useAction()
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card" aria-labelledby="last-decisions">
      <h2 id="last-decisions">Last decisions</h2>
      {undo.isError && <ProblemNote error={undo.error} />}
      <div className="scroll">
        <table className="wide">
          <caption className="hidden">Decisions, the last first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Verdict</th>
              <th scope="col">Reason</th>
              <th scope="col">Take back</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td data-label="When">
                  <time dateTime={item.at}>{momentText(item.at)}</time>
                  <div className="soft">{item.author}</div>
                </td>
                <th scope="row">{item.vulnerabilities.join(', ')}</th>
                <td data-label="Verdict">
                  <VerdictBadge verdict={item.verdict} />
                  <div className="soft">
                    {item.scope === 'release'
                      ? counted(item.assessmentCount, 'release')
                      : scopeWord(item.scope)}
                  </div>
                </td>
                <td data-label="Reason" className="break">
                  {item.reason}
                </td>
                <td>
                  {item.standingCount === 0 ? (
                    <span className="soft">taken back or replaced</span>
                  ) : (
                    <button
                      type="button"
                      disabled={undo.isPending}
                      onClick={() =>
                        undo.mutate({
                          path: `/triage/decisions/${item.id}/withdrawal`,
                          method: 'POST',
                          body: {},
                        })
                      }
                    >
                      Undo
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
