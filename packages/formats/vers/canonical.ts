// SPDX-License-Identifier: Apache-2.0
import { schemeOf, schemeOfVers, type VersionScheme } from '../versions/index.ts'
import {
  EVERYTHING,
  constraintsOf,
  intersect,
  union,
  type Bound,
  type Interval,
  type Intervals,
} from './intervals.ts'
import type { Constraint, Vers } from './vers.ts'

/** The constraints in the order of their versions. Where that is not known, or not of all of them, they stay as they are. */
export function sortVers(vers: Vers): Vers {
  if (vers.kind !== 'constraints') return vers
  const scheme = versScheme(vers.scheme)
  const sorted = scheme && sortConstraints(scheme, vers.constraints)
  return sorted ? { ...vers, constraints: sorted.map((item) => item.constraint) } : vers
}

/** The shortest range of the same versions; undefined where the versions cannot be ordered. */
export function simplifyVers(vers: Vers): Vers | undefined {
  if (vers.kind !== 'constraints') return vers
  const scheme = versScheme(vers.scheme)
  const intervals = scheme && intervalsOf(scheme, vers.constraints)
  return intervals && scheme && versOf(vers.scheme, scheme, intervals)
}

export function versOf(name: string, scheme: VersionScheme, intervals: Intervals): Vers {
  const constraints = constraintsOf(scheme, intervals)
  if (!constraints) return { kind: 'none' }
  if (constraints.length === 0) return { kind: 'all', scheme: name }
  return { kind: 'constraints', scheme: name, constraints }
}

export function versScheme(name: string): VersionScheme | undefined {
  const id = schemeOfVers(name)
  return id && schemeOf(id)
}

/**
 * The versions that constraints mean, by "Checking if a version is contained within a range" and, for bounds that add nothing,
 * "Simplifying constraints": of two lower bounds the first counts, of two upper bounds the last. Nothing but `!=` means all others.
 */
export function intervalsOf(
  scheme: VersionScheme,
  constraints: readonly Constraint[],
): Intervals | undefined {
  const sorted = sortConstraints(scheme, constraints)
  if (!sorted) return undefined
  const stretches: Interval[] = []
  let low: Bound | undefined
  let high: Bound | undefined
  let excludesOnly = true
  const close = (): void => {
    if (low || high) stretches.push({ low, high })
    low = undefined
    high = undefined
  }
  for (const { constraint, version } of sorted) {
    const { comparator, version: text } = constraint
    if (comparator === '!=') continue
    excludesOnly = false
    const bound: Bound = { text, version, inclusive: comparator.endsWith('=') }
    if (comparator === '=') stretches.push({ low: bound, high: bound })
    else if (comparator === '<' || comparator === '<=') high = bound
    else {
      if (high) close()
      low ??= bound
    }
  }
  close()
  const all = excludesOnly ? EVERYTHING : union(scheme, stretches)
  return without(scheme, all, sorted)
}

/** The versions that meet every constraint. */
export function conjunctionOf(
  scheme: VersionScheme,
  constraints: readonly Constraint[],
): Intervals | undefined {
  const sorted = sortConstraints(scheme, constraints)
  if (!sorted) return undefined
  let all = EVERYTHING
  for (const { constraint, version } of sorted) {
    const { comparator, version: text } = constraint
    if (comparator === '!=') continue
    const bound: Bound = { text, version, inclusive: comparator.endsWith('=') }
    const low = comparator.startsWith('<') ? undefined : bound
    const high = comparator.startsWith('>') ? undefined : bound
    all = intersect(scheme, all, [{ low, high }])
  }
  return without(scheme, all, sorted)
}

/** Without the versions that `!=` excludes; `sorted` is. */
function without(
  scheme: VersionScheme,
  all: Intervals,
  sorted: readonly ParsedConstraint[],
): Intervals {
  const excluded = sorted.flatMap(({ constraint, version }) =>
    constraint.comparator === '!=' ? [{ text: constraint.version, version, inclusive: false }] : [],
  )
  return excluded.length === 0 ? all : intersect(scheme, all, allBut(scheme, excluded))
}

/** `excluded` is sorted. */
function allBut(scheme: VersionScheme, excluded: readonly Bound[]): Intervals {
  const intervals: Interval[] = []
  let low: Bound | undefined
  for (const bound of excluded) {
    if (low && scheme.compare(low.version, bound.version) === 0) continue
    intervals.push({ low, high: bound })
    low = bound
  }
  intervals.push({ low, high: undefined })
  return intervals
}

interface ParsedConstraint {
  readonly constraint: Constraint
  readonly version: unknown
}

/** Stable: constraints of one version keep their order. */
function sortConstraints(
  scheme: VersionScheme,
  constraints: readonly Constraint[],
): readonly ParsedConstraint[] | undefined {
  const parsed: ParsedConstraint[] = []
  for (const constraint of constraints) {
    const version = scheme.parse(constraint.version)
    if (version === undefined) return undefined
    parsed.push({ constraint, version })
  }
  return parsed.sort((left, right) => scheme.compare(left.version, right.version))
}
