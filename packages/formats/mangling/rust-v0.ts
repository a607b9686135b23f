// SPDX-License-Identifier: Apache-2.0

/**
 * Rust's own mangling (RFC 2603, "Rust Symbol Name Mangling v0"). `mangled` begins behind `_R`. Generic arguments and
 * traits are passed over; of what is referred back to, only the path itself is followed, so that no symbol can grow.
 */
export function rustPath(mangled: string): string | undefined {
  const parser: Parser = { text: mangled, at: 0, depth: 0, steps: 0 }
  try {
    digits(parser)
    return path(parser, true)
  } catch (error) {
    if (error === NOT_UNDERSTOOD) return undefined
    throw error
  }
}

interface Parser {
  readonly text: string
  at: number
  depth: number
  steps: number
}

const NOT_UNDERSTOOD = new Error('not a symbol of Rust')
const MAX_DEPTH = 200
const MAX_STEPS = 100_000

/** With `wanted` false the path is passed over and the result is empty. */
function path(parser: Parser, wanted: boolean): string {
  return deeper(parser, () => {
    const kind = next(parser)
    switch (kind) {
      case 'C':
        return identifier(parser)
      case 'M':
        disambiguator(parser)
        path(parser, false)
        return type(parser, wanted)
      case 'X': {
        disambiguator(parser)
        path(parser, false)
        const self = type(parser, wanted)
        path(parser, false)
        return self
      }
      case 'Y': {
        const self = type(parser, wanted)
        path(parser, false)
        return self
      }
      case 'N': {
        const namespace = next(parser)
        const before = path(parser, wanted)
        const number = disambiguator(parser)
        const name = plainIdentifier(parser)
        // upper case: what the compiler made
        if (namespace === 'C') return `${before}::{closure#${number}}`
        if (namespace === 'S') return `${before}::{shim}`
        return name === '' ? before : `${before}::${name}`
      }
      case 'I': {
        const before = path(parser, wanted)
        while (!accept(parser, 'E')) genericArgument(parser)
        return before
      }
      case 'B':
        return backReference(parser, wanted, path)
      default:
        throw NOT_UNDERSTOOD
    }
  })
}

function genericArgument(parser: Parser): void {
  if (accept(parser, 'L')) base62(parser)
  else if (accept(parser, 'K')) constant(parser)
  else type(parser, false)
}

const BASIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'i8',
    b: 'bool',
    c: 'char',
    d: 'f64',
    e: 'str',
    f: 'f32',
    h: 'u8',
    i: 'isize',
    j: 'usize',
    l: 'i32',
    m: 'u32',
    n: 'i128',
    o: 'u128',
    s: 'i16',
    t: 'u16',
    u: '()',
    v: '...',
    x: 'i64',
    y: 'u64',
    z: '!',
    p: '_',
  }),
)

function type(parser: Parser, wanted: boolean): string {
  return deeper(parser, () => {
    const kind = parser.text[parser.at] ?? ''
    const basic = BASIC.get(kind)
    if (basic !== undefined) {
      parser.at++
      return basic
    }
    switch (kind) {
      case 'A':
        parser.at++
        type(parser, false)
        constant(parser)
        return '[_]'
      case 'S':
        parser.at++
        type(parser, false)
        return '[_]'
      case 'T':
        parser.at++
        while (!accept(parser, 'E')) type(parser, false)
        return '(_)'
      case 'R':
      case 'Q':
        parser.at++
        if (accept(parser, 'L')) base62(parser)
        return type(parser, wanted)
      case 'P':
      case 'O':
        parser.at++
        return type(parser, wanted)
      case 'F':
        parser.at++
        functionType(parser)
        return 'fn'
      case 'D':
        parser.at++
        return dynamicType(parser, wanted)
      case 'B':
        parser.at++
        return backReference(parser, wanted, type)
      default:
        return path(parser, wanted)
    }
  })
}

function functionType(parser: Parser): void {
  if (accept(parser, 'G')) base62(parser)
  accept(parser, 'U')
  if (accept(parser, 'K') && !accept(parser, 'C')) plainIdentifier(parser)
  while (!accept(parser, 'E')) type(parser, false)
  type(parser, false)
}

