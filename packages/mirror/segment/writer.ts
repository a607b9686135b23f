// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'
import type { Advisory } from '@headwater/domain/matching'
import type { ByteSink } from './bytes.ts'
import { createRows } from './columns.ts'
import { createGroup, type GroupWriter } from './group.ts'
import { buildHashTable } from './hash.ts'
import { writeHead } from './head.ts'
import {
  ENDIAN,
  FORMAT,
  GROUP_COLUMNS,
  MAGIC,
  RECORD_COLUMNS,
  TAIL_BYTES,
  type Contents,
  type Extent,
  type PublishedRecord,
  type TableName,
} from './layout.ts'

export interface SegmentWriter {
  /**
   * Of two records with one id the one that was modified last stands; without dates, or with the same, the later one.
   * @throws RangeError for a record that is nested too deeply to be written; nothing of it is kept then.
   */
  add(advisory: Advisory, published: PublishedRecord): void
  /** Writes what is left. Nothing can be added then. */
  finish(): SegmentSummary
}

export interface SegmentSummary {
  /** Those that stand. */
  readonly records: number
  /** Of the record that was modified last. */
  readonly newest?: string
}

/** Writes a segment (see `layout.ts`) from its first byte to its last. */
export function createSegmentWriter(sink: ByteSink): SegmentWriter {
  const records = createRows(RECORD_COLUMNS.length)
  const groups = new Map<string, GroupWriter>()
  const versions: (readonly [id: string, modifiedAt: string | 0])[] = []
  const standing = new Map<string, number>()
  const dead: number[] = []
  let newest: string | undefined
  sink.append(MAGIC)

  /** False: the record that we have is younger. */
  const replaces = ({ id, modifiedAt }: Advisory): boolean => {
    const known = standing.get(id)
    if (known === undefined) return true
    const when = versions[known]![1]
    if (modifiedAt !== undefined && when !== 0 && modifiedAt < when) return false
    dead.push(known)
    return true
  }

  return {
    add(advisory, { method, bytes }) {
      const head = writeHead(advisory)
      if (!replaces(advisory)) return
      const ordinal = records.count
      records.add(sink.size, bytes.length, crc32(bytes), head.length, crc32(head), method)
      sink.append(bytes)
      sink.append(head)
      standing.set(advisory.id, ordinal)
      const { modifiedAt } = advisory
      versions.push([advisory.id, modifiedAt ?? 0])
      if (modifiedAt !== undefined && (newest === undefined || modifiedAt > newest)) {
        newest = modifiedAt
      }
      advisory.affected.forEach(({ names: { keys } }, entry) => {
        const words = keys.join('\n')
        let group = groups.get(words)
        if (group === undefined) groups.set(words, (group = createGroup(keys)))
        group.add(ordinal, advisory, entry)
      })
    },
    finish() {
      const { keys, rows } = writeGroups(sink, groups)
      const tables: Record<TableName, Extent> = {
        records: writeTable(sink, records.finish()),
        groups: writeTable(sink, rows),
        keys: writeTable(sink, bytesOf(buildHashTable(keys))),
        ids: writeTable(sink, bytesOf(buildHashTable([...standing]))),
        versions: writeTable(sink, Buffer.from(JSON.stringify(versions))),
      }
      writeContents(sink, {
        format: FORMAT,
        endian: ENDIAN,
        records: records.count,
        dead,
        ...(newest === undefined ? undefined : { newest }),
        tables,
      })
      return { records: standing.size, ...(newest === undefined ? undefined : { newest }) }
    },
  }
}

function writeGroups(
  sink: ByteSink,
  groups: Map<string, GroupWriter>,
): { keys: (readonly [string, number])[]; rows: Uint8Array } {
  const rows = createRows(GROUP_COLUMNS.length)
  const keys: (readonly [string, number])[] = []
  for (const [words, group] of groups) {
    for (const key of group.keys) keys.push([key, rows.count])
    const block = group.finish()
    rows.add(sink.size, block.length, crc32(block))
    sink.append(block)
    // what is written needs no memory any more
    groups.delete(words)
  }
  return { keys, rows: rows.finish() }
}

function writeTable(sink: ByteSink, bytes: Uint8Array): Extent {
  const extent = { offset: sink.size, length: bytes.length, sum: crc32(bytes) }
  sink.append(bytes)
  return extent
}

function writeContents(sink: ByteSink, contents: Contents): void {
  const json = Buffer.from(JSON.stringify(contents))
  sink.append(json)
  const tail = Buffer.alloc(TAIL_BYTES)
  tail.writeUInt32LE(json.length)
  MAGIC.copy(tail, 4)
  sink.append(tail)
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
