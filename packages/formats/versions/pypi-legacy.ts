// SPDX-License-Identifier: Apache-2.0
import { compareNumerals, compareText, isDigit, isLower, skipDigits } from './numeral.ts'
import type { Order } from './scheme.ts'

// setuptools' order from before PEP 440, as `packaging` kept it until version 22: names of stages are rewritten so that their
// text sorts, numbers are padded to eight digits, and dashes and zeros that mean nothing are taken back.
const FINAL = '*final'
const FINAL_DASH = '*final-'
const ZERO = '00000000'
const REWRITTEN = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['-', 'final-'],
  ['rc', 'c'],
  ['dev', '@'],
])

/** `text` is in lower case. */
export function legacyKey(text: string): readonly string[] {
  const parts: string[] = []
  for (const part of [...componentsOf(text), FINAL]) {
    if (part.startsWith('*')) {
      if (part < FINAL) while (parts.at(-1) === FINAL_DASH) parts.pop()
      while (parts.at(-1) === ZERO) parts.pop()
    }
    parts.push(part)
  }
  return parts
}

export function compareLegacy(left: readonly string[], right: readonly string[]): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareText(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return compareNumerals(left.length, right.length)
}

function componentsOf(text: string): string[] {
  const components: string[] = []
  let index = 0
  while (index < text.length) {
    const end = componentEnd(text, index)
    const part = text.slice(index, end)
    if (part !== '.') {
      const digits = isDigit(text.charCodeAt(index))
      components.push(digits ? part.padStart(8, '0') : `*${REWRITTEN.get(part) ?? part}`)
    }
    index = end
  }
  return components
}

/** Digits, letters, one dot or one dash; whatever else stands between two of those is one part. */
function componentEnd(text: string, start: number): number {
  const kind = kindOf(text.charCodeAt(start))
  if (kind === 'mark') return start + 1
  if (kind === 'digit') return skipDigits(text, start)
  let index = start + 1
  while (index < text.length && kindOf(text.charCodeAt(index)) === kind) index++
  return index
}

function kindOf(code: number): 'digit' | 'letter' | 'mark' | 'other' {
  if (isDigit(code)) return 'digit'
  if (isLower(code)) return 'letter'
  return code === 45 || code === 46 ? 'mark' : 'other'
}
