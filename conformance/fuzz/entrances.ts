// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDocuments } from '../../packages/check/documents/index.ts'
import { runCheck } from '../../packages/check/run/index.ts'
import { readLocations, readSettings } from '../../packages/check/settings/index.ts'
import { csafText, cycloneDxText, openVexText } from '../../packages/domain/vex-documents/index.ts'
import { printExplanation } from '../../packages/cli/print/explain.ts'
import { printHtml } from '../../packages/cli/print/html.ts'
import { printJson } from '../../packages/cli/print/json.ts'
import { printMarkdown } from '../../packages/cli/print/markdown.ts'
import { printSarif } from '../../packages/cli/print/sarif.ts'
import { printTable } from '../../packages/cli/print/table.ts'
import { run } from '../../packages/cli/run.ts'
import { componentsOf, type Component } from '../../packages/domain/identity/index.ts'
import type { Inventory } from '../../packages/domain/inventory/index.ts'
import {
  buildAdvisoryIndex,
  createAdvisoryReader,
  createMatcher,
  groupByVulnerability,
  type Advisory,
  type AffectedNames,
  type ComponentIdentity,
} from '../../packages/domain/matching/index.ts'
import type { Report } from '../../packages/domain/report/index.ts'
import { readEpss } from '../../packages/formats/epss/index.ts'
import { readCisaKev, readEuKev } from '../../packages/formats/kev/index.ts'
import { parseJson } from '../../packages/formats/json/index.ts'
import { formatPurl, purlOfPackage } from '../../packages/formats/purl/index.ts'
import { DEFAULT_LIMITS, readText, sourceOfBytes } from '../../packages/formats/source/index.ts'
import { openDocuments } from '../../packages/intake/documents/index.ts'
import type { Entrance } from './corpus.ts'
import { readNames } from './names.ts'
import { checkHtml, checkTerminalText, refusalOf, Violation } from './oracle.ts'

interface Visit {
  readonly bytes: Buffer
  readonly samples: string
  /** Also print what came of it in every format. */
  readonly prints: boolean
}

export type Door = (visit: Visit) => Promise<string>

const root = mkdtempSync(join(tmpdir(), 'headwater-fuzz-'))
/** Settings are looked for two folders up as well. */
const folder = join(root, 'a', 'b')

/** Leaves nothing behind. */
export function closeDoors(): void {
  rmSync(root, { recursive: true, force: true })
}

