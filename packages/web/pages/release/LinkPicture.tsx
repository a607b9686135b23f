// SPDX-License-Identifier: Apache-2.0
import type { Release } from '../../api/values.ts'

const COLUMN = 230
const ROW = 70
const BOX = { width: 170, height: 44 } as const
const LONGEST_NAME = 20

/** Documents in the columns of their lanes, joined by their links; beside it the same as a list. */
export function LinkPicture({
  lanes,
  links,
}: {
  readonly lanes: Release['lanes']
  readonly links: Release['links']
}) {
  const used = lanes.filter(({ documents }) => documents.length > 0)
  const places = new Map<
    string,
    { readonly x: number; readonly y: number; readonly name: string }
  >()
  used.forEach(({ documents }, column) => {
    documents.forEach(({ id, fileName }, row) => {
      places.set(id, { x: column * COLUMN + 4, y: row * ROW + 28, name: fileName })
    })
  })
  const rows = Math.max(1, ...used.map(({ documents }) => documents.length))
  const width = used.length * COLUMN
  const height = rows * ROW + 30
  const nameOf = (id: string): string => places.get(id)?.name ?? 'a document that was removed'
  return (
    <figure>
      <div className="scroll" tabIndex={0} role="group" aria-label="Documents and their links">
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
          {used.map(({ type }, column) => (
            <text key={type} x={column * COLUMN + 6} y="16" fontSize="13" fill="var(--ink-soft)">
              {type}
            </text>
          ))}
          {links.map((link, i) => {
            const a = places.get(link.from)
            const b = places.get(link.to)
            if (a === undefined || b === undefined) return null
            const x1 = a.x + BOX.width / 2
            const x2 = b.x + BOX.width / 2
            const y1 = a.y + BOX.height / 2
            const y2 = b.y + BOX.height / 2
            return (
              <path
                key={`${i} ${link.from} ${link.to}`}
                d={`M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`}
                fill="none"
                stroke={link.verified === 'mismatch' ? 'var(--affected)' : 'var(--water)'}
                strokeWidth="2"
                strokeDasharray={link.verified === 'verified' ? undefined : '5 4'}
              />
            )
          })}
          {[...places].map(([id, { x, y, name }]) => (
            <g key={id}>
              <rect
                x={x}
                y={y}
                width={BOX.width}
                height={BOX.height}
                rx="8"
                fill="var(--water-soft)"
                stroke="var(--water)"
              />
              <text x={x + 10} y={y + 27} fontSize="13" fill="var(--ink)">
                {name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME)}` : name}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        <ul>
          {links.map(({ from, to, by, count, verified }, i) => (
            <li key={`${i} ${from} ${to}`}>
              {nameOf(from)} → {nameOf(to)}: {count} by {by}, {verified.replace('-', ' ')}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
