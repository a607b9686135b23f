// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { LocateError } from '../error/index.ts'
import type { Clone } from '../git/index.ts'
import { readPatch, type FilePatch } from '../patch/index.ts'
import { placeOf } from './file-changes.ts'
import type { Fixes } from './fixes.ts'
import { vulnerablePlaces, type Located, type LocatedPlace, type Unlocated } from './located.ts'
import { mergePlaces } from './merge.ts'
import { placesAt } from './release.ts'

export interface Release {
  /** As it was asked for. */
  readonly ref: string
  readonly commit: string
}

/**
 * The files and functions that the fixes of a vulnerability change, in the words of the text before each of them and, with a
 * release, in those of the release.
 */
export async function locateByCommits(
  clone: Clone,
  fixes: Fixes,
  release: Release | undefined,
): Promise<Located | Unlocated> {
  const { id } = fixes
  const chosen = await chooseFixes(clone, fixes)
  if ('reason' in chosen) return { id, reason: chosen.reason }
  const { commits, notes } = chosen
  const changed: Changed[] = []
  for (const commit of commits) {
    const read = await readCommit(clone, commit, notes)
    if ('reason' in read) return { id, reason: read.reason }
    changed.push(read)
  }
  const places = mergePlaces(
    changed.flatMap((each) => each.places),
    await birthsOf(clone, changed),
  )
  if (vulnerablePlaces(places).length === 0) {
    const what = places.length === 0 ? 'nothing' : 'only tests and documentation'
    return { id, reason: `the fix ${shortNames(commits)} changes ${what}` }
  }
  const shown =
    release === undefined
      ? places
      : await placesAt(
          clone,
          places,
          changed.map(({ parent, commit }) => parent ?? commit),
          release,
          notes,
        )
  return {
    id,
    basis: `changed by ${shortNames(commits)}`,
    fixes: commits,
    places: shown,
    notes: [...new Set(notes)],
  }
}

/** Commits as people write them. */
function shortNames(commits: readonly string[]): string {
  const shown = commits.slice(0, 4).map((commit) => commit.slice(0, 12))
  const more = commits.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

type Chosen =
  { readonly commits: readonly string[]; readonly notes: string[] } | { readonly reason: string }

/**
 * Which of the named commits the clone has. Ends of ranges stand for each other, one branch each; of several references each
 * may be a part, so that all must be there.
 */
async function chooseFixes(clone: Clone, { ends, named, addresses }: Fixes): Promise<Chosen> {
  const notes: string[] = []
  const found = new Set<string>()
  const missing: string[] = []
  for (const name of ends) {
    const commit = await clone.commit(name)
    if (commit === undefined) missing.push(name)
    else found.add(commit)
  }
  const hasEnds = found.size > 0
  const lost: string[] = []
  for (const name of named) {
    const commit = await clone.commit(name)
    if (commit !== undefined) found.add(commit)
    else lost.push(name)
  }
  const why = hint(clone)
  if (found.size === 0) {
    const all = [...missing, ...lost]
    if (all.length > 0) return { reason: `the clone does not have ${shortNames(all)}${why}` }
    if (addresses.length > 0)
      return {
        reason: `only ${addresses[0] ?? ''} is named, which a clone does not hold; give the commit`,
      }
    return { reason: 'the record names no commit that fixes it' }
  }
  if (!hasEnds && lost.length > 0) {
    const copies = await pickedFrom(clone, found)
    const open = lost.filter((name) => !copies.some((copy) => copy.startsWith(name)))
    if (open.length > 0)
      return {
        reason: `the clone does not have ${shortNames(open)}, which may be a part of the fix${why}`,
      }
  }
  const left = [...missing, ...lost]
  if (left.length > 0)
    notes.push(`the clone does not have ${shortNames(left)}, which fixes other branches`)
  return { commits: [...found].sort(), notes }
}

function hint({ isShallow }: Clone): string {
  return isShallow ? '; its history is cut (git fetch --unshallow)' : ''
}

/** Commits of which those found say that they are copies. */
async function pickedFrom(clone: Clone, found: ReadonlySet<string>): Promise<readonly string[]> {
  const copies: string[] = []
  for (const commit of found) {
    for (const [, from = ''] of (await clone.message(commit)).matchAll(PICKED)) copies.push(from)
  }
  return copies
}

const PICKED = /(?:cherry[- ]picked from commit|\bcommit) ([0-9a-f]{12,64})\b/g

interface Changed {
  readonly commit: string
  readonly parent: string | undefined
  readonly places: readonly LocatedPlace[]
}

async function readCommit(
  clone: Clone,
  commit: string,
  notes: string[],
): Promise<Changed | { readonly reason: string }> {
  const name = commit.slice(0, 12)
  const [parent, ...others] = await clone.parents(commit)
  if (others.length > 0) notes.push(`${name} is a merge: read against its first parent`)
  if (parent !== undefined && (await clone.commit(parent)) === undefined) {
    return { reason: `the clone does not have the parent of ${name}${hint(clone)}` }
  }
  let files: readonly FilePatch[]
  try {
    ;({ files } = readPatch(name, await clone.diff(parent, commit)))
  } catch (error) {
    // a clone without its blobs, a diff larger than can be held, a name with a newline
    if (error instanceof LocateError && error.code === 'GIT_FAILED') {
      return { reason: `what ${name} changes cannot be read: ${error.message}` }
    }
    if (error instanceof FormatError) {
      return { reason: `what ${name} changes cannot be read: ${error.message}` }
    }
    throw error
  }
  const places: LocatedPlace[] = []
  for (const file of files) {
    const { oldPath, newPath } = file
    const before =
      parent !== undefined && oldPath !== undefined ? await clone.file(parent, oldPath) : undefined
    const after = newPath === undefined ? undefined : await clone.file(commit, newPath)
    places.push(placeOf(file, { before, after, hunks: file.hunks }))
  }
  return { commit, parent, places }
}

/** Functions that one fix adds and a later one changes. */
async function birthsOf(
  clone: Clone,
  changed: readonly Changed[],
): Promise<(path: string, name: string) => boolean> {
  const born = new Set<string>()
  for (const earlier of changed) {
    const added = earlier.places.flatMap(({ path, added }) =>
      added.map((name) => `${path}\0${name}`),
    )
    if (added.length === 0) continue
    for (const later of changed) {
      if (later === earlier || !(await clone.isAncestor(earlier.commit, later.commit))) continue
      for (const key of added) born.add(key)
    }
  }
  return (path, name) => born.has(`${path}\0${name}`)
}
