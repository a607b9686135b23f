// SPDX-License-Identifier: Apache-2.0
import { SLOT, TAG, UT } from './constants.ts'
import { ELSEWHERE } from './entries.ts'
import type { Memory } from './memory.ts'
import { namesOf } from './names.ts'
import { rangeReader } from './ranges.ts'
import {
  addRecord,
  BARE,
  DROPPED,
  newRecords,
  NO_ORIGIN,
  ORIGIN_ELSEWHERE,
  type Records,
} from './records.ts'
import { readerOf, type Readers } from './readers.ts'
import { isSymbolOf, type SymbolIndex } from './symbol-index.ts'
import { IN_NONE, readRoot, walkUnit } from './walk.ts'
import type { Unit } from './units.ts'

/** What the entries of all units say, before it is sorted out to whom it belongs. */
export interface Gathered {
  readonly records: Records
  /** By the entry of a function: records of the functions that it is inlined into. */
  readonly inlined: ReadonlyMap<number, Inlining>
  /** By the entry of a function: records of the functions that were left out and into which it is inlined. */
  readonly inDropped: ReadonlyMap<number, number[]>
  /** By unit: places of the units that it imports. */
  readonly imports: ReadonlyMap<number, readonly number[]>
  /** Pairs of begin and end of live code that units account for; not sorted, overlapping. */
  readonly covered: Covered
  /** By unit: whether some of its own ranges are in the image. */
  readonly liveUnits: Uint8Array
  /** By unit: pieces of live code whose function is described in a file that is not here. */
  readonly elsewhere: Uint32Array
  /** Functions at address 0 of which nothing says whether they were dropped; they are taken as there. */
  readonly doubtful: number
}

interface Inlining {
  readonly into: number[]
  /** Units with such an instance, in their order. */
  readonly units: number[]
}

export interface Covered {
  pairs: Float64Array
  /** Pairs. */
  count: number
}

const MAX_INTO = 64

interface Found {
  readonly address: number
  readonly end: number
  readonly sure: boolean
}

