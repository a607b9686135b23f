// SPDX-License-Identifier: Apache-2.0
import type { OtherChange } from '@headwater/domain/triage'
import { vulnerablePlaces, type Located, type LocatedPlace, type Unlocated } from './located.ts'

/** A locations file, as `headwater check --locations` reads it; docs/reference/locations.schema.json says it in JSON Schema. */
export interface LocationsFile {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  /** In whose words `atRelease` speaks. */
  readonly release?: { readonly ref: string; readonly commit: string }
  readonly locations: readonly LocationEntry[]
  readonly unlocated: readonly Unlocated[]
}

export interface LocationEntry {
  readonly id: string
  readonly basis: string
  readonly fixes: readonly string[]
  /** For readers that do not know `places`: the union of what they say. */
  readonly paths: readonly string[]
  readonly functions: readonly string[]
  readonly others?: readonly OtherChange[]
  readonly from: 'release' | 'fix'
  readonly places: readonly LocatedPlace[]
  /** Files that the fixes change and that do not hold the vulnerability. */
  readonly beside: readonly { readonly path: string; readonly class: LocatedPlace['class'] }[]
  readonly notes?: readonly string[]
}

export interface LocationsContent {
  readonly tool: LocationsFile['tool']
  readonly release?: LocationsFile['release']
  readonly located: readonly Located[]
  readonly unlocated: readonly Unlocated[]
}

/** Sorted by id, so that the same clone and advisories give the same bytes. */
export function locationsFile({
  tool,
  release,
  located,
  unlocated,
}: LocationsContent): LocationsFile {
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
    a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  return {
    schemaVersion: 1,
    tool,
    ...(release === undefined ? {} : { release }),
    locations: located.map((each) => entryOf(each, release !== undefined)).sort(byId),
    unlocated: [...unlocated].sort(byId),
  }
}

function entryOf({ id, basis, fixes, places, notes }: Located, hasRelease: boolean): LocationEntry {
  const held = vulnerablePlaces(places).map(shown)
  const others = new Map(
    held.flatMap((place) =>
      (place.others ?? []).map((each) => [`${each.kind} ${each.name}`, each] as const),
    ),
  )
  const isKnown = held.every((place) => place.others !== undefined)
  // a file of which nothing more is known holds the vulnerability as a whole
  const isWhole = held.some(
    (place) => place.functions.length === 0 && (place.others ?? []).length === 0,
  )
  return {
    id,
    basis,
    fixes,
    paths: sorted(held.map(({ path, atRelease }) => atRelease?.path ?? path)),
    functions: isWhole ? [] : sorted(held.flatMap(({ functions }) => functions)),
    ...(isKnown && !isWhole ? { others: [...others.values()] } : {}),
    from: hasRelease ? 'release' : 'fix',
    places: held,
    beside: places
      .filter(({ path }) => !held.some((place) => place.path === path))
      .map((place) => ({ path: place.path, class: place.class })),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

/** Where only additions are left, the fix says nothing of what was there before but the file. */
function shown(place: LocatedPlace): LocatedPlace {
  if (place.class !== 'addition') return place
  const { others: _, ...rest } = place
  return rest
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}
