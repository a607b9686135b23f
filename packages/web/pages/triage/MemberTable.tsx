// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { TriageMember } from '../../api/values.ts'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'
import { counted } from './words.ts'

/** Releases by the build that shows the component: those of one share their evidence, and one verdict can hold for them. */
export function MemberTable({
  members,
  selected,
  onSelect,
}: {
  readonly members: readonly TriageMember[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (finding: string) => void
}) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">Releases that have it, by build</caption>
        <thead>
          <tr>
            <th scope="col">Select</th>
            <th scope="col">Release</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {byBuild(members).map(({ title, those }) => (
            <Fragment key={those[0]?.finding}>
              <tr>
                <th scope="colgroup" colSpan={4}>
                  {title}: {counted(those.length, 'release')}
                </th>
              </tr>
              {those.map((member) => (
                <MemberLine
                  key={member.finding}
                  member={member}
                  isSelected={selected.has(member.finding)}
                  onSelect={onSelect}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MemberLine({
  member,
  isSelected,
  onSelect,
}: {
  readonly member: TriageMember
  readonly isSelected: boolean
  readonly onSelect: (finding: string) => void
}) {
  const { finding, release, product } = member
  const name = `${product.name} ${release.name}`
  return (
    <tr data-row={finding}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={isSelected}
          disabled={!member.mayJudge}
          onChange={() => onSelect(finding)}
        />
      </td>
      <td data-label="Release">
        <Link to="/findings/$id" params={{ id: finding }}>
          {name}
        </Link>
        {release.variant !== undefined && !release.name.includes(release.variant) && (
          <span className="soft"> {release.variant}</span>
        )}
        {member.archived && <span className="soft"> (archived)</span>}
      </td>
      <td data-label="Verdict">
        <VerdictBadge verdict={member.verdict} />
      </td>
      <td data-label="Why">
        {member.by !== 'headwater' && <strong>{member.by}: </strong>}
        {member.reason} <span className="soft mono">{member.rule}</span>
      </td>
    </tr>
  )
}

/** The builds of most releases first; what shows nothing of a build last. */
function byBuild(members: readonly TriageMember[]) {
  const builds = new Map<string, TriageMember[]>()
  for (const member of members) {
    const key = member.build ?? ''
    const known = builds.get(key)
    if (known === undefined) builds.set(key, [member])
    else known.push(member)
  }
  const none = builds.get('') ?? []
  builds.delete('')
  const sorted = [...builds.values()].sort((a, b) => b.length - a.length)
  return [
    ...sorted.map((those, i) => ({
      title: sorted.length === 1 && none.length === 0 ? 'One build' : `Build ${letterOf(i)}`,
      those,
    })),
    ...(none.length === 0 ? [] : [{ title: 'No build shows it', those: none }]),
  ]
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCodePoint(65 + index) : String(index + 1)
}
