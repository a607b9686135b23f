// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path'
import type { Limits } from '@headwater/formats/source'
import { readCodeRecords } from '@headwater/domain/code'
import {
  componentsOf,
  proposeIdentities,
  type Component,
  type Override,
} from '@headwater/domain/identity'
import type { Inventory } from '@headwater/domain/inventory'
import { knowComponent, settlingIds, type ComponentIdentity } from '@headwater/domain/matching'
import type {
  Report,
  ReportComponents,
  ReportFinding,
  ReportSummary,
  ReportVex,
} from '@headwater/domain/report'
import { triage, type FilterReport, type Judged } from '@headwater/domain/triage'
import type { VexStatement } from '@headwater/domain/vex'
import type { DigestedSource } from '@headwater/intake/documents'
import { openCode } from '../code/index.ts'
import { describeDocuments } from '../describe/index.ts'
import { nothingToCheck, readDocuments } from '../documents/index.ts'
import {
  parseOverride,
  readLocations,
  readSettings,
  settingsFilesFor,
  SettingsError,
  type Overlay,
} from '../settings/index.ts'
import { acrossDocuments, carriersOf } from '../vex/across.ts'
import { exclusionsOf } from '../vex/exclusions.ts'
import type { HeardVerdict } from '../vex/hear.ts'
import { readVex, readVexOf } from '../vex/read.ts'
import type { Advisories } from './advisories.ts'
import { findCandidates, type Subject } from './candidates.ts'
import { describeComponent, findingOf } from './finding.ts'
import { identityOf } from './identity.ts'

export type { Advisories } from './advisories.ts'
export { identityOf } from './identity.ts'
export { checkComponents } from './components.ts'

export interface CheckOptions {
  readonly paths: readonly string[]
  /** False where the documents come from others: no headwater.yaml beside them is heard. */
  readonly heedSettings?: boolean
  /** `NAME=PURL|CPE`, over headwater.yaml. */
  readonly identify: readonly string[]
  readonly locations: readonly string[]
  /** Beside `identify`, for who keeps them: a name that no component has is told, and nothing is refused for it. */
  readonly overrides?: readonly Override[]
  /** Beside `locations`: what was read already. */
  readonly overlays?: readonly Overlay[]
  readonly vex: readonly string[]
  /** ELF files to look into for functions. */
  readonly images?: readonly string[]
  /** Source trees, `[NAME=]DIR`. */
  readonly sources?: readonly string[]
  /** Advisory files of the command line; what headwater.yaml names is added. */
  readonly advisories: readonly string[]
  readonly limits: Limits
  readonly version: string
  readonly now: Date
  readonly progress: (what: string) => void
  /** Opens the feeds for these components: the given paths, or the mirror where there is none. */
  readonly openAdvisories: (
    paths: readonly string[],
    components: readonly ComponentIdentity[],
  ) => Promise<Advisories>
}

/** A report, and what it was made from: for who keeps both. */
export interface Checked {
  readonly report: Report
  readonly inventory: Inventory
  readonly components: readonly Component[]
  /** For each finding of the report, in its order: which component it is about. */
  readonly subjects: readonly Component[]
  /** Of the overrides those that name no component. */
  readonly unused: readonly Override[]
}

/**
 * One check, from paths to report: reads the documents, says who the components are, matches the advisories, judges each
 * finding by the rules of triage.
 * @throws UnreadableDocuments, SettingsError, IntakeError, LimitError: then nothing was judged.
 */
export async function runCheck(options: CheckOptions): Promise<Report> {
  return (await checkDocuments(options)).report
}

/** As {@link runCheck}, with what the report was made from. */
export async function checkDocuments(options: CheckOptions): Promise<Checked> {
  const code = openCode(options.images ?? [], options.sources ?? [], options.progress)
  const { inventory, sources } = await readDocuments(
    options.paths,
    options.limits,
    (name) => options.progress(`reading ${name}`),
    code?.beside,
  )
  if (inventory.documents.length === 0) throw nothingToCheck(options.paths)
  const files =
    options.heedSettings === false
      ? []
      : settingsFilesFor(inventory.documents.map(({ facts }) => facts.source))
  const settings = await readSettings(files)
  const overlays = [
    ...[...options.locations, ...settings.locations].map(readLocations),
    ...(options.overlays ?? []),
  ]
  const overrides = [
    ...options.identify.map(overrideOf),
    ...(options.overrides ?? []),
    ...settings.overrides,
  ]
  const { components, unused } = componentsOf(inventory, overrides)
  refuseUnused(
    unused.map(({ component }) => component),
    options.identify,
    components,
  )

  options.progress('reading advisories')
  const advisories = await options.openAdvisories(
    [...options.advisories, ...settings.advisories],
    components.map(identityOf),
  )
  options.progress('matching')
  const candidates = findCandidates(components, advisories, overlays)
  const records = readCodeRecords(inventory)
  const { judged, filters } = triage(inventory, candidates, records, code?.givenIn(inventory))
  const { documents, links } = await describeDocuments(inventory, sources, records.remarks)
  const statements = await gatherVex(inventory, sources, [...options.vex, ...settings.vex], options)
  const { heard, vex } = await hear(inventory, components, statements, judged.map(applyPedigree))
  const findings = heard.map((each) => findingOf(inventory, each, advisories))
  const described = describeComponents(inventory, components)
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'headwater', version: options.version },
    checkedAt: options.now.toISOString(),
    documents,
    links,
    components: described,
    filters: filters.map((filter) => describeFilter(inventory, components, filter)),
    advisories: advisories.feeds,
    findings,
    vex,
    summary: summarize(findings, components, described.unidentified.length),
  }
  const subjects = heard.map(({ judged: { candidate } }) => candidate.subject.component)
  return { report, inventory, components, subjects, unused }
}

