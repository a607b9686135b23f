// SPDX-License-Identifier: Apache-2.0
import type { Counts, VerdictName } from '../api/values.ts'
import { verdictWord } from './VerdictBadge.tsx'

const ORDER: readonly VerdictName[] = ['affected', 'unknown', 'fixed', 'not_affected']
const FILL: Readonly<Record<VerdictName, string>> = {
  affected: 'var(--affected)',
  unknown: 'var(--unknown)',
  fixed: 'var(--fixed)',
  not_affected: 'var(--line)',
}
const WIDTH = 200

/** Four counts as a bar and in words. */
export function CountsBar({ counts }: { readonly counts: Counts }) {
  const total = ORDER.reduce((sum, verdict) => sum + counts[verdict], 0)
  const words = ORDER.map((verdict) => `${counts[verdict]} ${verdictWord(verdict)}`).join(', ')
  let left = 0
  return (
    <span className="counts">
      <svg
        viewBox={`0 0 ${WIDTH} 8`}
        width="100%"
        preserveAspectRatio="none"
        height="8"
        role="img"
        aria-label={words}
      >
        <rect width={WIDTH} height="8" rx="4" fill="var(--dropped-soft)" />
        {ORDER.map((verdict) => {
          const width = total === 0 ? 0 : (counts[verdict] / total) * WIDTH
          const x = left
          left += width
          return <rect key={verdict} x={x} width={width} height="8" fill={FILL[verdict]} />
        })}
      </svg>
      <span className="soft">
        <strong>{counts.affected}</strong> affected
        {counts.exploited > 0 && <> ({counts.exploited} exploited)</>},{' '}
        <strong>{counts.unknown}</strong> unknown, {counts.not_affected} dropped, {counts.fixed}{' '}
        fixed
      </span>
    </span>
  )
}
