// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { TriageGroup } from '../../api/values.ts'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'
import { evidenceWords, placeWords, spreadWords } from './words.ts'

export function keyOf({ vulnerability, component }: TriageGroup): string {
  return `${component.id} ${vulnerability.id}`
}

/** One line a group: what, how bad, in how many releases, what is said there and on what evidence. */
export function GroupTable({
  groups,
  selected,
  onSelect,
}: {
  readonly groups: readonly TriageGroup[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (key: string) => void
}) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">Groups of findings, the most urgent first</caption>
        <thead>
          <tr>
            <th scope="col">Select</th>
            <th scope="col">Vulnerability</th>
            <th scope="col">Severity</th>
            <th scope="col">Component</th>
            <th scope="col">Where</th>
            <th scope="col">Verdicts</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupLine
              key={keyOf(group)}
              group={group}
              isSelected={selected.has(keyOf(group))}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function GroupLine({
  group,
  isSelected,
  onSelect,
}: {
  readonly group: TriageGroup
  readonly isSelected: boolean
  readonly onSelect: (key: string) => void
}) {
  const { vulnerability, component, severity, verdicts, worst } = group
  const isMixed = Object.values(verdicts).filter((count) => count > 0).length > 1
  return (
    <tr data-row={keyOf(group)}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${vulnerability.id} in ${component.name} ${component.version ?? ''}`}
          checked={isSelected}
          onChange={() => onSelect(keyOf(group))}
        />
      </td>
      <td data-label="Vulnerability">
        <Link
          to="/triage/$vulnerability/$component"
          params={{ vulnerability: vulnerability.id, component: component.id }}
        >
          {vulnerability.id}
        </Link>
        {group.exploited && <strong> exploited</strong>}
        {vulnerability.title !== undefined && <div className="soft">{vulnerability.title}</div>}
      </td>
      <td data-label="Severity">
        {severity === undefined ? (
          <span className="soft">not rated</span>
        ) : (
          `${severity.score.toFixed(1)} ${severity.rating}`
        )}
        {group.epss !== undefined && (
          <div className="soft">EPSS&nbsp;{(group.epss * 100).toFixed(1)}&nbsp;%</div>
        )}
      </td>
      <td data-label="Component">
        {component.name} {component.version}
      </td>
      <td data-label="Where">{placeWords(group)}</td>
      <td data-label="Verdicts">
        <VerdictBadge verdict={worst} />
        {isMixed && <div className="soft">{spreadWords(group)}</div>}
        {group.decidedCount > 0 && <div className="soft">{group.decidedCount} by a person</div>}
      </td>
      <td data-label="Evidence">{evidenceWords(group)}</td>
    </tr>
  )
}
