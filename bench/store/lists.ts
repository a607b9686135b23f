// SPDX-License-Identifier: Apache-2.0
import {
  FINDING_SORTS,
  listFindings,
  type FindingFilter,
  type FindingSort,
} from '@headwater/store/findings'
import type { Db } from '@headwater/store/open'
import { percentile } from './ingest.ts'

/** Filters that match everything, much, little and nothing, and some that meet a sort at its wrong end. */
const FILTERS: Readonly<Record<string, FindingFilter>> = {
  none: {},
  affected: { verdicts: ['affected'] },
  'affected or unknown': { verdicts: ['affected', 'unknown'] },
  fixed: { verdicts: ['fixed'] },
  exploited: { isExploited: true },
  'exploited and affected': { isExploited: true, verdicts: ['affected'] },
  critical: { severities: ['critical'] },
  low: { severities: ['low'] },
  'EPSS from 0.5 on': { minEpss: 0.5 },
  'EPSS from 0.9 on and low': { minEpss: 0.9, severities: ['low'] },
  'a product': { product: 17 },
  'a product line': { productLine: 3 },
  'a release': { release: 5 },
  'a component': { component: 1 },
  'a rare component': { component: 49_000 },
  'a vulnerability': { vulnerability: 1 },
  'by a person': { decidedBy: 'person' },
  'by a person and fixed': { decidedBy: 'person', verdicts: ['fixed'] },
  'a rule that decided nothing': { rule: 'no-such-rule' },
  'changed lately': { changedSince: '2026-03-01T00:00:00.000Z' },
  'seen lately': { firstSeenSince: '2025-12-01T00:00:00.000Z' },
  'a text of few': { text: 'component-1a' },
  'a text of many': { text: 'cve-2021-1' },
  'a text of all': { text: 'component' },
  'a text of none': { text: 'no such text' },
}

export interface ListTimes {
  readonly p50: number
  readonly p95: number
  readonly slowest: { readonly ms: number; readonly filter: string; readonly sort: string }
  /** The second page as well as the first. */
  readonly queries: number
}

/** Every filter with every sort in both directions: the first page of fifty, and the one behind it. Milliseconds. */
export async function timeLists(db: Db): Promise<ListTimes> {
  const visible = { organisation: 1, products: 'all' } as const
  const times: number[] = []
  let slowest = { ms: 0, filter: '', sort: '' }
  for (const [name, filter] of Object.entries(FILTERS)) {
    for (const sort of Object.keys(FINDING_SORTS) as FindingSort[]) {
      for (const direction of ['up', 'down'] as const) {
        let after: { key: string | number; id: number } | undefined
        for (let page = 0; page < 2; page++) {
          const start = performance.now()
          const rows = await listFindings(db, visible, filter, {
            sort,
            direction,
            limit: 50,
            ...(after === undefined ? {} : { after }),
          })
          const ms = performance.now() - start
          times.push(ms)
          if (ms > slowest.ms) slowest = { ms, filter: name, sort: `${sort} ${direction}` }
          const last = rows.at(-1)
          if (last === undefined) break
          after = { key: last[FINDING_SORTS[sort].column], id: last.id }
        }
      }
    }
  }
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    slowest,
    queries: times.length,
  }
}
