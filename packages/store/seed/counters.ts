// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

const VERDICTS = ['affected', 'unknown', 'not_affected', 'fixed'] as const
/** Of what is affected or unknown. */
const OPEN = {
  exploited: 'is_exploited',
  critical: 'severity >= 90',
  high: 'severity between 70 and 89',
  medium: 'severity between 40 and 69',
  low: 'severity between 0 and 39',
  unrated: 'severity = -1',
} as const
const COUNTERS = [...VERDICTS, ...Object.keys(OPEN)]
const names = (of = '') => sql.join(COUNTERS.map((name) => sql.raw(`${of}${name}`)))

/** Each counter of `rows` (release_id, sign, verdict, is_exploited, severity). */
const SUMS = sql.join([
  ...VERDICTS.map(
    (one) =>
      sql`coalesce(sum(sign) filter (where verdict = ${sql.lit(one)}), 0)::integer as ${sql.raw(one)}`,
  ),
  ...Object.entries(OPEN).map(
    ([name, condition]) =>
      sql`coalesce(sum(sign) filter (where verdict in ('affected', 'unknown') and ${sql.raw(condition)}), 0)::integer as ${sql.raw(name)}`,
  ),
])

/** What triggers and the jobs of each day keep, from the findings and their past. */
export async function seedCounters(db: Db): Promise<void> {
  await sql`insert into release_counter (release_id, ${names()}, changed_at, judged_at)
    select release_id, ${SUMS}, max(changed_at), now() from (select 1 as sign, * from finding where closed_at is null) rows
    group by release_id`.execute(db)
  await sql`insert into release_unknown (release_id, rule, count)
    select release_id, rule, count(*) from finding where verdict = 'unknown' and closed_at is null group by 1, 2`.execute(
    db,
  )
  await sql`insert into release_counter_day (release_id, day, ${names()})
    select release_id, day, ${sql.join(COUNTERS.map((name) => sql`sum(${sql.raw(name)}) over w`))}
    from (
      select release_id, day, ${SUMS} from (
        select 1 as sign, release_id, first_seen::date as day, ${FIRST_VERDICT} as verdict, is_exploited, severity from finding
        union all
        select -1, release_id, changed_at::date, ${FIRST_VERDICT}, is_exploited, severity from finding where changed_at > first_seen
        union all
        select 1, release_id, changed_at::date, verdict, is_exploited, severity from finding
        where changed_at > first_seen and closed_at is null
      ) rows group by release_id, day
    ) moved window w as (partition by release_id order by day)`.execute(db)
  await seedProductDays(db)
}

/** Of a product and everything in it, on each day on which that changed. */
async function seedProductDays(db: Db): Promise<void> {
  const kept = ['affected', 'unknown', 'not_affected', 'fixed', 'exploited'].map((name) =>
    sql.raw(name),
  )
  const each = (of: (name: ReturnType<typeof sql.raw>) => ReturnType<typeof sql>) =>
    sql.join(kept.map(of))
  await sql`
    with recursive part as (
      select r.product_id, r.id as release_id from release r where r.archived_at is null
      union
      select part.product_id, e.child_id from part join release_edge e on e.parent_id = part.release_id
    ),
    moved as (
      select release_id, day, ${each((name) => sql`${name} - coalesce(lag(${name}) over w, 0) as ${name}`)}
      from release_counter_day window w as (partition by release_id order by day)
    )
    insert into product_counter_day (product_id, day, ${sql.join(kept)})
    select product_id, day, ${each((name) => sql`sum(${name}) over w`)} from (
      select product_id, day, ${each((name) => sql`sum(${name}) as ${name}`)}
      from part join moved using (release_id) group by 1, 2
    ) summed where (${sql.join(kept)}) is distinct from (0, 0, 0, 0, 0)
    window w as (partition by product_id order by day)`.execute(db)
}

/** What was said first: of half of those that changed that it was unknown. */
export const FIRST_VERDICT = sql`case when closed_at is null and changed_at > first_seen and id % 2 = 0 then 'unknown' else verdict end`
