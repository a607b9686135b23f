// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import type { CveCross, FunctionCross } from './cross.ts'
import type { Fate, Judged } from './judge.ts'
import type { Patched } from './patch.ts'
import type { Configuration, Project } from './project.ts'
import type { Rebuilt } from './rebuild.ts'
import type { Timed } from './time.ts'
import { readJson, results } from './workspace.ts'

/** What is on record as tables in Markdown, and each disagreement with its names below them. */
export function writeTables(projects: readonly Project[]): string {
  const places = projects.flatMap((project) =>
    project.configurations.map((configuration) => ({ project, configuration })),
  )
  const wrong: string[] = []
  const tables: string[] = []
  const table = (title: string, cells: readonly string[], rows: readonly Row[]): void => {
    if (rows.length > 0) tables.push(tableOf(title, cells, rows))
  }
  const head = ['project', 'configuration', 'image']
  table(
    'Every function of the tree against the linker',
    [...head, 'functions', 'linked', 'dropped', 'wrongly dropped', 'kept in vain'],
    places.flatMap((place) => functionRows(place, wrong)),
  )
  table(
    "The corpus' vulnerabilities against the linker",
    [...head, 'in range', ...FATES, 'wrongly dropped'],
    places.flatMap((place) => vulnerabilityRows(place, wrong)),
  )
  table(
    'Security patches against the images with and without them',
    [...head, 'patches', ...FATES, 'images the same', 'dropped, differ', 'kept or unknown, same'],
    places.flatMap((place) => patchRows(place, wrong)),
  )
  table(
    'Built again from the files that the source SBOM lists',
    ['project', 'configuration', 'files listed', 'files not listed', 'sections that differ'],
    places.flatMap(rebuiltRows),
  )
  table(
    'Capture against the build',
    [
      'project',
      'configuration',
      'build',
      'capture',
      'by the clock',
      'of the processor',
      'again by the clock',
      'again of the processor',
      'load',
    ],
    places.flatMap(timedRows),
  )
  return [...tables, wrong.map((each) => `- ${each}\n`).join('')].join('\n')
}

interface Place {
  readonly project: Project
  readonly configuration: Configuration
}

type Row = readonly (string | number)[]

const FATES: readonly Fate[] = ['by-list', 'by-code', 'kept', 'unknown']

function functionRows(place: Place, wrong: string[]): readonly Row[] {
  return place.configuration.images.flatMap(({ name }) => {
    const said = load(place, `functions-${name}`) as { functions: FunctionCross } | undefined
    if (said === undefined) return []
    const { functions, linked, dropped, wronglyDropped, missed } = said.functions
    const at = titleOf(place, name)
    for (const each of wronglyDropped) wrong.push(`${at.join(' ')}: dropped, but linked: ${each}`)
    return [[...at, functions, linked, dropped, wronglyDropped.length, missed.length]]
  })
}

function vulnerabilityRows(place: Place, wrong: string[]): readonly Row[] {
  return place.configuration.images.flatMap(({ name }) => {
    const all = load(place, `functions-${name}`) as
      { vulnerabilities: readonly CveCross[] } | undefined
    const { vulnerabilities = [] } = all ?? {}
    if (vulnerabilities.length === 0) return []
    const at = titleOf(place, name)
    const bad = vulnerabilities.filter(({ wronglyDropped }) => wronglyDropped)
    for (const { id, linked } of bad)
      wrong.push(`${at.join(' ')}: ${id} dropped, but linked: ${linked.join(', ')}`)
    return [
      [
        ...at,
        vulnerabilities.length,
        ...fates(vulnerabilities.map((each) => each.fate)),
        bad.length,
      ],
    ]
  })
}

function patchRows(place: Place, wrong: string[]): readonly Row[] {
  const all = (load(place, 'patches') ?? []) as readonly (Patched & { readonly judged?: Judged })[]
  return place.configuration.images.flatMap(({ name }) => {
    const rows = all.filter(({ image, judged }) => image === name && judged !== undefined)
    if (rows.length === 0) return []
    const at = titleOf(place, name)
    const isDropped = ({ judged }: (typeof rows)[number]) => judged?.fate.startsWith('by-') === true
    const isSame = ({ sections }: Patched) => sections.length === 0
    const bad = rows.filter((row) => isDropped(row) && !isSame(row))
    for (const { patch, judged, functions } of bad)
      wrong.push(`${at.join(' ')}: ${patch}: ${judged?.reason}; differ: ${functions.join(', ')}`)
    return [
      [
        ...at,
        rows.length,
        ...fates(rows.map(({ judged }) => judged?.fate)),
        rows.filter(isSame).length,
        bad.length,
        rows.filter((row) => !isDropped(row) && isSame(row)).length,
      ],
    ]
  })
}

function fates(all: readonly (Fate | undefined)[]): readonly number[] {
  return FATES.map((fate) => all.filter((each) => each === fate).length)
}

function rebuiltRows(place: Place): readonly Row[] {
  const said = load(place, 'rebuilt') as Rebuilt | undefined
  if (said === undefined) return []
  const images = Object.entries(said.images).map(
    ([name, sections]) => `${name}: ${sections.join(' ') || 'none'}`,
  )
  return [[said.project, said.configuration, said.listed, said.unlisted, images.join('; ')]]
}

function timedRows(place: Place): readonly Row[] {
  const said = load(place, 'timed') as Timed | undefined
  if (said === undefined) return []
  const { build, capture, again, load: loads } = said
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  return [
    [
      said.project,
      said.configuration,
      `${build.wall.toFixed(1)} s`,
      `${capture.wall.toFixed(1)} s`,
      percent(capture.wall, build.wall),
      percent(capture.processor, build.processor),
      percent(again.wall, build.wall),
      percent(again.processor, build.processor),
      loads.map((each) => each.toFixed(1)).join(' to '),
    ],
  ]
}

function titleOf({ project, configuration }: Place, image: string): readonly string[] {
  return [project.name, configuration.name, image]
}

function load({ project, configuration }: Place, what: string): unknown {
  return readJson(join(results, `${project.name}-${configuration.name}-${what}.json`))
}

function tableOf(title: string, head: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.join(' | ')} |\n`
  const lines = [head, head.map(() => '---'), ...rows].map(line)
  return `### ${title}\n\n${lines.join('')}`
}
