// SPDX-License-Identifier: Apache-2.0
import type { AuditPage } from '../../api/values.ts'
import { momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'

type Row = AuditPage['items'][number]

/** Every change of state, each event chained to the one before by its hash. */
export function Audit() {
  return (
    <div className="stack">
      <p>
        <a href="/api/v1/audit/export">Export the log</a>; check it with{' '}
        <code>headwater audit verify FILE</code>.
      </p>
      <PagedList<Row> path="/audit">
        {(rows) => (
          <table className="wide">
            <caption className="hidden">Audit log</caption>
            <thead>
              <tr>
                <th scope="col">No.</th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Hash</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, at, actor, action, subject, detail, hash }) => (
                <tr key={number}>
                  <th scope="row">{number}</th>
                  <td data-label="When">{momentText(at)}</td>
                  <td data-label="Who">{actor}</td>
                  <td data-label="What" className="break">
                    {action} {subject} <span className="soft">{detail}</span>
                  </td>
                  <td data-label="Hash" className="mono">
                    {hash.slice(0, 12)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
    </div>
  )
}
