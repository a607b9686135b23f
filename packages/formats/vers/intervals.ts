// SPDX-License-Identifier: Apache-2.0
import type { Order, VersionScheme } from '../versions/index.ts'
import { constraint, type Constraint } from './vers.ts'

/** One stretch of versions; a missing bound is open to its side. */
export interface Interval {
  readonly low: Bound | undefined
  readonly high: Bound | undefined
}

export interface Bound {
  readonly text: string
  /** What the scheme parsed of it. */
  readonly version: unknown
  readonly inclusive: boolean
}

/** Sorted stretches that neither overlap nor touch. */
export type Intervals = readonly Interval[]

export const EVERYTHING: Intervals = [{ low: undefined, high: undefined }]

export function union(scheme: VersionScheme, intervals: readonly Interval[]): Intervals {
  const sorted = intervals
    .filter((interval) => !isEmpty(scheme, interval))
    .sort((left, right) => compareLows(scheme, left.low, right.low))
  const joined: Interval[] = []
  for (const interval of sorted) {
    const last = joined.at(-1)
    if (last && meet(scheme, last.high, interval.low)) {
      const high = compareHighs(scheme, last.high, interval.high) < 0 ? interval.high : last.high
      joined[joined.length - 1] = { low: last.low, high }
    } else joined.push(interval)
  }
  return joined
}

export function intersect(scheme: VersionScheme, left: Intervals, right: Intervals): Intervals {
  const shared: Interval[] = []
  let one = 0
  let two = 0
  for (;;) {
    const a = left[one]
    const b = right[two]
    if (!a || !b) return shared
    const low = compareLows(scheme, a.low, b.low) < 0 ? b.low : a.low
    const first = compareHighs(scheme, a.high, b.high) < 0 ? 'left' : 'right'
    const interval = { low, high: first === 'left' ? a.high : b.high }
    if (!isEmpty(scheme, interval)) shared.push(interval)
    if (first === 'left') one++
    else two++
  }
}

export function contains(scheme: VersionScheme, intervals: Intervals, version: unknown): boolean {
  let from = 0
  let to = intervals.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const interval = intervals[middle]
    if (!interval) return false
    const low = interval.low ? scheme.compare(version, interval.low.version) : 1
    const high = interval.high ? scheme.compare(version, interval.high.version) : -1
    if (low < 0 || (low === 0 && interval.low?.inclusive === false)) to = middle
    else if (high > 0 || (high === 0 && interval.high?.inclusive === false)) from = middle + 1
    else return true
  }
  return false
}

export function sameIntervals(scheme: VersionScheme, left: Intervals, right: Intervals): boolean {
  return (
    left.length === right.length &&
    left.every((interval, index) => {
      const other = right[index]
      return (
        other !== undefined &&
        compareLows(scheme, interval.low, other.low) === 0 &&
        compareHighs(scheme, interval.high, other.high) === 0
      )
    })
  )
}

/** Undefined for no version at all. A gap of one version is written as that version's `!=`. */
export function constraintsOf(
  scheme: VersionScheme,
  intervals: Intervals,
): readonly Constraint[] | undefined {
  if (intervals.length === 0) return undefined
  const constraints: Constraint[] = []
  let skipLow = false
  for (const [index, { low, high }] of intervals.entries()) {
    const next = intervals[index + 1]?.low
    const hole =
      high !== undefined && next !== undefined && scheme.compare(high.version, next.version) === 0
    if (!skipLow && low && high && scheme.compare(low.version, high.version) === 0)
      constraints.push(constraint('=', low.text))
    else {
      if (!skipLow && low) constraints.push(constraint(low.inclusive ? '>=' : '>', low.text))
      if (hole) constraints.push(constraint('!=', high.text))
      else if (high) constraints.push(constraint(high.inclusive ? '<=' : '<', high.text))
    }
    skipLow = hole
  }
  return constraints
}

function isEmpty(scheme: VersionScheme, { low, high }: Interval): boolean {
  if (!low || !high) return false
  const order = scheme.compare(low.version, high.version)
  return order > 0 || (order === 0 && !(low.inclusive && high.inclusive))
}

function compareLows(
  scheme: VersionScheme,
  left: Bound | undefined,
  right: Bound | undefined,
): Order {
  if (!left) return right ? -1 : 0
  if (!right) return 1
  return scheme.compare(left.version, right.version) || inclusiveFirst(left, right)
}

function compareHighs(
  scheme: VersionScheme,
  left: Bound | undefined,
  right: Bound | undefined,
): Order {
  if (!left) return right ? 1 : 0
  if (!right) return -1
  return scheme.compare(left.version, right.version) || inclusiveFirst(right, left)
}

function inclusiveFirst(left: Bound, right: Bound): Order {
  if (left.inclusive === right.inclusive) return 0
  return left.inclusive ? -1 : 1
}

/** Whether nothing lies between the end of one stretch and the beginning of a later one. */
function meet(scheme: VersionScheme, high: Bound | undefined, low: Bound | undefined): boolean {
  if (!high || !low) return true
  const order = scheme.compare(low.version, high.version)
  return order < 0 || (order === 0 && (low.inclusive || high.inclusive))
}
