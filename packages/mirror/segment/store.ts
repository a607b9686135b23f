// SPDX-License-Identifier: Apache-2.0
import { crc32, inflateRawSync } from 'node:zlib'
import { createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { damagedMirror, MirrorError, otherVersion } from '../error/index.ts'
import type { ByteSource } from './bytes.ts'
import { aligned, openRows } from './columns.ts'
import { openHashTable } from './hash.ts'
import {
  BLOCK_COLUMNS,
  ENDIAN,
  FORMAT,
  MAGIC,
  RECORD_COLUMNS,
  TAIL_BYTES,
  type Contents,
  type PublishedRecord,
  type TableName,
  type Versions,
} from './layout.ts'
import { openBlock, type Block, type Head, type RecordSource } from './unread.ts'

/** The parts of a segment: read when they are first asked for, and their sums checked then. */
export interface Store extends RecordSource {
  readonly contents: Contents
  runsOf(key: string): readonly (readonly [first: number, count: number])[]
  recordsOf(id: string): readonly number[]
  /** Of the block that holds a record. */
  blockOf(number: number): number
  firstOf(block: number): number
  block(number: number): Block
  head(number: number): Head
  published(number: number): PublishedRecord
  versions(): Versions
}

/** @throws MirrorError, also later. */
export function openStore(source: ByteSource): Store {
  const contents = readContents(source)
  const read = (offset: number, length: number, sum: number, what: string): Buffer => {
    const bytes = guarded(source, what, () => source.read(offset, length))
    if (crc32(bytes) !== sum) throw damagedMirror(source.name, `the check sum of ${what} is wrong`)
    return bytes
  }
  const table = (name: TableName): Buffer => {
    const { offset, length, sum } = contents.tables[name]
    return read(offset, length, sum, `its table of ${name}`)
  }
  const numbers = (name: TableName): Uint32Array => new Uint32Array(aligned(table(name), 4))
  const keys = once(() => openHashTable(numbers('keys')))
  const runs = once(() => numbers('runs'))
  const ids = once(() => openHashTable(numbers('ids')))
  const records = once(() => openRows(table('records'), RECORD_COLUMNS.length))
  const blocks = once(() => openRows(table('blocks'), BLOCK_COLUMNS.length))
  const reader = createAdvisoryReader()

  const published = (number: number): PublishedRecord => {
    const at = (column: number): number => records().get(number, column)
    const bytes = read(at(0), at(1), at(2), 'a record')
    return { name: `${source.name}!/${number}`, method: at(3) === 8 ? 8 : 0, bytes }
  }

  const store: Store = {
    contents,
    runsOf: (key) =>
      keys()
        .find(key)
        .flatMap((at) => runsAt(runs(), at)),
    recordsOf: (id) => ids().find(id),
    blockOf: (number) => blocks().lastAtMost(3, number),
    firstOf: (block) => blocks().get(block, 3),
    block(number) {
      const at = (column: number): number => blocks().get(number, column)
      const bytes = read(at(0), at(1), at(2), 'a block of advisories')
      return guarded(source, 'a block of advisories', () => openBlock(bytes, store))
    },
    head(number) {
      const at = (column: number): number => records().get(number, column)
      const bytes = read(at(4), at(5), at(6), 'the head of a record')
      return guarded(source, 'the head of a record', () => JSON.parse(bytes.toString()) as Head)
    },
    published,
    whole(number) {
      const { name, method, bytes } = published(number)
      return guarded(source, 'a record', (): Advisory => {
        const plain = method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes)
        return reader.read(name, JSON.parse(plain.toString()))
      })
    },
    versions: () => JSON.parse(table('versions').toString()) as Versions,
  }
  return store
}

function readContents(source: ByteSource): Contents {
  const { name, size } = source
  const cutOff = (): MirrorError => damagedMirror(name, 'it is cut off, or no file of a mirror')
  if (size < MAGIC.length + TAIL_BYTES) throw cutOff()
  const tail = source.read(size - TAIL_BYTES, TAIL_BYTES)
  const length = tail.readUInt32LE(0)
  if (!tail.subarray(8).equals(MAGIC) || length > size - TAIL_BYTES) throw cutOff()
  const json = source.read(size - TAIL_BYTES - length, length)
  if (crc32(json) !== tail.readUInt32LE(4)) throw cutOff()
  const contents = JSON.parse(json.toString()) as Contents
  if (contents.format !== FORMAT) {
    throw otherVersion(name, `the mirror has format ${contents.format}, and ${FORMAT} is read here`)
  }
  if (contents.endian !== ENDIAN) {
    throw otherVersion(name, 'the mirror was written on a machine of another byte order')
  }
  return contents
}

function runsAt(runs: Uint32Array, at: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  for (let run = at + 1, end = run + runs[at]! * 2; run < end; run += 2) {
    found.push([runs[run]!, runs[run + 1]!])
  }
  return found
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** Whatever goes wrong in bytes that we wrote ourselves is damage. */
function guarded<Value>(source: ByteSource, what: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof MirrorError) throw cause
    throw damagedMirror(source.name, `${what} cannot be read`, cause)
  }
}