/** Statements of the files that were given, and of SBOMs that carry vulnerabilities themselves (Yocto, CycloneDX). */
async function gatherVex(
  inventory: Inventory,
  sources: readonly DigestedSource[],
  paths: readonly string[],
  { limits }: CheckOptions,
): Promise<readonly VexStatement[]> {
  const statements: VexStatement[] = [...exclusionsOf(inventory)]
  for (const index of carriersOf(inventory)) {
    const source = sources[index]
    const found = source === undefined ? undefined : await readVexOf(source, limits)
    for (const each of found?.statements ?? []) statements.push(acrossDocuments(inventory, each))
  }
  if (paths.length > 0) statements.push(...(await readVex(paths, limits)).statements)
  // a VEX file inside the folder that is checked is an SBOM's companion and a --vex at once
  const seen = new Set<string>()
  return statements.filter(({ source, vulnerability, status }) => {
    const key = JSON.stringify([resolve(source.document), source.pointer, vulnerability.id, status])
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** What binds VEX loads four formats: only where there are statements. */
async function hear(
  inventory: Inventory,
  components: readonly Component[],
  statements: readonly VexStatement[],
  judged: readonly Judged<Subject>[],
): Promise<{ readonly heard: readonly HeardVerdict[]; readonly vex: ReportVex }> {
  if (statements.length === 0) {
    return {
      heard: judged.map((each) => ({ judged: each, evidence: [] })),
      vex: { statements: 0, bound: 0, unbound: [] },
    }
  }
  const { hearVex } = await import('../vex/hear.ts')
  return hearVex(inventory, components, statements, judged)
}

/** The supplier says that this very copy carries the fix (CycloneDX pedigree, backports). */
function applyPedigree(judged: Judged<Subject>): Judged<Subject> {
  const { component, vulnerability } = judged.candidate.subject
  const fixed = settlingIds(vulnerability).find((id) => component.resolves.includes(id))
  if (fixed === undefined || judged.verdict === 'not_affected') return judged
  const { justification: _, ...rest } = judged
  return {
    ...rest,
    verdict: 'fixed',
    rule: 'pedigree',
    reason: `its document says that this copy of ${component.name} carries the fix of ${fixed}`,
  }
}

function overrideOf(pair: string): { component: string; identity: string } {
  // names may hold `=`, identities begin with `pkg:` or `cpe:`
  const found = /^(.+?)=((?:pkg|cpe):.*)$/.exec(pair)
  if (found === null) {
    throw new SettingsError('--identify', [`${pair} must be NAME=pkg:… or NAME=cpe:…`])
  }
  const answer = parseOverride(found[1] ?? '', found[2] ?? '')
  if ('fault' in answer) throw new SettingsError('--identify', [answer.fault])
  return answer
}

/** A name that no component has is a typing error, and silence about it would read as "identified". */
function refuseUnused(
  unused: readonly string[],
  given: readonly string[],
  components: readonly Component[],
): void {
  const wrong = unused.filter((name) => given.some((pair) => pair.startsWith(`${name}=`)))
  if (wrong.length === 0) return
  const names = components.map(({ name }) => name).slice(0, 20)
  throw new SettingsError('--identify', [
    `no component is called ${wrong.join(', ')}; there are ${names.join(', ')}${components.length > 20 ? ', …' : ''}`,
  ])
}

function describeComponents(
  inventory: Inventory,
  components: readonly Component[],
): ReportComponents {
  // a hash alone is an identity too, but no feed files anything under it: silence would read as safety
  const nobody = components.filter((component) =>
    knowComponent(identityOf(component)).lookups.every(({ by }) => by === 'digest'),
  )
  return {
    total: components.length,
    matched: components.length - nobody.length,
    unidentified: nobody
      .map((component) => ({
        name: component.name,
        ...(component.version === undefined ? {} : { version: component.version }),
        documents: describeComponent(inventory, component).documents,
        proposals: proposeIdentities(inventory, component, components).map(
          ({ identity, because }) => ({ identity, because }),
        ),
      }))
      // a set of Zephyr names dozens of build targets: whose identity can be told is told first
      .sort((a, b) => Number(b.proposals.length > 0) - Number(a.proposals.length > 0)),
    withoutVersion: components
      .filter(({ version, identifiedBy }) => version === undefined && identifiedBy !== 'nobody')
      .map(({ name }) => name),
  }
}

function describeFilter(
  inventory: Inventory,
  components: readonly Component[],
  filter: FilterReport,
): Report['filters'][number] {
  const [node] = filter.component
  const component = components.find(({ nodes }) => node !== undefined && nodes.includes(node))
  return {
    component: component
      ? describeComponent(inventory, component)
      : { name: '', purls: [], cpes: [], identifiedBy: 'nobody', documents: [] },
    state: filter.state,
    ...(filter.reason === undefined ? {} : { reason: filter.reason }),
    coverage: filter.coverage,
    listedSources: filter.listedSources,
    prefix: filter.prefix,
  }
}

function summarize(
  findings: readonly ReportFinding[],
  components: readonly Component[],
  unidentifiedComponents: number,
): ReportSummary {
  const count = (verdict: string) => findings.filter((each) => each.verdict === verdict).length
  const byRule: Record<string, number> = {}
  for (const { rule } of findings) byRule[rule] = (byRule[rule] ?? 0) + 1
  return {
    inRange: findings.length,
    affected: count('affected'),
    not_affected: count('not_affected'),
    fixed: count('fixed'),
    unknown: count('unknown'),
    components: components.length,
    unidentifiedComponents,
    byRule,
  }
}
