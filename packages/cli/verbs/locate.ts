// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import {
  fixesOf,
  groupFixes,
  locateByCommits,
  locateByPatches,
  locationsFile,
  type Fixes,
  type Located,
  type LocationsFile,
  type Release,
  type Unlocated,
} from '@headwater/locate/places'
import { openClone, type Clone } from '@headwater/locate/git'
import { openFeed } from '@headwater/mirror/feeds'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { printLocations } from '../print/locations.ts'
import { safe } from '../print/text.ts'
import { VERSION } from '../version.ts'
import { readPatches, treeOf } from './locate-patches.ts'
import { progressOn, type Progress } from './progress.ts'

export interface LocateOptions {
  readonly repo?: string
  readonly advisories?: readonly string[]
  readonly at?: string
  readonly id?: readonly string[]
  readonly patch?: readonly string[]
  readonly source?: string
  readonly output?: string
}

/** Turns fix commits or patches into a locations file. */
export async function locate(options: LocateOptions, io: Io): Promise<ExitCode> {
  checkUsage(options)
  const progress = progressOn(io)
  let made: Made
  try {
    made = options.patch === undefined ? await byCommits(options, progress, io) : byPatches(options)
  } finally {
    progress.end()
  }
  const file = locationsFile({ tool: { name: 'headwater', version: VERSION }, ...made })
  write(file, options.output, io)
  io.err(printLocations(file, options.output, io.colouredErr))
  return EXIT.ok
}

interface Made {
  readonly release?: Release
  readonly located: readonly Located[]
  readonly unlocated: readonly Unlocated[]
}

const COMMITS_HINT =
  'headwater locate --repo CLONE --advisories PATH [--at TAG] --output locations.json'
const PATCHES_HINT =
  'headwater locate --patch debian/patches --source UNPATCHED_TREE --output locations.json'

function checkUsage({ repo, advisories, at, patch, source }: LocateOptions): void {
  if (patch !== undefined) {
    if (repo !== undefined || advisories !== undefined || at !== undefined) {
      throw new UsageError(
        '--patch goes with --source, not with --repo, --advisories or --at',
        PATCHES_HINT,
      )
    }
    return
  }
  if (source !== undefined) throw new UsageError('--source goes with --patch', PATCHES_HINT)
  if (repo === undefined) throw new UsageError('which clone? --repo names it', COMMITS_HINT)
  if (advisories === undefined) {
    throw new UsageError('which vulnerabilities? --advisories names their records', COMMITS_HINT)
  }
}

async function byCommits(
  { repo = '', advisories = [], at, id }: LocateOptions,
  progress: Progress,
  io: Io,
): Promise<Made> {
  const clone = await openClone(repo)
  try {
    const release = at === undefined ? undefined : await releaseOf(clone, at)
    const groups = wanted(groupFixes(await readFixes(advisories, progress, io)), id)
    const located: Located[] = []
    const unlocated: Unlocated[] = []
    for (const [i, fixes] of groups.entries()) {
      progress.step(`${i + 1} of ${groups.length}  ${fixes.id}`)
      const result = await locateByCommits(clone, fixes, release)
      if ('reason' in result) unlocated.push(result)
      else located.push(result)
    }
    return { ...(release === undefined ? {} : { release }), located, unlocated }
  } finally {
    clone.close()
  }
}

async function releaseOf(clone: Clone, ref: string): Promise<Release> {
  const commit = await clone.commit(ref)
  if (commit !== undefined) return { ref, commit }
  throw new UsageError(
    `--at ${ref}: the clone has no such branch, tag or commit`,
    clone.isShallow ? 'its history is cut: git fetch --unshallow --tags' : 'git fetch --tags',
  )
}

async function readFixes(
  paths: readonly string[],
  progress: Progress,
  io: Io,
): Promise<readonly Fixes[]> {
  const records: Fixes[] = []
  for (const path of paths) {
    const feed = await openFeed(path, DEFAULT_LIMITS)
    for (let i = 0; i < feed.count; i++) {
      if (i % 200 === 0) progress.step(`reading ${path}: ${i} of ${feed.count}`)
      const record = feed.read(i)
      if (record.kind === 'unreadable')
        io.err(`skipped ${safe(record.record)}: ${safe(record.reason, 300)}\n`)
      else if (record.kind === 'osv' || record.kind === 'cve') {
        if (record.advisory.withdrawn === undefined) records.push(fixesOf(record.advisory))
      }
    }
  }
  return records
}

function wanted(groups: readonly Fixes[], ids: readonly string[] | undefined): readonly Fixes[] {
  if (ids === undefined) return groups
  const asked = new Set(ids)
  const found = groups.filter(({ id, aliases }) => [id, ...aliases].some((each) => asked.has(each)))
  const known = new Set(found.flatMap(({ id, aliases }) => [id, ...aliases]))
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length > 0)
    throw new UsageError(`--id ${missing.join(', ')}: no such record in the advisories`)
  return found
}

function byPatches({ patch = [], source, id }: LocateOptions): Made {
  const patches = readPatches(patch)
  const asked = id === undefined ? undefined : new Set(id)
  const { located, unlocated } = locateByPatches(
    patches,
    source === undefined ? undefined : treeOf(source),
  )
  const isAsked = (each: { readonly id: string }): boolean => asked?.has(each.id) ?? true
  return { located: located.filter(isAsked), unlocated: unlocated.filter(isAsked) }
}

function write(file: LocationsFile, output: string | undefined, io: Io): void {
  const text = `${JSON.stringify(file, undefined, 2)}\n`
  if (output === undefined) return io.out(text)
  try {
    writeFileSync(output, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${output} could not be written: ${reason}`)
  }
}
