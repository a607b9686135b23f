// SPDX-License-Identifier: Apache-2.0
import { schemeOf, type Order, type VersionScheme } from '@headwater/formats/versions'

/**
 * How versions of one product are compared. `compare` answers undefined where it cannot tell; it never asks another scheme.
 */
export interface VersionOrder {
  /** For people: `semver`, or `dotted numbers`. */
  readonly name: string
  readonly scheme?: VersionScheme
  compare(left: string, right: string): Order | undefined
  isVersion(text: string): boolean
  /** `6.1.*`: after everything in that line. Undefined where the text is no such pattern. */
  compareToLine(version: string, pattern: string): Order | undefined
}

/**
 * Orders that remember what they parsed: a feed names the same few thousand versions a million times. One instance serves
 * one run.
 */
export interface VersionOrders {
  /** Undefined: nobody says which scheme it is. Then only dotted numbers are compared, on whose order every scheme agrees. */
  of(schemeId: string | undefined): VersionOrder | undefined
}

export function createVersionOrders(): VersionOrders {
  const orders = new Map<string, VersionOrder>()
  return {
    of(schemeId = DOTTED.id) {
      const known = orders.get(schemeId)
      if (known) return known
      const scheme = schemeId === DOTTED.id ? DOTTED : asItsManagerReads(schemeOf(schemeId))
      if (!scheme) return undefined
      const order = rememberingOrder(scheme)
      orders.set(schemeId, order)
      return order
    },
  }
}

/**
 * Composer fills versions up to four numbers before it orders them (`1.2`, `1.2.0` and `1.2.0.0` are one release), and PHP's
 * order alone does not: a range that ends with `last_affected: 1.2` would then lose 1.2.0.
 */
function asItsManagerReads(scheme: VersionScheme | undefined): VersionScheme | undefined {
  if (scheme?.id !== 'packagist') return scheme
  return { ...scheme, parse: (text) => scheme.parse(filledUp(text.trim())) }
}

function filledUp(text: string): string {
  const [numbers] = /^[vV]?\d+(?:\.\d+){0,3}(?![.\d])/.exec(text) ?? []
  if (numbers === undefined) return text
  return numbers + '.0'.repeat(4 - numbers.split('.').length) + text.slice(numbers.length)
}

/** Hostile feeds could name a new version each time. */
const MAX_REMEMBERED = 100_000

function rememberingOrder(scheme: VersionScheme): VersionOrder {
  const parsed = new Map<string, unknown>()
  const ends = new Map<string, string>()
  const parse = (text: string): unknown => {
    let version = parsed.get(text)
    if (version === undefined && !parsed.has(text)) {
      version = text.length > MAX_VERSION_LENGTH ? undefined : scheme.parse(text)
      if (parsed.size >= MAX_REMEMBERED) parsed.clear()
      parsed.set(text, version)
    }
    return version
  }
  const compare = (left: string, right: string): Order | undefined => {
    const one = parse(left)
    if (one === undefined) return undefined
    const two = parse(right)
    return two === undefined ? undefined : scheme.compare(one, two)
  }
  return {
    name: scheme.id,
    scheme,
    compare,
    isVersion: (text) => parse(text) !== undefined,
    compareToLine(version, pattern) {
      let end = ends.get(pattern)
      if (end === undefined) {
        if (!pattern.endsWith('.*')) return undefined
        if (ends.size >= MAX_REMEMBERED) ends.clear()
        end = `${pattern.slice(0, -1)}${LAST_OF_LINE[scheme.id] ?? LAST}`
        ends.set(pattern, end)
      }
      return compare(version, end)
    },
  }
}

const MAX_VERSION_LENGTH = 1024

/** "An arbitrarily large number in the version ordering", says the CVE schema of the asterisk. */
const LAST = '999999999999999999'

/** Zephyr's patch level 99 is after every other. */
const LAST_OF_LINE: Readonly<Record<string, string | undefined>> = { zephyr: '99' }

/** Numbers between dots, missing ones 0, with or without `v`. */
const DOTTED: VersionScheme<readonly bigint[]> = {
  id: 'dotted numbers',
  parse(text) {
    const plain = text.startsWith('v') ? text.slice(1) : text
    if (plain.length > 100 || !/^\d+(?:\.\d+)*$/.test(plain)) return undefined
    return plain.split('.').map(BigInt)
  },
  compare(left, right) {
    const longer = Math.max(left.length, right.length)
    for (let i = 0; i < longer; i++) {
      const one = left[i] ?? 0n
      const two = right[i] ?? 0n
      if (one !== two) return one < two ? -1 : 1
    }
    return 0
  },
}
