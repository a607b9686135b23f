// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captureBuild } from '@headwater/capture/build'
import { runCheck } from '@headwater/check/run'
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import type { ReportFinding } from '@headwater/domain/report'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import type { Image, Places, Project } from './project.ts'

/** Where the code of a vulnerability is, one entry of a locations file a file. */
export interface Located {
  readonly id: string
  readonly paths: readonly string[]
  readonly functions: readonly string[]
  readonly others?: readonly { readonly kind: string; readonly name: string }[]
  readonly from?: 'release' | 'fix'
  readonly basis: string
}

/** How a vulnerability fared. `by-list`: what a list of compiled files drops, too. `by-code`: only code and functions do. */
export type Fate = 'by-list' | 'by-code' | 'kept' | 'unknown'

export interface Judged {
  readonly fate: Fate
  readonly reason: string
  readonly places: readonly JudgedPlace[]
}

interface JudgedPlace {
  readonly path: string
  readonly state: string
  readonly rule: string
  readonly functions: readonly { readonly name: string; readonly state: string }[]
}

/** The way of a user: captures a build for one image, and checks the documents with places for each of the vulnerabilities. */
export async function judge(
  project: Project,
  places: Places,
  image: Image,
  located: readonly Located[],
): Promise<ReadonlyMap<string, Judged>> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-judge-'))
  try {
    const documents = join(folder, 'sbom')
    await captureTo(documents, places, image)
    return await judgeDocuments(project, documents, located)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Captures a build, for one image or for all that was linked. */
export async function captureTo(folder: string, { build }: Places, image?: Image): Promise<void> {
  await captureBuild({
    buildDir: build,
    sources: [],
    images: image === undefined ? [] : [join(build, image.path)],
    out: folder,
    format: 'spdx-3.0',
    sha512: false,
    partial: false,
    now: new Date(0),
    tool: { name: 'headwater', version: '0' },
  })
}

/** The second half: the documents are there. */
async function judgeDocuments(
  project: Project,
  documents: string,
  located: readonly Located[],
): Promise<ReadonlyMap<string, Judged>> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-places-'))
  try {
    const file = join(folder, 'locations.json')
    writeFileSync(file, JSON.stringify({ locations: located }))
    const ids = [...new Set(located.map(({ id }) => id))]
    const index = buildAdvisoryIndex(ids.map((id) => recordOf(project, id)))
    const report = await runCheck({
      paths: [documents],
      identify: [`${project.name}=${identityOf(project)}@1.0.0`],
      locations: [file],
      vex: [],
      advisories: [],
      limits: DEFAULT_LIMITS,
      version: '0',
      now: new Date(0),
      progress: () => undefined,
      openAdvisories: () =>
        Promise.resolve({ index, feeds: [], exploited: () => [], epss: () => undefined }),
    })
    const findings = new Map(report.findings.map((each) => [each.vulnerability.id, each]))
    return new Map(
      ids.map((id) => {
        const finding = findings.get(id)
        if (finding === undefined) throw new Error(`${id}: the check did not find it in range`)
        return [id, judged(finding)]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function judged(finding: ReportFinding): Judged {
  return {
    fate: fateOf(finding),
    reason: finding.reason,
    places: finding.locations.map(({ path, state, rule, code = [] }) => ({
      path,
      state,
      rule,
      functions: code.map(({ name, state: said }) => ({ name, state: said })),
    })),
  }
}

/** A list of compiled files knows no empty object and no function; where neither was needed, the list is enough. */
function fateOf({ verdict, locations }: ReportFinding): Fate {
  if (verdict === 'affected') return 'kept'
  if (verdict !== 'not_affected') return 'unknown'
  const needsCode = locations.some(
    ({ rule }) => rule === 'compiled-empty' || rule === 'function-absent',
  )
  return needsCode ? 'by-code' : 'by-list'
}

/** An identity of our own, so that the range holds whatever the release calls itself: the range is not what is measured. */
function identityOf(project: Project): string {
  return `pkg:github/headwater-oracles/${project.name}`
}

function recordOf(project: Project, id: string): Advisory {
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
        title: id,
        descriptions: [{ lang: 'en', value: 'Stands for the record of this name.' }],
        references: [{ url: 'https://example.org/' }],
        affected: [
          {
            vendor: project.name,
            product: project.name,
            repo: `https://github.com/headwater-oracles/${project.name}`,
            defaultStatus: 'affected',
          },
        ],
      },
    },
  })
}
