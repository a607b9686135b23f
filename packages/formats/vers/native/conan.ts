// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import { PLAIN, readAll, signOf, type Notation } from './notation.ts'
import { bumped } from './numbers.ts'

/**
 * Conan 2: `||`, conditions side by side, `~1.2`, `^1.2`; after a comma there are only options. A `-` at the end of a version asks
 * for prereleases, which a range of VERS holds anyway; a bound that is counted up keeps it, since it excludes them.
 */
export const conanNotation: Notation = (text) => {
  const [range = ''] = text.split(',')
  if (range.trim() === '') return undefined
  return readAll(range.split('||'), (alternative) => {
    const words = alternative.split(/\s+/).filter((word) => word !== '')
    return readAll(words.length === 0 ? ['*'] : words, conditionsOf)?.flat()
  })
}

function conditionsOf(word: string): readonly Constraint[] | undefined {
  if (word === '*' || word === '*-') return [constraint('>=', '0.0.0')]
  const sign = signOf(word)
  if (!sign) return undefined
  const { operator } = sign
  const version = sign.version.endsWith('-') ? sign.version.slice(0, -1) : sign.version
  const comparator = operator === '==' ? undefined : PLAIN.get(operator)
  if (comparator === '=' && version.endsWith('.*')) return branch(version.slice(0, -2))
  if (comparator) return [constraint(comparator, version)]
  const numbers = numbersOf(version)
  if (!numbers || (operator !== '~' && operator !== '^')) return undefined
  const index = operator === '~' ? Math.min(numbers.length - 1, 1) : firstThatCounts(numbers)
  return [constraint('>=', version), constraint('<', `${bumped(numbers, index).join('.')}-`)]
}

function branch(prefix: string): readonly Constraint[] | undefined {
  const numbers = numbersOf(prefix)
  if (!numbers) return undefined
  const after = bumped(numbers, numbers.length - 1)
  return [constraint('>=', prefix), constraint('<', `${after.join('.')}-`)]
}

function numbersOf(version: string): readonly number[] | undefined {
  const [main = ''] = version.split(/[-+]/)
  const parts = main.split('.')
  return parts.every((part) => /^\d{1,15}$/.test(part)) ? parts.map(Number) : undefined
}

function firstThatCounts(numbers: readonly number[]): number {
  const index = numbers.findIndex((number) => number !== 0)
  return index === -1 ? numbers.length - 1 : index
}
