// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'
import { basename } from 'node:path'
import { createHarvester, type HarvestedSegment, type Skipped } from '../feeds/harvest.ts'
import { listMembers } from '../feeds/members.ts'
import { createFile, type NewFile } from '../folder/files.ts'
import type { FeedKind, Fetched, MirrorFile } from '../folder/manifest.ts'
import { openScores, type ExploitedTable, type ScoreTable } from '../tables/index.ts'
import type { ImportSource, ImportTask, Obtained } from './import.ts'

/** What one source came to, in files of the mirror that no manifest names yet. */
export interface Crop {
  readonly source: string
  readonly fetched?: Fetched
  readonly parts: readonly CropPart[]
  readonly skipped: readonly Skipped[]
}

export interface CropPart {
  /** Of the feed that it belongs to. */
  readonly feed: string
  readonly kind: FeedKind
  readonly file: MirrorFile
  readonly records: number
  readonly newest?: string
  /** It is the whole of the feed: what was there before is gone, not only what it replaces record by record. */
  readonly isWhole: boolean
}

/** Reads one source into new files. @throws IntakeError, LimitError. */
export async function harvestInto(
  { folder, limits, progress }: ImportTask,
  { source, feed }: ImportSource,
  { path, fetched }: Obtained & { readonly kind: 'file' },
): Promise<Crop> {
  const files: NewFile[] = []
  try {
    const members = await listMembers(path, limits)
    const harvester = createHarvester(path, {
      progress,
      nameOf: (file) => (path === source ? file : file.replace(path, source)),
      sinkFor() {
        const file = createFile(folder, 'advisories', 'seg')
        files.push(file)
        return file.sink
      },
    })
    members.forEach((member, file) => harvester.take(member, file))
    const { segments, exploited, scores, skipped } = harvester.finish()
    const parts = [
      ...segments.map((segment, i) => segmentPart(segment, files[i]!, path, feed)),
      ...exploited.map((table) => exploitedPart(folder, table)),
      ...scores.map((table) => scoresPart(folder, table)),
    ]
    const [first, ...others] = parts
    // a feed with a name of its own keeps to itself, whatever it holds
    const named =
      feed === undefined || first === undefined ? parts : [{ ...first, feed }, ...others]
    return { source, parts: named, skipped, ...(fetched === undefined ? undefined : { fetched }) }
  } catch (error) {
    for (const file of files) file.close()
    throw error
  }
}

function segmentPart(
  { kind, ecosystems, records, newest }: HarvestedSegment,
  { name, close }: NewFile,
  path: string,
  feed: string | undefined,
): CropPart {
  const bytes = close()
  return {
    feed: kind === 'cve' ? 'cve' : `osv:${ecosystemOf(ecosystems, feed ?? path)}`,
    kind,
    file: { name, bytes },
    records,
    ...(newest === undefined ? undefined : { newest }),
    // a CVE record never leaves the list, so that a part of it says nothing of the rest; a bucket of OSV is whole
    isWhole: kind === 'osv' && path.endsWith('.zip') && ecosystems.length > 0,
  }
}

/** Where every record speaks of several, the one that the feed or the file is named after. */
function ecosystemOf(ecosystems: readonly string[], name: string): string {
  const plain = basename(name).toLowerCase().replace(/^osv:/, '')
  const named = ecosystems.find((each) => plain.startsWith(each.toLowerCase()))
  return named ?? ecosystems[0] ?? 'several'
}

function exploitedPart(folder: string, table: ExploitedTable): CropPart {
  const bytes = Buffer.from(JSON.stringify(table))
  const { catalogue, newest, entries } = table
  return {
    feed: catalogue,
    kind: 'exploited',
    file: tableFile(folder, 'json', bytes),
    records: entries.length,
    ...(newest === undefined ? undefined : { newest }),
    isWhole: true,
  }
}

function scoresPart(folder: string, { rows, scoredAt }: ScoreTable): CropPart {
  return {
    feed: 'EPSS',
    kind: 'epss',
    file: tableFile(folder, 'bin', rows),
    records: openScores(rows).count,
    ...(scoredAt === undefined ? undefined : { newest: scoredAt }),
    isWhole: true,
  }
}

function tableFile(folder: string, end: 'json' | 'bin', bytes: Uint8Array): MirrorFile {
  const { name, sink, close } = createFile(folder, 'table', end)
  sink.append(bytes)
  return { name, bytes: close(), sum: crc32(bytes) }
}
