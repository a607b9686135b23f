// SPDX-License-Identifier: Apache-2.0
import {
  compareNumeralLists,
  compareNumerals,
  compareParts,
  isDigit,
  isLetter,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/** A dotted version with the prerelease of Semantic Versioning 2.0.0; `numbers` has at least three. */
export interface Semver {
  readonly numbers: readonly Numeral[]
  readonly prerelease: readonly Identifier[]
  readonly build: readonly Identifier[]
}

/** A text is alphanumeric, a numeral numeric. */
export type Identifier = Numeral | string

export interface SemverRules {
  /** More than major, minor and patch. What stands beyond them is compared as numbers. */
  readonly moreNumbers: boolean
  /** A prerelease without its hyphen (`1.2.3beta`), as node-semver reads in its loose mode. */
  readonly barePrerelease: boolean
}

const STANDARD: SemverRules = { moreNumbers: false, barePrerelease: false }

/**
 * Semantic Versioning 2.0.0 without an upper bound on numbers. Wider than the specification where people write bounds:
 * a leading `v`, leading zeros, one or two numbers (the rest is 0), four and more numbers. Build metadata has no rank (§10).
 */
export const semver: VersionScheme<Semver> = {
  id: 'semver',
  parse: (text) => parseSemver(text, { moreNumbers: true, barePrerelease: false }),
  compare: compareSemver,
}

/** Ecosystems whose order is that of Semantic Versioning and whose versions have three numbers. */
export const cargo: VersionScheme<Semver> = semverOf('cargo')
export const hex: VersionScheme<Semver> = semverOf('hex')
export const swift: VersionScheme<Semver> = semverOf('swift')

/** node-semver in loose mode: `v1.2.3`, `=1.2.3`, `1.2.3beta`. */
export const npm: VersionScheme<Semver> = {
  id: 'npm',
  parse: (text) =>
    parseSemver(stripEquals(text.trim()), { moreNumbers: false, barePrerelease: true }),
  compare: compareSemver,
}

/** Dart's pub_semver gives build metadata a rank: after the version without it, then identifier by identifier. */
export const pub: VersionScheme<Semver> = {
  id: 'pub',
  parse: (text) => parseSemver(text, { moreNumbers: true, barePrerelease: false }),
  compare: (left, right) => compareSemver(left, right) || compareLists(left.build, right.build),
}

export function compareSemver(left: Semver, right: Semver): Order {
  return (
    compareNumeralLists(left.numbers, right.numbers, 'zero') ||
    comparePrereleases(left.prerelease, right.prerelease)
  )
}

export function parseSemver(text: string, rules: SemverRules = STANDARD): Semver | undefined {
  let index = text.startsWith('v') || text.startsWith('V') ? 1 : 0
  const numbers: Numeral[] = []
  for (;;) {
    const end = skipDigits(text, index)
    if (end === index) return undefined
    numbers.push(numeralOf(text, index, end))
    index = end
    if (text.charAt(index) !== '.') break
    index++
  }
  if (numbers.length > 3 && !rules.moreNumbers) return undefined
  while (numbers.length < 3) numbers.push(0)
  const plus = text.indexOf('+', index)
  const prerelease = text.slice(index, plus === -1 ? text.length : plus)
  const identifiers = identifiersOf(prerelease, rules.barePrerelease)
  const build = plus === -1 ? NONE : parseIdentifiers(text.slice(plus + 1))
  return identifiers && build ? { numbers, prerelease: identifiers, build } : undefined
}

const NONE: readonly Identifier[] = []

function identifiersOf(text: string, bare: boolean): readonly Identifier[] | undefined {
  if (text === '') return NONE
  if (text.startsWith('-')) return parseIdentifiers(text.slice(1))
  return bare ? parseIdentifiers(text) : undefined
}

/** Dot-separated identifiers of `[0-9A-Za-z-]`, none empty (§9, §10). */
function parseIdentifiers(text: string): readonly Identifier[] | undefined {
  const identifiers: Identifier[] = []
  for (const part of text.split('.')) {
    if (part === '' || !isIdentifier(part)) return undefined
    identifiers.push(skipDigits(part, 0) === part.length ? numeralOf(part) : part)
  }
  return identifiers
}

function isIdentifier(part: string): boolean {
  for (let index = 0; index < part.length; index++) {
    const code = part.charCodeAt(index)
    if (!isDigit(code) && !isLetter(code) && code !== 45) return false
  }
  return true
}

/** §11.3: a prerelease is older than its version. */
function comparePrereleases(left: readonly Identifier[], right: readonly Identifier[]): Order {
  if (left.length === 0) return right.length === 0 ? 0 : 1
  return right.length === 0 ? -1 : compareLists(left, right)
}

const TEXT_LAST = 1

/** §11.4: numbers as numbers, text in ASCII order, numbers before text, the longer list last. */
function compareLists(left: readonly Identifier[], right: readonly Identifier[]): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareParts(left[index] ?? '', right[index] ?? '', TEXT_LAST)
    if (order !== 0) return order
  }
  return compareNumerals(left.length, right.length)
}

function semverOf(id: string): VersionScheme<Semver> {
  return { id, parse: (text) => parseSemver(text), compare: compareSemver }
}

function stripEquals(text: string): string {
  return text.startsWith('=') ? text.slice(1).trimStart() : text
}
