// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  compareText,
  isDigit,
  numeralOf,
  reverse,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/**
 * Maven's ComparableVersion, as it was from 3.0 to 3.8.6 and as the POM reference and OSV have it ("Version Order Specification");
 * 3.8.7 changed how `.rc1` and `-rc1` meet. A version is a list of items that may end in another such list, which a hyphen or a
 * change between digits and letters opens. Lists only nest at their ends, so they are kept as levels, and nothing recurses.
 */
export type MavenVersion = readonly (readonly Item[])[]

/** A number or a qualifier. */
type Item = Numeral | Qualifier

/** `rank` is the place among the known qualifiers; unknown ones come after them by their text. */
interface Qualifier {
  readonly rank: number
  readonly text: string
}

export const maven: VersionScheme<MavenVersion> = {
  id: 'maven',
  parse: (text) => {
    const trimmed = text.trim()
    return trimmed === '' ? undefined : levelsOf(trimmed.toLowerCase())
  },
  compare: compareMaven,
}

/** What a version that ends reads as: a qualifier before it makes a version older, one after it newer. */
const RELEASE = 5
const UNKNOWN = 7
const RANKS = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['milestone', 2],
  ['rc', 3],
  ['cr', 3],
  ['snapshot', 4],
  ['', RELEASE],
  ['ga', RELEASE],
  ['final', RELEASE],
  ['release', RELEASE],
  ['sp', 6],
])
/** Only directly before a number. */
const SHORT = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

const DOT = 46
const HYPHEN = 45

function levelsOf(text: string): MavenVersion {
  let top: Item[] = []
  const levels = [top]
  const open = (): void => {
    top = []
    levels.push(top)
  }
  let digits = false
  let start = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === DOT || code === HYPHEN) {
      top.push(index === start ? 0 : itemOf(text.slice(start, index), digits))
      start = index + 1
      if (code === HYPHEN) open()
    } else if (isDigit(code) !== digits) {
      if (index > start) {
        const part = text.slice(start, index)
        top.push(digits ? numeralOf(part) : qualifierOf(SHORT.get(part) ?? part))
        start = index
        open()
      }
      digits = !digits
    }
  }
  if (text.length > start) top.push(itemOf(text.slice(start), digits))
  return levels.map(withoutNulls).filter((items, level) => items.length > 0 || level === 0)
}

function itemOf(text: string, digits: boolean): Item {
  return digits ? numeralOf(text) : qualifierOf(text)
}

function qualifierOf(text: string): Qualifier {
  const rank = RANKS.get(text)
  return rank === undefined ? { rank: UNKNOWN, text } : { rank, text: '' }
}

/** Zeros and releases at the end of a list, even before another list, mean nothing; a list of nothing goes too: 1-ga-1 is 1-1. */
function withoutNulls(items: readonly Item[]): readonly Item[] {
  let end = items.length
  while (end > 0 && isNull(items[end - 1] ?? 0)) end--
  return end === items.length ? items : items.slice(0, end)
}

function isNull(item: Item): boolean {
  return isQualifier(item) ? item.rank === RELEASE : item === 0
}

function isQualifier(item: Item): item is Qualifier {
  return typeof item === 'object' && 'rank' in item
}

function compareMaven(left: MavenVersion, right: MavenVersion): Order {
  for (let level = 0; ; level++) {
    const one = left[level]
    const two = right[level]
    if (!one) return two ? reverse(compareRest(two, 0, undefined)) : 0
    if (!two) return compareRest(one, 0, undefined)
    const shared = Math.min(one.length, two.length)
    for (let index = 0; index < shared; index++) {
      const order = compareItems(one[index] ?? 0, two[index] ?? 0)
      if (order !== 0) return order
    }
    if (one.length > shared) return compareRest(one, shared, right[level + 1])
    if (two.length > shared) return reverse(compareRest(two, shared, left[level + 1]))
  }
}

/** What one version has left of a list, where the other has an inner list or ends. */
function compareRest(
  items: readonly Item[],
  from: number,
  inner: readonly Item[] | undefined,
): Order {
  if (inner) return isQualifier(items[from] ?? 0) ? -1 : 1
  for (let index = from; index < items.length; index++) {
    const order = compareToEnd(items[index] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

function compareToEnd(item: Item): Order {
  if (isQualifier(item)) return compareNumerals(item.rank, RELEASE)
  return item === 0 ? 0 : 1
}

/** Qualifiers are before numbers. */
function compareItems(left: Item, right: Item): Order {
  if (isQualifier(left)) {
    if (!isQualifier(right)) return -1
    return compareNumerals(left.rank, right.rank) || compareText(left.text, right.text)
  }
  return isQualifier(right) ? 1 : compareNumerals(left, right)
}