/** `dyn Trait + ...`: the first trait stands for it. */
function dynamicType(parser: Parser, wanted: boolean): string {
  if (accept(parser, 'G')) base62(parser)
  let first: string | undefined
  while (!accept(parser, 'E')) {
    const trait = path(parser, wanted && first === undefined)
    first ??= trait
    while (accept(parser, 'p')) {
      plainIdentifier(parser)
      type(parser, false)
    }
  }
  if (!accept(parser, 'L')) throw NOT_UNDERSTOOD
  base62(parser)
  return first ?? '_'
}

function constant(parser: Parser): void {
  if (accept(parser, 'p')) return
  if (accept(parser, 'B')) {
    base62(parser)
    return
  }
  type(parser, false)
  const data = /^n?[0-9a-f]*_/.exec(parser.text.slice(parser.at, parser.at + 4096))
  if (data === null) throw NOT_UNDERSTOOD
  parser.at += data[0].length
}

function backReference(
  parser: Parser,
  wanted: boolean,
  read: (parser: Parser, wanted: boolean) => string,
): string {
  const start = parser.at - 1
  const target = base62(parser)
  if (!wanted) return ''
  // backwards only, so that it comes to an end
  if (target >= start) throw NOT_UNDERSTOOD
  const after = parser.at
  parser.at = target
  const text = read(parser, wanted)
  parser.at = after
  return text
}

function identifier(parser: Parser): string {
  disambiguator(parser)
  return plainIdentifier(parser)
}

function disambiguator(parser: Parser): number {
  return accept(parser, 's') ? base62(parser) + 1 : 0
}

function plainIdentifier(parser: Parser): string {
  const isPunycode = accept(parser, 'u')
  const length = Number(digits(parser))
  accept(parser, '_')
  const end = parser.at + length
  if (end > parser.text.length) throw NOT_UNDERSTOOD
  const name = parser.text.slice(parser.at, end)
  parser.at = end
  return isPunycode ? fromPunycode(name) : name
}

function digits(parser: Parser): string {
  const start = parser.at
  while (/\d/.test(parser.text[parser.at] ?? '')) parser.at++
  return parser.text.slice(start, parser.at)
}

/** `_` is 0, `0_` is 1, and so on. */
function base62(parser: Parser): number {
  if (accept(parser, '_')) return 0
  let value = 0
  for (;;) {
    const letter = next(parser)
    if (letter === '_') return value + 1
    const digit = ALPHABET.indexOf(letter)
    if (digit < 0) throw NOT_UNDERSTOOD
    value = value * 62 + digit
  }
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

function accept(parser: Parser, letter: string): boolean {
  if (parser.text[parser.at] !== letter) return false
  parser.at++
  return true
}

function next(parser: Parser): string {
  const letter = parser.text[parser.at++]
  if (letter === undefined) throw NOT_UNDERSTOOD
  return letter
}

function deeper<T>(parser: Parser, read: () => T): T {
  if (parser.depth === MAX_DEPTH || parser.steps++ === MAX_STEPS) throw NOT_UNDERSTOOD
  parser.depth++
  const result = read()
  parser.depth--
  return result
}

/** RFC 3492, with `_` as the delimiter. */
function fromPunycode(text: string): string {
  const delimiter = text.lastIndexOf('_')
  // what stands before the delimiter is ASCII
  const output = delimiter < 0 ? [] : text.slice(0, delimiter).split('')
  if (text.length > LONGEST_PUNYCODE) throw NOT_UNDERSTOOD
  let point = 128
  let bias = 72
  let i = 0
  for (let at = delimiter + 1; at < text.length;) {
    const before = i
    let weight = 1
    for (let k = 36; ; k += 36) {
      const code = text.charCodeAt(at++)
      const digit = code >= 97 ? code - 97 : code - 48 + 26
      if (!(digit >= 0 && digit < 36)) throw NOT_UNDERSTOOD
      i += digit * weight
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
      if (digit < threshold) break
      weight *= 36 - threshold
    }
    const length = output.length + 1
    let delta = before === 0 ? Math.floor(i / 700) : Math.floor((i - before) / 2)
    delta += Math.floor(delta / length)
    let k = 0
    for (; delta > 455; k += 36) delta = Math.floor(delta / 35)
    bias = k + Math.floor((36 * delta) / (delta + 38))
    point += Math.floor(i / length)
    i %= length
    if (point > 0x10ffff) throw NOT_UNDERSTOOD
    output.splice(i++, 0, String.fromCodePoint(point))
  }
  return output.join('')
}

/** Each letter is put into its place, which would take long for a long name. */
const LONGEST_PUNYCODE = 4096
