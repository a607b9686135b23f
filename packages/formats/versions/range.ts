// SPDX-License-Identifier: Apache-2.0
import { schemeOf } from './registry.ts'
import type { VersionScheme } from './scheme.ts'

/** One event of an OSV range (`affected[].ranges[].events[]`): exactly one of the four. */
export interface OsvEvent {
  readonly introduced?: string
  readonly fixed?: string
  readonly last_affected?: string
  readonly limit?: string
}

export type Containment = 'in' | 'out' | 'unknown'

/** A range whose versions are parsed, for comparing with many versions. Get one from {@link compileOsvRange}. */
export interface CompiledRange {
  readonly scheme: VersionScheme
  /** In the order of their versions; events of one version in the order of the document. */
  readonly events: readonly CompiledEvent[]
  /** No limit is as good as one that is after every version. */
  readonly limits: readonly unknown[]
}

interface CompiledEvent {
  readonly kind: 'introduced' | 'fixed' | 'last_affected'
  /** Undefined is before every version: `introduced: "0"`. */
  readonly version: unknown
}

/**
 * Whether a range of type SEMVER or ECOSYSTEM holds a version, by the algorithm of the OSV schema ("Evaluation"). `unknown` when the
 * scheme is, or when a version, of the range or the one asked for, is none of the scheme's: it is never compared by another.
 */
export function evaluateOsvRange(
  schemeId: string,
  events: readonly OsvEvent[],
  version: string,
): Containment {
  if (holdsEverything(events)) return 'in'
  const scheme = schemeOf(schemeId)
  const parsed = scheme?.parse(version)
  if (!scheme || parsed === undefined) return 'unknown'
  const range = compileOsvRange(scheme, events)
  if (!range) return 'unknown'
  return rangeContains(range, parsed) ? 'in' : 'out'
}

/** Undefined: one of the events has a version that the scheme does not know. */
export function compileOsvRange(
  scheme: VersionScheme,
  events: readonly OsvEvent[],
): CompiledRange | undefined {
  const compiled: CompiledEvent[] = []
  const limits: unknown[] = []
  let unlimited = false
  for (const event of events) {
    for (const kind of KINDS) {
      const text = event[kind]
      if (text === undefined) continue
      const beginning = kind === 'introduced' && text === '0'
      const version = beginning ? undefined : scheme.parse(text)
      if (version === undefined && !beginning) return undefined
      compiled.push({ kind, version })
    }
    if (event.limit === '*') unlimited = true
    else if (event.limit !== undefined) {
      const limit = scheme.parse(event.limit)
      if (limit === undefined) return undefined
      limits.push(limit)
    }
  }
  compiled.sort((left, right) => {
    if (left.version === undefined) return right.version === undefined ? 0 : -1
    return right.version === undefined ? 1 : scheme.compare(left.version, right.version)
  })
  return { scheme, events: compiled, limits: unlimited ? [] : limits }
}

/** `version` is what the range's own scheme parsed. */
export function rangeContains(range: CompiledRange, version: unknown): boolean {
  const { scheme, events, limits } = range
  if (limits.length > 0 && !limits.some((limit) => scheme.compare(version, limit) < 0)) return false
  let affected = false
  for (const event of events) {
    const order = event.version === undefined ? 1 : scheme.compare(version, event.version)
    if (order < 0) break
    if (event.kind === 'introduced') affected = true
    else if (event.kind === 'fixed' || order > 0) affected = false
  }
  return affected
}

const KINDS = ['introduced', 'fixed', 'last_affected'] as const

/** Introduced at the beginning and nothing else: no version need be read to know. */
function holdsEverything(events: readonly OsvEvent[]): boolean {
  return (
    events.length > 0 &&
    events.every(
      ({ introduced, fixed, last_affected: last, limit }) =>
        introduced === '0' &&
        fixed === undefined &&
        last === undefined &&
        (limit === undefined || limit === '*'),
    )
  )
}