/** Each takes bytes by the way that the program takes them, and says what became of them. */
export const DOORS: Readonly<Record<Entrance, Door>> = {
  async check({ bytes, prints }) {
    const path = put('mutant', bytes)
    const outcome = await refusing(() => checkDocument(path, prints))
    if (prints) await runVerb(['inspect', path], outcome)
    return outcome
  },
  async vex({ bytes, samples, prints }) {
    const path = put('mutant', bytes)
    return refusing(async () => {
      const sbom = join(samples, 'portal/sbom/portal.cdx.json')
      const report = await checkWith([sbom], { vex: [path] }, adviseAll)
      if (prints) printAll(report)
      return `read, ${report.vex.bound > 0 ? 'bound' : 'not bound'}`
    })
  },
  async advisory({ bytes, prints }) {
    return refusing(async () => {
      const text = await readText(sourceOfBytes('mutant', bytes))
      const value = parseJson('mutant', text)
      const advisory = createAdvisoryReader().read('mutant', value, text)
      const components = advisory.affected.slice(0, 50).map(({ names }) => identityOf(names, text))
      const matcher = createMatcher(components)
      const index = buildAdvisoryIndex([advisory])
      for (const each of index.concerning(matcher.keys)) matcher.offer(each)
      const matches = matcher.matches()
      let held = 0
      for (const list of matches) held += groupByVulnerability(list).vulnerabilities.length
      if (prints) await checkAgainst(advisory)
      return held > 0 ? 'read, matched' : 'read'
    })
  },
  async catalogue({ bytes }) {
    return refusing(async () => {
      const text = await readText(sourceOfBytes('mutant', bytes))
      const answers = [readCisaKev, readEuKev, readEpss].map((read) =>
        refusing(() => Promise.resolve((read('mutant', text), 'read'))),
      )
      const outcomes = await Promise.all(answers)
      return outcomes.find((outcome) => outcome === 'read') ?? outcomes[0] ?? 'read'
    })
  },
  async settings({ bytes }) {
    const path = put('headwater.yaml', bytes)
    return refusing(async () => {
      const settings = await readSettings([path])
      for await (const _ of openDocuments([...settings.advisories, ...settings.vex])) break
      return 'read'
    })
  },
  async locations({ bytes, samples, prints }) {
    const path = put('locations.json', bytes)
    return refusing(async () => {
      const { entries } = readLocations(path)
      if (!prints) return 'read'
      const sbom = join(samples, 'lantern/sbom/minimal')
      const advisory = (inventory: Inventory, components: readonly Component[]) => [
        ...adviseAll(inventory, components),
        ...entries.slice(0, 3).flatMap(({ id }) => adviceOn(id, components[0], [])),
      ]
      printAll(await checkWith([sbom], { locations: [path] }, advisory))
      return 'read'
    })
  },
  async archive({ bytes }) {
    const path = put(bytes.length % 2 === 0 ? 'mutant.tgz' : 'mutant.bin', bytes)
    const outcome = await refusing(async () => {
      let members = 0
      for await (const { source } of openDocuments([path])) {
        for await (const _ of source.chunks()) members++
      }
      return members > 0 ? 'read' : 'empty'
    })
    await refusing(() => checkDocument(path, false))
    await runVerb(['inspect', path], outcome)
    return outcome
  },
  names: ({ bytes }) => Promise.resolve(readNames(bytes.toString('utf8').split('\n'))),
}

async function refusing(work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    return refusalOf(error)
  }
}

/** A folder each: settings that lie beside a document belong to it. */
function put(name: string, bytes: Buffer): string {
  const path = join(folder, name, name)
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

/** The whole way: read, linked, matched, judged and, for some, printed. */
async function checkDocument(path: string, prints: boolean): Promise<string> {
  const report = await checkWith([path], {}, adviseAll)
  if (prints) printAll(report)
  return report.findings.length > 0 ? 'read, judged' : 'read'
}

async function checkAgainst(advisory: Advisory): Promise<void> {
  const identity = identityOf(advisory.affected[0]?.names, '')
  const sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      {
        type: 'library',
        name: 'fuzzed',
        version: identity.version,
        ...(identity.purls?.[0] === undefined ? {} : { purl: identity.purls[0] }),
        ...(identity.cpes?.[0] === undefined ? {} : { cpe: identity.cpes[0] }),
      },
    ],
  }
  const path = put('sbom.json', Buffer.from(JSON.stringify(sbom)))
  let report: Report
  try {
    report = await checkWith([path], {}, () => [advisory])
  } catch (error) {
    // the names of a mutant need not make a valid SBOM
    refusalOf(error)
    return
  }
  printAll(report)
}

type Advise = (inventory: Inventory, components: readonly Component[]) => readonly Advisory[]

async function checkWith(
  paths: readonly string[],
  more: { readonly vex?: readonly string[]; readonly locations?: readonly string[] },
  advise: Advise,
): Promise<Report> {
  const { inventory } = await readDocuments(paths, DEFAULT_LIMITS)
  const { components } = componentsOf(inventory, [])
  return runCheck({
    paths,
    identify: [],
    locations: [],
    vex: [],
    ...more,
    advisories: [],
    limits: DEFAULT_LIMITS,
    version: '0',
    now: new Date(0),
    progress: () => undefined,
    openAdvisories: () =>
      Promise.resolve({
        index: buildAdvisoryIndex(advise(inventory, components)),
        feeds: [],
        exploited: () => [],
        epss: () => undefined,
      }),
  })
}

