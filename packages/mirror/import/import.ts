// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import type { Limits } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/archive'
import { MirrorError } from '../error/index.ts'
import { noFeed } from '../feeds/load.ts'
import { createFolder, removeStrays, replaceManifest } from '../folder/files.ts'
import { lockMirror } from '../folder/lock.ts'
import {
  MANIFEST_FORMAT,
  codeOf,
  readManifest,
  type Fetched,
  type Manifest,
  type MirrorFeed,
} from '../folder/manifest.ts'
import { harvestInto, type Crop } from './crop.ts'
import { mergeCrop } from './merge.ts'
import { settle } from './settle.ts'

export interface ImportTask {
  readonly folder: string
  readonly sources: readonly ImportSource[]
  /** Start from nothing. Then all sources must be readable, or nothing is changed. */
  readonly replace: boolean
  readonly limits: Limits
  readonly now: Date
  readonly progress: (name: string, records: number) => void
}

export interface ImportSource {
  /** Its path, or the address that it is fetched from. */
  readonly source: string
  /** Of the mirror's feeds. Without: what it holds tells. */
  readonly feed?: string
  /** Called when its turn has come. @throws MirrorError FETCH_FAILED. */
  obtain(): Promise<Obtained>
}

export type Obtained =
  /** The feed is what it was when it was last fetched. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'file'
      readonly path: string
      /** To be removed once it has been read. */
      readonly isTemporary: boolean
      readonly fetched?: Fetched
    }

/** A feed that lies on this machine. */
export function sourceOfPath(path: string): ImportSource {
  const file = { kind: 'file', path, isTemporary: false } as const
  return { source: path, obtain: () => Promise.resolve(file) }
}

export interface ImportOutcome {
  /** Feeds that were imported into, as they are now. */
  readonly imported: readonly ImportedFeed[]
  /** Sources that were not imported; the others were. */
  readonly failures: readonly { readonly source: string; readonly error: Error }[]
  /** Names of feeds that are what they were. */
  readonly unchanged: readonly string[]
}

export interface ImportedFeed {
  readonly feed: MirrorFeed
  /** Records that the source held. */
  readonly read: number
  /** Records of this feed before, if it was there. */
  readonly before?: number
  /** What became of the records that were there: gone, added to, or kept because what was read is older. */
  readonly how: 'new' | 'replaced' | 'added' | 'kept'
}

/**
 * Takes feeds into the mirror: all of them, or, where some cannot be read, the others. Readers see the mirror as it was until
 * the last moment, and so it stays if this process is killed.
 * @throws MirrorError MIRROR_LOCKED, MIRROR_DAMAGED, MIRROR_VERSION; whatever the file system says of the folder.
 */
export async function importFeeds(task: ImportTask): Promise<ImportOutcome> {
  const { folder, now } = task
  try {
    createFolder(folder)
    const lock = lockMirror(folder, now)
    try {
      return await importLocked(task)
    } finally {
      lock.release()
    }
  } catch (error) {
    throw unwritable(folder, error) ?? error
  }
}

async function importLocked(task: ImportTask): Promise<ImportOutcome> {
  const { folder, replace, now } = task
  const old = replace ? readOldOrNothing(folder) : readOld(folder)
  // what a killed import left behind
  removeStrays(folder, old)
  const { crops, failures, unchanged } = await harvestAll(task)
  const nothing = crops.length === 0 && unchanged.length === 0
  if (nothing || (replace && failures.length > 0)) {
    removeStrays(folder, old)
    return { imported: [], failures, unchanged: [] }
  }
  const at = now.toISOString()
  const before = replace ? [] : (old?.feeds ?? [])
  const checked = before.map((feed) =>
    unchanged.includes(feed.name) ? { ...feed, checkedAt: at } : feed,
  )
  let merged: Merged = { feeds: checked, imported: [] }
  for (const crop of crops) merged = mergeCrop(merged, crop, at)
  const feeds = crops.length === 0 ? merged.feeds : settle(folder, merged.feeds)
  const manifest: Manifest = { format: MANIFEST_FORMAT, writtenAt: at, feeds }
  replaceManifest(folder, manifest)
  removeStrays(folder, manifest)
  return { imported: settled(merged.imported, feeds), failures, unchanged }
}

type Merged = Parameters<typeof mergeCrop>[0]

function readOld(folder: string): Manifest | undefined {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof MirrorError && error.code === 'NO_MIRROR') return undefined
    throw error
  }
}

/** Until the new manifest is in place the old one is still read, if it can be. */
function readOldOrNothing(folder: string): Manifest | undefined {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof MirrorError) return undefined
    throw error
  }
}

async function harvestAll(task: ImportTask): Promise<{
  readonly crops: readonly Crop[]
  readonly failures: ImportOutcome['failures']
  readonly unchanged: readonly string[]
}> {
  const crops: Crop[] = []
  const failures: { source: string; error: Error }[] = []
  const unchanged: string[] = []
  for (const source of task.sources) {
    try {
      const obtained = await source.obtain()
      if (obtained.kind === 'unchanged') unchanged.push(source.feed ?? source.source)
      else crops.push(await harvestSource(task, source, obtained))
    } catch (error) {
      if (!(error instanceof IntakeError || isLimit(error) || error instanceof MirrorError)) {
        throw error
      }
      failures.push({ source: source.source, error })
    }
  }
  return { crops, failures, unchanged }
}

async function harvestSource(
  task: ImportTask,
  source: ImportSource,
  obtained: ObtainedFile,
): Promise<Crop> {
  try {
    const crop = await harvestInto(task, source, obtained)
    if (crop.parts.length === 0) throw noFeed(source.source, crop.skipped)
    return crop
  } finally {
    if (obtained.isTemporary) rmSync(obtained.path, { force: true })
  }
}

type ObtainedFile = Obtained & { readonly kind: 'file' }

function isLimit(error: unknown): error is Error {
  return error instanceof Error && error.name === 'LimitError'
}

/** Settling counts anew: a record may stand in another feed. */
function settled(
  imported: readonly ImportedFeed[],
  feeds: readonly MirrorFeed[],
): readonly ImportedFeed[] {
  return imported.map((each) => {
    return { ...each, feed: feeds.find(({ name }) => name === each.feed.name) ?? each.feed }
  })
}

/** What the file system says of a folder that cannot be written to. */
function unwritable(folder: string, error: unknown): MirrorError | undefined {
  const what = UNWRITABLE.get(codeOf(error))
  if (what === undefined) return undefined
  return new MirrorError(
    'MIRROR_UNWRITABLE',
    `${folder}: ${what}`,
    'say with --mirror FOLDER, or in HEADWATER_MIRROR, where the mirror may be',
    { cause: error },
  )
}

const UNWRITABLE: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'the folder must not be written to'],
  ['EPERM', 'the folder must not be written to'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota of the disk is used up'],
  ['ENOTDIR', 'it is no folder'],
  ['EEXIST', 'it is no folder'],
])
