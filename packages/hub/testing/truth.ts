// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkDocuments, identityOf, type Advisories } from '@headwater/check/run'
import type { Override } from '@headwater/domain/identity'
import {
  buildAdvisoryIndex,
  type Advisory,
  type ComponentIdentity,
} from '@headwater/domain/matching'
import type { ReportFinding } from '@headwater/domain/report'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import type { Db } from '@headwater/store/schema'
import type { AssessedEvidence } from '../judgement/assessments.ts'
import type { FindingEvidence } from '../judgement/stated.ts'

/** What is said of one vulnerability in one component, by whomever: nothing of it may differ between a check and a hub. */
interface Said {
  readonly verdict: string
  readonly rule: string
  readonly justification?: string
  readonly reason: string
  /** Tenths; -1 where nobody rates it. */
  readonly severity: number
  readonly isExploited: boolean
  readonly aliases: readonly string[]
  readonly locations: readonly object[]
  readonly evidence: readonly object[]
  readonly fixedIn: readonly string[]
  readonly references: readonly string[]
}

/** By vulnerability and component. */
type AllSaid = Readonly<Record<string, Said>>

interface Inputs {
  /** Path and the name that is shown for it. */
  readonly documents: readonly { readonly name: string; readonly bytes: Uint8Array | string }[]
  readonly statements: readonly { readonly name: string; readonly bytes: Uint8Array | string }[]
  readonly overrides?: readonly Override[]
  readonly locations?: readonly { readonly name: string; readonly bytes: Uint8Array | string }[]
  readonly advisories: Iterable<Advisory>
  readonly exploited?: ReadonlySet<string>
}

/** What `headwater check` says of these inputs, and of which components. */
export async function saidByCheck(inputs: Inputs): Promise<{
  readonly findings: AllSaid
  readonly components: readonly string[]
  readonly unbound: number
}> {
  if (inputs.documents.length === 0) return { findings: {}, components: [], unbound: 0 }
  const folder = await mkdtemp(join(tmpdir(), 'check-'))
  try {
    const names = new Map<string, string>()
    const laid = async (
      files: readonly { readonly name: string; readonly bytes: Uint8Array | string }[],
    ): Promise<readonly string[]> => {
      const paths = []
      for (const { name, bytes } of files) {
        const path = join(folder, String(names.size))
        await writeFile(path, bytes)
        names.set(path, name)
        paths.push(path)
      }
      return paths
    }
    const index = buildAdvisoryIndex(inputs.advisories)
    const advisories: Advisories = {
      index,
      feeds: [],
      exploited: (cve) =>
        inputs.exploited?.has(cve) === true ? [{ catalogue: 'CISA KEV', since: '2026-01-01' }] : [],
      epss: () => undefined,
    }
    const { report, subjects, components } = await checkDocuments({
      paths: await laid(inputs.documents),
      vex: await laid(inputs.statements),
      heedSettings: false,
      identify: [],
      locations: await laid(inputs.locations ?? []),
      overrides: inputs.overrides ?? [],
      advisories: [],
      limits: DEFAULT_LIMITS,
      version: '0.0.0',
      now: new Date(0),
      progress: () => undefined,
      openAdvisories: () => Promise.resolve(advisories),
    })
    const shown = (path: string): string => {
      const [file = '', member] = path.split('!/')
      return `${names.get(file) ?? file}${member === undefined ? '' : `!/${member}`}`
    }
    const documents = report.documents.map(({ name }) => shown(name))
    const findings: Record<string, Said> = {}
    const named = (text: string): string =>
      text.replaceAll(new RegExp(`${folder}/\\d+`, 'g'), (path) => names.get(path) ?? path)
    report.findings.forEach((finding, i) => {
      const subject = subjects[i]
      if (subject === undefined) return
      const key = keyOf(finding.vulnerability.id, identityOf(subject))
      const said = JSON.parse(named(JSON.stringify(saidOf(finding, documents)))) as Said
      const known = findings[key]
      if (known === undefined || RANK[said.verdict]! > RANK[known.verdict]!) findings[key] = said
    })
    return {
      findings,
      components: [...new Set(components.map((each) => componentKey(identityOf(each))))].sort(),
      unbound: report.vex.unbound.length,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the hub says of a release now, apart from what people say, which stands over it. */
export async function saidByHub(db: Db, release: string): Promise<AllSaid> {
  const rows = await db
    .selectFrom('finding as f')
    .innerJoin('release as r', 'r.id', 'f.release_id')
    .innerJoin('component as c', 'c.id', 'f.component_id')
    .innerJoin('finding_event as e', 'e.finding_id', 'f.id')
    .where('r.public_id', '=', release)
    .where('f.closed_at', 'is', null)
    .where('e.id', '=', (eb) =>
      eb
        .selectFrom('finding_event as l')
        .whereRef('l.finding_id', '=', 'f.id')
        .select((of) => of.fn.max('l.id').as('id')),
    )
    .select([
      'f.vulnerability',
      'f.verdict',
      'f.rule',
      'f.severity',
      'f.is_exploited',
      'c.facts',
      'e.justification',
      'e.reason',
      'e.evidence',
    ])
    .execute()
  return Object.fromEntries(
    rows.map((row) => {
      const evidence = row.evidence as FindingEvidence & Partial<AssessedEvidence>
      const { verdict, rule, justification, reason } = evidence.own ?? row
      const said: Said = {
        verdict,
        rule,
        ...(justification === null || justification === undefined ? {} : { justification }),
        reason,
        severity: row.severity,
        isExploited: row.is_exploited,
        aliases: evidence.aliases,
        locations: evidence.locations.map((each) =>
          located(
            each,
            evidence.documents.map(({ name }) => name),
          ),
        ),
        evidence: evidence.evidence,
        fixedIn: evidence.fixedIn,
        references: evidence.references,
      }
      return [keyOf(row.vulnerability, row.facts as ComponentIdentity), said] as const
    }),
  )
}

const RANK: Readonly<Record<string, number>> = {
  affected: 3,
  unknown: 2,
  fixed: 1,
  not_affected: 0,
}

function saidOf(finding: ReportFinding, documents: readonly string[]): Said {
  const { verdict, rule, justification, reason, severity, exploited } = finding
  return {
    verdict,
    rule,
    ...(justification === undefined ? {} : { justification }),
    reason,
    severity: severity === undefined ? -1 : Math.round(severity.score * 10),
    isExploited: exploited.length > 0,
    aliases: finding.vulnerability.aliases,
    locations: finding.locations.map((each) => located(each, documents)),
    evidence: finding.evidence,
    fixedIn: finding.fixedIn,
    references: finding.references,
  }
}

/** Documents by name: their numbers are those of one check. */
function located(location: ReportFinding['locations'][number], documents: readonly string[]) {
  return {
    ...location,
    files: location.files.map(({ chain, ...file }) => ({
      ...file,
      ...('document' in file ? { document: documents[file.document] } : {}),
      chain: chain.map((step) => ({ ...step, document: documents[step.document] })),
    })),
  }
}

function keyOf(vulnerability: string, identity: ComponentIdentity): string {
  return `${vulnerability} in ${componentKey(identity)}`
}

function componentKey(identity: ComponentIdentity): string {
  const { name, version, purls = [], cpes = [], repositories = [], commit, digests = [] } = identity
  const hashes = digests.map(({ algorithm, value }) => `${algorithm}:${value}`)
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort().join(' ')
  return [name, version, sorted(purls), sorted(cpes), sorted(repositories), commit, sorted(hashes)]
    .filter((part) => part !== undefined && part !== '')
    .join(' | ')
}
