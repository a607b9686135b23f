// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import { readAll, signOf, wordsOf, type Notation } from './notation.ts'
import { bumped, padded, partialOf, type PartialVersion } from './numbers.ts'

/**
 * node-semver: alternatives with `||`, comparators side by side, `1.2 - 2.3`, `1.2.x`, `~1.2.3`, `^1.2.3`. A bound that is counted up
 * is written without `-0`: node-semver refuses prereleases by another rule, which VERS cannot say.
 */
export const npmNotation: Notation = (text) =>
  readAll(text.split('||'), (alternative) => npmAlternative(alternative.trim()))

function npmAlternative(text: string): readonly Constraint[] | undefined {
  const [from = '', to, more] = text.split(/\s+-\s+/)
  if (more !== undefined) return undefined
  if (to !== undefined) return between(from, to)
  if (text === '') return []
  return readAll(wordsOf(text), (word) => comparators(word, 'x-range'))?.flat()
}

/** Cargo: requirements between commas; a version alone is `^`. */
export const cargoNotation: Notation = (text) => {
  const read = readAll(text.split(','), (part) => comparators(part.trim(), 'caret'))
  return read && [read.flat()]
}

function between(from: string, to: string): readonly Constraint[] | undefined {
  const low = partialOf(from)
  const high = partialOf(to)
  if (!low || !high) return undefined
  return [...lowest(low), ...comparatorsOf('<=', high, 'x-range')]
}

function comparators(text: string, bare: 'x-range' | 'caret'): readonly Constraint[] | undefined {
  const sign = signOf(text)
  const partial = sign && partialOf(sign.version)
  if (!sign || !partial || partial.numbers.length > 3 || !OPERATORS.has(sign.operator))
    return undefined
  return comparatorsOf(sign.operator, partial, bare)
}

const OPERATORS = new Set(['', '=', '<', '<=', '>', '>=', '~', '~>', '^'])

function comparatorsOf(
  operator: string,
  partial: PartialVersion,
  bare: 'x-range' | 'caret',
): readonly Constraint[] {
  const { numbers, prerelease } = partial
  const version = padded(numbers) + prerelease
  const whole = numbers.length === 3
  if (numbers.length === 0)
    return operator === '<' || operator === '>' ? [constraint('<', '0.0.0-0')] : []
  const after = padded(bumped(numbers, numbers.length - 1))
  switch (operator) {
    case '<':
      return [constraint('<', version)]
    case '>=':
      return [constraint('>=', version)]
    case '>':
      return [whole ? constraint('>', version) : constraint('>=', after)]
    case '<=':
      return [whole ? constraint('<=', version) : constraint('<', after)]
    case '~':
    case '~>':
      return [
        ...lowest(partial),
        constraint('<', padded(bumped(numbers, numbers.length > 1 ? 1 : 0))),
      ]
    case '^':
      return [
        ...lowest(partial),
        constraint('<', padded(bumped(numbers, firstThatCounts(numbers)))),
      ]
    default:
      if (bare === 'caret' && operator === '' && !partial.wildcard)
        return comparatorsOf('^', partial, bare)
      return whole
        ? [constraint('=', version)]
        : [constraint('>=', version), constraint('<', after)]
  }
}

function lowest({ numbers, prerelease }: PartialVersion): readonly Constraint[] {
  return numbers.length === 0 ? [] : [constraint('>=', padded(numbers) + prerelease)]
}

/** The leftmost number that is not 0, or the last one written. */
function firstThatCounts(numbers: readonly number[]): number {
  const index = numbers.findIndex((number) => number !== 0)
  return index === -1 ? numbers.length - 1 : index
}
