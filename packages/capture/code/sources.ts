// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs'
import type { SourceCode } from '@headwater/domain/code'
import { functionsIn, languageOf, type FunctionSpan } from '@headwater/locate/functions'

/** Generated tables; no text of that size defines functions that anybody wrote. */
const LARGEST = 16 * 1024 * 1024

/** The functions that a text defines, under every name that debug information may give them. */
export function sourceCode(spans: readonly FunctionSpan[]): SourceCode {
  const names = new Set<string>()
  const constant = new Set<string>()
  for (const { name, scope, emits, isConstant } of spans) {
    const full = scope === undefined ? name : `${scope}::${name}`
    names.add(full)
    if (isConstant) constant.add(full)
    for (const each of emits ?? []) names.add(each)
  }
  return {
    of: 'source',
    functions: [...names].sort(),
    ...(constant.size > 0 && { constant: [...constant].sort() }),
  }
}

/** The functions of a text with their lines; undefined where it is not there or in no language of ours. */
export function readSpans(path: string): readonly FunctionSpan[] | undefined {
  const language = languageOf(path)
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (language === undefined || size === undefined || size > LARGEST) return undefined
  return functionsIn(language, readFileSync(path, 'utf8'))
}
