// SPDX-License-Identifier: Apache-2.0
import { EXTENSIONS, type Extended } from '@headwater/formats/cyclonedx'
import { pointerOf } from '@headwater/formats/json'

/** A member of the source: the object or list that has it, and its name. It stands for everything below it as well. */
export interface Origin {
  readonly holder: object
  readonly key: string | number
}

/** `carried`: in the target's own words. `property`: in a place that takes anything. */
type How = 'carried' | 'property'

/**
 * Keeps account of what became of each member of a source document. A member counts as arrived as long as one place in the
 * target that it was put into is left; whatever was put nowhere is lost, without anybody having to know its name.
 */
export interface Ledger {
  /** The members were put into `target[key]`. Answers whether they are still there, also later. */
  put(target: object, key: string | number, origins: readonly Origin[], how: How): Placed
  /** The target says the same by its silence or by its shape. */
  imply(origins: readonly Origin[]): void
  /** What was put into this member of the target, or into anything below it, was not written after all. */
  drop(target: object, path: readonly (string | number)[], why: string): void
  /** What arrived, but not as it was; or was made up, because the target asks for it. */
  note(origins: readonly Origin[], message: string): void
  /** Members of the source that stand at this place of the target. */
  originsAt(target: object, path: readonly (string | number)[]): readonly Origin[]
  settle(roots: readonly Root[]): Settlement
}

/** Something that was put into the target; not live any more once that was dropped. */
export interface Placed {
  readonly live: boolean
}

/** A part of the source document with the pointer to it. */
export interface Root {
  readonly path: readonly (string | number)[]
  readonly value: object
}

interface Settlement {
  readonly lost: readonly { readonly pointer: string; readonly why?: string }[]
  readonly properties: readonly string[]
  /** Members that arrived in the target's own words. */
  readonly carried: number
  readonly notes: readonly { readonly pointer?: string; readonly message: string }[]
}

interface Entry {
  carried: number
  property: number
  why?: string
}

interface Placement {
  readonly key: string | number
  readonly entries: readonly Entry[]
  readonly origins: readonly Origin[]
  readonly how: How
  live: boolean
}

export function createLedger(): Ledger {
  const entries = new Map<object, Map<string | number, Entry>>()
  const placements = new Map<object, Placement[]>()
  const notes: { origins: readonly Origin[]; message: string }[] = []

  function entryOf({ holder, key }: Origin): Entry {
    let members = entries.get(holder)
    if (members === undefined) entries.set(holder, (members = new Map()))
    let entry = members.get(key)
    if (entry === undefined) members.set(key, (entry = { carried: 0, property: 0 }))
    return entry
  }

  function put(target: object, key: string | number, origins: readonly Origin[], how: How): Placed {
    const own = origins.map(entryOf)
    for (const entry of own) entry[how]++
    const placement = { key, entries: own, origins, how, live: true }
    const list = placements.get(target)
    if (list === undefined) placements.set(target, [placement])
    else list.push(placement)
    return placement
  }

  function drop(target: object, path: readonly (string | number)[], why: string): void {
    const { trail, value } = follow(target, path)
    const [holder, key] = trail.at(-1) ?? [target, '']
    let found = at(holder, key)
    if (typeof value === 'object' && value !== null) found = [...found, ...within(value)]
    // nothing stands at the place itself: it is a part of what stands above it
    for (let i = trail.length - 2; i >= 0 && found.length === 0; i--) {
      const above = trail[i]
      if (above !== undefined) found = at(above[0], above[1])
    }
    for (const placement of found) {
      if (!placement.live) continue
      placement.live = false
      for (const entry of placement.entries) {
        entry[placement.how]--
        entry.why = why
      }
    }
  }

  function at(holder: object, key: string | number): Placement[] {
    return (placements.get(holder) ?? []).filter((each) => String(each.key) === String(key))
  }

  function within(value: object): Placement[] {
    const found: Placement[] = []
    const queue: object[] = [value]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      found.push(...(placements.get(next) ?? []))
      for (const inner of Object.values(next) as unknown[]) {
        if (typeof inner === 'object' && inner !== null) queue.push(inner)
      }
    }
    return found
  }

  return {
    put,
    imply(origins) {
      for (const origin of origins) entryOf(origin).carried++
    },
    drop,
    note(origins, message) {
      notes.push({ origins, message })
    },
    originsAt(target, path) {
      const { trail } = follow(target, path)
      for (let i = trail.length - 1; i >= 0; i--) {
        const step = trail[i]
        const found = step === undefined ? [] : at(step[0], step[1])
        if (found.length > 0) return found.flatMap(({ origins }) => origins)
      }
      return []
    },
    settle: (roots) => settle(roots, entries, notes),
  }
}

