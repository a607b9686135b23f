// SPDX-License-Identifier: Apache-2.0
import type { OsvAffected, OsvRecord, OsvSeverity } from '@headwater/formats/osv'
import {
  NOTHING,
  type Advisory,
  type Affected,
  type AffectedNames,
  type Severity,
  type VersionClaim,
} from './advisory.ts'
import { instantOf } from './instant.ts'
import { ecosystemKey, repositoryKey } from './keys.ts'
import { osvLocations } from './osv-locations.ts'
import { normalRepository } from './repository.ts'
import { purlOfPackage } from '@headwater/formats/purl'

/** One OSV record in normal form. */
export function advisoryOfOsv(record: OsvRecord): Advisory {
  const source = sourceOf(record.id)
  const publishedAt = instantOf(record.published)
  const modifiedAt = instantOf(record.modified)
  return {
    id: record.id,
    kind: 'osv',
    source,
    aliases: record.aliases ?? NOTHING,
    related: record.related ?? NOTHING,
    upstream: record.upstream ?? NOTHING,
    title: record.summary,
    details: record.details,
    publishedAt,
    modifiedAt,
    ...(record.withdrawn === undefined
      ? undefined
      : { withdrawn: { at: record.withdrawn, reason: 'withdrawn by its database' } }),
    severities: severitiesOf(record, source),
    assessments: NOTHING,
    references: record.references ?? NOTHING,
    weaknesses: weaknessesOf(record),
    affected: (record.affected ?? NOTHING).map((entry) => affectedOf(entry, record, source)),
  }
}

/** The prefix names the home database (OSV schema, "id, modified fields"). */
function sourceOf(id: string): string {
  const dash = id.indexOf('-')
  return dash <= 0 ? id : id.slice(0, dash)
}

function affectedOf(entry: OsvAffected, record: OsvRecord, source: string): Affected {
  const versions = claimsOf(entry)
  const locations = osvLocations(entry, record)
  return {
    source,
    isPrimary: true,
    names: namesOf(entry),
    versions,
    locations,
  }
}

function claimsOf(entry: OsvAffected): readonly VersionClaim[] {
  const claims: VersionClaim[] = []
  if (entry.versions?.length) claims.push({ kind: 'listed', versions: entry.versions })
  for (const { type, events, repo } of entry.ranges ?? NOTHING) {
    if (type !== 'GIT') claims.push({ kind: 'osv', type, events })
    else {
      const repository = repo === undefined ? undefined : normalRepository(repo)
      claims.push({
        kind: 'commits',
        events,
        repository,
      })
    }
  }
  return claims
}

/**
 * A package names itself. Its repository is no identity, since one repository holds many packages; where a record names no
 * package, the repository of its commit ranges is all there is.
 */
function namesOf(entry: OsvAffected): AffectedNames {
  if (entry.package) {
    const { ecosystem, name } = entry.package
    const purl = purlOfPackage(ecosystem, name)
    return {
      keys: [ecosystemKey(ecosystem, name)],
      label: `${ecosystem} ${name}`,
      ecosystem,
      packageName: name,
      purlType: purl?.type,
    }
  }
  const repositories = new Set<string>()
  for (const { repo } of entry.ranges ?? NOTHING) {
    const repository = repo === undefined ? undefined : normalRepository(repo)
    if (repository !== undefined) repositories.add(repository)
  }
  const [repository] = repositories
  return {
    keys: [...repositories].map(repositoryKey),
    label: [...repositories].join(', '),
    repository,
  }
}

function severitiesOf(record: OsvRecord, source: string): readonly Severity[] {
  const stated = [
    ...(record.severity ?? NOTHING),
    ...(record.affected ?? NOTHING).flatMap((entry) => entry.severity ?? NOTHING),
  ]
  if (stated.length === 0) return NOTHING
  const severities = new Map<string, Severity>()
  for (const severity of stated) {
    const system = systemOf(severity)
    severities.set(`${system} ${severity.score}`, { system, vector: severity.score, source })
  }
  return [...severities.values()]
}

/** `CVSS_V3` is either 3.0 or 3.1, the vector says which. */
function systemOf({ type, score }: OsvSeverity): string {
  if (score.startsWith('CVSS:')) return score.slice(0, 8)
  return type === 'CVSS_V2' ? 'CVSS:2.0' : type
}

/** GitHub, EEF and others write them into `database_specific.cwe_ids`. */
function weaknessesOf({ database_specific }: OsvRecord): readonly string[] {
  const ids = database_specific?.['cwe_ids']
  if (!Array.isArray(ids)) return NOTHING
  return ids.filter((id): id is string => typeof id === 'string')
}
