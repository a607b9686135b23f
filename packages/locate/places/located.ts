// SPDX-License-Identifier: Apache-2.0
import type { OtherChange } from '@headwater/domain/triage'
import type { FileClass } from './file-class.ts'

/** What is known of the code of one vulnerability. */
export interface Located {
  readonly id: string
  /** How it is known: the commits, or the patches. */
  readonly basis: string
  /** Full names of the commits, or names of patch files. */
  readonly fixes: readonly string[]
  /** Every file that the fixes change. */
  readonly places: readonly LocatedPlace[]
  readonly notes: readonly string[]
}

/** One file that the fixes change. */
export interface LocatedPlace {
  /** In the tree before the fix. */
  readonly path: string
  readonly class: FileClass
  /** Empty: nothing is known below the file. */
  readonly functions: readonly string[]
  /** What changed outside of functions; absent where the file was not looked into. */
  readonly others?: readonly OtherChange[]
  /** Functions that the fix added. */
  readonly added: readonly string[]
  readonly atRelease?: AtRelease
}

/** Where the file and its functions are in the release that is checked. */
export interface AtRelease {
  /** As it was asked for. */
  readonly ref: string
  /** Absent: the release has no such file. */
  readonly path?: string
  /** `moved`: the functions are defined in another file there. */
  readonly found: 'same' | 'renamed' | 'moved' | 'missing'
  /** Of the place's functions those that this file does not define there: younger, renamed or moved nobody knows where. */
  readonly missing: readonly string[]
}

/** A vulnerability for which no code could be named. */
export interface Unlocated {
  readonly id: string
  readonly reason: string
}

/** Places that may hold the vulnerability: code, or what else there is if the fix changes no code that was there. */
export function vulnerablePlaces(places: readonly LocatedPlace[]): readonly LocatedPlace[] {
  for (const kind of ['code', 'addition', 'build-file'] as const) {
    const found = places.filter((place) => place.class === kind)
    if (found.length > 0) return found
  }
  return []
}
