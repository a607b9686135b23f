// SPDX-License-Identifier: Apache-2.0
import type { Advisory, Affected, AffectedNames, Locations } from '@headwater/domain/matching'
import { writeClaim } from './claims.ts'
import { createTextTable, type TextTable } from './texts.ts'

/**
 * A block is what deciding about versions takes, of every record that names the same products first: the unit that a look-up
 * reads. It is a length, JSON of that length (padded with spaces to a multiple of four), then numbers of 32 bits:
 *
 *     count of records, place of each record, record…
 *     record: id, isWithdrawn, count of aliases, alias…, count of entries, entry…
 *     entry:  its length, names, source, isPrimary, place or 0, platforms or 0, count of claims, claim…
 *
 * Texts, names and places are numbers of those in the JSON; where one may be absent, 0 stands for that and all others are
 * one higher.
 */
export interface BlockWriter {
  readonly count: number
  add(advisory: Advisory): void
  /** The block. */
  finish(): Uint8Array
}

/** The JSON of a block. */
export interface BlockHeader {
  readonly names: readonly AffectedNames[]
  readonly texts: readonly string[]
  readonly places: readonly Place[]
}

/** Locations whose paths are numbers of texts, since thousands of records name the same few files. */
export type Place = readonly [paths: readonly number[], more: Omit<Locations, 'files'>]

export function createBlock(): BlockWriter {
  const starts: number[] = []
  const draft: Draft = {
    data: [],
    texts: createTextTable(),
    names: createInterned(),
    places: createInterned(),
  }
  return {
    get count() {
      return starts.length
    },
    add(advisory) {
      const start = draft.data.length
      try {
        writeRecord(draft, advisory)
      } catch (error) {
        // nested too deeply for JSON.stringify; half a record would be read as part of the next
        draft.data.length = start
        throw error
      }
      starts.push(start)
    },
    finish() {
      const header: BlockHeader = {
        names: draft.names.all,
        texts: draft.texts.all,
        places: draft.places.all,
      }
      const before = 1 + starts.length
      return blockOf(header, [starts.length, ...starts.map((start) => start + before)], draft.data)
    },
  }
}

interface Draft {
  readonly data: number[]
  readonly texts: TextTable
  readonly names: Interned<AffectedNames>
  readonly places: Interned<Place>
}

function writeRecord(draft: Draft, { id, withdrawn, aliases, affected }: Advisory): void {
  const { data, texts } = draft
  data.push(texts.id(id), withdrawn === undefined ? 0 : 1, aliases.length)
  for (const alias of aliases) data.push(texts.id(alias))
  data.push(affected.length)
  for (const entry of affected) {
    const start = data.push(0) - 1
    writeEntry(draft, entry)
    data[start] = data.length - start
  }
}

function writeEntry({ data, texts, names, places }: Draft, affected: Affected): void {
  const { locations, platforms } = affected
  data.push(
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

function blockOf(
  header: BlockHeader,
  starts: readonly number[],
  data: readonly number[],
): Uint8Array {
  const json = Buffer.from(JSON.stringify(header))
  const length = Math.ceil(json.length / 4) * 4
  const block = new Uint8Array(4 + length + (starts.length + data.length) * 4)
  new Uint32Array(block.buffer, 0, 1)[0] = length
  block.set(json, 4)
  block.fill(SPACE, 4 + json.length, 4 + length)
  const numbers = new Uint32Array(block.buffer, 4 + length)
  numbers.set(starts)
  numbers.set(data, starts.length)
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
