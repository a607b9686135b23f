// SPDX-License-Identifier: Apache-2.0
import { openSegmentFile } from '../folder/open.ts'
import { createFile } from '../folder/files.ts'
import type { MirrorFeed, MirrorFile } from '../folder/manifest.ts'
import { replacedRecords } from '../look-up/index.ts'
import { createSegmentWriter, type Segment } from '../segment/index.ts'
import { runsOf } from '../segment/ranges.ts'

/**
 * Says for each file which of its records another one replaces, leaves out files of which nothing stands, and writes the files
 * of a feed anew as one where they have become many.
 */
export function settle(folder: string, feeds: readonly MirrorFeed[]): readonly MirrorFeed[] {
  const settled = markReplaced(folder, feeds)
  const tidied = settled.map((feed) => (isScattered(feed) ? gather(folder, feed) : feed))
  // what was gathered has new numbers
  return tidied.every((feed, i) => feed === settled[i]) ? settled : markReplaced(folder, tidied)
}

function markReplaced(folder: string, feeds: readonly MirrorFeed[]): readonly MirrorFeed[] {
  const files = feeds
    .filter(holdsAdvisories)
    .flatMap(({ files }) => files.map(({ name, bytes }): MirrorFile => ({ name, bytes })))
  const segments = files.map((file) => openSegmentFile(folder, file))
  try {
    const replaced = replacedRecords(segments)
    const marked = new Map(
      files.map((file, i) => [file.name, markFile(file, segments[i]!, replaced[i]!)]),
    )
    return feeds.map((feed) => (holdsAdvisories(feed) ? markFeed(feed, marked) : feed))
  } finally {
    for (const segment of segments) segment.close()
  }
}

interface Marked {
  readonly file: MirrorFile
  readonly standing: number
}

function markFile(file: MirrorFile, segment: Segment, replaced: ReadonlySet<number>): Marked {
  const standing = segment.size - replaced.size
  if (replaced.size === 0) return { file, standing }
  const runs = runsOf([...replaced].sort((left, right) => left - right))
  return { file: { ...file, replaced: runs }, standing }
}

function markFeed(feed: MirrorFeed, marked: ReadonlyMap<string, Marked>): MirrorFeed {
  const all = feed.files.map(({ name }) => marked.get(name)!)
  return {
    ...feed,
    records: all.reduce((sum, { standing }) => sum + standing, 0),
    files: all.filter(({ standing }) => standing > 0).map(({ file }) => file),
  }
}

function holdsAdvisories({ kind }: MirrorFeed): boolean {
  return kind === 'osv' || kind === 'cve'
}

/** Each file is one look-up more, and what was replaced lies about. */
function isScattered(feed: MirrorFeed): boolean {
  return holdsAdvisories(feed) && (feed.files.length > MOST_FILES || isWasteful(feed))
}

const MOST_FILES = 8

function isWasteful({ files, records }: MirrorFeed): boolean {
  return files.reduce((sum, file) => sum + replacedIn(file), 0) > records
}

function replacedIn({ replaced = [] }: MirrorFile): number {
  return replaced.reduce((sum, part, i) => (i % 2 === 1 ? sum + part : sum), 0)
}

/** As a rule keeps the largest file, and writes the others as one: a day's changes must not write a whole year anew. */
function gather(folder: string, feed: MirrorFeed): MirrorFeed {
  const largest = feed.files.reduce((one, other) => (other.bytes > one.bytes ? other : one))
  const kept = isWasteful(feed) ? [] : [largest]
  const rest = feed.files.filter((file) => !kept.includes(file))
  const { name, sink, close } = createFile(folder, 'advisories', 'seg')
  const writer = createSegmentWriter(sink)
  for (const file of rest) {
    const segment = openSegmentFile(folder, file)
    try {
      for (const { advisory, record } of segment.published()) writer.add(advisory, record)
    } finally {
      segment.close()
    }
  }
  writer.finish()
  return { ...feed, files: [...kept, { name, bytes: close() }] }
}
