// SPDX-License-Identifier: Apache-2.0
import { OPERATORS } from './itanium-operators.ts'
import { accept, deeper, NOT_UNDERSTOOD, number, starts, type Parser } from './itanium-parser.ts'
import { templateArguments, type } from './itanium-types.ts'

/**
 * The qualified name of a function mangled by the Itanium C++ ABI (section 5.1), without parameters and template arguments.
 * `mangled` begins behind `_Z`. Undefined for what is no function: tables, guards, type information.
 */
export function itaniumPath(mangled: string): string | undefined {
  const parser: Parser = {
    text: mangled,
    at: 0,
    depth: 0,
    steps: 0,
    substitutions: [],
    name,
    unqualified,
    encoding,
  }
  try {
    const thunk =
      /^T(?:h[n\d]\d*_|v[n\d]\d*_[n\d]\d*_|c(?:h[n\d]\d*_|v[n\d]\d*_[n\d]\d*_){2})|^GT[tn]/.exec(
        mangled,
      )
    if (thunk) parser.at = thunk[0].length
    else if (/^(?:T|GV|GR|GA)/.test(mangled)) return undefined
    return name(parser)
  } catch (error) {
    if (error === NOT_UNDERSTOOD) return undefined
    throw error
  }
}

/** A function with its parameters, as it stands within other names. */
function encoding(parser: Parser): string {
  return deeper(parser, () => {
    const text = name(parser)
    while (parser.at < parser.text.length && parser.text[parser.at] !== 'E') {
      // [enable_if: ...] and clones
      if (starts(parser, 'Ua9enable_ifI') || parser.text[parser.at] === '.') throw NOT_UNDERSTOOD
      type(parser)
    }
    return text
  })
}

function name(parser: Parser): string {
  return deeper(parser, () => {
    if (accept(parser, 'N')) return nestedName(parser)
    if (accept(parser, 'Z')) return localName(parser)
    if (parser.text[parser.at] === 'S' && parser.text[parser.at + 1] !== 't') {
      const text = substitution(parser)
      if (parser.text[parser.at] === 'I') templateArguments(parser)
      return text
    }
    const text = accept(parser, 'St')
      ? `std::${unqualified(parser, 'std')}`
      : unqualified(parser, '')
    if (parser.text[parser.at] === 'I') {
      parser.substitutions.push(text)
      templateArguments(parser)
    }
    return text
  })
}

function nestedName(parser: Parser): string {
  while (/[rVK]/.test(parser.text[parser.at] ?? '')) parser.at++
  if (!accept(parser, 'R')) accept(parser, 'O')
  let text = ''
  while (!accept(parser, 'E')) {
    parser.steps++
    const letter = parser.text[parser.at] ?? ''
    if (letter === 'S' && parser.text[parser.at + 1] !== 't') {
      text = substitution(parser)
      // is one already
      continue
    }
    if (accept(parser, 'St')) {
      text = 'std'
      continue
    }
    if (letter === 'I') templateArguments(parser)
    else if (letter === 'T' || (letter === 'D' && /[tT]/.test(parser.text[parser.at + 1] ?? ''))) {
      text = type(parser)
      continue
    } else if (letter === 'M') parser.at++
    else text = text === '' ? unqualified(parser, '') : `${text}::${unqualified(parser, text)}`
    parser.substitutions.push(text)
  }
  // the whole is no candidate; where it is a type, the type is
  parser.substitutions.pop()
  return text
}

/** `Z f E x`: x within the function f. */
function localName(parser: Parser): string {
  const outer = encoding(parser)
  if (!accept(parser, 'E')) throw NOT_UNDERSTOOD
  if (accept(parser, 's')) {
    discriminator(parser)
    return outer
  }
  // in a default argument
  if (accept(parser, 'd')) {
    number(parser)
    if (!accept(parser, '_')) throw NOT_UNDERSTOOD
  }
  const inner = name(parser)
  discriminator(parser)
  return `${outer}::${inner}`
}

function discriminator(parser: Parser): void {
  if (!accept(parser, '_')) return
  if (accept(parser, '_')) {
    number(parser)
    accept(parser, '_')
  } else if (/\d/.test(parser.text[parser.at] ?? '')) parser.at++
}

