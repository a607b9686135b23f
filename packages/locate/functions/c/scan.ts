// SPDX-License-Identifier: Apache-2.0
import type { Item, Scan } from '../span.ts'
import { lexC } from './lexer.ts'
import { parse, type Parsed } from './parser.ts'

/**
 * What a text in C or C++ defines and declares, in every branch of the preprocessor. Braces that do not balance, because
 * arms of `#if` open and close them apart, are made good by the habit of closing functions in the first column.
 */
export function scanC(text: string, isCpp: boolean): Scan {
  const tokens = lexC(text)
  const byBraces = parse(text, tokens, isCpp, false)
  const best = byBraces.broken === 0 ? byBraces : better(byBraces, parse(text, tokens, isCpp, true))
  return { items: sorted(best.items), comments: tokens.comments }
}

function better(byBraces: Parsed, byColumn: Parsed): Parsed {
  return byColumn.broken <= byBraces.broken ? byColumn : byBraces
}

/** Items of several arms may have been opened out of order. */
function sorted(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine)
}
