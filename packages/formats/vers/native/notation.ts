// SPDX-License-Identifier: Apache-2.0
import { constraint, type Comparator, type Constraint } from '../vers.ts'

/** Alternatives, each of constraints that all have to hold; one without any is every version. */
export type Alternatives = readonly (readonly Constraint[])[]

/** How an ecosystem writes ranges. Undefined: not so. */
export type Notation = (text: string) => Alternatives | undefined

/** Each of `texts` read alone; undefined if one of them cannot be. */
export function readAll<Read>(
  texts: readonly string[],
  read: (text: string) => Read | undefined,
): readonly Read[] | undefined {
  const all: Read[] = []
  for (const text of texts) {
    const one = read(text)
    if (one === undefined) return undefined
    all.push(one)
  }
  return all
}

/** An operator in front of a version, one of which `signs` gives the meaning; no operator is `''`. */
export interface Sign {
  readonly operator: string
  readonly version: string
}

/** Splits `>= 1.0` and `~>1.0` into operator and version; undefined when either is missing or not alone. */
export function signOf(text: string): Sign | undefined {
  const trimmed = text.trim()
  const index = operatorLength(trimmed)
  const version = trimmed.slice(index).trim()
  if (version === '' || /\s/.test(version)) return undefined
  return { operator: trimmed.slice(0, index), version }
}

function operatorLength(text: string): number {
  let index = 0
  while (index < text.length && OPERATOR_SIGNS.includes(text.charAt(index))) index++
  return index
}

const OPERATOR_SIGNS = '<>=!~^'

/** Operators that mean the same everywhere. */
export const PLAIN: ReadonlyMap<string, Comparator> = new Map([
  ['', '='],
  ['=', '='],
  ['==', '='],
  ['===', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<<', '<'],
  ['<=', '<='],
  ['=<', '<='],
  ['>', '>'],
  ['>>', '>'],
  ['>=', '>='],
  ['=>', '>='],
] as const)

export function plainConstraint(text: string): Constraint | undefined {
  const sign = signOf(text)
  const comparator = sign && PLAIN.get(sign.operator)
  return comparator && sign && constraint(comparator, sign.version)
}

/** White space between an operator and its version goes, so that what is left separates: `>= 1.0 < 2.0`. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = []
  let operator = ''
  for (const word of text.trim().split(/\s+/)) {
    const bare = operatorLength(word) === word.length
    if (bare) operator += word
    else {
      words.push(operator + word)
      operator = ''
    }
  }
  if (operator !== '') words.push(operator)
  return words
}

/** What several alternatives joined by "and" mean as alternatives; undefined if there are too many. */
export function allOf(parts: readonly Alternatives[]): Alternatives | undefined {
  const single = parts.flatMap((part) => (part.length === 1 ? (part[0] ?? []) : []))
  let joined: Alternatives = [[]]
  for (const part of parts.filter(({ length }) => length !== 1)) {
    if (joined.length * part.length > MAX_ALTERNATIVES) return undefined
    joined = joined.flatMap((left) => part.map((right) => [...left, ...right]))
  }
  return joined.map((alternative) => [...single, ...alternative])
}

/** Conditions that exclude a stretch double the alternatives; nobody writes seven of them. */
const MAX_ALTERNATIVES = 64