export function gather(
  readers: Readers,
  units: readonly Unit[],
  memory: Memory,
  symbols: () => SymbolIndex | undefined,
): Gathered {
  const rangesOf = readers.map((entries) => entries && rangeReader(entries))
  let entries = readers[0]
  let ranges = rangesOf[0] ?? rangeReader(entries)
  const records = newRecords()
  const inlined = new Map<number, Inlining>()
  const inDropped = new Map<number, number[]>()
  const imports = new Map<number, number[]>()
  const covered: Covered = { pairs: new Float64Array(1024), count: 0 }
  const liveUnits = new Uint8Array(units.length)
  const elsewhere = new Uint32Array(units.length)
  let doubtful = 0

  /** The first address in the image, of what the entry reader holds. */
  function liveAddress(unit: Unit): Found | 'dropped' | 'bare' {
    if (!ranges.read(unit)) return 'bare'
    let uncertain = -1
    for (let i = 0; i < ranges.count; i++) {
      const start = ranges.start[i] ?? 0
      const liveness = memory.liveness(start, ranges.fromZero[i] === 1)
      if (liveness === 'live') return { address: start, sure: true, end: ranges.end[i] ?? start }
      if (liveness === 'uncertain' && uncertain < 0) uncertain = i
    }
    if (uncertain < 0) return 'dropped'
    const start = ranges.start[uncertain] ?? 0
    return { address: start, sure: false, end: ranges.end[uncertain] ?? start }
  }

  function coverLive(): void {
    for (let i = 0; i < ranges.count; i++) {
      const start = ranges.start[i] ?? 0
      const end = ranges.end[i] ?? 0
      if (end > start && memory.liveness(start, ranges.fromZero[i] === 1) !== 'dead') {
        cover(covered, start, end)
      }
    }
  }

  const listener = {
    subprogram(unit: Unit, at: number): number {
      const origin = entries.reference(unit, SLOT.ABSTRACT_ORIGIN) ?? NO_ORIGIN
      const found = liveAddress(unit)
      let address = found === 'bare' ? BARE : DROPPED
      if (typeof found === 'object') {
        address = found.address
        if (found.sure) coverLive()
        else {
          const names = namesOf(readers, units, unit, at)
          const verdict = atZero(found.address, found.end, names, symbols())
          if (verdict === 'nobody') doubtful++
          if (verdict === 'another') address = DROPPED
          else cover(covered, found.address, found.end)
        }
      }
      const number = addRecord(records, at, origin, address, unit.index)
      if (address === BARE) return IN_NONE
      if (address !== DROPPED && origin === ORIGIN_ELSEWHERE) count(elsewhere, unit.index)
      return number
    },
    inlined(unit: Unit, into: number): void {
      const origin = entries.reference(unit, SLOT.ABSTRACT_ORIGIN)
      if (origin === undefined) return
      if (records.address[into] === DROPPED) {
        if (origin !== ORIGIN_ELSEWHERE) append(inDropped, origin, into)
        return
      }
      // the function around is in the image, so address 0 is no sign of one that was dropped
      if (typeof liveAddress(unit) !== 'object') return
      if (origin === ORIGIN_ELSEWHERE) count(elsewhere, unit.index)
      else noteInlined(inlined, origin, into, unit.index)
    },
    imported(unit: Unit): void {
      const target = entries.reference(unit, SLOT.IMPORT)
      if (target !== undefined && target !== ELSEWHERE) append(imports, unit.index, target)
    },
  }

  for (const unit of units) {
    if (unit.type === UT.TYPE || unit.type === UT.SPLIT_TYPE) continue
    entries = readerOf(readers, unit)
    ranges = rangesOf[unit.space] ?? ranges
    unit.root = readRoot(entries, unit)
    const isSkeleton = unit.root.splitInto !== undefined || unit.root.tag === TAG.SKELETON_UNIT
    if (ranges.read(unit)) {
      for (let i = 0; i < ranges.count; i++) {
        const start = ranges.start[i] ?? 0
        const end = ranges.end[i] ?? start
        if (end <= start || memory.liveness(start, ranges.fromZero[i] === 1) !== 'live') continue
        liveUnits[unit.index] = 1
        if (!isSkeleton) cover(covered, start, end)
      }
    }
    walkUnit(entries, unit, listener)
  }
  return { records, inlined, inDropped, imports, covered, liveUnits, elsewhere, doubtful }
}

function cover(covered: Covered, start: number, end: number): void {
  if (covered.count * 2 === covered.pairs.length) {
    const larger = new Float64Array(covered.pairs.length * 2)
    larger.set(covered.pairs)
    covered.pairs = larger
  }
  covered.pairs[covered.count * 2] = start
  covered.pairs[covered.count * 2 + 1] = end
  covered.count++
}

function noteInlined(
  inlined: Map<number, Inlining>,
  origin: number,
  into: number,
  unit: number,
): void {
  const known = inlined.get(origin)
  if (known === undefined) {
    inlined.set(origin, { into: [into], units: [unit] })
    return
  }
  if (known.into.length < MAX_INTO && known.into.at(-1) !== into) known.into.push(into)
  if (known.units.at(-1) !== unit) known.units.push(unit)
}

function count(counters: Uint32Array, index: number): void {
  counters[index] = (counters[index] ?? 0) + 1
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

/**
 * Whose code is at address 0 of an image that has code there: a linker that drops a function writes 0 as its address, and
 * two functions cannot be in one place. `nobody`: no symbol says so.
 */
function atZero(
  start: number,
  end: number,
  names: readonly string[],
  symbols: SymbolIndex | undefined,
): 'itself' | 'another' | 'nobody' {
  if (symbols === undefined) return 'nobody'
  let another = false
  for (let i = 0; i < symbols.count && (symbols.start[i] ?? 0) < Math.max(end, start + 1); i++) {
    if (!symbols.isTyped(i)) continue
    const from = symbols.start[i] ?? 0
    if (from + Math.max(symbols.size(i), 1) <= start) continue
    const symbol = symbols.name(i)
    if (names.some((name) => isSymbolOf(symbol, name))) return 'itself'
    another = true
  }
  return another ? 'another' : 'nobody'
}
