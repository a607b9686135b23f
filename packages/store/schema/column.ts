// SPDX-License-Identifier: Apache-2.0
import type { ColumnType } from 'kysely'

/**
 * Columns as data, from which the types of the queries come, and which a test compares with both databases. `Read` is what comes
 * out, `Written` what may go in.
 */
export interface Column<Read, Written = Read, MayBeLeftOut extends boolean = boolean> {
  /** As information_schema calls it (`udt_name`). */
  readonly type: string
  readonly isNullable: boolean
  /** The database has a value for it where none is given. */
  readonly hasDefault: boolean
  /** The words that a check constraint allows. */
  readonly words?: readonly string[]
  /** Only types: there is no value of it. */
  readonly types?: { readonly read: Read; readonly written: Written; readonly left: MayBeLeftOut }
}

export type Columns = Readonly<Record<string, Column<unknown, unknown>>>

/** What Kysely wants to know of a table. */
export type Table<C extends Columns> = {
  [Name in keyof C]: C[Name] extends Column<infer Read, infer Written, infer Left>
    ? true extends Left
      ? ColumnType<Read, Written | undefined, Written>
      : ColumnType<Read, Written, Written>
    : never
}

type Plain<Read, Written = Read> = Column<Read, Written, false>

/** Made by the database; never written. */
export const id = (): Column<number, number, true> => ({
  type: 'int8',
  isNullable: false,
  hasDefault: true,
})
export const bigint = (): Plain<number> => plain('int8')
export const bigints = (): Plain<readonly number[]> => plain('_int8')
export const integer = (): Plain<number> => plain('int4')
export const smallint = (): Plain<number> => plain('int2')
export const real = (): Plain<number> => plain('float4')
export const boolean = (): Plain<boolean> => plain('bool')
export const text = (): Plain<string> => plain('text')
export const uuid = (): Plain<string> => plain('uuid')
export const texts = (): Plain<readonly string[]> => plain('_text')
export const bytes = (): Plain<Buffer, Uint8Array> => plain('bytea')
/** RFC 3339 in UTC with milliseconds. */
export const instant = (): Plain<string> => plain('timestamptz')
/** `YYYY-MM-DD` */
export const date = (): Plain<string> => plain('date')
/** Read as values, written as text: see {@link jsonText}. */
export const json = <T = unknown>(): Plain<T, string> => plain('json')
export const oneOf = <const Word extends string>(words: readonly Word[]): Plain<Word> => ({
  ...plain('text'),
  words,
})

/** A column that may be empty is left out where it is. */
export const nullable = <Read, Written>(
  column: Plain<Read, Written>,
): Column<Read | null, Written | null, true> =>
  ({ ...column, isNullable: true }) as Column<Read | null, Written | null, true>

export const withDefault = <Read, Written>(
  column: Plain<Read, Written>,
): Column<Read, Written, true> => ({ ...column, hasDefault: true }) as Column<Read, Written, true>

/** Computed by the database from the rest of the row. */
export const generated = <Read>(column: Plain<Read>): Column<Read, never, true> =>
  ({ ...column, hasDefault: false }) as unknown as Column<Read, never, true>

function plain<Read, Written>(type: string): Plain<Read, Written> {
  return { type, isNullable: false, hasDefault: false }
}
