// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { FindingRow } from '../api/values.ts'
import { momentText } from './moments.ts'
import { VerdictBadge } from './VerdictBadge.tsx'

/** One line a finding: what, where, the verdict and why. */
export function FindingTable({
  rows,
  caption,
  hideRelease = false,
  selected,
  onSelect,
}: {
  readonly rows: readonly FindingRow[]
  readonly caption: string
  readonly hideRelease?: boolean
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (id: string, isOn: boolean) => void
}) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {onSelect !== undefined && <th scope="col">Pick</th>}
            <th scope="col">Vulnerability</th>
            <th scope="col">Severity</th>
            <th scope="col">Component</th>
            {!hideRelease && <th scope="col">Release</th>}
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {onSelect !== undefined && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Pick ${row.vulnerability.id} in ${row.component.name}`}
                    checked={selected?.has(row.id) ?? false}
                    onChange={(event) => onSelect(row.id, event.target.checked)}
                  />
                </td>
              )}
              <td data-label="Vulnerability">
                <Link to="/findings/$id" params={{ id: row.id }}>
                  {row.vulnerability.id}
                </Link>
                {row.exploited && <strong> exploited</strong>}
                {row.vulnerability.title !== undefined && (
                  <div className="soft">{row.vulnerability.title}</div>
                )}
              </td>
              <td data-label="Severity">
                {row.severity === undefined ? (
                  <span className="soft">not rated</span>
                ) : (
                  `${row.severity.score.toFixed(1)} ${row.severity.rating}`
                )}
              </td>
              <td data-label="Component">
                <Link to="/components/$id" params={{ id: row.component.id }}>
                  {row.component.name}
                </Link>{' '}
                {row.component.version}
              </td>
              {!hideRelease && (
                <td data-label="Release">
                  <Link to="/releases/$id" params={{ id: row.release.id }}>
                    {row.release.product} {row.release.name}
                  </Link>
                </td>
              )}
              <td data-label="Verdict">
                <VerdictBadge verdict={row.verdict} />
              </td>
              <td data-label="Why">
                {row.by !== 'headwater' && <strong>{row.by}: </strong>}
                {row.reason}
              </td>
              <td data-label="Changed">
                <time dateTime={row.changedAt}>{momentText(row.changedAt)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="soft">None.</p>}
    </div>
  )
}
