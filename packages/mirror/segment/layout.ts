// SPDX-License-Identifier: Apache-2.0

/**
 * A segment is one immutable file (or piece of memory) of advisories:
 *
 *     magic | (published record, head)… | group… | table… | contents (JSON) | its length | magic
 *
 * Contents and tables say where everything else is. Numbers are little-endian on every machine that Node runs on but one,
 * for which `endian` stands in the contents. Raise FORMAT with every change that an older reader would misread, also of
 * what `domain/matching` makes of a record.
 */
export const FORMAT = 1

export const MAGIC = Buffer.from('HWSEG\0\0\n', 'latin1')

export const ENDIAN = 0x01020304

/** Length and magic behind the contents. */
export const TAIL_BYTES = 4 + MAGIC.length

export type TableName =
  /** for each record: place in the file, length of the published record, length of the head, of which it is the sum, method */
  | 'records'
  /** for each group: place in the file, length, check sum */
  | 'groups'
  /** hashes of identity keys and the groups that may be filed under them */
  | 'keys'
  /** hashes of ids and the records that may have them */
  | 'ids'
  /** JSON: for each record its id and when it was modified, to see which of two stands */
  | 'versions'

export interface Contents {
  readonly format: number
  readonly endian: number
  readonly records: number
  /** Records that a later one of the same id in this very segment replaced. */
  readonly dead: readonly number[]
  readonly newest?: string
  readonly tables: Readonly<Record<TableName, Extent>>
}

export interface Extent {
  readonly offset: number
  readonly length: number
  /** CRC-32 */
  readonly sum: number
}

/** A record of a feed, byte for byte, as zip archives hold it (method 8 is deflate, 0 plain). */
export interface PublishedRecord {
  readonly name: string
  readonly method: 0 | 8
  readonly bytes: Uint8Array
}

/** Columns of the table `records`. */
export const RECORD_COLUMNS = ['offset', 'published', 'sum', 'head', 'headSum', 'method'] as const
/** Columns of the table `groups`. */
export const GROUP_COLUMNS = ['offset', 'length', 'sum'] as const
