// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'
import type { Advisory } from '@headwater/domain/matching'
import { createBlock, type BlockWriter } from './block.ts'
import type { ByteSink } from './bytes.ts'
import { createRows, type RowWriter } from './columns.ts'
import { buildHashTable } from './hash.ts'
import {
  BLOCK_COLUMNS,
  ENDIAN,
  FORMAT,
  MAGIC,
  RECORD_COLUMNS,
  TAIL_BYTES,
  type Contents,
  type Extent,
  type PublishedRecord,
  type TableName,
} from './layout.ts'
import { runsOf } from './ranges.ts'

export interface SegmentWriter {
  /** Records that stand. */
  readonly count: number
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

/** Beyond that a product gets another block, so that reading one needs no more memory than it should. */
const MAX_BLOCK_RECORDS = 16_384

/** Writes a segment (see `layout.ts`) from its first byte to its last. */
export function createSegmentWriter(sink: ByteSink): SegmentWriter {
  const drafts: Draft[] = []
  const open = new Map<string, Draft>()
  const standing = new Map<string, Written>()
  const dead: Written[] = []
  sink.append(MAGIC)

  const draftOf = (advisory: Advisory): Draft => {
    const home = advisory.affected[0]?.names.keys.join('\n') ?? ''
    const known = open.get(home)
    if (known !== undefined && known.block.count < MAX_BLOCK_RECORDS) return known
    const draft = { block: createBlock(), records: [] }
    open.set(home, draft)
    drafts.push(draft)
    return draft
  }

  return {
    get count() {
      return standing.size
    },
    add(advisory, published) {
      const head = headOf(advisory)
      const known = standing.get(advisory.id)
      if (known !== undefined) {
        if (isOlder(advisory, known)) return
        dead.push(known)
      }
      const draft = draftOf(advisory)
      draft.block.add(advisory)
      const written = appendRecord(sink, advisory, published, head)
      draft.records.push(written)
      standing.set(advisory.id, written)
    },
    finish() {
      const newest = newestOf(standing.values())
      const said = newest === undefined ? undefined : { newest }
      const { tables, numbers } = writeTables(sink, drafts, standing)
      writeContents(sink, {
        format: FORMAT,
        endian: ENDIAN,
        records: numbers.size,
        dead: dead.map((record) => numbers.get(record)!),
        ...said,
        tables,
      })
      return { records: standing.size, ...said }
    },
  }
}

interface Draft {
  readonly block: BlockWriter
  readonly records: Written[]
}

interface Written {
  readonly id: string
  readonly modifiedAt: string | undefined
  readonly keys: readonly (readonly string[])[]
  /** Of the table of records: the record as it was published. */
  readonly row: readonly number[]
  readonly head: Buffer
}

function isOlder({ modifiedAt }: Advisory, known: Written): boolean {
  return modifiedAt !== undefined && known.modifiedAt !== undefined && modifiedAt < known.modifiedAt
}

function headOf({ affected: _affected, details: _details, ...head }: Advisory): Buffer {
  return Buffer.from(JSON.stringify(head))
}

function appendRecord(
  sink: ByteSink,
  { id, modifiedAt, affected }: Advisory,
  { method, bytes }: PublishedRecord,
  head: Buffer,
): Written {
  const row = [sink.size, bytes.length, crc32(bytes), method]
  sink.append(bytes)
  return { id, modifiedAt, keys: affected.map(({ names }) => names.keys), row, head }
}

function newestOf(records: Iterable<Written>): string | undefined {
  let newest: string | undefined
  for (const { modifiedAt } of records) {
    if (modifiedAt !== undefined && (newest === undefined || modifiedAt > newest)) {
      newest = modifiedAt
    }
  }
  return newest
}

function writeTables(
  sink: ByteSink,
  drafts: Draft[],
  standing: ReadonlyMap<string, Written>,
): { tables: Contents['tables']; numbers: ReadonlyMap<Written, number> } {
  const records = createRows(RECORD_COLUMNS.length)
  const blocks = createRows(BLOCK_COLUMNS.length)
  const numbers = new Map<Written, number>()
  const numbersByKey = new Map<string, number[]>()
  const versions: (readonly [string, string | 0])[] = []
  for (const record of drafts.flatMap((draft) => draft.records)) {
    const number = records.count
    const { row, head } = record
    records.add(...row, sink.size, head.length, crc32(head))
    sink.append(head)
    numbers.set(record, number)
    versions.push([record.id, record.modifiedAt ?? 0])
    for (const key of record.keys.flat()) fileUnder(numbersByKey, key, number)
  }
  let first = 0
  for (let draft = drafts.shift(); draft !== undefined; draft = drafts.shift()) {
    writeBlock(sink, blocks, draft.block, first)
    first += draft.records.length
  }
  const { keys, runs } = postingsOf(numbersByKey)
  const ids = [...standing].map(([id, record]) => [id, numbers.get(record)!] as const)
  const tables: Record<TableName, Extent> = {
    versions: writeTable(sink, Buffer.from(JSON.stringify(versions))),
    ids: writeTable(sink, bytesOf(buildHashTable(ids))),
    records: writeTable(sink, records.finish()),
    blocks: writeTable(sink, blocks.finish()),
    runs: writeTable(sink, bytesOf(runs)),
    keys: writeTable(sink, bytesOf(buildHashTable(keys))),
  }
  return { tables, numbers }
}

function writeBlock(sink: ByteSink, rows: RowWriter, block: BlockWriter, first: number): void {
  const bytes = block.finish()
  rows.add(sink.size, bytes.length, crc32(bytes), first)
  sink.append(bytes)
}

/** Records come in rising order, and name the same product in several entries. */
function fileUnder(numbersByKey: Map<string, number[]>, key: string, number: number): void {
  const numbers = numbersByKey.get(key)
  if (numbers === undefined) numbersByKey.set(key, [number])
  else if (numbers[numbers.length - 1] !== number) numbers.push(number)
}

function postingsOf(numbersByKey: ReadonlyMap<string, readonly number[]>): {
  keys: readonly (readonly [string, number])[]
  runs: Uint32Array
} {
  const keys: (readonly [string, number])[] = []
  const all: number[] = []
  for (const [key, numbers] of numbersByKey) {
    keys.push([key, all.length])
    const runs = runsOf(numbers)
    all.push(runs.length / 2)
    for (const part of runs) all.push(part)
  }
  return { keys, runs: Uint32Array.from(all) }
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
  tail.writeUInt32LE(json.length, 0)
  tail.writeUInt32LE(crc32(json), 4)
  MAGIC.copy(tail, 8)
  sink.append(tail)
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
