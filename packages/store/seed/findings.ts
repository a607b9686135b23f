// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import type { Portfolio } from './seed.ts'

/** Documents of one statement. */
const STEP = 200

/** Findings of the components of each release, their events, and how the counters stood on each of sixty days. */
export async function seedFindings(db: Db, size: Portfolio): Promise<void> {
  const releases = size.products * size.releasesPerProduct + 1
  const run = (query: ReturnType<typeof sql>) => query.execute(db)
  // in the order of time, not of releases: that is how they come
  for (let round = 0; round * STEP < releases; round++) {
    const rounds = Math.ceil(releases / STEP)
    await run(sql`
      with drawn as (
        select dc.document_id as release_id, dc.component_id, random() as dice, random() as other,
          1 + floor(power(random(), 2) * ${size.vulnerabilities}::integer)::bigint as vulnerability_id
        from document_component dc, generate_series(1, case when dc.document_id = ${releases}::bigint then 2 else 1 end)
        where dc.document_id % ${rounds}::integer = ${round}::integer
      ),
      timed as (
        select *, now() - interval '340 days' + (${round}::integer + other) * interval '340 days' / ${rounds}::integer as first_seen
        from drawn
      )
      insert into finding (organisation_id, product_id, release_id, component_id, vulnerability_id, verdict, decided_by, rule,
        hash, severity, is_exploited, epss, vulnerability, component, first_seen, changed_at)
      select 1, r.product_id, d.release_id, d.component_id, d.vulnerability_id,
        case when dice < 0.7 then 'not_affected' when dice < 0.85 then 'affected' when dice < 0.98 then 'unknown' else 'fixed' end,
        case when dice < 0.02 then 'person' when dice < 0.1 then 'supplier' else 'rule' end,
        case when dice < 0.7 then 'not-built' when dice < 0.85 then 'in-range' when dice < 0.95 then 'path-not-in-tree'
          else 'version-unknown' end, '\\x00',
        v.severity, v.is_exploited, coalesce(round(v.epss * 1000), -1), v.name, c.name, d.first_seen,
        case when other < 0.1 then d.first_seen + (now() - d.first_seen) * (other * 10) else d.first_seen end
      from timed d join release r on r.id = d.release_id join vulnerability v on v.id = d.vulnerability_id
        join component c on c.id = d.component_id
      order by d.first_seen
      on conflict do nothing
    `)
  }
  await run(sql`insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason, evidence)
    select id, release_id, 'opened', first_seen, verdict, decided_by, rule, 'None of its places is in what was built.',
      '{"aliases":[],"locations":[],"evidence":[],"fixedIn":["2.0"],"references":[]}' from finding`)
  await run(sql`insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason, evidence)
    select id, release_id, 'changed', changed_at, verdict, decided_by, rule, 'A new word of its supplier.',
      '{"aliases":[],"locations":[],"evidence":[],"fixedIn":["2.0"],"references":[]}' from finding where changed_at > first_seen
    order by changed_at`)
  await run(sql`update release_counter set judged_at = now()`)
  await run(sql`insert into release_judgement (release_id, is_plain, documents, judged_at)
    select release_id, true, array_agg(document_id order by document_id), now() from release_document group by release_id`)
  await run(sql`insert into release_counter_day
      (release_id, day, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated)
    select release_id, current_date - i, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated
    from release_counter, generate_series(0, 59) i where release_id % 3 = i % 3`)
  await run(sql`insert into product_counter_day (product_id, day, affected, unknown, not_affected, fixed, exploited)
    select r.product_id, current_date - i, sum(c.affected), sum(c.unknown), sum(c.not_affected), sum(c.fixed), sum(c.exploited)
    from release_counter c join release r on r.id = c.release_id, generate_series(0, 364) i group by 1, 2`)
}
