// SPDX-License-Identifier: Apache-2.0
import { applyPatch, type FilePatch, type Patch } from '../patch/index.ts'
import { placeOf } from './file-changes.ts'
import { vulnerablePlaces, type Located, type LocatedPlace, type Unlocated } from './located.ts'
import { mergePlaces } from './merge.ts'

export interface NamedPatch {
  /** For people: the file's name. */
  readonly name: string
  readonly patch: Patch
}

/** Text of a file of the tree without the patches; undefined if there is none. */
export type ReadTree = (path: string) => string | undefined

/**
 * The same from patch files. Patches of one vulnerability build on each other, in their order, and other patches may come
 * before them: a hunk that does not fit leaves its file without functions.
 */
export function locateByPatches(
  id: string,
  patches: readonly NamedPatch[],
  tree: ReadTree | undefined,
): Located | Unlocated {
  const notes: string[] = []
  const texts = new Map<string, string | undefined>()
  const born = new Set<string>()
  const all: LocatedPlace[] = []
  for (const { name, patch } of patches) {
    const made: string[] = []
    for (const file of patch.files) {
      const place = placeIn(file, tree, texts, (note) => notes.push(`${name}: ${note}`))
      for (const each of place.added) made.push(`${place.path}\0${each}`)
      const functions = place.functions.filter((each) => !born.has(`${place.path}\0${each}`))
      const isBorn =
        functions.length === 0 && place.functions.length > 0 && place.others?.length === 0
      all.push({ ...place, functions, class: isBorn ? 'addition' : place.class })
    }
    for (const each of made) born.add(each)
  }
  const names = patches.map(({ name }) => name)
  if (tree === undefined)
    notes.push('without the source before the patch no functions are known (--source DIR)')
  const places = mergePlaces(all)
  if (vulnerablePlaces(places).length === 0) {
    return { id, reason: `${names.join(', ')}: changes no code` }
  }
  return {
    id,
    basis: `changed by ${names.join(', ')}`,
    fixes: names,
    places,
    notes: [...new Set(notes)],
  }
}

function placeIn(
  file: FilePatch,
  tree: ReadTree | undefined,
  texts: Map<string, string | undefined>,
  note: (text: string) => void,
): LocatedPlace {
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, tree?.(path))
    return texts.get(path)
  }
  const { file: named, before } = inTree(file, read)
  if (before === undefined && file.change !== 'added') {
    if (tree !== undefined) note(`the source has no ${file.oldPath ?? ''}`)
    return placeOf(named, { before: undefined, after: undefined, hunks: file.hunks })
  }
  const { text: after, hunks, unplaced } = applyPatch(before ?? '', named)
  texts.set(named.newPath ?? named.oldPath ?? '', named.change === 'deleted' ? undefined : after)
  if (unplaced === 0) return placeOf(named, { before: before ?? '', after, hunks })
  note(`${unplaced} of ${named.hunks.length} hunks do not fit ${named.oldPath ?? ''}`)
  return placeOf(named, { before: undefined, after: undefined, hunks })
}

/** A patch without prefixes, or with one that cannot be told from a folder: the tree decides. */
function inTree(
  file: FilePatch,
  read: (path: string) => string | undefined,
): { readonly file: FilePatch; readonly before: string | undefined } {
  const { oldPath, newPath } = file
  const before = oldPath === undefined ? undefined : read(oldPath)
  if (oldPath === undefined || before !== undefined || !oldPath.includes('/'))
    return { file, before }
  const shorter = oldPath.slice(oldPath.indexOf('/') + 1)
  const found = read(shorter)
  if (found === undefined) return { file, before }
  const renamed = newPath === undefined ? {} : { newPath: newPath.slice(newPath.indexOf('/') + 1) }
  return { file: { ...file, oldPath: shorter, ...renamed }, before: found }
}
