// SPDX-License-Identifier: Apache-2.0

export interface Parser {
  readonly text: string
  at: number
  depth: number
  steps: number
  /** What `S_`, `S0_`, ... stand for: names without template arguments; of types that have no name, empty. */
  readonly substitutions: string[]
  /** Names hold types and types hold names. */
  readonly name: (parser: Parser) => string
  readonly unqualified: (parser: Parser, scope: string) => string
  readonly encoding: (parser: Parser) => string
}

export const NOT_UNDERSTOOD = new Error('not a name of C++ that we understand')
const MAX_DEPTH = 200
const MAX_STEPS = 100_000

export function deeper<T>(parser: Parser, read: () => T): T {
  if (parser.depth === MAX_DEPTH || parser.steps++ > MAX_STEPS) throw NOT_UNDERSTOOD
  parser.depth++
  const result = read()
  parser.depth--
  return result
}

export function starts(parser: Parser, text: string): boolean {
  return parser.text.startsWith(text, parser.at)
}

export function accept(parser: Parser, text: string): boolean {
  if (!starts(parser, text)) return false
  parser.at += text.length
  return true
}

/** A decimal number without sign; 0 if there is none. */
export function number(parser: Parser): number {
  let value = 0
  for (;;) {
    const digit = parser.text.charCodeAt(parser.at) - 48
    if (!(digit >= 0 && digit <= 9)) return value
    value = Math.min(value * 10 + digit, 2 ** 40)
    parser.at++
  }
}
