// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '../json/index.ts'
import { checkRecord, isRecord, list, map, object, recordError, text } from '../record/index.ts'
import { readEntries } from './entries.ts'
import type { ExploitedCatalog, ExploitedVulnerability } from './entry.ts'

/**
 * CISA's Known Exploited Vulnerabilities catalogue as JSON. An entry that breaks the schema is listed under `rejected`.
 * @throws FormatError where the document is no such catalogue.
 */
export function readCisaKev(name: string, text: string): ExploitedCatalog {
  return cisaKevOfJson(name, parseJson(name, text), text)
}

export function cisaKevOfJson(name: string, value: unknown, text?: string): ExploitedCatalog {
  const faults = checkRecord(value, CATALOG)
  if (faults.length > 0) throw recordError(name, faults, text)
  const catalog = value as Catalog
  return {
    catalog: 'cisa',
    version: catalog.catalogVersion,
    releasedAt: catalog.dateReleased,
    ...(catalog.count === undefined ? {} : { declaredCount: catalog.count }),
    ...readEntries(catalog.vulnerabilities, ENTRY, '/vulnerabilities', (entry) =>
      exploitedOf(entry as Entry),
    ),
  }
}

export function looksLikeCisaKev(value: unknown): boolean {
  return isRecord(value) && 'catalogVersion' in value && 'vulnerabilities' in value
}

interface Catalog {
  readonly catalogVersion: string
  readonly dateReleased: string
  readonly count?: number
  readonly vulnerabilities: readonly unknown[]
}

interface Entry extends Readonly<Record<string, unknown>> {
  readonly cveID: string
  readonly vendorProject: string
  readonly product: string
  readonly vulnerabilityName: string
  readonly dateAdded: string
  readonly shortDescription: string
  readonly requiredAction: string
  readonly dueDate: string
  readonly knownRansomwareCampaignUse?: string
  readonly notes?: string
  readonly cwes?: readonly string[]
}

const DAY = text('a day (YYYY-MM-DD)', /^\d{4}-\d{2}-\d{2}$/)

const CATALOG = object(
  { catalogVersion: text(), dateReleased: text(), vulnerabilities: list(map()) },
  { count: { kind: 'number' } },
)

/** The catalogue's own JSON schema. */
const ENTRY = object(
  {
    cveID: text('a CVE id', /^CVE-\d{4}-\d{4,19}$/),
    vendorProject: text(),
    product: text(),
    vulnerabilityName: text(),
    dateAdded: DAY,
    shortDescription: text(),
    requiredAction: text(),
    dueDate: DAY,
  },
  {
    knownRansomwareCampaignUse: text(),
    notes: text(),
    cwes: list(text('a CWE id', /^CWE-\d+$/)),
  },
)

function exploitedOf(entry: Entry): ExploitedVulnerability {
  return {
    catalog: 'cisa',
    cve: entry.cveID,
    vendor: entry.vendorProject,
    product: entry.product,
    name: entry.vulnerabilityName,
    description: entry.shortDescription,
    addedOn: entry.dateAdded,
    dueOn: entry.dueDate,
    requiredAction: entry.requiredAction,
    ...(entry.knownRansomwareCampaignUse === 'Known' ? { ransomware: true as const } : {}),
    exploitation: [],
    actors: [],
    weaknesses: entry.cwes ?? [],
    ...(entry.notes === undefined || entry.notes === '' ? {} : { notes: entry.notes }),
    record: entry,
  }
}
