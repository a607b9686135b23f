// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { TriagePreview, VerdictName } from '../../api/values.ts'
import { VerdictBadge, verdictWord } from '../../parts/VerdictBadge.tsx'
import { BECAUSE, counted } from './words.ts'

type Change = TriagePreview['changes'][number]
type Stay = TriagePreview['stays'][number]

/** Exactly what a decision will change, and what it leaves alone and why: before it is made. */
export function Preview({
  preview,
  verdict,
}: {
  /** Undefined while it is asked for. */
  readonly preview: TriagePreview | undefined
  readonly verdict: VerdictName
}) {
  if (preview === undefined) {
    return (
      <p role="status" className="soft">
        Looking at what this changes…
      </p>
    )
  }
  const { changeCount, waitingCount, stayCount, changes, stays } = preview
  return (
    <div className="stack">
      <p role="status">
        <strong>{counted(changeCount, 'finding')}</strong>{' '}
        {changeCount === 1 ? 'becomes' : 'become'} {verdictWord(verdict)}
        {waitingCount > 0 &&
          `, ${waitingCount === changeCount ? 'all of them' : waitingCount} once a second person has approved`}
        ; {stayCount === 0 ? 'nothing else is concerned' : `${stayCount} stay as they are`}.
      </p>
      {changes.length > 0 && (
        <details>
          <summary>What changes</summary>
          <ul className="plain">
            {changes.map((change) => (
              <ChangeLine key={change.finding} change={change} />
            ))}
          </ul>
          <Rest shown={changes.length} all={changeCount} />
        </details>
      )}
      {stays.length > 0 && (
        <details>
          <summary>What stays, and why</summary>
          {[...byReason(stays)].map(([because, those]) => (
            <div key={because}>
              <h3>
                {those.length}: {BECAUSE[because]}
              </h3>
              <ul className="plain">
                {those.map((stay) => (
                  <li key={stay.finding}>
                    <Place of={stay} /> <VerdictBadge verdict={stay.verdict} />{' '}
                    <span className="soft">{stay.detail}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <Rest shown={stays.length} all={stayCount} />
        </details>
      )}
    </div>
  )
}

function ChangeLine({ change }: { readonly change: Change }) {
  const { verdict, to, waits } = change
  return (
    <li>
      <Place of={change} /> <VerdictBadge verdict={verdict} />{' '}
      {verdict === to ? (
        'keeps its verdict and gets your reason'
      ) : (
        <>
          → <VerdictBadge verdict={to} />
        </>
      )}
      {waits && <span className="soft"> once a second person has approved</span>}
    </li>
  )
}

function Place({ of }: { readonly of: Change | Stay }) {
  return (
    <Link to="/findings/$id" params={{ id: of.finding }}>
      {of.product} {of.release}: {of.vulnerability} in {of.component}
    </Link>
  )
}

function Rest({ shown, all }: { readonly shown: number; readonly all: number }) {
  return all > shown ? <p className="soft">and {all - shown} more</p> : null
}

function byReason(stays: readonly Stay[]): ReadonlyMap<Stay['because'], readonly Stay[]> {
  const found = new Map<Stay['because'], Stay[]>()
  for (const stay of stays) {
    const known = found.get(stay.because)
    if (known === undefined) found.set(stay.because, [stay])
    else known.push(stay)
  }
  return found
}