/** Dummy advisories on the first components that can be matched, in files that the documents name. */
const adviseAll: Advise = (inventory, components) => {
  const files: string[] = []
  for (let node = 0; node < inventory.nodeCount && files.length < 5; node++) {
    if (inventory.kind(node) === 'file') files.push(inventory.name(node))
  }
  return components
    .filter(({ purls, cpes }) => purls.length + cpes.length > 0)
    .slice(0, 5)
    .flatMap((component, i) => adviceOn(`CVE-2026-1000${i}`, component, files))
}

/** None where the component's names, being a mutant's, make no valid record. */
function adviceOn(
  id: string,
  component: Component | undefined,
  files: readonly string[],
): readonly Advisory[] {
  const record = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: /^CVE-\d{4}-\d{4,9}$/.test(id) ? id : 'CVE-2026-10009',
      state: 'PUBLISHED',
    },
    containers: {
      cna: {
        descriptions: [{ lang: 'en', value: 'A dummy.' }],
        affected: [
          {
            packageURL: withoutVersion(component?.purls[0]),
            cpes: component?.cpes.slice(0, 1),
            vendor: 'v',
            product: 'p',
            programFiles: files,
            versions: [
              { version: '0', lessThan: '9999', status: 'affected', versionType: 'custom' },
            ],
            defaultStatus: 'affected',
          },
        ],
      },
    },
  }
  try {
    return [createAdvisoryReader().read('dummy', record)]
  } catch (error) {
    refusalOf(error)
    return []
  }
}

function withoutVersion(purl: string | undefined): string | undefined {
  return purl?.replace(/[@?#].*$/s, '')
}

function identityOf(names: AffectedNames | undefined, text: string): ComponentIdentity {
  const purl =
    names?.ecosystem === undefined || names.packageName === undefined
      ? undefined
      : purlOfPackage(names.ecosystem, names.packageName)
  return {
    name: names?.label ?? '',
    version: /"(?:introduced|fixed|version|lessThan)":\s*"([^"]{1,200})"/.exec(text)?.[1] ?? '1.0',
    purls: purl === undefined ? [] : [formatPurl(purl)],
    cpes: names?.cpes?.slice(0, 3) ?? [],
    repositories: names?.repository === undefined ? [] : [names.repository],
  }
}

/** Printers take what readers accepted: they have nothing to refuse. */
function printAll(report: Report): void {
  try {
    printEach(report)
  } catch (error) {
    if (error instanceof Violation) throw error
    throw new Violation(`printing failed: ${String(error)}`, { cause: error })
  }
}

function printEach(report: Report): void {
  const id = report.findings[0]?.vulnerability.id ?? 'CVE-2026-10000'
  for (const showDropped of [true, false]) {
    checkTerminalText('the table', printTable(report, { coloured: false, showDropped }))
    printMarkdown(report, showDropped)
  }
  checkTerminalText('the explanation', printExplanation(report, id, false))
  checkHtml(printHtml(report))
  for (const text of [
    printJson(report),
    printSarif(report),
    openVexText(report, 'fuzz'),
    csafText(report, 'fuzz'),
    cycloneDxText(report),
  ]) {
    JSON.parse(text)
  }
}

/** As a person runs it: nothing but text and an exit code comes out. */
async function runVerb(argv: readonly string[], outcome: string): Promise<void> {
  let told = ''
  const code = await run(argv, {
    out: (text) => void (told += text),
    err: (text) => void (told += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date(0),
    env: {},
  })
  if (code === 70)
    throw new Violation(`${argv[0]} ended in an internal fault: ${told.slice(0, 2000)}`)
  if (code === 0 && outcome.startsWith('refused') && !outcome.endsWith('DAMAGED')) {
    throw new Violation(`${argv[0]} accepted what the reader refused: ${outcome}`)
  }
  checkTerminalText(argv[0] ?? '', told)
}
