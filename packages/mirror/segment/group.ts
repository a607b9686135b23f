// SPDX-License-Identifier: Apache-2.0
import type { Advisory, Affected, AffectedNames, Locations } from '@headwater/domain/matching'
import { writeClaim } from './claims.ts'
import { createTextTable, type TextTable } from './texts.ts'

/**
 * A group is every entry that is filed under the same identity keys: the unit that a look-up reads. Its block is a length, JSON
 * of that length (padded with spaces to a multiple of four), then numbers of 32 bits:
 *
 *     entry: length, ordinal of the record, id, count of aliases, alias…, entry, names, source, isPrimary, place or 0,
 *            platforms or 0, count of claims, claim…
 *
 * Numbers of texts, names and places are those of the block's JSON; nought for absent ones, all others one higher.
 */
export interface GroupWriter {
  readonly keys: readonly string[]
  add(ordinal: number, advisory: Advisory, entry: number): void
  /** The block. */
  finish(): Uint8Array
}

/** The JSON of a block. */
export interface GroupHeader {
  readonly names: readonly AffectedNames[]
  readonly texts: readonly string[]
  readonly places: readonly Place[]
}

/** Locations whose paths are numbers of texts, since thousands of records name the same few files. */
export type Place = readonly [paths: readonly number[], more: Omit<Locations, 'files'>]

export function createGroup(keys: readonly string[]): GroupWriter {
  const draft: Draft = {
    data: [],
    texts: createTextTable(),
    names: createInterned(),
    places: createInterned(),
  }
  return {
    keys,
    add(ordinal, advisory, entry) {
      const start = draft.data.push(0) - 1
      writeEntry(draft, ordinal, advisory, entry, advisory.affected[entry]!)
      draft.data[start] = draft.data.length - start
    },
    finish() {
      const header: GroupHeader = {
        names: draft.names.all,
        texts: draft.texts.all,
        places: draft.places.all,
      }
      return blockOf(header, draft.data)
    },
  }
}

interface Draft {
  readonly data: number[]
  readonly texts: TextTable
  readonly names: Interned<AffectedNames>
  readonly places: Interned<Place>
}

function writeEntry(
  { data, texts, names, places }: Draft,
  ordinal: number,
  { id, aliases }: Advisory,
  entry: number,
  affected: Affected,
): void {
  data.push(ordinal, texts.id(id), aliases.length)
  for (const alias of aliases) data.push(texts.id(alias))
  const { locations, platforms } = affected
  data.push(
    entry,
    names.id(affected.names),
    texts.id(affected.source),
    affected.isPrimary ? 1 : 0,
    locations === undefined ? 0 : places.id(placeOf(locations, texts)) + 1,
    platforms === undefined ? 0 : texts.id(JSON.stringify(platforms)) + 1,
    affected.versions.length,
  )
  for (const claim of affected.versions) writeClaim(data, claim, texts)
}

function placeOf({ files, ...more }: Locations, texts: TextTable): Place {
  return [files.map((file) => texts.id(file)), more]
}

function blockOf(header: GroupHeader, data: readonly number[]): Uint8Array {
  const json = JSON.stringify(header)
  const length = Math.ceil(Buffer.byteLength(json) / 4) * 4
  const block = new Uint8Array(4 + length + data.length * 4)
  new Uint32Array(block.buffer, 0, 1)[0] = length
  block.fill(SPACE, 4, 4 + length)
  new TextEncoder().encodeInto(json, block.subarray(4))
  new Uint32Array(block.buffer, 4 + length).set(data)
  return block
}

const SPACE = 0x20

/** Values told apart by what they say. */
interface Interned<Value> {
  id(value: Value): number
  readonly all: readonly Value[]
}

function createInterned<Value extends object>(): Interned<Value> {
  const texts = createTextTable()
  const all: Value[] = []
  // records share the object of their names, so that mostly nothing is compared
  let last: Value | undefined
  let lastId = 0
  return {
    id(value) {
      if (value === last) return lastId
      lastId = texts.id(JSON.stringify(value))
      if (lastId === all.length) all.push(value)
      last = value
      return lastId
    },
    all,
  }
}
