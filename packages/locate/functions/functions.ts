// SPDX-License-Identifier: Apache-2.0
import { scanC } from './c/scan.ts'
import { emptyLines } from './empty-lines.ts'
import { scanGo } from './go/scan.ts'
import { scanJavaScript } from './javascript/scan.ts'
import { scanPython } from './python/scan.ts'
import { paint } from './regions.ts'
import { scanRust } from './rust/scan.ts'
import type { FunctionSpan, Language, Region, Scan } from './span.ts'

/**
 * The functions that a text defines, nested ones too, by first line and outer before inner. Made for texts of any quality: it
 * never throws, takes time in proportion to the text, and reads every branch of the preprocessor.
 */
export function functionsIn(language: Language, text: string): readonly FunctionSpan[] {
  return spansOf(scan(language, text))
}

function spansOf({ items }: Scan): readonly FunctionSpan[] {
  const spans: FunctionSpan[] = []
  for (const item of items) {
    if (item.kind !== 'function' && item.kind !== 'macro-function') continue
    const { name, scope, emits, isConstant, startLine, endLine } = item
    const kind = item.kind === 'macro-function' ? 'macro' : item.isMethod ? 'method' : 'function'
    spans.push({
      name,
      ...(scope === undefined ? {} : { scope }),
      kind,
      startLine,
      endLine,
      ...(isConstant && { isConstant }),
      ...(emits === undefined ? {} : { emits }),
    })
  }
  return spans
}

/** What every line of a text belongs to: its regions, in order, without gap or overlap. */
export function regionsIn(language: Language, text: string): readonly Region[] {
  return paint(scan(language, text), text)
}

/** Both of one reading, with the lines (from 1) that hold no more than blanks and comments. */
export interface ReadSource {
  readonly functions: readonly FunctionSpan[]
  readonly regions: readonly Region[]
  isEmpty(line: number): boolean
}

export function readSource(language: Language, text: string): ReadSource {
  const read = scan(language, text)
  return {
    functions: spansOf(read),
    regions: paint(read, text),
    isEmpty: emptyLines(read.comments, text, language === 'python' ? '#' : '//'),
  }
}

function scan(language: Language, text: string): Scan {
  switch (language) {
    case 'c':
      return scanC(text, false)
    case 'c++':
      return scanC(text, true)
    case 'go':
      return scanGo(text)
    case 'rust':
      return scanRust(text)
    case 'python':
      return scanPython(text)
    case 'javascript':
    case 'typescript':
      return scanJavaScript(text)
  }
}
