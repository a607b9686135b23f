// SPDX-License-Identifier: Apache-2.0
import { OPERATORS } from './itanium-operators.ts'
import { accept, deeper, NOT_UNDERSTOOD, number, starts, type Parser } from './itanium-parser.ts'

/**
 * Passes over a type (Itanium C++ ABI, section 5.1.5.1), noting what can be referred back to. Gives the name of a class or
 * enumeration, or of the builtin types that conversions are made to; else nothing of use.
 */
export function type(parser: Parser): string {
  return deeper(parser, () => {
    const letter = parser.text[parser.at] ?? ''
    const builtin = BUILTIN.get(letter)
    if (builtin !== undefined) {
      parser.at++
      return builtin
    }
    switch (letter) {
      case 'r':
      case 'V':
      case 'K':
        while (/[rVK]/.test(parser.text[parser.at] ?? '')) parser.at++
        return candidate(parser, type(parser))
      case 'P':
      case 'R':
      case 'O':
      case 'C':
      case 'G':
        parser.at++
        return candidate(parser, `${type(parser)}${POINTERS.get(letter) ?? ''}`)
      case 'F':
        parser.at++
        accept(parser, 'Y')
        while (!accept(parser, 'E')) {
          // ref-qualifiers end the list
          if (/^[RO]E/.test(parser.text.slice(parser.at, parser.at + 2))) parser.at++
          else type(parser)
        }
        return candidate(parser, '')
      case 'A':
        parser.at++
        if (parser.text[parser.at] !== '_' && !/\d/.test(parser.text[parser.at] ?? '')) {
          expression(parser)
        } else number(parser)
        if (!accept(parser, '_')) throw NOT_UNDERSTOOD
        type(parser)
        return candidate(parser, '')
      case 'M':
        parser.at++
        type(parser)
        type(parser)
        return candidate(parser, '')
      case 'T':
        return templateParameter(parser)
      case 'u':
        parser.at++
        return parser.unqualified(parser, '')
      case 'U':
        return vendorQualified(parser)
      case 'D':
        return typeOfD(parser)
      case 'S':
        return substituted(parser)
      default:
        return candidate(parser, parser.name(parser))
    }
  })
}

const BUILTIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    v: 'void',
    w: 'wchar_t',
    b: 'bool',
    c: 'char',
    a: 'signed char',
    h: 'unsigned char',
    s: 'short',
    t: 'unsigned short',
    i: 'int',
    j: 'unsigned int',
    l: 'long',
    m: 'unsigned long',
    x: 'long long',
    y: 'unsigned long long',
    n: '__int128',
    o: 'unsigned __int128',
    f: 'float',
    d: 'double',
    e: 'long double',
    g: '__float128',
    z: '...',
  }),
)

const POINTERS: ReadonlyMap<string, string> = new Map([
  ['P', '*'],
  ['R', '&'],
  ['O', '&&'],
])

function candidate(parser: Parser, text: string): string {
  parser.substitutions.push(text)
  return text
}

function templateParameter(parser: Parser): string {
  // Ts, Tu, Te: "struct", "union", "enum" before a name
  if (/^T[sue]/.test(parser.text.slice(parser.at, parser.at + 2))) {
    parser.at += 2
    return candidate(parser, parser.name(parser))
  }
  parser.at++
  number(parser)
  if (!accept(parser, '_')) throw NOT_UNDERSTOOD
  candidate(parser, 'T')
  if (parser.text[parser.at] === 'I') {
    templateArguments(parser)
    candidate(parser, 'T')
  }
  return 'T'
}

function vendorQualified(parser: Parser): string {
  // a lambda or a type without a name may stand where a type does
  if (/^U[lt]/.test(parser.text.slice(parser.at, parser.at + 2))) {
    return candidate(parser, parser.name(parser))
  }
  parser.at++
  parser.unqualified(parser, '')
  if (parser.text[parser.at] === 'I') templateArguments(parser)
  return candidate(parser, type(parser))
}

function typeOfD(parser: Parser): string {
  const letter = parser.text[parser.at + 1] ?? ''
  parser.at += 2
  switch (letter) {
    case 'd':
    case 'e':
    case 'f':
    case 'h':
    case 'i':
    case 's':
    case 'u':
    case 'a':
    case 'c':
    case 'n':
      return ''
    case 'F':
      number(parser)
      accept(parser, 'x')
      if (!accept(parser, '_') && !accept(parser, 'b')) throw NOT_UNDERSTOOD
      return ''
    case 'B':
    case 'U':
      number(parser)
      if (!accept(parser, '_')) throw NOT_UNDERSTOOD
      return ''
    case 'p':
      return candidate(parser, type(parser))
    case 't':
    case 'T':
      expression(parser)
      if (!accept(parser, 'E')) throw NOT_UNDERSTOOD
      return candidate(parser, '')
    case 'v':
      if (/\d/.test(parser.text[parser.at] ?? '')) number(parser)
      else expression(parser)
      if (!accept(parser, '_')) throw NOT_UNDERSTOOD
      type(parser)
      return candidate(parser, '')
    case 'o':
    case 'x':
      return type(parser)
    case 'O':
      expression(parser)
      if (!accept(parser, 'E')) throw NOT_UNDERSTOOD
      return type(parser)
    case 'w':
      while (!accept(parser, 'E')) type(parser)
      return type(parser)
    default:
      throw NOT_UNDERSTOOD
  }
}

