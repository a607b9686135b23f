// SPDX-License-Identifier: Apache-2.0
import type { Item, Region, Scan } from './span.ts'

/** Gives every line to what stands on it: functions before all else, comments and blanks last. */
export function paint({ items, comments }: Scan, text: string): readonly Region[] {
  const lines = countLines(text)
  // for each line the item that has it, counted from 1; 0: none
  const owners = new Int32Array(lines + 2)
  for (const [i, item] of items.entries()) {
    if (isBody(item)) continue
    claim(owners, item, i + 1, (owner) => owner === 0 || items[owner - 1]?.kind !== 'macro')
  }
  const functions = new Int32Array(lines + 2)
  paintBodies(items, functions, lines)
  for (let line = 1; line <= lines; line++) {
    const body = functions[line] ?? 0
    if (body > 0 && items[(owners[line] ?? 0) - 1]?.kind !== 'macro') owners[line] = body
  }
  const commented = new Uint8Array(lines + 2)
  for (let i = 0; i < comments.length; i += 2) {
    const to = Math.min(comments[i + 1] ?? 0, lines)
    for (let line = comments[i] ?? 1; line <= to; line++) commented[line] = 1
  }
  return collect(items, owners, functions, commented, lines)
}

function countLines(text: string): number {
  let lines = 0
  for (let at = -1; at + 1 < text.length; lines++) {
    at = text.indexOf('\n', at + 1)
    if (at < 0) return lines + 1
  }
  return lines
}

const isBody = ({ kind }: Item): boolean => kind === 'function' || kind === 'macro-function'

function claim(
  owners: Int32Array,
  { startLine, endLine }: Item,
  id: number,
  mayHave: (owner: number) => boolean,
): void {
  const to = Math.min(endLine, owners.length - 1)
  for (let line = startLine; line <= to; line++) if (mayHave(owners[line] ?? 0)) owners[line] = id
}

/**
 * The innermost function of each line, in one sweep: items come by first line, outer before inner, and painting each whole
 * would be quadratic for deep nests.
 */
function paintBodies(items: readonly Item[], functions: Int32Array, lines: number): void {
  const open: number[] = []
  let next = 0
  const bodies = items.flatMap((item, i) => (isBody(item) ? [i] : []))
  for (let line = 1; line <= lines; line++) {
    while (open.length > 0 && (items[open.at(-1) ?? 0]?.endLine ?? 0) < line) open.pop()
    for (; next < bodies.length; next++) {
      const id = bodies[next] ?? 0
      if ((items[id]?.startLine ?? 0) > line) break
      if ((items[id]?.endLine ?? 0) >= line) open.push(id)
    }
    const top = open.at(-1)
    if (top !== undefined) functions[line] = top + 1
  }
}

function collect(
  items: readonly Item[],
  owners: Int32Array,
  functions: Int32Array,
  commented: Uint8Array,
  lines: number,
): readonly Region[] {
  const regions: Region[] = []
  const keyOf = (line: number): number => {
    const owner = owners[line] ?? 0
    return owner > 0 ? owner : commented[line] ? -1 : 0
  }
  for (let from = 1; from <= lines;) {
    const key = keyOf(from)
    let to = from
    while (to < lines && keyOf(to + 1) === key) to++
    const item = items[key - 1]
    const within = item?.kind === 'macro' ? items[(functions[from] ?? 0) - 1]?.name : undefined
    regions.push({
      kind: item?.kind ?? (key < 0 ? 'comment' : 'other'),
      name: item?.name ?? '',
      ...(within === undefined ? {} : { within }),
      startLine: from,
      endLine: to,
    })
    from = to + 1
  }
  return regions
}
