// SPDX-License-Identifier: Apache-2.0
import type { OtherChange } from '@headwater/domain/triage'
import type { FileClass } from './file-class.ts'
import type { LocatedPlace } from './located.ts'

/**
 * The union of what several fixes change. `born` tells of a function whether an earlier fix of the same vulnerability made it:
 * no release without the fixes has it.
 */
export function mergePlaces(
  places: readonly LocatedPlace[],
  born: (path: string, name: string) => boolean = () => false,
): readonly LocatedPlace[] {
  const byPath = new Map<string, LocatedPlace[]>()
  for (const place of places) {
    const known = byPath.get(place.path)
    if (known) known.push(place)
    else byPath.set(place.path, [place])
  }
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, same]) => mergeOne(path, same, (name) => born(path, name)))
}

function mergeOne(
  path: string,
  places: readonly LocatedPlace[],
  born: (name: string) => boolean,
): LocatedPlace {
  const all = union(places.map(({ functions }) => functions))
  const functions = all.filter((name) => !born(name))
  const others = new Map<string, OtherChange>()
  for (const place of places) {
    for (const other of place.others ?? []) others.set(`${other.kind} ${other.name}`, other)
  }
  // one fix changes the file and cannot be looked into: then nothing below the file is known
  const isBlind = places.some((place) => place.class === 'code' && place.others === undefined)
  const kind = KINDS.find((each) => places.some((place) => place.class === each)) ?? 'code'
  const isBorn = all.length > 0 && functions.length === 0 && others.size === 0 && !isBlind
  return {
    path,
    class: isBorn ? 'addition' : kind,
    functions: isBlind ? [] : functions,
    ...(isBlind || places.every((place) => place.others === undefined)
      ? {}
      : { others: [...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, other]) => other) }),
    added: union(places.map(({ added }) => added)),
  }
}

/** What weighs more comes first. */
const KINDS: readonly FileClass[] = ['code', 'addition', 'build-file', 'test', 'docs']

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort()
}
