// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import { plainConstraint, readAll, wordsOf, type Notation } from './notation.ts'
import { bumped, padded, partialOf } from './numbers.ts'

/** Comparators between commas or spaces, all of which hold, and `||` between alternatives: GitHub's advisories, distributions. */
export const plainNotation: Notation = (text) => {
  if (text.trim() === '*') return [[]]
  return readAll(text.split('||'), (alternative) =>
    readAll(
      alternative.split(',').flatMap((part) => wordsOf(part.trim())),
      plainConstraint,
    ),
  )
}

/** R's DESCRIPTION files: as above, each perhaps in parentheses. */
export const cranNotation: Notation = (text) => plainNotation(text.replaceAll(/[()]/g, ' '))

/** OpenSSL's advisories list versions. */
export const opensslNotation: Notation = (text) => {
  const versions = text.split(',').map((part) => part.trim())
  if (versions.some((version) => version === '' || /\s/.test(version))) return undefined
  return versions.map((version) => [constraint('=', version)])
}

/**
 * nginx's advisories: `1.5.0+, 1.4.1+`, `0.7.52-0.8.39`, `all`, `none`. A `+` on a stable branch (its second number is even) ends with
 * the branch, one on the main line goes on.
 */
export const nginxNotation: Notation = (text) => {
  const trimmed = text.trim()
  if (trimmed === 'all') return [[]]
  if (trimmed === 'none') return []
  return readAll(trimmed.split(','), (part) => nginxStretch(part.trim()))
}

function nginxStretch(text: string): readonly Constraint[] | undefined {
  if (text.endsWith('+')) {
    const version = text.slice(0, -1)
    const numbers = partialOf(version)?.numbers
    if (!numbers || numbers.length < 2) return undefined
    const stable = (numbers[1] ?? 0) % 2 === 0
    return stable
      ? [constraint('>=', version), constraint('<', padded(bumped(numbers, 1)))]
      : [constraint('>=', version)]
  }
  const [low = '', high, more] = text.split('-')
  if (low === '' || high === '' || more !== undefined || /\s/.test(text)) return undefined
  return high === undefined
    ? [constraint('=', low)]
    : [constraint('>=', low), constraint('<=', high)]
}

/** Dart's pub: `any`, `^1.2.3`, comparators side by side. */
export const pubNotation: Notation = (text) => {
  const trimmed = text.trim()
  if (trimmed === 'any') return [[]]
  const read = readAll(wordsOf(trimmed), (word) => {
    if (!word.startsWith('^')) {
      const plain = plainConstraint(word)
      return plain && [plain]
    }
    const partial = partialOf(word.slice(1))
    if (!partial || partial.wildcard || partial.numbers.length !== 3) return undefined
    const after = bumped(partial.numbers, partial.numbers[0] === 0 ? 1 : 0)
    return [constraint('>=', word.slice(1)), constraint('<', `${padded(after)}-0`)]
  })
  return read && [read.flat()]
}

/** Haskell's Cabal: `&&`, `||`, `==1.2.*`, `^>=1.2.3` (up to the next major version, which is the first two numbers), `-any`. */
export const hackageNotation: Notation = (text) => {
  if (text.trim() === '-any') return [[]]
  return readAll(text.split('||'), (alternative) =>
    readAll(alternative.split('&&'), (part) => hackageConstraint(part.trim()))?.flat(),
  )
}

function hackageConstraint(text: string): readonly Constraint[] | undefined {
  const branch = /^==\s*(\d{1,15}(?:\.\d{1,15}){0,15})\.\*$/.exec(text)?.[1]
  const major = /^\^>=\s*(\d{1,15}(?:\.\d{1,15}){0,15})$/.exec(text)?.[1]
  const low = branch ?? major
  if (low === undefined) {
    const plain = plainConstraint(text)
    return plain && [plain]
  }
  const numbers = low.split('.').map(Number)
  const after = bumped(numbers, branch === undefined ? 1 : numbers.length - 1)
  return [constraint('>=', low), constraint('<', after.join('.'))]
}

/** Swift: `1.0.0..<2.0.0`, `1.0.0...1.9.0`, or comparators. */
export const swiftNotation: Notation = (text) => {
  const plain = text.replaceAll(/["\s]/g, '')
  const halfOpen = plain.split('..<')
  const closed = plain.split('...')
  const [low = '', high = ''] = halfOpen.length === 2 ? halfOpen : closed
  if (halfOpen.length !== 2 && closed.length !== 2) return plainNotation(text)
  if (low === '' || high === '') return undefined
  return [[constraint('>=', low), constraint(halfOpen.length === 2 ? '<' : '<=', high)]]
}
