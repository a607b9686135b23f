// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { sql, type RawBuilder } from 'kysely'
import type { RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { classesOf, type SeverityBand } from './classes.ts'
import type { LookedUp } from './look-up.ts'
import { namesCondition, type NamesWithText } from './names.ts'

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
  /** Also what is archived: releases, and all of products that are. What a filter names is never left out for that. */
  readonly withArchived?: boolean
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
  /** What a text was found in: it is among `rest`. */
  readonly names?: NamesWithText
  /** All but that. */
  readonly nameless: RawBuilder<boolean>
  /** One of the indexes `finding_by_vulnerability`, `…_component` and `…_product` alone answers it. */
  readonly isCovered: boolean
}

interface Demand {
  readonly sql: RawBuilder<unknown>
  /** It is in the indexes of vulnerabilities, components and products: what they are found by, or else what stands in all. */
  readonly covered?: 'key' | 'column'
  /** The condition on names. */
  readonly isOfNames?: true
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
  const all = (demands: readonly Demand[]) =>
    sql<boolean>`${sql.join(
      [
        sql`f.organisation_id = ${visible.organisation}`,
        standing,
        ...(isOfSomeClasses ? [sql`f.class = any(${classes}::smallint[])`] : []),
        ...demands.map((demand) => demand.sql),
      ],
      sql` and `,
    )}`
  const { names } = found
  return {
    classes,
    rest,
    whole: all(rest),
    nameless: all(rest.filter((demand) => demand.isOfNames !== true)),
    ...(names === undefined ? {} : { names }),
    isCovered:
      state === 'open' &&
      rest.every(({ covered }) => covered !== undefined) &&
      rest.some(({ covered }) => covered === 'key'),
  }
}

const CLASSES = classesOf({}).length

function restOf(visible: Visible, filter: FindingFilter, found: LookedUp): readonly Demand[] {
  const rest: Demand[] = []
  const add = (condition: RawBuilder<unknown>, more: Omit<Demand, 'sql'> = {}): void => {
    rest.push({ sql: condition, ...more })
  }
  const { minEpss } = filter
  const { names, products, releases, archived = [] } = found
  if (visible.products !== 'all') add(visibleProducts(visible, 'f'), { covered: 'column' })
  if (minEpss !== undefined) {
    add(sql`f.epss >= ${Math.round(minEpss * 1000)}`, { about: 'score', column: 'epss' })
  }
  if (filter.decidedBy !== undefined) {
    // in these words, so that the index of the few that are not decided by a rule is found
    const words = filter.decidedBy === 'rule' ? sql`` : sql`f.decided_by <> 'rule' and`
    add(sql`${words} f.decided_by = ${filter.decidedBy}`)
  }
  if (filter.isDecided === true) add(sql`f.decided_by <> 'rule' and f.decided_by = 'person'`)
  if (filter.isDecided === false) add(sql`f.decided_by <> 'person'`)
  if (filter.rule !== undefined) add(sql`f.rule = ${filter.rule}`)
  if (filter.product !== undefined)
    add(sql`f.product_id = ${filter.product}`, { about: 'time', covered: 'key' })
  if (products !== undefined)
    add(sql`f.product_id = any(${products}::bigint[])`, { covered: 'column' })
  if (filter.release !== undefined) {
    add(sql`f.release_id = ${filter.release}`, { covered: 'column' })
  }
  if (archived.length > 0) {
    add(sql`f.release_id <> all(${archived}::bigint[])`, { covered: 'column' })
  }
  if (releases !== undefined) {
    add(sql`f.release_id = any(${releases}::bigint[])`, { covered: 'column' })
  }
  if (filter.component !== undefined)
    add(sql`f.component_id = ${filter.component}`, { covered: 'key' })
  if (filter.vulnerability !== undefined)
    add(sql`f.vulnerability_id = ${filter.vulnerability}`, { covered: 'key' })
  if (filter.firstSeenSince !== undefined) {
    add(sql`f.first_seen >= ${filter.firstSeenSince}::timestamptz`, {
      about: 'time',
      column: 'first_seen',
    })
  }
  if (filter.changedSince !== undefined) {
    add(sql`f.changed_at >= ${filter.changedSince}::timestamptz`, {
      about: 'time',
      column: 'changed_at',
    })
    // the last thing that happened to it, and what has an index
    if (filter.state === 'closed') add(sql`f.closed_at >= ${filter.changedSince}::timestamptz`)
  }
  if (names !== undefined) {
    const few = names.kind === 'few' ? ({ covered: 'key' } as const) : {}
    add(namesCondition(names), { about: 'name', isOfNames: true, ...few })
  }
  return rest
}
