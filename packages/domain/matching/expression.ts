// SPDX-License-Identifier: Apache-2.0
import type { VersionOrder } from './order.ts'

/**
 * A range written into a single version, `>= 1.0.0, < 1.4.2` or `= 1.4.2`, as GitHub's CNA does in most of its records.
 * Undefined where the text is no such expression or cannot be compared.
 */
export function matchesExpression(
  text: string,
  version: string,
  order: VersionOrder,
): boolean | undefined {
  if (!/^\s*[<>=]/.test(text) || text.length > 500) return undefined
  let matches = true
  for (const part of text.split(',')) {
    const [, sign = '', bound = ''] = /^\s*(<=|>=|<|>|==?)\s*(\S+)\s*$/.exec(part) ?? []
    const test = TESTS[sign]
    const compared = test && order.compare(version, bound)
    if (!test || compared === undefined) return undefined
    matches &&= test(compared)
  }
  return matches
}

const TESTS: Readonly<Record<string, ((compared: number) => boolean) | undefined>> = {
  '<': (compared) => compared < 0,
  '<=': (compared) => compared <= 0,
  '>': (compared) => compared > 0,
  '>=': (compared) => compared >= 0,
  '=': (compared) => compared === 0,
  '==': (compared) => compared === 0,
}
