// SPDX-License-Identifier: Apache-2.0
import { createFile } from '../folder/files.ts'
import type { MirrorFeed, MirrorFile } from '../folder/manifest.ts'
import { openSegmentFile } from '../folder/open.ts'
import { replacedRecords } from '../look-up/index.ts'
import { createSegmentWriter, type Segment } from '../segment/index.ts'
import { runsOf } from '../segment/ranges.ts'

/**
 * Says for each file which of its records another one replaces. Within a feed, files of which nothing stands are left out,
 * and many are written anew as one. A record that stands in another feed stays where it is: that feed may drop it.
 */
export function settle(folder: string, feeds: readonly MirrorFeed[]): readonly MirrorFeed[] {
  return markReplaced(
    folder,
    feeds.map((feed) => (holdsAdvisories(feed) ? tidy(folder, feed) : feed)),
  )
}

function holdsAdvisories({ kind }: MirrorFeed): boolean {
  return kind === 'osv' || kind === 'cve'
}

function tidy(folder: string, feed: MirrorFeed): MirrorFeed {
  const files = feed.files.map(({ name, bytes }): MirrorFile => ({ name, bytes }))
  const standing = withSegments(folder, files, (segments) => {
    const replaced = replacedRecords(segments)
    return files.map((file, i): Standing => {
      const gone = replaced[i]!
      return { file, replaced: gone, count: segments[i]!.size - gone.size }
    })
  }).filter(({ count }) => count > 0)
  const records = standing.reduce((sum, { count }) => sum + count, 0)
  const kept = isScattered(standing) ? gather(folder, standing) : standing.map(({ file }) => file)
  return { ...feed, records, files: kept }
}

interface Standing {
  readonly file: MirrorFile
  readonly replaced: ReadonlySet<number>
  readonly count: number
}

function withSegments<Value>(
  folder: string,
  files: readonly MirrorFile[],
  use: (segments: readonly Segment[]) => Value,
): Value {
  const segments: Segment[] = []
  try {
    for (const file of files) segments.push(openSegmentFile(folder, file))
    return use(segments)
  } finally {
    for (const segment of segments) segment.close()
  }
}

/** Each file is one look-up more, and what was replaced lies about. */
function isScattered(standing: readonly Standing[]): boolean {
  return standing.length > MOST_FILES || isWasteful(standing)
}

const MOST_FILES = 8

function isWasteful(standing: readonly Standing[]): boolean {
  return sum(standing, ({ replaced }) => replaced.size) > sum(standing, ({ count }) => count)
}

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}

/** As a rule keeps the largest file, and writes the others as one: a day's changes must not write a whole year anew. */
function gather(folder: string, standing: readonly Standing[]): readonly MirrorFile[] {
  const largest = standing.reduce((one, other) => (other.count > one.count ? other : one))
  const kept = isWasteful(standing) ? [] : [largest]
  const { name, sink, close } = createFile(folder, 'advisories', 'seg')
  const writer = createSegmentWriter(sink)
  for (const { file, replaced } of standing.filter((each) => !kept.includes(each))) {
    withSegments(folder, [markedFile(file, replaced)], ([segment]) => {
      for (const { advisory, record } of segment!.published()) writer.add(advisory, record)
    })
  }
  writer.finish()
  return [...kept.map(({ file }) => file), { name, bytes: close() }]
}

function markReplaced(folder: string, feeds: readonly MirrorFeed[]): readonly MirrorFeed[] {
  const files = feeds.filter(holdsAdvisories).flatMap((feed) => feed.files)
  const replaced = withSegments(folder, files, replacedRecords)
  const marked = new Map(files.map((file, i) => [file, markedFile(file, replaced[i]!)]))
  return feeds.map((feed) => ({
    ...feed,
    files: feed.files.map((file) => marked.get(file) ?? file),
  }))
}

function markedFile(file: MirrorFile, replaced: ReadonlySet<number>): MirrorFile {
  if (replaced.size === 0) return file
  return { ...file, replaced: runsOf([...replaced].sort((left, right) => left - right)) }
}
