// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { findingCondition, type FindingCondition, type FindingFilter } from '../findings/filter.ts'
import { cheaperWay } from '../findings/ways.ts'
import { lookUp } from '../findings/look-up.ts'
import type { Db } from '../schema/index.ts'
import type { Visible } from '../visibility/index.ts'
import { summaries, type GroupSummary } from './summaries.ts'

/** One vulnerability in one component, at its place in the list. */
export interface GroupKey {
  readonly priority: number
  readonly vulnerability_id: number
  readonly component_id: number
}

/** What stands of it in all releases that may be seen, whatever the filter that chose it. */
export type FindingGroup = GroupKey & GroupSummary

export interface GroupPage {
  /** The last group of the page before. */
  readonly after?: GroupKey
  readonly limit: number
  /** For tests; both give the same. */
  readonly way?: 'sort' | 'merge'
}

/**
 * Groups of which a finding matches, the most urgent first. However many findings a group has, it is one step of the index
 * `finding_by_group`: in each class the walk goes from a group to the next; where few findings match they are all taken.
 */
export async function findingGroups(
  db: Db,
  visible: Visible,
  filter: Omit<FindingFilter, 'state'>,
  page: GroupPage,
): Promise<readonly FindingGroup[]> {
  const found = await lookUp(db, filter, visible.organisation)
  const condition = findingCondition(visible, filter, found)
  const way =
    page.way ??
    (condition.rest.length === 0
      ? 'merge'
      : await cheaperWay(db, condition, {
          sort: 'priority',
          limit: page.limit * STEP,
        }))
  const query =
    way === 'sort' ? sorted(condition, page) : walked(visible.organisation, condition, page)
  const { rows: keys } = await query.execute(db)
  const known = await summaries(db, visible, keys, found.archived)
  return keys.flatMap((key, place) => {
    const summary = known.get(place)
    return summary === undefined ? [] : [{ ...key, ...summary }]
  })
}

/** A step of the walk costs as much as some rows of a list. */
const STEP = 4

const PLACE = sql`f.priority, f.vulnerability_id, f.component_id`
const DOWN = sql`f.priority desc, f.vulnerability_id desc, f.component_id desc`

/** Of all that match the next groups. Materialized, else the planner walks the index and hopes to meet them soon. */
function sorted({ whole }: FindingCondition, page: GroupPage): RawBuilder<GroupKey> {
  return sql<GroupKey>`
    with f as materialized (select distinct ${PLACE} from finding f where ${whole} ${behind(page)})
    select * from f order by ${DOWN} limit ${page.limit}
  `
}

/** The next groups of each class, one probe of the index for each, and of those the next. */
function walked(
  organisation: number,
  { classes, rest }: FindingCondition,
  page: GroupPage,
): RawBuilder<GroupKey> {
  const others = rest.map((demand) => sql`and ${demand.sql}`)
  const demands = others.length === 0 ? sql`` : sql.join(others, sql` `)
  const next = (beyond: RawBuilder<unknown>, step: RawBuilder<unknown>) => sql`
    select ${PLACE}, ${step} as step from finding f
    where f.organisation_id = ${organisation} and f.class = c.class and f.closed_at is null ${beyond} ${demands}
    order by ${DOWN} limit 1
  `
  return sql<GroupKey>`
    select distinct ${PLACE} from unnest(${classes}::smallint[]) as c (class) cross join lateral (
      with recursive walk as (
        (${next(behind(page), sql`1`)})
        union all
        select n.* from walk w cross join lateral (
          ${next(
            sql`and (${PLACE}) < (w.priority, w.vulnerability_id, w.component_id)`,
            sql`w.step + 1`,
          )}
        ) n where w.step < ${page.limit}
      )
      select * from walk
    ) f
    order by ${DOWN} limit ${page.limit}
  `
}

function behind({ after }: GroupPage): RawBuilder<unknown> {
  if (after === undefined) return sql``
  return sql`and (${PLACE}) <
    (${after.priority}::integer, ${after.vulnerability_id}::bigint, ${after.component_id}::bigint)`
}
