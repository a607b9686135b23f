// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import { TAG, UT } from './constants.ts'
import type { Gathered } from './gather.ts'
import { BARE, DROPPED, NO_ORIGIN, recordAt } from './records.ts'
import { unitAt, type Unit } from './units.ts'

/** A function of a unit, by the entry that describes it. */
export interface Assigned {
  readonly entry: number
  readonly own: boolean
  /** Some code of it was left out. */
  readonly dropped: boolean
  /** Records of functions that were left out with copies of it within them. */
  readonly droppedWithin: readonly number[]
  /** Records of the functions that it is inlined into; empty if it is not. */
  readonly into: readonly number[]
}

/**
 * Sorts out which function each piece of code belongs to: an instance belongs to its abstract origin, and that to
 * the unit that it stands in, which with link-time optimization is not the unit of the code. Functions of
 * partial units (DWARF 5, appendix E: what `dwz` found to be common) belong to each unit that imports them or has
 * instances of them, with what it has of them.
 */
export function assignFunctions(
  file: string,
  gathered: Gathered,
  units: readonly Unit[],
): (unit: Unit) => readonly Assigned[] {
  const { records } = gathered
  const roots = new Float64Array(records.count)
  for (let i = 0; i < records.count; i++) roots[i] = rootOf(gathered, records.entry[i] ?? 0, i)
  const instances = collectInstances(gathered, roots)
  const first = firstRecords(gathered, units.length)
  const visiting = visitors(file, gathered, units, roots, instances, first)
  return (unit) => {
    if (!isHome(unit)) return []
    const assigned: Assigned[] = []
    const end = first[unit.index + 1] ?? 0
    for (let i = first[unit.index] ?? 0; i < end; i++) {
      const entry = records.entry[i] ?? 0
      if (roots[i] !== entry) continue
      const here = instances.get(entry)
      assigned.push({
        entry,
        own: here?.own !== undefined,
        dropped: here?.dropped !== undefined,
        droppedWithin: here?.droppedWithin ?? NONE,
        into: here?.into ?? NONE,
      })
    }
    for (const entry of visiting.get(unit.index) ?? []) {
      const here = instances.get(entry)
      assigned.push({
        entry,
        own: isAmong(here?.own, unit.index),
        dropped: isAmong(here?.dropped, unit.index),
        droppedWithin: here?.droppedWithin ?? NONE,
        into: here !== undefined && isAmong(here.inlined, unit.index) ? here.into : NONE,
      })
    }
    return assigned
  }
}

const NONE: readonly number[] = []

/** Whether functions belong to the unit that they stand in. */
function isHome(unit: Unit): boolean {
  return unit.space === 0 && unit.type !== UT.PARTIAL && unit.root.tag !== TAG.PARTIAL_UNIT
}

/** What there is of a function, by units that have it. */
interface Instances {
  own: Few
  inlined: Few
  dropped: Few
  into: readonly number[]
  droppedWithin: readonly number[]
}

function collectInstances(gathered: Gathered, roots: Float64Array): ReadonlyMap<number, Instances> {
  const { records } = gathered
  const instances = new Map<number, Instances>()
  const of = (root: number): Instances => {
    let found = instances.get(root)
    if (found === undefined) {
      found = {
        own: undefined,
        inlined: undefined,
        dropped: undefined,
        into: NONE,
        droppedWithin: NONE,
      }
      instances.set(root, found)
    }
    return found
  }
  for (let i = 0; i < records.count; i++) {
    const address = records.address[i] ?? BARE
    if (address === BARE) continue
    const found = of(roots[i] ?? 0)
    const unit = records.unit[i] ?? 0
    if (address === DROPPED) found.dropped = withOne(found.dropped, unit)
    else found.own = withOne(found.own, unit)
  }
  for (const [origin, { into, units }] of gathered.inlined) {
    const found = of(rootOf(gathered, origin, recordAt(records, origin)))
    found.into = found.into === NONE ? into : [...found.into, ...into]
    for (const unit of units) found.inlined = withOne(found.inlined, unit)
  }
  for (const [origin, around] of gathered.inDropped) {
    const found = of(rootOf(gathered, origin, recordAt(records, origin)))
    found.droppedWithin =
      found.droppedWithin === NONE ? around : [...found.droppedWithin, ...around]
    for (const record of around) found.dropped = withOne(found.dropped, records.unit[record] ?? 0)
  }
  return instances
}

/** Units, which are one or none for most of a hundred thousand functions: a set for each would be most of what we hold. */
type Few = undefined | number | Set<number>

function withOne(few: Few, unit: number): Few {
  if (few === undefined || few === unit) return unit
  if (typeof few === 'number') return new Set([few, unit])
  return few.add(unit)
}

function isAmong(few: Few, unit: number): boolean {
  return few === unit || (typeof few === 'object' && few.has(unit))
}

function eachOf(few: Few): Iterable<number> {
  return typeof few === 'object' ? few : few === undefined ? NONE : [few]
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

/** By unit, the number of its first record; records are in the order of units. */
function firstRecords(gathered: Gathered, count: number): Uint32Array {
  const first = new Uint32Array(count + 1)
  const { records } = gathered
  for (let i = 0; i < records.count; i++) {
    const next = (records.unit[i] ?? 0) + 1
    first[next] = (first[next] ?? 0) + 1
  }
  for (let unit = 0; unit < count; unit++) {
    first[unit + 1] = (first[unit + 1] ?? 0) + (first[unit] ?? 0)
  }
  return first
}

/** By unit: functions of which it has something, and whose entries stand in no unit that they would belong to. */
function visitors(
  file: string,
  gathered: Gathered,
  units: readonly Unit[],
  roots: Float64Array,
  instances: ReadonlyMap<number, Instances>,
  first: Uint32Array,
): ReadonlyMap<number, ReadonlySet<number>> {
  const { records, imports } = gathered
  const visiting = new Map<number, Set<number>>()
  // imports of imports: a small file can ask for a product of two large numbers
  let budget = MAX_VISITS
  const visit = (entry: number, unit: number) => {
    if (--budget < 0) throw binaryFault(file, 'the units import too many functions', 'LIMIT')
    const entries = visiting.get(unit)
    if (entries === undefined) visiting.set(unit, new Set([entry]))
    else entries.add(entry)
  }
  for (const [root, { own, inlined, dropped }] of instances) {
    const home = unitAt(units, root)
    // a declaration is not recorded: its instances belong to where they are
    if (home !== undefined && isHome(home) && recordAt(records, root) >= 0) continue
    for (const having of [own, inlined, dropped])
      for (const unit of eachOf(having)) visit(root, unit)
  }
  if (imports.size === 0) return visiting
  for (const unit of units) {
    if (!isHome(unit)) continue
    for (const imported of importedUnits(units, imports, unit, () => --budget)) {
      const end = first[imported.index + 1] ?? 0
      for (let i = first[imported.index] ?? 0; i < end; i++) {
        const entry = records.entry[i] ?? 0
        if (roots[i] === entry) visit(entry, unit.index)
      }
    }
  }
  return visiting
}

const MAX_VISITS = 10_000_000

/** The partial units that a unit imports, with those that they import. */
function importedUnits(
  units: readonly Unit[],
  imports: ReadonlyMap<number, readonly number[]>,
  unit: Unit,
  step: () => number,
): Set<Unit> {
  const found = new Set<Unit>()
  const open = [unit]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const place of imports.get(next.index) ?? []) {
      const target = unitAt(units, place)
      if (target === undefined || found.has(target) || isHome(target)) continue
      if (step() < 0) return found
      found.add(target)
      open.push(target)
    }
  }
  return found
}
