// SPDX-License-Identifier: Apache-2.0
import type { AdvisorySource } from '@headwater/domain/matching'
import type { ReportFeed, ReportFinding } from '@headwater/domain/report'
import type { ExploitedTable, Score } from '../tables/index.ts'
import { uniteSegments } from './unite.ts'
import type { Segment } from '../segment/index.ts'

/** Advisory feeds that are open: what a check needs of them. */
export interface OpenAdvisories {
  readonly index: AdvisorySource
  readonly feeds: readonly ReportFeed[]
  /** Catalogues that list a CVE as exploited. */
  exploited(cve: string): ReportFinding['exploited']
  epss(cve: string): ReportFinding['epss']
}

export interface AdvisoryParts {
  /** No record stands in two of them. */
  readonly segments: readonly Segment[]
  readonly feeds: readonly ReportFeed[]
  readonly exploited: () => readonly ExploitedTable[]
  /** The day's table, where there is one. */
  readonly scores: () => OpenScores | undefined
}

export interface OpenScores {
  readonly scoredAt?: string
  find(cve: string): Score | undefined
}

export function openAdvisories(parts: AdvisoryParts): OpenAdvisories {
  const exploited = once(() => exploitedByCve(parts.exploited()))
  const scores = once(parts.scores)
  return {
    index: uniteSegments(parts.segments),
    feeds: parts.feeds,
    exploited: (cve) => exploited().get(cve) ?? [],
    epss(cve) {
      const table = scores()
      const score = table?.find(cve)
      if (score === undefined) return undefined
      const date = table?.scoredAt
      return { ...score, ...(date === undefined ? undefined : { date }) }
    },
  }
}

type Exploited = ReportFinding['exploited'][number]

/** A later table of the same catalogue takes the place of an earlier one. */
function exploitedByCve(
  tables: readonly ExploitedTable[],
): ReadonlyMap<string, readonly Exploited[]> {
  const byCve = new Map<string, Exploited[]>()
  const latest = new Map(tables.map((table) => [table.catalogue, table]))
  for (const { catalogue, entries } of latest.values()) {
    for (const [cve, since, dueAt] of entries) {
      const entry = { catalogue, since, ...(dueAt === 0 ? undefined : { dueAt }) }
      const known = byCve.get(cve)?.filter((each) => each.catalogue !== catalogue) ?? []
      byCve.set(cve, [...known, entry])
    }
  }
  return byCve
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
