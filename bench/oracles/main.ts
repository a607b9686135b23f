// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './built.ts'
import { corpusVulnerabilities } from './corpus.ts'
import { crossFunctions, crossVulnerabilities, everyFunction } from './cross.ts'
import { judge, type Judged } from './judge.ts'
import { locateSeries } from './located.ts'
import { walkPatches, type Patched } from './patch.ts'
import { poison, type Poisoned } from './poison.ts'
import type { Configuration, Project } from './project.ts'
import { CAPTURED, PROJECTS } from './projects/index.ts'
import { rebuild } from './rebuild.ts'
import { writeTables } from './table.ts'
import { time } from './time.ts'
import { readJson, results, writeJson } from './workspace.ts'

/**
 * `npm run oracles` runs everything for every project, `npm run oracles -- poison curl https` one thing for one. Needs Debian's
 * `deb-src` sources, a C compiler and what the projects need to build. Results are kept as JSON and printed as tables.
 */
const root = join(import.meta.dirname, '..', '..')
const shared = process.env['HEADWATER_SHARED'] ?? join(root, '..', 'shared')
const cli = join(root, 'packages', 'cli', 'dist', 'bundle', 'main.js')

const STEPS: Readonly<Record<string, (project: Project) => Promise<void>>> = {
  /** Every function of the tree, and the corpus' vulnerabilities, against the linker. */
  async poison(project) {
    for (const configuration of isPoisoned(project)) {
      const poisoned = await poisonOnce(project, configuration)
      const places = await build(project, configuration)
      const every = everyFunction(poisoned)
      const known = corpusVulnerabilities(project, shared)
      for (const image of configuration.images) {
        const judged = await judge(project, places, image, [...every, ...known])
        const vulnerabilities = new Map(known.map(({ id }) => [id, judgedOf(judged, id)]))
        save(project, configuration, `functions-${image.name}`, {
          functions: crossFunctions(poisoned, judged, image.name),
          vulnerabilities: crossVulnerabilities(poisoned, known, vulnerabilities, image.name),
        })
      }
    }
  },
  /** Every security patch of the series: what a check of the release says of it, and what it does to the images. */
  async patch(project) {
    if (isPoisoned(project).length === 0) return
    await walkOnce(project)
    const located = await locateSeries(project)
    for (const configuration of project.configurations) {
      const rows = readJson(resultPath(project, configuration, 'images')) as readonly Patched[]
      const places = await build(project, configuration)
      const fates = new Map<string, ReadonlyMap<string, Judged>>()
      for (const image of configuration.images)
        fates.set(image.name, await judge(project, places, image, located))
      save(
        project,
        configuration,
        'patches',
        rows.map((row) => ({ ...row, judged: fates.get(row.image)?.get(row.id) })),
      )
    }
  },
  async rebuild(project) {
    for (const configuration of project.configurations)
      save(project, configuration, 'rebuilt', await rebuild(project, configuration))
  },
  async time(project) {
    for (const configuration of project.configurations)
      save(project, configuration, 'timed', await time(project, configuration, cli))
  },
}

const words = process.argv.slice(2)
const steps = Object.keys(STEPS).filter((step) => words.includes(step))
const isNamed = ({ name }: { readonly name: string }): boolean => words.includes(name)
const projects = CAPTURED.filter(isNamed).map((project) => {
  const some = project.configurations.filter(isNamed)
  return some.length === 0 ? project : { ...project, configurations: some }
})
const names = CAPTURED.flatMap(({ name, configurations }) => [
  name,
  ...configurations.map((each) => each.name),
])
const unknown = words.filter(
  (word) => !(word in STEPS) && word !== 'table' && !names.includes(word),
)
if (unknown.length > 0)
  throw new Error(`neither a step, nor a project or configuration: ${unknown.join(', ')}`)
if (!words.includes('table'))
  for (const step of steps.length > 0 ? steps : Object.keys(STEPS))
    for (const project of projects.length > 0 ? projects : CAPTURED) {
      say(`${step} ${project.name}`)
      await STEPS[step]?.(project)
    }
process.stdout.write(writeTables(CAPTURED))

function isPoisoned(project: Project): readonly Configuration[] {
  return PROJECTS.some(({ name }) => name === project.name) ? project.configurations : []
}

/** The linker's answers hang on the sources and the compiler alone, and take minutes. `HEADWATER_AGAIN=1` asks anew. */
async function poisonOnce(
  project: Project,
  configuration: Configuration,
): Promise<readonly Poisoned[]> {
  const path = resultPath(project, configuration, 'poison')
  if (existsSync(path) && process.env['HEADWATER_AGAIN'] === undefined)
    return readJson(path) as readonly Poisoned[]
  const poisoned = await poison(project, configuration)
  writeJson(path, poisoned)
  return poisoned
}

/** So do the images with and without each patch, which take an hour. */
async function walkOnce(project: Project): Promise<void> {
  const configurations = project.configurations.filter(
    (configuration) =>
      process.env['HEADWATER_AGAIN'] !== undefined ||
      !existsSync(resultPath(project, configuration, 'images')),
  )
  if (configurations.length === 0) return
  const walked = await walkPatches({ ...project, configurations }, ({ name }) =>
    say(`${project.name} ${name}`),
  )
  for (const [configuration, rows] of walked) save(project, configuration, 'images', rows)
}

function judgedOf(judged: ReadonlyMap<string, Judged>, id: string): Judged {
  const found = judged.get(id)
  if (found === undefined) throw new Error(`${id} was not judged`)
  return found
}

function save(project: Project, configuration: Configuration, what: string, value: unknown): void {
  writeJson(resultPath(project, configuration, what), value)
}

function resultPath(project: Project, configuration: Configuration, what: string): string {
  return join(results, `${project.name}-${configuration.name}-${what}.json`)
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}
