// SPDX-License-Identifier: Apache-2.0
import type { CveAffected, CveContainer, CveMetric, CveRecord } from '@headwater/formats/cve'
import {
  NOTHING,
  type Advisory,
  type Affected,
  type Assessment,
  type Locations,
  type Severity,
  type VersionClaim,
  type Withdrawal,
} from './advisory.ts'
import { cnaName } from './catalog/authorities.ts'
import { speaksOnlyOfCommits } from './cve-claim.ts'
import { namesOfApplicability, namesOfCve, type NameCache } from './cve-names.ts'
import { instantOf } from './instant.ts'

/** One CVE record in normal form. `cache` is shared by the records of one feed, which name few products again and again. */
export function advisoryOfCve(record: CveRecord, cache: NameCache): Advisory {
  const { cveMetadata, containers } = record
  const { cna, adp = NOTHING } = containers
  const source = cnaName(
    cna.providerMetadata?.shortName ?? cveMetadata.assignerShortName,
    cna.providerMetadata?.orgId ?? cveMetadata.assignerOrgId,
  )
  const parts: Parts = {
    affected: [],
    severities: NOTHING,
    assessments: NOTHING,
    weaknesses: NOTHING,
  }
  addContainer(parts, cna, source, true, cache)
  let references = cna.references ?? NOTHING
  for (const container of adp) {
    const publisher = container.providerMetadata
    addContainer(parts, container, cnaName(publisher?.shortName, publisher?.orgId), false, cache)
    if (container.references) references = [...references, ...container.references]
  }
  const details = english(cna.descriptions)
  const publishedAt = instantOf(cveMetadata.datePublished)
  const modifiedAt = instantOf(cveMetadata.dateUpdated)
  const withdrawn = cveMetadata.state === 'REJECTED' ? rejectionOf(record) : undefined
  return {
    id: cveMetadata.cveId,
    kind: 'cve',
    source,
    aliases: NOTHING,
    related: NOTHING,
    upstream: NOTHING,
    title: cna.title,
    details,
    publishedAt,
    modifiedAt,
    withdrawn,
    severities: parts.severities,
    assessments: parts.assessments,
    references,
    weaknesses: parts.weaknesses,
    affected: parts.affected,
  }
}

interface Parts {
  readonly affected: Affected[]
  severities: readonly Severity[]
  assessments: readonly Assessment[]
  weaknesses: readonly string[]
}

function addContainer(
  parts: Parts,
  container: CveContainer,
  source: string,
  isPrimary: boolean,
  cache: NameCache,
): void {
  const { affected = NOTHING, cpeApplicability, metrics, problemTypes } = container
  for (const entry of affected) parts.affected.push(affectedOf(entry, source, isPrimary, cache))
  if (cpeApplicability && cpeApplicability.length > 0) {
    parts.affected.push({
      source,
      isPrimary,
      names: namesOfApplicability(cpeApplicability, cache),
      versions: [{ kind: 'cpe', configurations: cpeApplicability }],
      ...locationsOfAll(affected),
    })
  }
  if (metrics) addMetrics(parts, metrics, source)
  for (const { descriptions } of problemTypes ?? NOTHING) {
    for (const { cweId } of descriptions) {
      if (cweId !== undefined && !parts.weaknesses.includes(cweId)) {
        parts.weaknesses = [...parts.weaknesses, cweId]
      }
    }
  }
}

function affectedOf(
  entry: CveAffected,
  source: string,
  isPrimary: boolean,
  cache: NameCache,
): Affected {
  const versions = entry.versions ?? NOTHING
  const claim: VersionClaim = {
    kind: 'cve',
    defaultStatus: entry.defaultStatus ?? 'unknown',
    onlyCommits: speaksOnlyOfCommits(versions) ? true : undefined,
    versions,
  }
  const locations = locationsOf(entry)
  return {
    source,
    isPrimary,
    names: namesOfCve(entry, cache),
    versions: [claim],
    locations,
    platforms: entry.platforms,
  }
}

