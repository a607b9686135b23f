// SPDX-License-Identifier: Apache-2.0
import { TAG, UT } from './constants.ts'
import type { Gathered, Inlining } from './gather.ts'
import { BARE, DROPPED, NO_ORIGIN, ORIGIN_ELSEWHERE, recordAt } from './records.ts'
import { unitAt, type Unit } from './units.ts'

/** A function of a unit, by the entry that describes it. */
export interface Assigned {
  readonly entry: number
  readonly own: boolean
  /** Some code of it was left out. */
  readonly dropped: boolean
  /** Records of the functions that it is inlined into; empty if it is not. */
  readonly into: readonly number[]
}

/**
 * Sorts out which function each piece of code belongs to: an instance belongs to its abstract origin, and that to
 * the unit that it stands in, which with link-time optimization is not the unit of the code. Functions of
 * partial units (DWARF 5, appendix E: what `dwz` found to be common) belong to the units that have instances of them.
 */
export function assignFunctions(
  gathered: Gathered,
  units: readonly Unit[],
): (unit: Unit) => readonly Assigned[] {
  const { records, inlined } = gathered
  const roots = new Float64Array(records.count)
  const dropped = new Set<number>()
  const own = new Map<number, Set<number>>()
  for (let i = 0; i < records.count; i++) {
    const root = rootOf(gathered, records.entry[i] ?? 0, i)
    roots[i] = root
    const address = records.address[i] ?? BARE
    if (address === DROPPED) dropped.add(root)
    else if (address !== BARE) {
      const unitsOfRoot = own.get(root)
      if (unitsOfRoot === undefined) own.set(root, new Set([records.unit[i] ?? 0]))
      else unitsOfRoot.add(records.unit[i] ?? 0)
    }
  }
  const inlinings = new Map<number, Inlining>()
  for (const [origin, inlining] of inlined) {
    const root = rootOf(gathered, origin, recordAt(records, origin))
    const known = inlinings.get(root)
    inlinings.set(
      root,
      known === undefined
        ? inlining
        : { into: [...known.into, ...inlining.into], units: [...known.units, ...inlining.units] },
    )
  }
  for (const origin of gathered.inDropped) {
    dropped.add(rootOf(gathered, origin, recordAt(records, origin)))
  }
  const visiting = visitors(gathered, units, roots, own, inlinings)
  const first = firstRecords(gathered, units.length)
  return (unit) => {
    const assigned: Assigned[] = []
    const end = first[unit.index + 1] ?? 0
    for (let i = first[unit.index] ?? 0; i < end; i++) {
      const entry = records.entry[i] ?? 0
      const origin = records.origin[i] ?? NO_ORIGIN
      if (roots[i] !== entry || (origin === ORIGIN_ELSEWHERE && !own.has(entry))) continue
      assigned.push({
        entry,
        own: own.has(entry),
        dropped: dropped.has(entry),
        into: inlinings.get(entry)?.into ?? [],
      })
    }
    if (isPartial(unit)) return []
    for (const entry of visiting.get(unit.index) ?? []) {
      assigned.push({
        entry,
        own: own.get(entry)?.has(unit.index) ?? false,
        dropped: dropped.has(entry),
        into: inlinings.get(entry)?.into ?? [],
      })
    }
    return assigned
  }
}

/** Where the chain of abstract origins ends. */
function rootOf(gathered: Gathered, entry: number, record: number): number {
  const { records } = gathered
  let at = entry
  let i = record
  for (let hop = 0; i >= 0 && hop < 8; hop++) {
    const origin = records.origin[i] ?? NO_ORIGIN
    if (origin < 0 || origin === at) break
    at = origin
    i = recordAt(records, origin)
  }
  return at
}

/** By unit: functions with instances in it whose entries stand in a partial unit or are not recorded. */
function visitors(
  gathered: Gathered,
  units: readonly Unit[],
  roots: Float64Array,
  own: ReadonlyMap<number, ReadonlySet<number>>,
  inlinings: ReadonlyMap<number, Inlining>,
): ReadonlyMap<number, ReadonlySet<number>> {
  const { records } = gathered
  const visiting = new Map<number, Set<number>>()
  const visit = (entry: number, unit: number) => {
    const entries = visiting.get(unit)
    if (entries === undefined) visiting.set(unit, new Set([entry]))
    else entries.add(entry)
  }
  const isHomeless = (entry: number) => {
    const home = unitAt(units, entry)
    return home === undefined || isPartial(home) || recordAt(records, entry) < 0
  }
  for (let i = 0; i < records.count; i++) {
    const root = roots[i] ?? 0
    if (root !== records.entry[i] && isHomeless(root)) visit(root, records.unit[i] ?? 0)
  }
  for (const [root, inlining] of inlinings) {
    if (isHomeless(root)) for (const unit of inlining.units) visit(root, unit)
  }
  for (const [root, unitsOfRoot] of own) {
    const home = unitAt(units, root)
    if (home !== undefined && isPartial(home)) for (const unit of unitsOfRoot) visit(root, unit)
  }
  return visiting
}

function isPartial(unit: Unit): boolean {
  return unit.type === UT.PARTIAL || unit.root.tag === TAG.PARTIAL_UNIT
}

/** By unit, the number of its first record; records are in the order of units. */
function firstRecords(gathered: Gathered, count: number): Uint32Array {
  const first = new Uint32Array(count + 1)
  const { records } = gathered
  for (let i = 0; i < records.count; i++) {
    const next = (records.unit[i] ?? 0) + 1
    first[next] = (first[next] ?? 0) + 1
  }
  for (let unit = 0; unit < count; unit++)
    first[unit + 1] = (first[unit + 1] ?? 0) + (first[unit] ?? 0)
  return first
}
