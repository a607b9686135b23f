// SPDX-License-Identifier: Apache-2.0
import { crc32, inflateRawSync } from 'node:zlib'
import {
  createAdvisoryReader,
  type Advisory,
  type AdvisoryEntry,
  type AdvisoryIndex,
} from '@headwater/domain/matching'
import { damagedMirror, MirrorError, otherVersion } from '../error/index.ts'
import type { ByteSource } from './bytes.ts'
import { aligned, openRows } from './columns.ts'
import { readGroup, type Group } from './entries.ts'
import { openHashTable } from './hash.ts'
import { unreadAdvisory, type Head } from './head.ts'
import {
  ENDIAN,
  FORMAT,
  GROUP_COLUMNS,
  MAGIC,
  RECORD_COLUMNS,
  TAIL_BYTES,
  type Contents,
  type PublishedRecord,
  type TableName,
} from './layout.ts'

/** A segment that is open. Whatever it hands out stays readable until it is closed. */
export interface Segment extends AdvisoryIndex {
  readonly contents: Contents
  /** For each record its id and when it was modified, in the order of the records. */
  versions(): readonly (readonly [id: string, modifiedAt: string | 0])[]
  /** Every record that stands, as it was published. */
  published(): Iterable<{ readonly advisory: Advisory; readonly record: PublishedRecord }>
  close(): void
}

/**
 * Opens a segment without reading more than its contents.
 * @param dead records that another segment replaced, besides those that this one says itself.
 * @throws MirrorError MIRROR_DAMAGED or MIRROR_VERSION, also later from whatever reads more of it.
 */
export function openSegment(source: ByteSource, dead: Iterable<number> = []): Segment {
  const contents = readContents(source)
  const gone = new Set([...contents.dead, ...dead])
  const store = openStore(source, contents)
  const advisories: (Advisory | undefined)[] = []
  const groups: (Group | undefined)[] = []

  const advisoryOf = (ordinal: number, id: string, aliases: readonly string[]) =>
    gone.has(ordinal)
      ? undefined
      : (advisories[ordinal] ??= unreadAdvisory(store, ordinal, id, aliases))

  const groupOf = (number: number): Group =>
    (groups[number] ??= guarded(source, 'a group of advisories', () =>
      readGroup(store.group(number), {
        advisory: advisoryOf,
        claim: (ordinal, entry, claim) => store.whole(ordinal).affected[entry]!.versions[claim]!,
      }),
    ))

  return {
    contents,
    size: contents.records - gone.size,
    find(key) {
      const found = store
        .groupsOf(key)
        .map(groupOf)
        .filter(({ keys }) => keys.includes(key))
      return found.length === 1
        ? found[0]!.entries
        : found.flatMap(({ entries }): readonly AdvisoryEntry[] => entries)
    },
    get(id) {
      for (const ordinal of store.recordsOf(id)) {
        if (gone.has(ordinal)) continue
        const head = store.head(ordinal)
        if (head.id === id) return advisoryOf(ordinal, id, head.aliases)
      }
      return undefined
    },
    versions: store.versions,
    *published() {
      for (let ordinal = 0; ordinal < contents.records; ordinal++) {
        if (gone.has(ordinal)) continue
        yield { advisory: store.whole(ordinal), record: store.record(ordinal) }
      }
    },
    close: source.close,
  }
}

function readContents(source: ByteSource): Contents {
  const { name, size } = source
  const damaged = (): MirrorError => damagedMirror(name, 'it is cut off or no file of a mirror')
  if (size < MAGIC.length + TAIL_BYTES) throw damaged()
  const tail = source.read(size - TAIL_BYTES, TAIL_BYTES)
  const length = tail.readUInt32LE(0)
  if (!tail.subarray(4).equals(MAGIC) || length > size - TAIL_BYTES) throw damaged()
  const json = guarded(source, 'its table of contents', () =>
    source.read(size - TAIL_BYTES - length, length).toString('utf8'),
  )
  const contents = guarded(source, 'its table of contents', () => JSON.parse(json) as Contents)
  if (contents.format !== FORMAT) {
    throw otherVersion(name, `the mirror has format ${contents.format}, and ${FORMAT} is read here`)
  }
  if (contents.endian !== ENDIAN) {
    throw otherVersion(name, 'the mirror was written on a machine of another byte order')
  }
  return contents
}

/** What of a segment is read when it is first asked for, and checked then. */
interface Store {
  groupsOf(key: string): readonly number[]
  recordsOf(id: string): readonly number[]
  group(number: number): Buffer
  head(ordinal: number): Head
  record(ordinal: number): PublishedRecord
  whole(ordinal: number): Advisory
  versions(): readonly (readonly [string, string | 0])[]
}

function openStore(source: ByteSource, { tables }: Contents): Store {
  const reader = createAdvisoryReader()
  const read = (offset: number, length: number, sum: number, what: string): Buffer => {
    const bytes = guarded(source, what, () => source.read(offset, length))
    if (crc32(bytes) !== sum) throw damagedMirror(source.name, `the check sum of ${what} is wrong`)
    return bytes
  }
  const table = (name: TableName): Buffer => {
    const { offset, length, sum } = tables[name]
    return read(offset, length, sum, `its table of ${name}`)
  }
  const hashTable = (name: 'keys' | 'ids') =>
    once(() => openHashTable(new Uint32Array(aligned(table(name), 8))))
  const keys = hashTable('keys')
  const ids = hashTable('ids')
  const records = once(() => openRows(table('records'), RECORD_COLUMNS.length))
  const groups = once(() => openRows(table('groups'), GROUP_COLUMNS.length))

  const record = (ordinal: number): PublishedRecord => {
    const at = (column: number): number => records().get(ordinal, column)
    const bytes = read(at(0), at(1), at(2), 'a record')
    return { name: `${source.name}!/${ordinal}`, method: at(5) === 8 ? 8 : 0, bytes }
  }

  return {
    groupsOf: (key) => keys().find(key),
    recordsOf: (id) => ids().find(id),
    group(number) {
      const at = (column: number): number => groups().get(number, column)
      return read(at(0), at(1), at(2), 'a group of advisories')
    },
    head(ordinal) {
      const at = (column: number): number => records().get(ordinal, column)
      const bytes = read(at(0) + at(1), at(3), at(4), 'the head of a record')
      return JSON.parse(bytes.toString('utf8')) as Head
    },
    record,
    whole(ordinal) {
      const { name, method, bytes } = record(ordinal)
      const plain = method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes)
      return reader.read(name, JSON.parse(plain.toString('utf8')))
    },
    versions: () => JSON.parse(table('versions').toString('utf8')) as (readonly [string, string])[],
  }
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