/** The templates that they are made of: a source defines those. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['a', 'std::allocator'],
  ['b', 'std::basic_string'],
  ['s', 'std::basic_string'],
  ['i', 'std::basic_istream'],
  ['o', 'std::basic_ostream'],
  ['d', 'std::basic_iostream'],
])

/** Section 5.1.10. */
function substitution(parser: Parser): string {
  if (!accept(parser, 'S')) throw NOT_UNDERSTOOD
  const letter = parser.text[parser.at] ?? ''
  const known = ABBREVIATIONS.get(letter)
  if (known !== undefined) {
    parser.at++
    tags(parser)
    return known
  }
  const digits = /^[0-9A-Z]{0,6}_/.exec(parser.text.slice(parser.at, parser.at + 7))?.[0]
  if (digits === undefined) throw NOT_UNDERSTOOD
  parser.at += digits.length
  const index = digits === '_' ? 0 : parseInt(digits, 36) + 1
  const text = parser.substitutions[index]
  if (text === undefined) throw NOT_UNDERSTOOD
  return text
}

/** One part of a name: section 5.1.3 and 5.1.4. `scope`: what stands before it, for constructors. */
function unqualified(parser: Parser, scope: string): string {
  // internal linkage, and the module that a name belongs to
  accept(parser, 'L')
  const letter = parser.text[parser.at] ?? ''
  let text: string
  if (/\d/.test(letter)) text = sourceName(parser)
  else if (letter === 'C' || (letter === 'D' && /[0-5]/.test(parser.text[parser.at + 1] ?? ''))) {
    text = structor(parser, letter, scope)
  } else if (starts(parser, 'DC')) {
    parser.at += 2
    const names: string[] = []
    while (!accept(parser, 'E')) names.push(sourceName(parser))
    text = `[${names.join(', ')}]`
  } else if (letter === 'U') text = unnamed(parser)
  else text = operator(parser)
  tags(parser)
  return text
}

function sourceName(parser: Parser): string {
  const length = number(parser)
  const end = parser.at + length
  if (length === 0 || end > parser.text.length) throw NOT_UNDERSTOOD
  const text = parser.text.slice(parser.at, end)
  parser.at = end
  return /^_GLOBAL_[._$]N/.test(text) ? '(anonymous namespace)' : text
}

function structor(parser: Parser, letter: string, scope: string): string {
  const kind = parser.text[parser.at + 1] ?? ''
  parser.at += 2
  if (letter === 'C' && kind === 'I') {
    // an inherited constructor, of the base that follows
    parser.at++
    type(parser)
  }
  const last = scope.split('::').at(-1) ?? ''
  return letter === 'D' ? `~${last}` : last
}

/** Lambdas and types without a name: section 5.1.8. */
function unnamed(parser: Parser): string {
  parser.at++
  if (accept(parser, 'l')) {
    while (!accept(parser, 'E')) type(parser)
    return `{lambda${ordinal(parser)}}`
  }
  if (accept(parser, 't')) return `{unnamed${ordinal(parser)}}`
  throw NOT_UNDERSTOOD
}

function ordinal(parser: Parser): string {
  const hasNumber = /\d/.test(parser.text[parser.at] ?? '')
  const value = hasNumber ? number(parser) + 2 : 1
  if (!accept(parser, '_')) throw NOT_UNDERSTOOD
  return `#${value}`
}

function operator(parser: Parser): string {
  const code = parser.text.slice(parser.at, parser.at + 2)
  if (code === 'cv') {
    parser.at += 2
    return `operator ${type(parser)}`
  }
  if (code === 'li') {
    parser.at += 2
    return `operator"" ${sourceName(parser)}`
  }
  const known = OPERATORS.get(code)
  if (known === undefined) throw NOT_UNDERSTOOD
  parser.at += 2
  return `operator${known.text}`
}

/** ABI tags: `B5cxx11`. */
function tags(parser: Parser): void {
  while (accept(parser, 'B')) sourceName(parser)
}