/** `S_`, or an abbreviation, perhaps with template arguments, which make another type. */
function substituted(parser: Parser): string {
  if (parser.text[parser.at + 1] === 't') return candidate(parser, parser.name(parser))
  const before = parser.at
  const text = parser.name(parser)
  const hasArguments = parser.text[parser.at - 1] === 'E' && parser.at - before > 3
  return hasArguments ? candidate(parser, text) : text
}

/** `I ... E`; section 5.1.6. */
export function templateArguments(parser: Parser): void {
  deeper(parser, () => {
    if (!accept(parser, 'I')) throw NOT_UNDERSTOOD
    while (!accept(parser, 'E')) templateArgument(parser)
  })
}

function templateArgument(parser: Parser): void {
  if (parser.at >= parser.text.length) throw NOT_UNDERSTOOD
  if (accept(parser, 'J')) {
    deeper(parser, () => {
      while (!accept(parser, 'E')) templateArgument(parser)
    })
  } else if (accept(parser, 'X')) {
    expression(parser)
    if (!accept(parser, 'E')) throw NOT_UNDERSTOOD
  } else if (parser.text[parser.at] === 'L') literal(parser)
  else type(parser)
}

function literal(parser: Parser): void {
  deeper(parser, () => {
    parser.at++
    if (accept(parser, '_Z')) parser.encoding(parser)
    else {
      type(parser)
      // digits, a minus as n, floating point in hexadecimal
      while (/[0-9a-fn_]/.test(parser.text[parser.at] ?? '')) parser.at++
    }
    if (!accept(parser, 'E')) throw NOT_UNDERSTOOD
  })
}

/** The expressions that come up in signatures; section 5.1.6.1. Others make the symbol one that we do not understand. */
function expression(parser: Parser): void {
  deeper(parser, () => {
    accept(parser, 'gs')
    const code = parser.text.slice(parser.at, parser.at + 2)
    if (code.startsWith('L')) return literal(parser)
    if (code.startsWith('T')) return void type(parser)
    if (/^\d/.test(code)) return unresolvedName(parser)
    parser.at += 2
    switch (code) {
      case 'fp':
      case 'fL': {
        number(parser)
        if (code === 'fL') accept(parser, 'p')
        while (/[rVK\d]/.test(parser.text[parser.at] ?? '')) parser.at++
        if (!accept(parser, '_')) throw NOT_UNDERSTOOD
        return
      }
      case 'sr':
        if (accept(parser, 'N')) {
          type(parser)
          while (!accept(parser, 'E')) unresolvedName(parser)
        } else type(parser)
        return unresolvedName(parser)
      case 'on':
        parser.unqualified(parser, '')
        if (parser.text[parser.at] === 'I') templateArguments(parser)
        return
      case 'dt':
      case 'pt':
        expression(parser)
        return unresolvedName(parser)
      case 'cv':
        type(parser)
        if (!accept(parser, '_')) return expression(parser)
        return list(parser)
      case 'tl':
        type(parser)
        return list(parser)
      case 'cl':
      case 'il':
        return list(parser)
      case 'st':
      case 'at':
      case 'ti':
        return void type(parser)
      case 'sz':
      case 'az':
      case 'te':
      case 'nx':
      case 'sp':
      case 'tw':
        return expression(parser)
      case 'sZ':
        return parser.text[parser.at] === 'T' ? void type(parser) : expression(parser)
      case 'dc':
      case 'sc':
      case 'cc':
      case 'rc':
        type(parser)
        return expression(parser)
      case 'pp':
      case 'mm':
        accept(parser, '_')
        return expression(parser)
      default: {
        const known = OPERATORS.get(code)
        if (known === undefined) throw NOT_UNDERSTOOD
        for (let i = 0; i < known.operands; i++) expression(parser)
      }
    }
  })
}

function list(parser: Parser): void {
  while (!accept(parser, 'E')) {
    if (parser.at >= parser.text.length) throw NOT_UNDERSTOOD
    expression(parser)
  }
}

function unresolvedName(parser: Parser): void {
  if (starts(parser, 'on') || starts(parser, 'dn')) parser.at += 2
  parser.unqualified(parser, '')
  if (parser.text[parser.at] === 'I') templateArguments(parser)
}
