// SPDX-License-Identifier: Apache-2.0

/**
 * A segment is one immutable file (or piece of memory) of advisories:
 *
 *     magic | published record… | head… | block… | table… | contents (JSON) | its length | its sum | magic
 *
 * Contents and tables say where everything else is. Numbers are little-endian on every machine that Node runs on but one,
 * for which `endian` stands in the contents. Raise FORMAT with every change that an older reader would misread, also of
 * what `domain/matching` makes of a record.
 *
 * Records are numbered block by block, so that those of one product are neighbours. Their heads stand in this order, and are
 * read many at a time; records as published stand as they came.
 */
export const FORMAT = 1

export const MAGIC = Buffer.from('HWSEG\0\0\n', 'latin1')

export const ENDIAN = 0x01020304

/** Length, CRC-32 and magic behind the contents. */
export const TAIL_BYTES = 8 + MAGIC.length

/** The last of them are what every look-up needs, so that one reading of the end of the file brings them. */
export type TableName =
  /** JSON: for each record its id and when it was modified, to see which of two stands */
  | 'versions'
  /** hashes of ids and numbers of records */
  | 'ids'
  /** rows of RECORD_COLUMNS */
  | 'records'
  /** rows of BLOCK_COLUMNS */
  | 'blocks'
  /** for each key the count of runs, then runs of numbers of records (see `ranges.ts`) */
  | 'runs'
  /** hashes of identity keys and places in `runs` */
  | 'keys'

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

/** Place, length and check sum of the record as it was published, then of its head. */
export const RECORD_COLUMNS = [
  'published',
  'publishedLength',
  'publishedSum',
  'method',
  'head',
  'headLength',
  'headSum',
] as const
/** `first` is the number of the block's first record. */
export const BLOCK_COLUMNS = ['offset', 'length', 'sum', 'first'] as const

export type Versions = readonly (readonly [id: string, modifiedAt: string | 0])[]
