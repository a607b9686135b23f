// SPDX-License-Identifier: Apache-2.0
import { compareNumeralLists, compareNumerals, type Numeral } from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'
import { parseSemver } from './semver.ts'

/**
 * The Zephyr RTOS: x.y.z, with patch 99 for every state of the tree between x.y.0 and x.(y+1).0. It is after every x.y.z and
 * before x.(y+1).0-rc1.
 */
export interface ZephyrVersion {
  readonly numbers: readonly Numeral[]
  /** The number of a release candidate; none for a release. */
  readonly candidate: Numeral | undefined
}

export const zephyr: VersionScheme<ZephyrVersion> = {
  id: 'zephyr',
  parse: parseZephyr,
  compare: compareZephyr,
}

const SNAPSHOT = 99
const AFTER_EVERY_PATCH = Number.POSITIVE_INFINITY

function parseZephyr(text: string): ZephyrVersion | undefined {
  const plain = text.startsWith('zephyr-') ? text.slice('zephyr-'.length) : text
  const version = parseSemver(plain)
  if (!version || version.prerelease.length > 1) return undefined
  const candidate = candidateOf(version.prerelease[0])
  if (version.prerelease.length > 0 && candidate === undefined) return undefined
  const [major = 0, minor = 0, patch = 0] = version.numbers
  const numbers = [major, minor, patch === SNAPSHOT ? AFTER_EVERY_PATCH : patch]
  return { numbers, candidate }
}

/** `rc3`. What `git describe` writes (`3.4.0-1234-gabc`) may be of a branch or of the trunk, so it has no place in the order. */
function candidateOf(identifier: Numeral | string | undefined): Numeral | undefined {
  if (typeof identifier !== 'string') return undefined
  const match = /^rc(\d{1,9})$/.exec(identifier)
  return match ? Number(match[1]) : undefined
}

function compareZephyr(left: ZephyrVersion, right: ZephyrVersion): Order {
  const order = compareNumeralLists(left.numbers, right.numbers, 'zero')
  if (order !== 0) return order
  if (left.candidate === undefined) return right.candidate === undefined ? 0 : 1
  return right.candidate === undefined ? -1 : compareNumerals(left.candidate, right.candidate)
}
