// SPDX-License-Identifier: Apache-2.0
import { applyPatch, type FilePatch, type Patch } from '../patch/index.ts'
import { placeOf } from './file-changes.ts'
import { vulnerablePlaces, type Located, type LocatedPlace, type Unlocated } from './located.ts'
import { mergePlaces } from './merge.ts'

export interface NamedPatch {
  /** For people: the file's name. */
  readonly name: string
  /** Vulnerabilities that it fixes; one of a series that fixes none is put on all the same. */
  readonly ids: readonly string[]
  readonly patch: Patch
}

/** Text of a file of the tree without the patches; undefined if there is none. */
export type ReadTree = (path: string) => string | undefined

/**
 * The same from patch files, in their order: each is read against the tree with those before it put on, or, where it does not
 * fit, without them. A hunk that fits neither leaves its file without functions.
 */
export function locateByPatches(
  patches: readonly NamedPatch[],
  tree: ReadTree | undefined,
): { readonly located: readonly Located[]; readonly unlocated: readonly Unlocated[] } {
  const texts = new Map<string, string | undefined>()
  const cases = new Map<string, Case>()
  for (const { name, ids, patch } of patches) {
    const notes: string[] = []
    const places = patch.files.map((file) =>
      placeIn(file, tree, texts, (note) => notes.push(`${name}: ${note}`)),
    )
    for (const id of new Set(ids)) {
      const one = cases.get(id) ?? { names: [], places: [], born: new Set(), notes: [] }
      cases.set(id, one)
      addTo(one, name, places, notes)
    }
  }
  const results = [...cases].map(([id, one]) => conclude(id, one, tree !== undefined))
  return {
    located: results.filter((result) => 'places' in result),
    unlocated: results.filter((result) => 'reason' in result),
  }
}

/** What is known of one vulnerability so far. */
interface Case {
  readonly names: string[]
  readonly places: LocatedPlace[]
  /** Functions that its patches added. */
  readonly born: Set<string>
  readonly notes: string[]
}

function addTo(
  one: Case,
  name: string,
  places: readonly LocatedPlace[],
  notes: readonly string[],
): void {
  for (const place of places) {
    const functions = place.functions.filter((each) => !one.born.has(`${place.path}\0${each}`))
    const isBorn =
      functions.length === 0 && place.functions.length > 0 && place.others?.length === 0
    one.places.push({ ...place, functions, class: isBorn ? 'addition' : place.class })
  }
  for (const { path, added } of places) for (const each of added) one.born.add(`${path}\0${each}`)
  one.names.push(name)
  one.notes.push(...notes)
}

function conclude(
  id: string,
  { names, places, notes }: Case,
  hasTree: boolean,
): Located | Unlocated {
  const merged = mergePlaces(places)
  const all = names.join(', ')
  if (vulnerablePlaces(merged).length === 0) return { id, reason: `${all} changes no code` }
  const without = hasTree
    ? []
    : ['without the source before the patch no functions are known (--source)']
  return {
    id,
    basis: `changed by ${all}`,
    fixes: names,
    places: merged,
    notes: [...new Set([...notes, ...without])],
  }
}

function placeIn(
  file: FilePatch,
  tree: ReadTree | undefined,
  texts: Map<string, string | undefined>,
  note: (text: string) => void,
): LocatedPlace {
  const read: ReadTree = (path) => (texts.has(path) ? texts.get(path) : tree?.(path))
  const { file: named, before } = inTree(file, read)
  const { oldPath, newPath, hunks } = named
  if (before === undefined && named.change !== 'added') {
    if (tree !== undefined) note(`the source has no ${oldPath ?? ''}`)
    return placeOf(named, { before: undefined, after: undefined, hunks })
  }
  const pristine = oldPath === undefined ? undefined : tree?.(oldPath)
  const start = [before ?? '', ...(pristine === undefined ? [] : [pristine])].find(
    (text) => applyPatch(text, named).unplaced === 0,
  )
  const applied = applyPatch(start ?? before ?? '', named)
  texts.set(newPath ?? oldPath ?? '', named.change === 'deleted' ? undefined : applied.text)
  if (named.change === 'renamed' && oldPath !== undefined) texts.set(oldPath, undefined)
  if (applied.unplaced === 0) {
    return placeOf(named, { before: start ?? '', after: applied.text, hunks: applied.hunks })
  }
  note(
    `${applied.unplaced} of ${hunks.length} hunks do not fit ${oldPath ?? ''}; the source must be the one without the patch`,
  )
  return placeOf(named, { before: undefined, after: undefined, hunks })
}

/** A patch without prefixes, or with one that cannot be told from a folder: the tree decides. */
function inTree(
  file: FilePatch,
  read: ReadTree,
): { readonly file: FilePatch; readonly before: string | undefined } {
  const { oldPath, newPath } = file
  const before = oldPath === undefined ? undefined : read(oldPath)
  if (oldPath === undefined || before !== undefined || !oldPath.includes('/'))
    return { file, before }
  const shorter = withoutFirst(oldPath)
  const found = read(shorter)
  if (found === undefined) return { file, before }
  const renamed = newPath === undefined ? {} : { newPath: withoutFirst(newPath) }
  return { file: { ...file, oldPath: shorter, ...renamed }, before: found }
}

function withoutFirst(path: string): string {
  return path.slice(path.indexOf('/') + 1)
}
