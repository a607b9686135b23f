// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ReportFeed } from '@headwater/domain/report'
import { damagedMirror, MirrorError } from '../error/index.ts'
import { openAdvisories, type OpenAdvisories, type OpenScores } from '../look-up/index.ts'
import { fileBytes, openSegment, type Segment } from '../segment/index.ts'
import { openScores, type ExploitedTable } from '../tables/index.ts'
import {
  codeOf,
  readManifest,
  type Manifest,
  type MirrorFeed,
  type MirrorFile,
} from './manifest.ts'

/**
 * Opens the mirror for a check. Only its manifest is read now.
 * @throws MirrorError NO_MIRROR, MIRROR_DAMAGED, MIRROR_VERSION, also later.
 */
export function openMirror(folder: string): OpenAdvisories {
  const { feeds, segments } = openFiles(folder)
  const ofKind = (kind: MirrorFeed['kind']): readonly MirrorFile[] =>
    feeds.filter((feed) => feed.kind === kind).flatMap(({ files }) => files)
  return openAdvisories({
    segments,
    feeds: feeds.map(reportFeed),
    exploited: () => ofKind('exploited').map((file) => readExploited(folder, file)),
    scores: () => readScores(folder, feeds),
  })
}

/** An import that ends meanwhile removes the files of the manifest that was just read: then there is a new one. */
function openFiles(folder: string): {
  readonly feeds: readonly MirrorFeed[]
  readonly segments: readonly Segment[]
} {
  for (let attempt = 1; ; attempt++) {
    const { feeds } = readManifest(folder)
    try {
      return { feeds, segments: openSegments(folder, feeds) }
    } catch (error) {
      const isGone = error instanceof MirrorError && codeOf(error.cause) === 'ENOENT'
      if (!isGone || attempt === ATTEMPTS) throw error
    }
  }
}

const ATTEMPTS = 3

/** In the order of the manifest. @throws MirrorError. */
function openSegments(folder: string, feeds: Manifest['feeds']): readonly Segment[] {
  const opened: Segment[] = []
  try {
    for (const { kind, files } of feeds) {
      if (kind !== 'osv' && kind !== 'cve') continue
      for (const file of files) opened.push(openSegmentFile(folder, file))
    }
    return opened
  } catch (error) {
    for (const segment of opened) segment.close()
    throw error
  }
}

export function openSegmentFile(folder: string, { name, replaced = [] }: MirrorFile): Segment {
  const path = join(folder, name)
  let bytes: ReturnType<typeof fileBytes>
  try {
    bytes = fileBytes(path)
  } catch (cause) {
    throw damagedMirror(path, 'it is missing or cannot be opened', cause)
  }
  try {
    return openSegment(bytes, numbersOf(replaced))
  } catch (error) {
    bytes.close()
    throw error
  }
}

function* numbersOf(runs: readonly number[]): Iterable<number> {
  for (let run = 0; run + 1 < runs.length; run += 2) {
    for (let number = runs[run]!, left = runs[run + 1]!; left > 0; left--) yield number++
  }
}

function reportFeed({ name, source, records, skipped }: MirrorFeed): ReportFeed {
  return { source: `mirror: ${source}`, kind: name, records, skipped }
}

function readExploited(folder: string, file: MirrorFile): ExploitedTable {
  const bytes = readTable(folder, file)
  return JSON.parse(bytes.toString()) as ExploitedTable
}

function readScores(folder: string, feeds: readonly MirrorFeed[]): OpenScores | undefined {
  const feed = feeds.find(({ kind }) => kind === 'epss')
  const [file] = feed?.files ?? []
  if (feed === undefined || file === undefined) return undefined
  const { newest } = feed
  return {
    ...openScores(readTable(folder, file)),
    ...(newest === undefined ? undefined : { scoredAt: newest }),
  }
}

/** @throws MirrorError MIRROR_DAMAGED. */
function readTable(folder: string, { name, sum }: MirrorFile): Buffer {
  const path = join(folder, name)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw damagedMirror(path, 'it is missing or cannot be opened', cause)
  }
  if (crc32(bytes) !== sum) throw damagedMirror(path, 'its check sum is wrong')
  return bytes
}
