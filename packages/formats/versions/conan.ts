// SPDX-License-Identifier: Apache-2.0
import { compareNumerals, compareText, numeralOf, skipDigits, type Numeral } from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/** Conan 2: any dotted items, a prerelease after the first `-`, a build after the last `+`, which has a rank here. */
export interface ConanVersion {
  readonly items: readonly Item[]
  readonly prerelease: readonly Item[] | undefined
  readonly build: readonly Item[] | undefined
}

type Item = Numeral | string

export const conan: VersionScheme<ConanVersion> = {
  id: 'conan',
  parse: parseConan,
  compare: (left, right) =>
    compareItemLists(left.items, right.items) ||
    compareOptional(left.prerelease, right.prerelease, 1) ||
    compareOptional(left.build, right.build, -1),
}

function parseConan(text: string): ConanVersion | undefined {
  if (text === '' || /\s/.test(text)) return undefined
  const plus = text.lastIndexOf('+')
  const main = plus === -1 ? text : text.slice(0, plus)
  const hyphen = main.indexOf('-')
  return {
    items: itemsOf(hyphen === -1 ? main : main.slice(0, hyphen)),
    prerelease: hyphen === -1 ? undefined : itemsOf(main.slice(hyphen + 1)),
    build: plus === -1 ? undefined : itemsOf(text.slice(plus + 1)),
  }
}

function itemsOf(text: string): readonly Item[] {
  const items = text
    .split('.')
    .map((item) => (item !== '' && skipDigits(item, 0) === item.length ? numeralOf(item) : item))
  while (items.length > 0 && items.at(-1) === 0) items.pop()
  return items
}

function compareItemLists(left: readonly Item[], right: readonly Item[]): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareItems(left[index] ?? 0, right[index] ?? 0)
    if (order !== 0) return order
  }
  return compareNumerals(left.length, right.length)
}

/**
 * Conan compares a number and a text as texts, which goes in a circle where a text begins with digits (`9` < `10` < `10a` < `9`);
 * ranges are resolved by that rule all the same.
 */
function compareItems(left: Item, right: Item): Order {
  return typeof left === 'string' || typeof right === 'string'
    ? compareText(textOf(left), textOf(right))
    : compareNumerals(left, right)
}

function textOf(item: Item): string {
  return typeof item === 'object' ? item.digits : String(item)
}

function compareOptional(
  left: readonly Item[] | undefined,
  right: readonly Item[] | undefined,
  missing: Order,
): Order {
  if (!left) return right ? missing : 0
  if (!right) return missing === 1 ? -1 : 1
  return compareItemLists(left, right)
}
