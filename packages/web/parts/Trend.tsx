// SPDX-License-Identifier: Apache-2.0
import type { PortfolioRow } from '../api/values.ts'

const WIDTH = 120
const HEIGHT = 28

/** Affected findings over time, as a line and in words. */
export function Trend({ points }: { readonly points: PortfolioRow['trend'] }) {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 2) {
    return <span className="soft">too early to say</span>
  }
  const top = Math.max(1, ...points.map(({ counts }) => counts.affected))
  const x = (i: number): number => (i / (points.length - 1)) * WIDTH
  const y = (count: number): number => HEIGHT - 2 - (count / top) * (HEIGHT - 4)
  const line = points
    .map(({ counts }, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(counts.affected)}`)
    .join('')
  const words = `${first.counts.affected} affected on ${first.on}, ${last.counts.affected} on ${last.on}`
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={words}
    >
      <path d={line} fill="none" stroke="var(--water)" strokeWidth="2" />
    </svg>
  )
}
