// SPDX-License-Identifier: Apache-2.0
import type { Judged, Located } from './judge.ts'
import type { Poisoned } from './poison.ts'

/** What the linker says of functions, to be asked by file and name. */
interface LinkerTruth {
  /** `unknown`: no text of that name was found to poison, or it could not be. */
  readonly of: (
    file: string,
    name: string,
    image: string,
  ) => 'linked' | 'compiled' | 'out' | 'unknown'
}

function linkerTruth(poisoned: readonly Poisoned[]): LinkerTruth {
  const byPlace = new Map<string, Poisoned[]>()
  for (const each of poisoned) {
    const key = `${each.file} ${each.name}`
    const list = byPlace.get(key)
    if (list) list.push(each)
    else byPlace.set(key, [each])
  }
  return {
    of(file, name, image) {
      const all = byPlace.get(`${file} ${name}`) ?? []
      if (all.some(({ linked }) => linked[image] === true)) return 'linked'
      if (all.length === 0 || all.some(({ linked }) => linked[image] === undefined))
        return 'unknown'
      return all.some(({ compiled }) => compiled) ? 'compiled' : 'out'
    },
  }
}

/**
 * Each function of a tree as a vulnerability of its own, so that what a check says of it can be held against the linker. The ids
 * are numbers in the order of the list.
 */
export function everyFunction(poisoned: readonly Poisoned[]): readonly Located[] {
  return poisoned.map(({ file, name }, index) => ({
    id: idOf(index),
    paths: [file],
    functions: [name],
    basis: 'every function of the tree',
  }))
}

export interface FunctionCross {
  readonly functions: number
  readonly linked: number
  /** Dropped by the check. */
  readonly dropped: number
  /** Dropped, and the linker keeps it: has to be none. */
  readonly wronglyDropped: readonly string[]
  /** Not dropped, though the linker does not keep it: what evidence was too weak for. */
  readonly missed: readonly string[]
}

export function crossFunctions(
  poisoned: readonly Poisoned[],
  judged: ReadonlyMap<string, Judged>,
  image: string,
): FunctionCross {
  const truth = linkerTruth(poisoned)
  const rows = poisoned.map(({ file, name }, index) => ({
    name: `${file}: ${name}`,
    dropped: judged.get(idOf(index))?.fate.startsWith('by-') === true,
    truth: truth.of(file, name, image),
  }))
  return {
    functions: rows.length,
    linked: rows.filter((row) => row.truth === 'linked').length,
    dropped: rows.filter((row) => row.dropped).length,
    wronglyDropped: namesOf(rows.filter((row) => row.dropped && row.truth === 'linked')),
    missed: namesOf(
      rows.filter((row) => !row.dropped && (row.truth === 'compiled' || row.truth === 'out')),
    ),
  }
}

export interface CveCross {
  readonly id: string
  readonly fate: Judged['fate']
  readonly reason: string
  /** Functions of its places by what the linker says. */
  readonly linked: readonly string[]
  readonly notLinked: readonly string[]
  readonly untold: readonly string[]
  /** Dropped, and the linker keeps one of its functions: has to be none. */
  readonly wronglyDropped: boolean
}

export function crossVulnerabilities(
  poisoned: readonly Poisoned[],
  located: readonly Located[],
  judged: ReadonlyMap<string, Judged>,
  image: string,
): readonly CveCross[] {
  const truth = linkerTruth(poisoned)
  return [...judged].map(([id, { fate, reason }]) => {
    const said = located
      .filter((place) => place.id === id)
      .flatMap(({ paths, functions }) =>
        paths.flatMap((file) =>
          functions.map((name) => ({
            name: `${file}: ${name}`,
            truth: truth.of(file, name, image),
          })),
        ),
      )
    const linked = namesOf(said.filter((each) => each.truth === 'linked'))
    return {
      id,
      fate,
      reason,
      linked,
      notLinked: namesOf(said.filter((each) => each.truth === 'compiled' || each.truth === 'out')),
      untold: namesOf(said.filter((each) => each.truth === 'unknown')),
      wronglyDropped: fate.startsWith('by-') && linked.length > 0,
    }
  })
}

function idOf(index: number): string {
  return `CVE-1999-${100_000 + index}`
}

function namesOf(rows: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(rows.map(({ name }) => name))].toSorted()
}
