// SPDX-License-Identifier: Apache-2.0
import type { VersionScheme } from '../versions/index.ts'
import { intervalsOf, versScheme } from './canonical.ts'
import { contains, type Intervals } from './intervals.ts'
import type { Vers } from './vers.ts'

/** A range whose versions are parsed, for asking about many versions. */
export interface CompiledVers {
  readonly scheme: VersionScheme
  readonly intervals: Intervals
}

/** Undefined: not known, because the scheme is not, or a version, of the range or the one asked for, is none of the scheme's. */
export function versContains(vers: Vers, version: string): boolean | undefined {
  if (vers.kind === 'all') return true
  if (vers.kind === 'none') return false
  const compiled = compileVers(vers)
  const parsed = compiled?.scheme.parse(version)
  return compiled && parsed !== undefined ? compiledContains(compiled, parsed) : undefined
}

/** Undefined: the versions of the range cannot be ordered, or it is of every version or none. */
export function compileVers(vers: Vers): CompiledVers | undefined {
  if (vers.kind !== 'constraints') return undefined
  const scheme = versScheme(vers.scheme)
  const intervals = scheme && intervalsOf(scheme, vers.constraints)
  return intervals && scheme && { scheme, intervals }
}

/** `version` is what the compiled range's own scheme parsed. */
export function compiledContains(compiled: CompiledVers, version: unknown): boolean {
  return contains(compiled.scheme, compiled.intervals, version)
}
