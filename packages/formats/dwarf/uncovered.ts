// SPDX-License-Identifier: Apache-2.0
import type { UncoveredCode } from './code.ts'
import type { Covered } from './gather.ts'
import { lastAtOrBelow, type Memory } from './memory.ts'
import type { SymbolIndex } from './symbol-index.ts'

/** The code that no unit accounts for: gaps between what they cover that hold a function or are too large for padding. */
export function uncoveredCode(
  memory: Memory,
  covered: Covered,
  symbols: SymbolIndex | undefined,
): UncoveredCode[] {
  const { starts, ends } = merge(covered)
  const found: UncoveredCode[] = []
  for (const region of memory.regions) {
    if (!region.isCode) continue
    let at = region.start
    const gap = (from: number, to: number) => {
      if (to <= from) return
      const inside = functionsBetween(symbols, from, to)
      if (inside.length > 0 || to - from >= PADDING) {
        found.push({ section: region.name, address: from, size: to - from, symbols: inside })
      }
    }
    for (let i = Math.max(0, lastAtOrBelow(starts, region.start)); i < starts.length; i++) {
      const start = starts[i] ?? 0
      if (start >= region.end) break
      gap(at, Math.min(start, region.end))
      at = Math.max(at, Math.min(ends[i] ?? 0, region.end))
    }
    gap(at, region.end)
  }
  return found
}

// functions are aligned to 64 bytes at most
const PADDING = 64

function functionsBetween(symbols: SymbolIndex | undefined, start: number, end: number): string[] {
  const names = new Set<string>()
  if (symbols !== undefined) {
    for (let i = symbols.from(start); i < symbols.count && (symbols.start[i] ?? 0) < end; i++) {
      if (symbols.isFunction(i)) names.add(symbols.name(i))
    }
  }
  return [...names]
}

/** Sorted and without overlaps. */
function merge(covered: Covered): { starts: Float64Array; ends: Float64Array } {
  const { pairs, count } = covered
  const events = new Float64Array(count)
  const closings = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    events[i] = pairs[i * 2] ?? 0
    closings[i] = pairs[i * 2 + 1] ?? 0
  }
  // begins and ends sorted apart give the same union as sorted together
  events.sort()
  closings.sort()
  const starts = new Float64Array(count)
  const ends = new Float64Array(count)
  let open = 0
  let merged = 0
  let closed = 0
  for (let i = 0; i < count; i++) {
    const start = events[i] ?? 0
    while (closed < i && (closings[closed] ?? 0) < start) {
      closed++
      open--
      if (open === 0) ends[merged++] = closings[closed - 1] ?? 0
    }
    if (open === 0) starts[merged] = start
    open++
  }
  if (count > 0) ends[merged++] = closings[count - 1] ?? 0
  return { starts: starts.subarray(0, merged), ends: ends.subarray(0, merged) }
}
