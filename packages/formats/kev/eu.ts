// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '../json/index.ts'
import { isRecord, list, object, recordError, text } from '../record/index.ts'
import { readEntries } from './entries.ts'
import type { ExploitedCatalog, ExploitedVulnerability } from './entry.ts'

/**
 * The EU catalogue of the CSIRTs network (schema v1), also as it was published before the schema: lists as one text, `-`
 * for none, `tbc` for a day that is not known. An entry that fits neither is listed under `rejected`.
 * @throws FormatError where the document is no list.
 */
export function readEuKev(name: string, text: string): ExploitedCatalog {
  return euKevOfJson(name, parseJson(name, text), text)
}

export function euKevOfJson(name: string, value: unknown, text?: string): ExploitedCatalog {
  if (!Array.isArray(value)) {
    const message = 'expected a list of exploited vulnerabilities'
    throw recordError(name, [{ code: 'INVALID_VALUE', message, pointer: '' }], text)
  }
  return {
    catalog: 'eu',
    ...readEntries(value.map(unfold), ENTRY, '', (entry) => exploitedOf(entry as Entry)),
  }
}

export function looksLikeEuKev(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return isRecord(first) && 'euvdID' in first && 'dateReported' in first
}

interface Entry extends Readonly<Record<string, unknown>> {
  readonly cveID?: string
  readonly euvdID: string
  readonly vendorProject: string
  readonly product: string
  readonly vulnerabilityName?: string
  readonly dateReported: string
  readonly patchedSince?: string
  readonly originSource: string
  readonly shortDescription: string
  readonly exploitationType?: readonly string[]
  readonly threatActorsExploiting?: readonly string[]
  readonly cwes?: readonly string[]
  readonly notes?: string
  /** The entry as it was written. */
  readonly [WRITTEN]?: Readonly<Record<string, unknown>>
}

const WRITTEN = Symbol('written')

const DAY = text('a day (YYYY/MM/DD)', /^\d{4}[/-]\d{2}[/-]\d{2}$/)

const ENTRY = object(
  {
    euvdID: text('an EUVD id', /^EUVD-\d{4}-\d{4,19}$/),
    vendorProject: text(),
    product: text(),
    dateReported: DAY,
    originSource: text(),
    shortDescription: text(),
  },
  {
    cveID: text('a CVE id', /^CVE-\d{4}-\d{4,19}$/),
    vulnerabilityName: text(),
    patchedSince: DAY,
    exploitationType: list(text()),
    threatActorsExploiting: list(text()),
    cwes: list(text('a CWE id', /^CWE-\d+$/)),
    notes: text(),
  },
)

const LISTS = ['exploitationType', 'threatActorsExploiting', 'cwes'] as const

/** The older writing as the newer one. */
function unfold(value: unknown): unknown {
  if (!isRecord(value)) return value
  const entry: Record<string | symbol, unknown> = Object.assign(
    Object.create(null) as Record<string | symbol, unknown>,
    value,
  )
  entry[WRITTEN] = value
  for (const member of LISTS) {
    const written = entry[member]
    if (typeof written === 'string') entry[member] = wordsOf(written)
  }
  for (const member of ['cveID', 'patchedSince', 'vulnerabilityName']) {
    if (isBlank(entry[member])) delete entry[member]
  }
  return entry
}

function wordsOf(written: string): string[] {
  return written
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => !isBlank(word))
}

function isBlank(value: unknown): boolean {
  return value === '' || value === '-' || value === 'tbc'
}

function exploitedOf(entry: Entry): ExploitedVulnerability {
  const exploitation = entry.exploitationType ?? []
  return {
    catalog: 'eu',
    ...(entry.cveID === undefined ? {} : { cve: entry.cveID }),
    euvd: entry.euvdID,
    vendor: entry.vendorProject,
    product: entry.product,
    ...(entry.vulnerabilityName === undefined ? {} : { name: entry.vulnerabilityName }),
    description: entry.shortDescription,
    addedOn: entry.dateReported.replaceAll('/', '-'),
    ...(entry.patchedSince === undefined
      ? {}
      : { patchedOn: entry.patchedSince.replaceAll('/', '-') }),
    origin: entry.originSource,
    ...(exploitation.some((type) => type.toLowerCase() === 'ransomware')
      ? { ransomware: true as const }
      : {}),
    exploitation,
    actors: entry.threatActorsExploiting ?? [],
    weaknesses: entry.cwes ?? [],
    ...(entry.notes === undefined || entry.notes === '' ? {} : { notes: entry.notes }),
    record: entry[WRITTEN] ?? entry,
  }
}
