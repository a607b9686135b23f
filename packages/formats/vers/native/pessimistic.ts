// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import { PLAIN, readAll, signOf, wordsOf, type Notation } from './notation.ts'
import { bumped, padded, partialOf } from './numbers.ts'

/** RubyGems: requirements between commas, `~> 2.0.8` is `>= 2.0.8` and `< 2.1`. */
export const gemNotation: Notation = (text) => {
  const read = readAll(text.split(','), gemRequirement)
  return read && [read.flat()]
}

function gemRequirement(text: string): readonly Constraint[] | undefined {
  const sign = signOf(text)
  if (!sign) return undefined
  const comparator = PLAIN.get(sign.operator)
  if (comparator) return [constraint(comparator, sign.version)]
  const numbers = sign.operator === '~>' ? leadingNumbers(sign.version) : undefined
  if (!numbers) return undefined
  const after = bumped(numbers, Math.max(numbers.length - 2, 0)).join('.')
  return [constraint('>=', sign.version), constraint('<', after)]
}

/** Gem::Version#bump counts up the last number but one before any letter. */
function leadingNumbers(version: string): readonly number[] | undefined {
  const numbers: number[] = []
  for (const part of version.split(/[.-]/)) {
    if (!/^\d{1,15}$/.test(part)) break
    numbers.push(Number(part))
  }
  return numbers.length === 0 ? undefined : numbers
}

/** Elixir: `and`, `or`, `~> 2.1` is `>= 2.1.0` and before every version and prerelease of 3. */
export const hexNotation: Notation = (text) =>
  readAll(text.split(/\s+or\s+/), (alternative) =>
    readAll(
      alternative.split(/\s+and\s+|,/).flatMap((part) => wordsOf(part)),
      hexRequirement,
    )?.flat(),
  )

function hexRequirement(text: string): readonly Constraint[] | undefined {
  const sign = signOf(text)
  if (!sign) return undefined
  const comparator = PLAIN.get(sign.operator)
  if (comparator) return [constraint(comparator, sign.version)]
  const partial = sign.operator === '~>' ? partialOf(sign.version) : undefined
  if (!partial || partial.wildcard || partial.numbers.length < 2) return undefined
  const after = bumped(partial.numbers, partial.numbers.length - 2)
  return [
    constraint('>=', padded(partial.numbers) + partial.prerelease),
    constraint('<', `${padded(after)}-0`),
  ]
}