function locationsOf({
  programFiles,
  programRoutines,
  modules,
}: CveAffected): Locations | undefined {
  const said = [
    ...(programFiles?.length ? ['programFiles'] : NOTHING),
    ...(programRoutines?.length ? ['programRoutines'] : NOTHING),
    ...(modules?.length ? ['modules'] : NOTHING),
  ]
  if (said.length === 0) return undefined
  return {
    files: programFiles ?? NOTHING,
    functions: programRoutines ?? NOTHING,
    modules: modules ?? NOTHING,
    basis: said.length === 1 ? said[0]! : said.join(', '),
  }
}

/** `cpeApplicability` speaks of the same products as `affected` of its container, without their files. */
function locationsOfAll(entries: readonly CveAffected[]): { locations?: Locations } {
  let all: Locations | undefined
  let previous: CveAffected | undefined
  for (const entry of entries) {
    if (previous !== undefined && hasSameLocations(previous, entry)) continue
    previous = entry
    const locations = locationsOf(entry)
    // An entry without locations may be vulnerable anywhere, so that nothing can be said of all of them.
    if (locations === undefined) return {}
    all = all === undefined ? locations : joined(all, locations)
  }
  return all === undefined ? {} : { locations: all }
}

function hasSameLocations(left: CveAffected, right: CveAffected): boolean {
  return (
    left.programRoutines === undefined &&
    right.programRoutines === undefined &&
    left.modules === undefined &&
    right.modules === undefined &&
    sameTexts(left.programFiles, right.programFiles)
  )
}

function sameTexts(left: readonly string[] = NOTHING, right: readonly string[] = NOTHING): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index])
}

function joined(left: Locations, right: Locations): Locations {
  return {
    files: [...new Set([...left.files, ...right.files])],
    functions: [
      ...new Map([...left.functions, ...right.functions].map((f) => [f.name, f])).values(),
    ],
    modules: [...new Set([...left.modules, ...right.modules])],
    basis: left.basis,
  }
}

const CVSS_MEMBERS = [
  ['cvssV4_0', 'CVSS:4.0'],
  ['cvssV3_1', 'CVSS:3.1'],
  ['cvssV3_0', 'CVSS:3.0'],
  ['cvssV2_0', 'CVSS:2.0'],
] as const

function addMetrics(parts: Parts, metrics: readonly CveMetric[], source: string): void {
  for (const metric of metrics) {
    for (const [member, system] of CVSS_MEMBERS) {
      const cvss = metric[member]
      if (cvss === undefined) continue
      const severity: Severity = {
        system,
        vector: cvss.vectorString,
        score: cvss.baseScore,
        source,
      }
      parts.severities = [...parts.severities, severity]
    }
    if (metric.other?.type === 'ssvc') {
      parts.assessments = [...parts.assessments, assessmentOf(metric.other.content, source)]
    }
  }
}

/** `options` is a list of objects of one member each. */
function assessmentOf(content: Readonly<Record<string, unknown>>, source: string): Assessment {
  const options = content['options']
  const said = new Map<string, string>()
  for (const option of Array.isArray(options) ? (options as unknown[]) : NOTHING) {
    if (typeof option !== 'object' || option === null) continue
    for (const [name, value] of Object.entries(option)) {
      if (typeof value === 'string') said.set(name.toLowerCase(), value)
    }
  }
  const exploitation = said.get('exploitation')
  const automatable = said.get('automatable')
  const technicalImpact = said.get('technical impact')
  return {
    source,
    exploitation,
    automatable,
    technicalImpact,
  }
}

function rejectionOf({ cveMetadata, containers }: CveRecord): Withdrawal {
  const at = instantOf(cveMetadata.dateRejected ?? cveMetadata.dateUpdated)
  const { rejectedReasons, replacedBy } = containers.cna
  return {
    reason: english(rejectedReasons) ?? 'rejected without a reason',
    at,
    replacedBy,
  }
}

function english(
  texts: readonly { readonly lang: string; readonly value: string }[] = NOTHING,
): string | undefined {
  const found = texts.find(({ lang }) => lang.toLowerCase().startsWith('en')) ?? texts[0]
  return found?.value
}
