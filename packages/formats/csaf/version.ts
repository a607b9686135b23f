// SPDX-License-Identifier: Apache-2.0
import { INTEGER, SEMANTIC } from './texts.ts'

/** A document version (section 3.1.11): an integer is read as a version that has a major part only. */
export interface DocumentVersion {
  readonly major: string
  readonly minor: string
  readonly patch: string
  readonly preRelease?: string
}

export function parseVersion(text: string): DocumentVersion {
  const [, major = text, minor = '0', patch = '0', preRelease] = SEMANTIC.exec(text) ?? []
  return { major, minor, patch, ...(preRelease !== undefined && { preRelease }) }
}

export function isInteger(version: string): boolean {
  return INTEGER.test(version)
}

/** Precedence of semver.org, section 11. Build metadata does not count. */
export function compareVersions(left: string, right: string): number {
  const a = parseVersion(left)
  const b = parseVersion(right)
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    comparePreReleases(a.preRelease, b.preRelease)
  )
}

export function withoutBuild(version: string): string {
  return version.split('+', 1)[0] ?? ''
}

export function withoutPreRelease(version: string): string {
  return version.split('-', 1)[0] ?? ''
}

/** Digits without leading zeros: the longer is the larger. */
function compareNumbers(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}

function comparePreReleases(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) {
    return left === right ? 0 : left === undefined ? 1 : -1
  }
  const a = left.split('.')
  const b = right.split('.')
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareIdentifiers(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareIdentifiers(left: string, right: string): number {
  const numeric = [INTEGER.test(left), INTEGER.test(right)]
  if (numeric[0] && numeric[1]) return compareNumbers(left, right)
  if (numeric[0] !== numeric[1]) return numeric[0] === true ? -1 : 1
  return left < right ? -1 : left > right ? 1 : 0
}
