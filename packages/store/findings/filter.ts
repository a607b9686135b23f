// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { sql, type RawBuilder } from 'kysely'
import { releaseWithParts } from '../portfolio/index.ts'
import type { RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** All that is given must hold. */
export interface FindingFilter {
  readonly verdicts?: readonly Verdict[]
  readonly decidedBy?: RowOf<'finding'>['decided_by']
  readonly rule?: string
  readonly isExploited?: boolean
  /** 0.0 to 10.0; `unrated` findings are in no range. */
  readonly minSeverity?: number
  readonly maxSeverity?: number
  /** 0 to 1 */
  readonly minEpss?: number
  readonly product?: number
  readonly productLine?: number
  readonly release?: number
  /** The release and everything in it. */
  readonly releaseWithParts?: number
  readonly component?: number
  readonly vulnerability?: number
  readonly firstSeenSince?: string
  readonly changedSince?: string
  /** Part of a component's name, or of any name of a vulnerability; in any case. */
  readonly text?: string
  /** Without it those that stand. */
  readonly state?: 'open' | 'closed' | 'all'
}

/** The condition on `finding f`. */
export function findingCondition(visible: Visible, filter: FindingFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [visibleProducts(visible, 'f')]
  const add = (condition: RawBuilder<unknown>): void => {
    conditions.push(condition)
  }
  const { state = 'open', verdicts, text, productLine } = filter
  if (state !== 'all')
    add(state === 'open' ? sql`f.closed_at is null` : sql`f.closed_at is not null`)
  if (verdicts !== undefined) add(sql`f.verdict = any(${verdicts}::text[])`)
  if (filter.decidedBy !== undefined) add(sql`f.decided_by = ${filter.decidedBy}`)
  if (filter.rule !== undefined) add(sql`f.rule = ${filter.rule}`)
  if (filter.isExploited !== undefined) {
    // in these words, so that the index of the few that are exploited is found
    add(filter.isExploited ? sql`f.is_exploited` : sql`not f.is_exploited`)
  }
  if (filter.minSeverity !== undefined) add(sql`f.severity >= ${tenths(filter.minSeverity)}`)
  if (filter.maxSeverity !== undefined) {
    add(sql`f.severity between 0 and ${tenths(filter.maxSeverity)}`)
  }
  if (filter.minEpss !== undefined) add(sql`f.epss >= ${Math.round(filter.minEpss * 1000)}`)
  if (filter.product !== undefined) add(sql`f.product_id = ${filter.product}`)
  if (productLine !== undefined) {
    add(sql`f.product_id in (select id from product where product_line_id = ${productLine})`)
  }
  if (filter.release !== undefined) add(sql`f.release_id = ${filter.release}`)
  if (filter.releaseWithParts !== undefined) {
    add(sql`f.release_id in (${releaseWithParts(filter.releaseWithParts)})`)
  }
  if (filter.component !== undefined) add(sql`f.component_id = ${filter.component}`)
  if (filter.vulnerability !== undefined) add(sql`f.vulnerability_id = ${filter.vulnerability}`)
  if (filter.firstSeenSince !== undefined) {
    add(sql`f.first_seen >= ${filter.firstSeenSince}::timestamptz`)
  }
  if (filter.changedSince !== undefined) {
    add(sql`f.changed_at >= ${filter.changedSince}::timestamptz`)
  }
  if (text !== undefined && text !== '') add(containing(text))
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Looked up among the names, of which there are few, and not in every finding. */
function containing(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll('\0', '')}%`
  return sql`(
    f.component_id = any(array(select id from component where name ilike ${pattern}))
    or f.vulnerability_id = any(array(select vulnerability_id from vulnerability_alias where alias ilike ${pattern}))
  )`
}

function tenths(score: number): number {
  return Math.round(score * 10)
}
