// SPDX-License-Identifier: Apache-2.0

/**
 * A backup is JSON lines, compressed with gzip: a {@link Head}; for each table its {@link TableHead}, then its rows, each an array of
 * the columns' PostgreSQL texts; and a {@link Foot}. The same from either database, into either.
 */
export const FORMAT = 'headwater-backup/1'

export interface Head {
  readonly format: typeof FORMAT
  /** Migrations that had landed: their names with their checksums. */
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[]
  readonly at: string
}

export interface TableHead {
  readonly table: string
  readonly columns: readonly string[]
}

/** Without it the file is cut off. */
export interface Foot {
  readonly end: true
  readonly rows: number
  /** Of the UTF-8 of all lines before, each with its line end; hexadecimal. */
  readonly sha256: string
}
