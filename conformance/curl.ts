// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import type { ReportFinding, ReportLocation } from '@headwater/domain/report'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { runCheck } from '@headwater/check/run'
import {
  buildDocument,
  locationsFile,
  RELEASE,
  sourceDocument,
  type Cve,
  type CurlInventory,
} from './curl-documents.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * curl 7.88.1 in three configurations and two images each, against the corpus' verdicts by function. The inventories are
 * written as SBOMs with records of code and read back by a check. One case is one CVE in one image, and one function that its
 * fix changes in one image. Safety comes first: a CVE that the corpus has present or unknown and that is dropped here fails
 * the whole.
 *
 * Two kinds of cases differ, and stay so. The corpus takes a function of a file that this release does not have
 * (lib/cf-h1-proxy.c) for the one of that name in another file; here a name met in another file is not the function. And it
 * passes over macros: the fix of CVE-2023-38546 changes one in a header (COOKIE_HASH_SIZE), which is judged by the functions
 * that use it, and the corpus has no texts to look for them; with the texts (`--source`) it is dropped as the corpus says.
 */
export const suite: Suite = { name: 'curl', run }

const CONFIGURATIONS = ['httponly', 'https', 'full'] as const
const IMAGES = ['app', 'tool'] as const

interface Verdict {
  readonly id: string
  readonly verdict: string
  /** File of the fix, function, file of this release that the corpus takes for it, state. */
  readonly elements: readonly (readonly [string, string | null, string | null, string])[]
}

async function run(shared: string): Promise<Outcome> {
  const corpus = join(shared, 'corpus', 'curl')
  const read = (name: string): unknown => JSON.parse(readFileSync(join(corpus, name), 'utf8'))
  const cves = read('cves.json') as readonly Cve[]
  const inventories = CONFIGURATIONS.map(
    (name) => read(`inventory-${RELEASE}-${name}.json`) as CurlInventory,
  )
  const index = buildAdvisoryIndex(cves.map(recordOf))
  const failures: { case: string; reason: string }[] = []
  let total = 0
  let passed = 0
  const compare = (what: string, ours: string, theirs: string, why: string): void => {
    total++
    if (ours === theirs) passed++
    else failures.push({ case: what, reason: `${ours}, the corpus says ${theirs}: ${why}` })
  }
  for (const [i, configuration] of CONFIGURATIONS.entries()) {
    for (const image of IMAGES) {
      const inventory = inventories[i]
      if (inventory === undefined) continue
      const findings = await check(inventory, inventories, image, cves, index)
      const verdicts = read(`verdicts-${RELEASE}-${configuration}-${image}.json`)
      for (const { id, verdict, elements } of verdicts as readonly Verdict[]) {
        const name = `${configuration} ${image} ${id}`
        const finding = findings.get(id)
        if (finding === undefined) {
          compare(name, 'not in range', verdict, '')
          continue
        }
        if (isDropped(finding) && /^[CU]-/.test(verdict)) {
          const reason = `dropped, and the corpus says ${verdict}: ${finding.reason}`
          return { passed: 0, total: 1, failures: [{ case: name, reason }] }
        }
        compare(name, verdictOf(finding), verdict, finding.reason)
        for (const [file, wanted, , state] of elements) {
          const location = placeOf(finding, file, wanted)
          const ours = location === undefined ? 'no place' : stateOf(location, wanted)
          compare(`${name} ${file} ${wanted ?? 'data'}`, ours, state, location?.reason ?? '')
        }
      }
    }
  }
  return { passed, total, failures }
}