/** Each step of a way into a document: the object and the member that is gone into. */
function follow(
  target: object,
  path: readonly (string | number)[],
): { readonly trail: readonly (readonly [object, string | number])[]; readonly value: unknown } {
  const trail: (readonly [object, string | number])[] = []
  let value: unknown = target
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) break
    trail.push([value, key])
    value = (value as Readonly<Record<string | number, unknown>>)[key]
  }
  return { trail, value }
}

function settle(
  roots: readonly Root[],
  entries: ReadonlyMap<object, ReadonlyMap<string | number, Entry>>,
  notes: readonly { readonly origins: readonly Origin[]; readonly message: string }[],
): Settlement {
  const lost: { pointer: string; why?: string }[] = []
  const properties: string[] = []
  const wanted = new Map<object, string | undefined>()
  for (const { origins } of notes) for (const { holder } of origins) wanted.set(holder, undefined)
  const path: (string | number)[] = []
  let carried = 0

  /** What is lost as a whole is listed once, at its top, by the one who went in. */
  function visit(value: object): { readonly arrived: boolean; readonly why?: string } {
    const before = lost.length
    const members = entries.get(value)
    if (wanted.has(value)) wanted.set(value, pointerOf(path))
    let arrived = false
    let firstWhy: string | undefined
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      const inner = (value as Readonly<Record<string | number, unknown>>)[key]
      if (inner === undefined) continue
      const entry = members?.get(key)
      path.push(key)
      if (entry !== undefined && entry.carried > 0) {
        arrived = true
        carried++
      } else if (entry !== undefined && entry.property > 0) {
        arrived = true
        properties.push(pointerOf(path))
      } else if (!isSilent(inner)) {
        const below = typeof inner === 'object' && inner !== null ? visit(inner) : undefined
        if (below?.arrived) arrived = true
        else {
          const why = entry?.why ?? below?.why
          firstWhy ??= why
          lost.push({ pointer: pointerOf(path), ...(why !== undefined && { why }) })
        }
      }
      path.pop()
    }
    if ((value as Extended)[EXTENSIONS] !== undefined) {
      firstWhy ??= 'XML of another namespace'
      lost.push({ pointer: pointerOf(path), why: 'XML of another namespace' })
    }
    if (!arrived) lost.length = before
    return { arrived, ...(firstWhy !== undefined && { why: firstWhy }) }
  }

  for (const { path: start, value } of roots) {
    path.length = 0
    path.push(...start)
    const { arrived, why } = visit(value)
    if (!arrived && !isSilent(value)) {
      lost.push({ pointer: pointerOf(start), ...(why !== undefined && { why }) })
    }
  }
  const placeOf = ({ holder, key }: Origin): string =>
    `${wanted.get(holder) ?? ''}${pointerOf([key])}`
  return {
    lost,
    properties,
    carried,
    notes: notes.map(({ origins, message }) => ({
      ...(origins[0] !== undefined && { pointer: placeOf(origins[0]) }),
      message,
    })),
  }
}

function isSilent(value: unknown): boolean {
  if (value === null) return true
  return (
    typeof value === 'object' &&
    Object.keys(value).length === 0 &&
    (value as Extended)[EXTENSIONS] === undefined
  )
}
