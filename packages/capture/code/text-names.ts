// SPDX-License-Identifier: Apache-2.0
import type { FunctionSpan } from '@headwater/locate/functions'

/** Under which names a text has the function that debug information places on one of its lines; none: it has no function there. */
export type TextNames = (line: number) => readonly string[]

/**
 * A macro may rename a function (`#define inflate z_inflate`), and the preprocessor may choose between several heads of one body
 * (`wmain` or `main`). Records of vulnerabilities use the names of the text, so that a function which reached an image is there
 * under each of them. Spans are sorted by first line.
 */
export function textNames(spans: readonly FunctionSpan[]): TextNames {
  const byEnd = new Map<number, FunctionSpan[]>()
  const furthest: number[] = []
  for (const span of spans) {
    furthest.push(Math.max(span.endLine, furthest.at(-1) ?? 0))
    const list = byEnd.get(span.endLine)
    if (list) list.push(span)
    else byEnd.set(span.endLine, [span])
  }

  return (line) => {
    const found = new Set<string>()
    // back from the last that begins before the line, as long as any reaches it
    for (let at = lastFrom(spans, line); at >= 0 && (furthest[at] ?? 0) >= line; at--) {
      const span = spans[at]
      if (span === undefined || span.endLine < line) continue
      for (const each of byEnd.get(span.endLine) ?? []) found.add(each.name)
    }
    return [...found]
  }
}

/** Index of the last span that begins on the line or before; -1 for none. */
function lastFrom(spans: readonly FunctionSpan[], line: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.startLine ?? Infinity) <= line) low = middle + 1
    else high = middle
  }
  return low - 1
}
