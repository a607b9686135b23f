// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { sql, type RawBuilder } from 'kysely'
import type { RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { classesOf, type SeverityBand } from './classes.ts'
import type { LookedUp } from './look-up.ts'
import { namesCondition } from './names.ts'

/** All that is given must hold. */
export interface FindingFilter {
  readonly verdicts?: readonly Verdict[]
  readonly isExploited?: boolean
  readonly severities?: readonly SeverityBand[]
  /** 0 to 1 */
  readonly minEpss?: number
  readonly decidedBy?: RowOf<'finding'>['decided_by']
  /** By a person, or by nobody but rules and suppliers. */
  readonly isDecided?: boolean
  readonly rule?: string
  readonly product?: number
  readonly productLine?: number
  readonly release?: number
  /** The release and everything in it. */
  readonly releaseWithParts?: number
  readonly component?: number
  readonly vulnerability?: number
  readonly firstSeenSince?: string
  readonly changedSince?: string
  /** Part of a component's name, or of any name of a vulnerability; Latin letters in any case. */
  readonly text?: string
  /** Without it those that stand. */
  readonly state?: 'open' | 'closed' | 'all'
}

export interface FindingCondition {
  /** What the class says: a list is a merge of their ranges. */
  readonly classes: readonly number[]
  /** What is left to ask of `finding f`. */
  readonly rest: readonly Demand[]
  /** All of it, of `finding f`. */
  readonly whole: RawBuilder<boolean>
}

interface Demand {
  readonly sql: RawBuilder<unknown>
  /** Where an index of this column alone would answer it. */
  readonly column?: 'epss' | 'first_seen' | 'changed_at'
  /** What of a finding goes along with it: rows that match stand close together in an order by that. */
  readonly about?: About
}

/** A product comes and goes, so that what is of it is of some time. */
export type About = 'time' | 'score' | 'name'

/** @param found what the filter names, looked up before */
export function findingCondition(
  visible: Visible,
  filter: FindingFilter,
  found: LookedUp,
): FindingCondition {
  const { state = 'open' } = filter
  const ofRule = state === 'open' ? found.classes : undefined
  const classes = classesOf(filter).filter((one) => ofRule?.includes(one) !== false)
  const rest = restOf(visible, filter, found)
  const standing = {
    open: sql`f.closed_at is null`,
    closed: sql`f.closed_at is not null`,
    all: sql`true`,
  }[state]
  const isOfSomeClasses = classes.length < CLASSES
  const conditions = [
    sql`f.organisation_id = ${visible.organisation}`,
    standing,
    ...(isOfSomeClasses ? [sql`f.class = any(${classes}::smallint[])`] : []),
    ...rest.map((demand) => demand.sql),
  ]
  return { classes, rest, whole: sql<boolean>`${sql.join(conditions, sql` and `)}` }
}

const CLASSES = classesOf({}).length

function restOf(visible: Visible, filter: FindingFilter, found: LookedUp): readonly Demand[] {
  const rest: Demand[] = []
  const add = (condition: RawBuilder<unknown>, about?: About, column?: Demand['column']): void => {
    rest.push({
      sql: condition,
      ...(about === undefined ? {} : { about }),
      ...(column === undefined ? {} : { column }),
    })
  }
  const { minEpss } = filter
  const { names, products, releases } = found
  if (visible.products !== 'all') add(visibleProducts(visible, 'f'))
  if (minEpss !== undefined) add(sql`f.epss >= ${Math.round(minEpss * 1000)}`, 'score', 'epss')
  if (filter.decidedBy !== undefined) {
    // in these words, so that the index of the few that are not decided by a rule is found
    const words = filter.decidedBy === 'rule' ? sql`` : sql`f.decided_by <> 'rule' and`
    add(sql`${words} f.decided_by = ${filter.decidedBy}`)
  }
  if (filter.isDecided === true) add(sql`f.decided_by <> 'rule' and f.decided_by = 'person'`)
  if (filter.isDecided === false) add(sql`f.decided_by <> 'person'`)
  if (filter.rule !== undefined) add(sql`f.rule = ${filter.rule}`)
  if (filter.product !== undefined) add(sql`f.product_id = ${filter.product}`, 'time')
  if (products !== undefined) add(sql`f.product_id = any(${products}::bigint[])`)
  if (filter.release !== undefined) add(sql`f.release_id = ${filter.release}`)
  if (releases !== undefined) add(sql`f.release_id = any(${releases}::bigint[])`)
  if (filter.component !== undefined) add(sql`f.component_id = ${filter.component}`)
  if (filter.vulnerability !== undefined) add(sql`f.vulnerability_id = ${filter.vulnerability}`)
  if (filter.firstSeenSince !== undefined) {
    add(sql`f.first_seen >= ${filter.firstSeenSince}::timestamptz`, 'time', 'first_seen')
  }
  if (filter.changedSince !== undefined) {
    add(sql`f.changed_at >= ${filter.changedSince}::timestamptz`, 'time', 'changed_at')
    // the last thing that happened to it, and what has an index
    if (filter.state === 'closed') add(sql`f.closed_at >= ${filter.changedSince}::timestamptz`)
  }
  if (names !== undefined) add(namesCondition(names), 'name')
  return rest
}
