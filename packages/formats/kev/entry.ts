// SPDX-License-Identifier: Apache-2.0
import type { RejectedRecord } from '../record/index.ts'

/** One vulnerability that somebody saw exploited. Days are `YYYY-MM-DD`. */
export interface ExploitedVulnerability {
  readonly catalog: 'cisa' | 'eu'
  readonly cve?: string
  readonly euvd?: string
  readonly vendor: string
  readonly product: string
  readonly name?: string
  readonly description: string
  /** Day on which the catalogue took it in (CISA) or exploitation was reported (EU). */
  readonly addedOn: string
  /** CISA: day by which US agencies must have acted. */
  readonly dueOn?: string
  readonly requiredAction?: string
  /** EU: day since which a patch exists. */
  readonly patchedOn?: string
  /** EU: the team that saw it. */
  readonly origin?: string
  /** Used in ransomware campaigns; absent where the catalogue does not know. */
  readonly ransomware?: true
  /** EU: `ransomware`, `APT`, `cybercrime`, `unknown`. */
  readonly exploitation: readonly string[]
  readonly actors: readonly string[]
  readonly weaknesses: readonly string[]
  readonly notes?: string
  /** The entry as the catalogue holds it. */
  readonly record: Readonly<Record<string, unknown>>
}

export interface ExploitedCatalog {
  readonly catalog: 'cisa' | 'eu'
  /** CISA: `2025.08.25`. */
  readonly version?: string
  readonly releasedAt?: string
  /** CISA says how many entries there must be; another number means that the file was cut. */
  readonly declaredCount?: number
  readonly entries: readonly ExploitedVulnerability[]
  readonly rejected: readonly RejectedRecord[]
}

/** Joins the entries of several catalogues by CVE id. */
export function exploitedByCve(
  catalogs: Iterable<ExploitedCatalog>,
): ReadonlyMap<string, readonly ExploitedVulnerability[]> {
  const byCve = new Map<string, ExploitedVulnerability[]>()
  for (const { entries } of catalogs) {
    for (const entry of entries) {
      if (entry.cve === undefined) continue
      const known = byCve.get(entry.cve)
      if (known) known.push(entry)
      else byCve.set(entry.cve, [entry])
    }
  }
  return byCve
}
