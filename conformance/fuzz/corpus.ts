// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detectFormat } from '../../packages/formats/detect/index.ts'
import { DEFAULT_LIMITS, sourceOfBytes } from '../../packages/formats/source/index.ts'
import { zipMembers } from '../../packages/intake/archive/index.ts'
import type { MutantSyntax } from '../../packages/testing/mutation/index.ts'
import { makeDocuments, NAMES } from './made.ts'

/** By which door the program takes a document. */
export type Entrance =
  'check' | 'vex' | 'advisory' | 'catalogue' | 'settings' | 'locations' | 'archive' | 'names'

/** A real document that mutants are made of. */
export interface Original {
  readonly name: string
  /** Format and syntax; mutants are spread evenly over the groups. */
  readonly group: string
  readonly entrance: Entrance
  readonly syntax: MutantSyntax
  load(): Buffer
}

/** Larger documents would only make the run slower; what they hold, smaller ones hold too. */
const LARGEST = 200_000
/** Taken from one folder, evenly spread. */
const MOST_OF_A_FOLDER = 40

/**
 * The documents of the samples, some in syntaxes that these lack, and of the public suites where they are: always in the
 * same order, so that seed and number name a mutant.
 */
export async function listCorpus(samples: string, shared: string): Promise<readonly Original[]> {
  const found: Original[] = []
  for (const [name, bytes] of await makeDocuments(samples)) {
    await add(found, `made/${name}`, () => bytes)
  }
  for (const file of filesBelow(samples)) await add(found, name(samples, file), () => load(file))
  if (existsSync(join(shared, 'suites'))) {
    for (const folder of ['suites', 'corpus/zephyr']) {
      for (const file of filesBelow(join(shared, folder))) {
        await add(found, name(shared, file), () => load(file))
      }
    }
    await addCatalogues(found, shared)
    await addAdvisories(found, shared)
    addSuiteNames(found, shared)
  }
  for (const [group, lines] of Object.entries(NAMES)) addNames(found, 'made', group, lines)
  return found
}

async function add(found: Original[], name: string, load: () => Buffer): Promise<void> {
  const kind = NAMED_KINDS.find(([pattern]) => pattern.test(name))?.[1]
  if (kind !== undefined) {
    found.push({ name, ...kind, load })
    return
  }
  if (!/\.(?:json|jsonld|spdx|ya?ml|xml|rdf|csv|gz)$/.test(name)) return
  const detected = await detectFormat(sourceOfBytes(name, load()))
  if (detected === undefined) return
  const { format, syntax } = detected
  const entrance = ENTRANCES[format]
  const group = `${format} ${syntax}`
  const shape = SYNTAXES[syntax]
  found.push({ name, group, entrance, syntax: shape, load })
  if (format === 'cyclonedx' || format === 'spdx-3') {
    found.push({ name, group: `${group} as VEX`, entrance: 'vex', syntax: shape, load })
  }
}

const NAMED_KINDS: readonly (readonly [RegExp, Omit<Original, 'name' | 'load'>])[] = [
  [/headwater\.yaml$/, { group: 'headwater.yaml', entrance: 'settings', syntax: 'yaml' }],
  [/locations\.json$/, { group: 'locations', entrance: 'locations', syntax: 'json' }],
  [/^made\/.*\.(?:zip|tar|tgz|gz)$/, { group: 'archive', entrance: 'archive', syntax: 'archive' }],
]

const ENTRANCES = {
  'spdx-2': 'check',
  'spdx-3': 'check',
  cyclonedx: 'check',
  openvex: 'vex',
  csaf: 'vex',
  osv: 'advisory',
  cve: 'advisory',
  'cisa-kev': 'catalogue',
  'eu-kev': 'catalogue',
  epss: 'catalogue',
} as const

const SYNTAXES = {
  json: 'json',
  xml: 'xml',
  'rdf-xml': 'xml',
  yaml: 'yaml',
  'tag-value': 'lines',
  csv: 'lines',
} as const

/** Depth first and sorted; evenly spread over folders with many files. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .filter((file) => statSync(file).size <= LARGEST)
  const step = Math.max(1, files.length / MOST_OF_A_FOLDER)
  const spread = files.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
  const folders = entries.filter((entry) => entry.isDirectory())
  return [...spread, ...folders.flatMap((entry) => filesBelow(join(folder, entry.name)))]
}

function name(root: string, file: string): string {
  return relative(join(root, '..'), file)
}

function load(file: string): Buffer {
  const bytes = readFileSync(file)
  return file.endsWith('.gz') ? gunzipSync(bytes).subarray(0, LARGEST) : bytes
}

/** The first entries: the catalogues are larger than mutants should be. */
async function addCatalogues(found: Original[], shared: string): Promise<void> {
  const files = ['kev/known_exploited_vulnerabilities.json', 'eukev/eukev/eukev.json']
  for (const file of files) {
    const whole = JSON.parse(readFileSync(join(shared, 'suites', file), 'utf8')) as unknown
    const fewer = JSON.stringify(whole, (_, value: unknown) =>
      Array.isArray(value) ? value.slice(0, 40) : value,
    )
    const bytes = Buffer.from(fewer)
    const group = file.startsWith('kev') ? 'cisa-kev json' : 'eu-kev json'
    const rest = { entrance: 'catalogue', syntax: 'json', load: () => bytes } as const
    found.push({ name: `shared/suites/${file}`, group, ...rest })
  }
  await Promise.resolve()
}

async function addAdvisories(found: Original[], shared: string): Promise<void> {
  for (const zip of ['Go.zip', 'PyPI.zip', 'Hex.zip', 'zephyr-cve5.zip']) {
    let i = 0
    for (const member of zipMembers(join(shared, 'advisories', zip), DEFAULT_LIMITS)) {
      if (i++ % 100 !== 0 || member.size > LARGEST) continue
      const bytes = member.read()
      await add(found, `shared/advisories/${zip}/${member.name}`, () => bytes)
    }
  }
}

function addSuiteNames(found: Original[], shared: string): void {
  const suites = join(shared, 'suites')
  const lists: readonly (readonly [string, string])[] = [
    ['purl', 'purl/tests'],
    ['vers', 'vers/tests'],
    ['versions', 'version-order'],
    ['cvss', 'cvss'],
  ]
  for (const [group, folder] of lists) {
    for (const file of filesBelow(join(suites, folder))) {
      const text = readFileSync(file, 'utf8')
      const lines = file.endsWith('.json') ? textsOf(JSON.parse(text)) : text.split('\n')
      addNames(found, name(shared, file), group, lines.slice(0, 600))
    }
  }
}

function addNames(found: Original[], from: string, group: string, lines: readonly string[]): void {
  for (let i = 0; i < lines.length; i += NAMES_AT_ONCE) {
    const bytes = Buffer.from(lines.slice(i, i + NAMES_AT_ONCE).join('\n'))
    found.push({
      name: `${from}#${group}${i}`,
      group: `${group} names`,
      entrance: 'names',
      syntax: 'lines',
      load: () => bytes,
    })
  }
}

const NAMES_AT_ONCE = 20

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
