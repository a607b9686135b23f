// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { functionsIn, languageOf } from '@headwater/locate/functions'
import { build, relink } from './built.ts'
import type { Configuration, Image, Places, Project } from './project.ts'
import { bodyStarts, offsetOfLine, type Lines } from './spots.ts'
import { readUnits, type Unit } from './units.ts'
import { inParallel, run } from './workspace.ts'

/** What became of one definition of a function. */
export interface Poisoned extends Lines {
  /** By path within the tree. */
  readonly file: string
  readonly name: string
  /** An `#error` in its body stops the preprocessor in some unit. */
  readonly compiled: boolean
  /** By image: a call from its body is missed by the linker. Undefined where that could not be tried. */
  readonly linked: Readonly<Record<string, boolean | undefined>>
}

/**
 * The first oracle. Poisons every function of a tree (or those that `isWanted` takes) and builds again, twice.
 *
 * First an `#error` into each body: a unit's preprocessor names all that it meets (it goes on after one), so that one run over a
 * unit answers for all functions as one run each would. What no unit names is proved not to be compiled.
 *
 * Then a call of a function that nobody defines as the first statement of each body: the linker, which has collected its
 * garbage by then, names those that are still called from what it keeps. All at once, or each alone (`oneByOne`): a compiler that
 * meets many calls it cannot see through drops less dead code around them than it does without.
 */
export async function poison(
  project: Project,
  configuration: Configuration,
  { isWanted = () => true, oneByOne = false }: PoisonOptions = {},
): Promise<readonly Poisoned[]> {
  const places = await build(project, configuration, { role: 'poison' })
  const sources = findSources(project, places.tree)
  const spots = sources.flatMap(({ spots }) => spots).filter(isWanted)
  const keep = new Set(spots)
  const wanted = sources
    .map((source) => ({ ...source, spots: source.spots.filter((spot) => keep.has(spot)) }))
    .filter((source) => source.spots.length > 0)
  try {
    const compiled = await findCompiled(places, wanted)
    const rounds = oneByOne ? [...compiled].map((spot) => new Set([spot])) : [compiled]
    const linked = new Map<Spot, Set<string>>()
    const failed = new Set<Spot>()
    for (const round of rounds)
      for (const image of configuration.images)
        for (const spot of await findLinked(configuration, places, image, wanted, round, failed))
          linked.set(spot, (linked.get(spot) ?? new Set()).add(image.name))
    return spots.map((spot) => ({
      ...spot,
      compiled: compiled.has(spot),
      linked: Object.fromEntries(
        configuration.images.map(({ name }) => [
          name,
          failed.has(spot) ? undefined : linked.get(spot)?.has(name) === true,
        ]),
      ),
    }))
  } finally {
    for (const source of sources) put(source, source.text)
  }
}

export interface PoisonOptions {
  readonly isWanted?: (place: { readonly file: string; readonly name: string }) => boolean
  readonly oneByOne?: boolean
}

interface Source {
  readonly path: string
  readonly text: string
  readonly spots: readonly Spot[]
}

interface Spot extends Lines {
  readonly file: string
  readonly name: string
}

function findSources(project: Project, tree: string): Source[] {
  const untouched = new Set(project.untouched)
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (untouched.has(relative(tree, path))) return []
      if (entry.isDirectory()) return files(path)
      return entry.isFile() && languageOf(path) === 'c' ? [path] : []
    })
  return files(tree).map((path) => {
    const text = readFileSync(path, 'latin1')
    const file = relative(tree, path)
    const spots = functionsIn('c', text).map(({ name, startLine, endLine }) => ({
      file,
      name,
      startLine,
      endLine,
    }))
    return { path, text, spots }
  })
}

