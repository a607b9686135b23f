// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { filledAtOnce } from './bulk.ts'
import { FIRST_VERDICT, seedCounters } from './counters.ts'
import type { Portfolio } from './seed.ts'

/** Documents of one statement. */
const STEP = 200

const REASON = 'None of its places is in what was built.'
const NEW_REASON = 'A new word of its supplier.'
const GONE = 'no document and no advisory says so any more'
const EVIDENCE = '{"aliases":[],"locations":[],"evidence":[],"fixedIn":["2.0"],"references":[]}'

/**
 * Findings of the components of each release, their events, and the counters as they stood on each day: what `saveFindings` would have
 * left behind. One in ten was changed since it was opened (one in twenty from unknown), three in a hundred are closed.
 */
export async function seedFindings(db: Db, size: Portfolio): Promise<void> {
  const releases = size.products * size.releasesPerProduct + 1
  const rounds = Math.ceil(releases / STEP)
  await filledAtOnce(db, ['finding', 'finding_event'], async (trx) => {
    // in the order of time, not of releases: that is how they come
    for (let round = 0; round < rounds; round++) await seedRound(trx, size, releases, round, rounds)
    await seedEvents(trx)
  })
  await sql`analyze finding`.execute(db)
  await seedCounters(db)
  await sql`insert into release_judgement (release_id, is_plain, documents, judged_at)
    select release_id, true, array_agg(document_id order by document_id), now() from release_document group by release_id`.execute(
    db,
  )
}

/** Of the large document each component has two, of an odd and of an even vulnerability. */
async function seedRound(
  db: Db,
  { vulnerabilities }: Portfolio,
  releases: number,
  round: number,
  rounds: number,
): Promise<void> {
  await sql`
    with drawn as (
      select r.id as release_id, r.product_id, dc.component_id, random() as dice, random() as other,
        1 + step * floor(power(random(), 2) * (${vulnerabilities}::integer / step))::bigint + i - 1 as vulnerability_id
      from release r join document_component dc on dc.document_id = r.id,
        lateral (select case when r.id = ${releases}::bigint then 2 else 1 end as step) s, generate_series(1, step) i
      where r.id % ${rounds}::integer = ${round}::integer
    ),
    said as (
      select *, now() - interval '340 days' + (${round}::integer + other) * interval '340 days' / ${rounds}::integer as first_seen,
        case when dice < 0.7 then 'not_affected' when dice < 0.85 then 'affected' when dice < 0.98 then 'unknown' else 'fixed' end as verdict,
        case when dice < 0.02 then 'person' when dice < 0.1 then 'supplier' else 'rule' end as decided_by,
        case when dice < 0.7 then 'not-built' when dice < 0.85 then 'in-range' when dice < 0.95 then 'path-not-in-tree'
          else 'version-unknown' end as rule
      from drawn
    ),
    timed as (
      select *, case when other < 0.1 then first_seen + (now() - first_seen) * (other * 10) else first_seen end as changed_at,
        case when other > 0.97 then first_seen + (now() - first_seen) * ((other - 0.97) * 33) end as closed_at
      from said
    )
    insert into finding (organisation_id, product_id, release_id, component_id, vulnerability_id, verdict, decided_by, rule,
      hash, severity, is_exploited, epss, vulnerability, component, first_seen, changed_at, closed_at)
    select 1, t.product_id, t.release_id, t.component_id, t.vulnerability_id, t.verdict, t.decided_by, t.rule,
      -- as saveFindings takes it
      substr(sha256(convert_to(format('["%s","%s","%s",null,"%s",%s]', t.verdict, t.decided_by, t.rule,
        case when t.changed_at > t.first_seen then ${NEW_REASON}::text else ${REASON}::text end, ${EVIDENCE}::text), 'UTF8')), 1, 16),
      v.severity, v.is_exploited, coalesce(round(v.epss * 1000), -1), v.name, c.name, t.first_seen,
      coalesce(t.closed_at, t.changed_at), t.closed_at
    from timed t join vulnerability v on v.id = t.vulnerability_id join component c on c.id = t.component_id
    order by t.first_seen
  `.execute(db)
}

async function seedEvents(db: Db): Promise<void> {
  await sql`insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason, evidence)
    select id, release_id, 'opened', first_seen, ${FIRST_VERDICT}, decided_by, rule, ${REASON}, ${EVIDENCE}::json
    from finding order by id`.execute(db)
  await sql`insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason, evidence)
    select id, release_id, case when closed_at is null then 'changed' else 'closed' end, changed_at, verdict, decided_by, rule,
      case when closed_at is null then ${NEW_REASON} else ${GONE} end, case when closed_at is null then ${EVIDENCE}::json end
    from finding where changed_at > first_seen order by changed_at, id`.execute(db)
}
