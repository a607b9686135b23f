// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'

/** Values of one file (or one edge); what is not here is asked of the file that included it with `subninja`. */
export interface Scope {
  readonly values: Map<string, string>
  readonly rules: Map<string, Rule>
  readonly parent: Scope | undefined
}

export interface Rule {
  readonly name: string
  /** As they are written: they are evaluated for each edge anew (ninja manual, "Variable expansion"). */
  readonly bindings: ReadonlyMap<string, string>
}

/** A command line of more than this no system would run; a value that doubles itself line by line gets here soon. */
const LONGEST_VALUE = 16_000_000

export function newScope(parent?: Scope): Scope {
  return { values: new Map(), rules: new Map(), parent }
}

export function valueIn(scope: Scope, name: string): string {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.values.get(name)
    if (value !== undefined) return value
  }
  return ''
}

export function ruleIn(scope: Scope, name: string): Rule | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const rule = at.rules.get(name)
    if (rule !== undefined) return rule
  }
  return undefined
}

/**
 * Puts values in the place of `$name` and `${name}`, and takes away escapes: `$$`, `$ `, `$:`, and `$` before the end of a line
 * with the white space that follows (ninja manual, "Lexical syntax").
 *
 * @throws FormatError `LIMIT` if the value grows beyond what a command can be
 */
export function expand(raw: string, valueOf: (name: string) => string): string {
  let dollar = raw.indexOf('$')
  if (dollar < 0) return raw
  let out = ''
  let from = 0
  while (dollar >= 0) {
    out += raw.slice(from, dollar)
    const found = readEscape(raw, dollar)
    out += found.name === undefined ? found.text : valueOf(found.name)
    if (out.length > LONGEST_VALUE)
      throw new FormatError('build.ninja', [
        { code: 'LIMIT', message: `a value grows beyond ${LONGEST_VALUE} characters`, place: {} },
      ])
    from = found.end
    dollar = raw.indexOf('$', from)
  }
  return out + raw.slice(from)
}

function readEscape(
  raw: string,
  dollar: number,
): { readonly name?: string; readonly text: string; readonly end: number } {
  const next = raw[dollar + 1]
  if (next === '{') {
    const close = raw.indexOf('}', dollar)
    if (close > 0) return { name: raw.slice(dollar + 2, close), text: '', end: close + 1 }
  }
  if (next === '\n' || next === '\r') {
    let end = dollar + (next === '\r' ? 3 : 2)
    while (raw[end] === ' ') end++
    return { text: '', end }
  }
  // `$^` is the end of a line since ninja 1.14
  if (next === '^') return { text: '\n', end: dollar + 2 }
  let end = dollar + 1
  while (end < raw.length && isNameChar(raw.charCodeAt(end))) end++
  if (end > dollar + 1) return { name: raw.slice(dollar + 1, end), text: '', end }
  return { text: next ?? '', end: dollar + 2 }
}

/** The name in `$name` has no dot; in `${name}` and where it is set it may have one. */
function isNameChar(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d
  )
}