/** The spots whose `#error` some unit's preprocessor names. */
async function findCompiled(places: Places, sources: readonly Source[]): Promise<Set<Spot>> {
  const numbered = sources.flatMap(({ spots }) => spots)
  const ids = new Map(numbered.map((spot, id) => [spot, id]))
  for (const source of sources)
    insert(source, (spot) => {
      const line = `\n#error headwater_poison_${ids.get(spot)}_\n`
      // At both ends of the body: heads may differ by condition, and a body may end under another one.
      return [
        ...bodyStarts(source.text, spot).map((at) => ({ at, text: line })),
        { at: offsetOfLine(source.text, spot.endLine), text: line },
      ]
    })
  const found = new Set<Spot>()
  await inParallel(readUnits(places.build, places.tree), async (unit) => {
    const { errors } = await preprocess(unit)
    for (const [, id] of errors.matchAll(/error:? headwater_poison_(\d+)_/g)) {
      const spot = numbered[Number(id)]
      if (spot !== undefined) found.add(spot)
    }
  })
  for (const source of sources) put(source, source.text)
  return found
}

async function preprocess(unit: Unit) {
  // clang stops after twenty
  const limit = /^\S*clang/.test(unit.command) ? '-ferror-limit=0 ' : ''
  const command = `${unit.command.replace(/ -o \S+/, '')} ${limit}-w -E >/dev/null`
  const outcome = await run({ argv: ['sh', '-c', command], directory: unit.directory }, () => true)
  const strange = outcome.errors
    .split('\n')
    .find((line) => line.includes('error:') && !/error:? headwater_poison_/.test(line))
  // An error of another kind may have stopped the preprocessor before it met the poison.
  if (strange !== undefined) throw new Error(`${command}\n${strange}`)
  return outcome
}

/** Which of the spots a linked image still calls from. Spots whose body cannot take the call are added to `failed`. */
async function findLinked(
  configuration: Configuration,
  places: Places,
  image: Image,
  sources: readonly Source[],
  spots: ReadonlySet<Spot>,
  failed: Set<Spot>,
): Promise<readonly Spot[]> {
  const numbered = [...spots]
  const ids = new Map(numbered.map((spot, id) => [spot, id]))
  for (let round = 0; round < 8; round++) {
    for (const source of sources)
      insert(source, (spot) => {
        const id = ids.get(spot)
        if (id === undefined || failed.has(spot)) return []
        const call = ` extern void headwater_poison_${id}_(void); headwater_poison_${id}_(); `
        return bodyStarts(source.text, spot).map((at) => ({ at, text: call }))
      })
    const { output, errors } = await relink(configuration, places, image)
    const said = `${output}\n${errors}`
    const broken = sources.flatMap((source) => brokenBy(said, source, places.tree))
    const before = failed.size
    for (const spot of broken) if (spots.has(spot)) failed.add(spot)
    if (failed.size > before) continue
    if (/\berror: (?!ld returned|linker command failed)/.test(said))
      throw new Error(`${image.path}: ${said.slice(-3000)}`)
    const named = said.matchAll(/undefined reference to [`']headwater_poison_(\d+)_'/g)
    const missed = new Set([...named].map(([, id]) => numbered[Number(id)]))
    return [...missed].filter((spot) => spot !== undefined)
  }
  throw new Error(`${image.path}: the poisoned sources do not compile`)
}

/** Spots of a source on whose lines the compiler found an error. The call adds no line, so that lines are those of the text. */
function brokenBy(said: string, source: Source, tree: string): readonly Spot[] {
  const lines = new Set<number>()
  const name = relative(tree, source.path)
  for (const [, file = '', line] of said.matchAll(/^(\S+?):(\d+):\d+: error: /gm))
    if (file.endsWith(name)) lines.add(Number(line))
  if (lines.size === 0) return []
  return source.spots.filter(({ startLine, endLine }) =>
    [...lines].some((line) => line >= startLine && line <= endLine),
  )
}

interface Insertion {
  readonly at: number
  readonly text: string
}

/** Writes a source with insertions, or without any as it was. */
function insert(source: Source, insertionsOf: (spot: Spot) => readonly Insertion[]): void {
  const insertions = source.spots.flatMap(insertionsOf).toSorted((a, b) => a.at - b.at)
  let text = ''
  let from = 0
  for (const { at, text: inserted } of insertions) {
    text += source.text.slice(from, at) + inserted
    from = at
  }
  text += source.text.slice(from)
  put(source, text)
}

/** Writes only what differs, so that nothing else is compiled again. Latin 1 keeps every byte as it is. */
function put(source: Source, text: string): void {
  if (readFileSync(source.path, 'latin1') !== text) writeFileSync(source.path, text, 'latin1')
}
