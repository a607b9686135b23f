// SPDX-License-Identifier: Apache-2.0
import { functionsIn, languageOf, type Language } from '../functions/index.ts'
import type { Clone } from '../git/index.ts'
import type { LocatedPlace } from './located.ts'
import type { Release } from './from-commits.ts'

/**
 * Places in the words of a release: the file under the name that it has there, the functions that it defines there, and those
 * that another file defines. What the release does not have stays, marked as missing.
 */
export async function placesAt(
  clone: Clone,
  places: readonly LocatedPlace[],
  bases: readonly string[],
  release: Release,
  notes: string[],
): Promise<readonly LocatedPlace[]> {
  const mapped: LocatedPlace[] = []
  for (const place of places) {
    if (place.class !== 'code') mapped.push(place)
    else mapped.push(...(await placeAt(clone, place, bases, release, notes)))
  }
  return mapped
}

async function placeAt(
  clone: Clone,
  place: LocatedPlace,
  bases: readonly string[],
  { ref, commit }: Release,
  notes: string[],
): Promise<readonly LocatedPlace[]> {
  const path = await pathAt(clone, place.path, bases, commit)
  const text = path === undefined ? undefined : await clone.file(commit, path)
  const language = languageOf(path ?? place.path)
  const defined =
    text === undefined || language === undefined ? new Set<string>() : namesIn(language, text)
  const here = place.functions.filter((name) => defined.has(name))
  const missing: string[] = []
  const moved = new Map<string, string[]>()
  for (const name of place.functions) {
    if (defined.has(name)) continue
    const homes = language === undefined ? [] : await definitions(clone, commit, name, language)
    const [home] = homes
    if (home !== undefined && homes.length === 1)
      moved.set(home, [...(moved.get(home) ?? []), name])
    else {
      missing.push(name)
      if (homes.length > 1) {
        notes.push(
          `${name} of ${place.path} is defined in ${homes.length} other files of ${ref}: ${homes.slice(0, 3).join(', ')}`,
        )
      }
    }
  }
  const found = path === undefined ? 'missing' : path === place.path ? 'same' : 'renamed'
  const others = [...moved].map(([home, functions]): LocatedPlace => ({
    path: place.path,
    class: place.class,
    functions,
    others: [],
    added: [],
    atRelease: { ref, path: home, found: 'moved', missing: [] },
  }))
  const left = [...here, ...missing].sort()
  const isGone =
    left.length === 0 && place.functions.length > 0 && (place.others?.length ?? 1) === 0
  if (isGone) return others
  const own: LocatedPlace = {
    ...place,
    functions: left,
    atRelease: { ref, ...(path === undefined ? {} : { path }), found, missing },
  }
  return [own, ...others]
}

/** Its name in the release: the same, by content, or by the renames of the history between. */
async function pathAt(
  clone: Clone,
  path: string,
  bases: readonly string[],
  commit: string,
): Promise<string | undefined> {
  if ((await clone.file(commit, path)) !== undefined) return path
  for (const base of bases) {
    const byContent = (await clone.renames(base, commit)).get(path)
    if (byContent !== undefined) return byContent
    const byHistory = await followed(clone, path, base, commit)
    if (byHistory !== undefined) return byHistory
  }
  return undefined
}

/** Back to where the two histories part, then forward to the release. */
async function followed(
  clone: Clone,
  path: string,
  base: string,
  commit: string,
): Promise<string | undefined> {
  const fork = await clone.mergeBase(base, commit)
  if (fork === undefined) return undefined
  let name = path
  for (const [from, to] of [...((await clone.renameSteps(fork, base)) ?? [])].reverse())
    if (to === name) name = from
  for (const [from, to] of (await clone.renameSteps(fork, commit)) ?? [])
    if (from === name) name = to
  return name !== path && (await clone.file(commit, name)) !== undefined ? name : undefined
}

function namesIn(language: Language, text: string): Set<string> {
  return new Set(
    functionsIn(language, text).flatMap(({ name, kind }) => (kind === 'macro' ? [] : [name])),
  )
}

/** Files with the word that are looked into; a name that more hold tells nothing. */
const MOST_FILES = 300

async function definitions(
  clone: Clone,
  commit: string,
  name: string,
  language: Language,
): Promise<readonly string[]> {
  // `Type.Method` of Go
  const word = name.slice(name.lastIndexOf('.') + 1)
  if (!/^\w{2,200}$/.test(word)) return []
  const files = (await clone.filesWith(commit, word)).filter((path) =>
    isKin(languageOf(path), language),
  )
  if (files.length > MOST_FILES) return files
  const homes: string[] = []
  for (const path of files) {
    const text = await clone.file(commit, path)
    const own = languageOf(path)
    if (text !== undefined && own !== undefined && namesIn(own, text).has(name)) homes.push(path)
  }
  return homes
}

const KIN: ReadonlyMap<Language, string> = new Map([
  ['c', 'c'],
  ['c++', 'c'],
  ['javascript', 'js'],
  ['typescript', 'js'],
])

function isKin(left: Language | undefined, right: Language): boolean {
  return left !== undefined && (KIN.get(left) ?? left) === (KIN.get(right) ?? right)
}