async function check(
  inventory: CurlInventory,
  all: readonly CurlInventory[],
  image: (typeof IMAGES)[number],
  cves: readonly Cve[],
  index: ReturnType<typeof buildAdvisoryIndex>,
): Promise<ReadonlyMap<string, ReportFinding>> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-curl-'))
  try {
    const locations = join(folder, 'places.json')
    const documents = [
      [join(folder, 'source.spdx.json'), sourceDocument(inventory, all)],
      [join(folder, 'build.spdx.json'), buildDocument(inventory, image)],
    ] as const
    writeFileSync(locations, JSON.stringify(locationsFile(cves)))
    for (const [path, document] of documents) writeFileSync(path, JSON.stringify(document))
    const report = await runCheck({
      paths: documents.map(([path]) => path),
      identify: [],
      locations: [locations],
      vex: [],
      advisories: [],
      limits: DEFAULT_LIMITS,
      version: '0',
      now: new Date(0),
      progress: () => undefined,
      openAdvisories: () =>
        Promise.resolve({ index, feeds: [], exploited: () => [], epss: () => undefined }),
    })
    return new Map(report.findings.map((each) => [each.vulnerability.id, each]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Several fixes may name the same file. */
function placeOf(
  { locations }: ReportFinding,
  file: string,
  name: string | null,
): ReportLocation | undefined {
  const places = locations.filter(({ path }) => path === file)
  return places.find(({ functions }) => name === null || functions.includes(name)) ?? places[0]
}

function isDropped({ verdict }: ReportFinding): boolean {
  return verdict === 'not_affected' || verdict === 'fixed'
}

/** In the corpus' words: what is present first, then what is unknown, then the absence that is nearest to being there. */
const ORDER = [
  'C-present',
  'unknown-data-or-macro',
  'unknown-function-younger-than-release',
  'unknown-no-counterpart',
  'unknown-macro',
  'B2-dropped-by-linker',
  'B1-preprocessed-out',
  'A2-compiled-empty',
  'A-not-compiled',
] as const

function verdictOf(finding: ReportFinding): string {
  if (finding.locations.length === 0) return 'U-no-source-in-fix'
  const states = new Set(
    finding.locations.flatMap((location) => [
      ...(location.code ?? []).map(({ name }) => stateOf(location, name)),
      stateOf(location, null),
    ]),
  )
  const state = ORDER.find((each) => states.has(each)) ?? 'nothing'
  // the verdict that a user gets must say the same as the states that it stands on
  if (isDropped(finding) !== /^[AB]/.test(state)) return `${finding.verdict} with ${state}`
  return state === 'unknown-macro' ? 'U-data-or-macro' : state.replace(/^unknown-/, 'U-')
}

/** Of one function, or of what the fix changed beside functions (`null`). */
function stateOf(location: ReportLocation, name: string | null): string {
  const code = location.code?.find((each) => each.name === name)
  if (code?.state === 'own' || code?.state === 'inlined') return 'C-present'
  if (code !== undefined) return STATES[code.cause ?? ''] ?? code.cause ?? code.state
  // where functions are seen, what lies beside them is not asked any more; the corpus counts no macro
  if (location.rule === 'code-in-image') {
    return /the macro|outside/.test(location.reason) ? 'unknown-macro' : 'unknown-data-or-macro'
  }
  return RULES[location.rule] ?? location.rule
}

const RULES: Readonly<Record<string, string>> = {
  'path-not-in-tree': 'unknown-no-counterpart',
  'compiled-empty': 'A2-compiled-empty',
  'all-absent': 'A-not-compiled',
}

const STATES: Readonly<Record<string, string>> = {
  'not-compiled': 'A-not-compiled',
  'compiled-empty': 'A2-compiled-empty',
  'preprocessed-out': 'B1-preprocessed-out',
  'dropped-by-linker': 'B2-dropped-by-linker',
  'function-not-in-source': 'unknown-function-younger-than-release',
}

/** A record of the range alone: where the code is, the locations file says. */
function recordOf({ id, first, last, title }: Cve): Advisory {
  return createAdvisoryReader().read(id, {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: id,
      assignerOrgId: '00000000-0000-4000-8000-000000000000',
      state: 'PUBLISHED',
    },
    containers: {
      cna: {
        providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' },
        title,
        descriptions: [{ lang: 'en', value: 'Stands for the record of this name.' }],
        references: [{ url: 'https://example.org/' }],
        affected: [
          {
            vendor: 'curl',
            product: 'curl',
            repo: 'https://github.com/curl/curl',
            defaultStatus: 'unaffected',
            versions: [
              { version: first, lessThanOrEqual: last, status: 'affected', versionType: 'semver' },
            ],
          },
        ],
      },
    },
  })
}
