// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import { PLAIN, readAll, signOf, wordsOf, type Notation } from './notation.ts'
import { bumped, padded, partialOf, type PartialVersion } from './numbers.ts'

/** Composer: `||` or `|`, commas or spaces, `^1.2`, `~1.2`, `1.2.*`, `1.0 - 2.0`. A bound that is counted up excludes `-dev` and later. */
export const composerNotation: Notation = (text) =>
  readAll(text.split(/\s*\|\|?\s*/), (alternative) => composerAlternative(alternative.trim()))

function composerAlternative(text: string): readonly Constraint[] | undefined {
  const [from = '', to, more] = text.split(/\s+-\s+/)
  if (more !== undefined) return undefined
  if (to !== undefined) return between(from, to)
  const words = text.split(',').flatMap((part) => wordsOf(part))
  return readAll(words, (word) => composerConstraint(withoutStability(word)))?.flat()
}

function between(from: string, to: string): readonly Constraint[] | undefined {
  const high = partialOf(to)
  if (!partialOf(from) || !high) return undefined
  const whole = high.numbers.length > 2 || high.prerelease !== ''
  return [
    constraint('>=', from),
    whole ? constraint('<=', to) : before(bumped(high.numbers, high.numbers.length - 1)),
  ]
}

function composerConstraint(text: string): readonly Constraint[] | undefined {
  if (text === '*') return []
  const sign = signOf(text)
  if (!sign) return undefined
  const comparator = PLAIN.get(sign.operator)
  const partial = partialOf(sign.version)
  if (comparator === '=' && partial?.wildcard) return within(partial, partial.numbers.length - 1)
  if (comparator) return [constraint(comparator, sign.version)]
  if (!partial || partial.wildcard) return undefined
  const last = partial.numbers.length - 1
  if (sign.operator === '~') return within(partial, Math.max(last - 1, 0))
  if (sign.operator !== '^') return undefined
  const counts = partial.numbers.findIndex((number) => number !== 0)
  return within(partial, counts === -1 ? last : counts)
}

function within(partial: PartialVersion, index: number): readonly Constraint[] {
  if (partial.numbers.length === 0) return []
  const low = padded(partial.numbers) + (partial.prerelease === '' ? '-dev' : partial.prerelease)
  return [constraint('>=', low), before(bumped(partial.numbers, index))]
}

function before(numbers: readonly number[]): Constraint {
  return constraint('<', `${padded(numbers)}-dev`)
}

/** `@beta` says what may be installed, not which versions. */
function withoutStability(word: string): string {
  const at = word.lastIndexOf('@')
  return at > 0 ? word.slice(0, at) : word
}
