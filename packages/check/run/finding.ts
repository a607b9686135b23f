// SPDX-License-Identifier: Apache-2.0
import { readCvss, scoreCvss } from '@headwater/formats/cvss'
import type { Inventory } from '@headwater/domain/inventory'
import type { Advisory, VulnerabilityMatch } from '@headwater/domain/matching'
import type {
  ReportComponent,
  ReportEvidence,
  ReportFinding,
  ReportLocation,
} from '@headwater/domain/report'
import type { Component } from '@headwater/domain/identity'
import type { JudgedPlace } from '@headwater/domain/triage'
import type { HeardVerdict } from '../vex/hear.ts'
import type { Advisories } from './advisories.ts'

/** One judged candidate as the report shows it. */
export function findingOf(
  inventory: Inventory,
  { judged, evidence }: HeardVerdict,
  advisories: Advisories,
): ReportFinding {
  const { component, vulnerability } = judged.candidate.subject
  const records = vulnerability.matches.map(({ advisory }) => advisory)
  const severity = severityOf(records)
  const cves = cvesMeant(vulnerability)
  const epss = cves
    .flatMap((cve) => advisories.epss(cve) ?? [])
    .reduce<ReportFinding['epss']>(
      (most, next) => (most === undefined || next.probability > most.probability ? next : most),
      undefined,
    )
  return {
    vulnerability: describeVulnerability(vulnerability, records),
    ...(severity === undefined ? {} : { severity }),
    exploited: exploitedOf(cves, advisories),
    ...(epss === undefined ? {} : { epss }),
    component: describeComponent(inventory, component),
    verdict: judged.verdict,
    ...(judged.justification === undefined ? {} : { justification: judged.justification }),
    rule: judged.rule,
    reason: judged.reason,
    locations: judged.places.map((place) => describePlace(inventory, place)),
    evidence: [
      ...rangeEvidence(vulnerability),
      ...identityEvidence(component, vulnerability),
      ...evidence,
    ],
    fixedIn: fixedIn(vulnerability),
    references: [...new Set(records.flatMap(({ references }) => references.map(({ url }) => url)))],
  }
}

/** A notice on several CVEs goes by its own id and is exploited where any of them is; a CVE speaks for itself alone. */
function cvesMeant({ id, aliases }: VulnerabilityMatch): readonly string[] {
  return id.startsWith('CVE-') ? [id] : aliases.filter((alias) => alias.startsWith('CVE-'))
}

/** Each catalogue once, with the entry that is longest in it. */
function exploitedOf(cves: readonly string[], advisories: Advisories): ReportFinding['exploited'] {
  const first = new Map<string, ReportFinding['exploited'][number]>()
  for (const entry of cves.flatMap((cve) => advisories.exploited(cve))) {
    const known = first.get(entry.catalogue)
    const isOlder = (entry.since ?? '9') < (known?.since ?? '9')
    if (known === undefined || isOlder) first.set(entry.catalogue, entry)
  }
  return [...first.values()]
}

export function describeComponent(inventory: Inventory, component: Component): ReportComponent {
  return {
    name: component.name,
    ...(component.version === undefined ? {} : { version: component.version }),
    purls: component.purls,
    cpes: component.cpes,
    identifiedBy: component.identifiedBy,
    documents: [...new Set(component.nodes.map((node) => inventory.documentOf(node)))],
  }
}

function describeVulnerability(
  { id, aliases }: VulnerabilityMatch,
  records: readonly Advisory[],
): ReportFinding['vulnerability'] {
  const pick = <Key extends 'title' | 'publishedAt' | 'modifiedAt'>(key: Key) =>
    records.find((record) => record[key] !== undefined)?.[key]
  const title = pick('title') ?? firstLine(records.find(({ details }) => details)?.details)
  const published = pick('publishedAt')
  const modified = pick('modifiedAt')
  return {
    id,
    aliases,
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
  }
}

function firstLine(text: string | undefined): string | undefined {
  const line = text?.split('\n').find((each) => each.trim() !== '')
  return line === undefined ? undefined : line.slice(0, 300)
}

/** The newest CVSS that can be read and computed; what a source states without a vector is not a score. */
function severityOf(records: readonly Advisory[]): ReportFinding['severity'] {
  const vectors = records
    .flatMap(({ severities }) => severities)
    .filter(({ system }) => system.startsWith('CVSS'))
    .sort((a, b) => (a.system < b.system ? 1 : a.system > b.system ? -1 : 0))
  for (const { vector, source } of vectors) {
    const reading = readCvss(vector)
    if (reading.kind !== 'cvss') continue
    const { score, severity } = scoreCvss(reading.cvss)
    return { score, rating: severity, vector, source }
  }
  return undefined
}

function rangeEvidence(vulnerability: VulnerabilityMatch): ReportEvidence[] {
  const said = vulnerability.matches.map(({ claim, advisory }): ReportEvidence => ({
    kind: 'range',
    statement: claim,
    author: `${advisory.source} in ${advisory.id}`,
  }))
  const against = vulnerability.against.map(({ text, source, advisory }): ReportEvidence => ({
    kind: 'range',
    statement: `against it: ${text}`,
    author: `${source} in ${advisory}`,
  }))
  const withdrawn = vulnerability.withdrawn.map(({ advisory }): ReportEvidence => ({
    kind: 'range',
    statement: `${advisory.id} was withdrawn: ${advisory.withdrawn?.reason ?? 'no reason given'}`,
    author: advisory.source,
  }))
  return [...said, ...against, ...withdrawn]
}

function identityEvidence(component: Component, { matches }: VulnerabilityMatch): ReportEvidence[] {
  const by = matches[0]?.by
  if (by === undefined) return []
  const catalogue = by.product === undefined ? '' : `, known in the catalogue as ${by.product}`
  return [
    {
      kind: 'identity',
      statement: `${component.name} was matched by ${by.kind} ${by.value}${catalogue}`,
      author: component.identifiedBy === 'user' ? 'the user' : 'its document',
    },
  ]
}

/** What the records name as the first fixed version, for the entry that matched. */
function fixedIn({ matches }: VulnerabilityMatch): string[] {
  const fixed = new Set<string>()
  for (const { affected } of matches) {
    for (const claim of affected.versions) {
      if (claim.kind !== 'osv') continue
      for (const event of claim.events) {
        if ('fixed' in event && typeof event.fixed === 'string') fixed.add(event.fixed)
      }
    }
  }
  return [...fixed]
}

function describePlace(
  inventory: Inventory,
  { place, judgement, files }: JudgedPlace,
): ReportLocation {
  return {
    path: place.path,
    functions: place.functions,
    basis: place.basis,
    state: judgement.state,
    rule: judgement.rule,
    reason: judgement.reason,
    ...(judgement.functions === undefined ? {} : { code: judgement.functions }),
    files: files.slice(0, FILES_SHOWN).map(({ node, reach, chain }) => ({
      path: inventory.name(node),
      document: inventory.documentOf(node),
      reach,
      chain: chain.map((step) => ({
        name: inventory.name(step.node),
        role: inventory.role(step.node),
        document: inventory.documentOf(step.node),
        ...(step.enters === undefined ? {} : { enters: step.enters }),
      })),
    })),
  }
}

/** A glob of a whole subsystem matches thousands; the first of them are proof enough. */
const FILES_SHOWN = 50
