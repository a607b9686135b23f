// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** How much of everything. */
export interface Portfolio {
  readonly products: number
  readonly releasesPerProduct: number
  readonly components: number
  readonly vulnerabilities: number
  readonly findings: number
}

/**
 * A portfolio of one organisation (1), put in with SQL alone: findings spread as in real ones. A few vulnerabilities are in very many
 * releases, most verdicts are "not affected", few are exploited, EPSS is small and follows exploitation, and instants
 * follow ids.
 */
export async function seedPortfolio(db: Db, size: Portfolio): Promise<void> {
  const { products, releasesPerProduct, components, vulnerabilities, findings } = size
  const releases = products * releasesPerProduct
  const run = (query: ReturnType<typeof sql>) => query.execute(db)
  await run(
    sql`insert into organisation (public_id, name, created_at) values (gen_random_uuid(), 'Bench', now())`,
  )
  await run(sql`insert into product_line (public_id, organisation_id, name, created_at)
    select gen_random_uuid(), 1, 'Line ' || i, now() from generate_series(1, 10) i`)
  await run(sql`insert into product (public_id, organisation_id, product_line_id, name, created_at)
    select gen_random_uuid(), 1, 1 + i % 10, 'Product ' || i, now() from generate_series(1, ${products}::integer) i`)
  await run(sql`insert into release (public_id, organisation_id, product_id, version, created_at)
    select gen_random_uuid(), 1, 1 + i % ${products}::integer, '1.' || i, now() from generate_series(0, ${releases}::integer - 1) i`)
  await run(sql`insert into component (identity, name, version, purl, facts, first_seen)
    select sha256(i::text::bytea), 'component-' || md5(i::text), '1.' || i, 'pkg:npm/component-' || i || '@1.' || i, '{}', now()
    from generate_series(1, ${components}::integer) i`)
  await run(sql`insert into vulnerability (name, severity, is_exploited, epss, first_seen, changed_at)
    select 'CVE-' || 2000 + i % 26 || '-' || 10000 + i, case when i % 20 = 0 then -1 else (random() * 60 + 38)::integer end,
      i % 100 = 0, case when i % 100 = 0 then 0.3 + random() * 0.7 else greatest(power(random(), 8), 0.00001) end, now(), now()
    from generate_series(1, ${vulnerabilities}::integer) i`)
  await run(sql`insert into vulnerability_alias select name, id from vulnerability`)
  const step = 100_000
  for (let from = 1; from <= findings; from += step) {
    const to = Math.min(from + step - 1, findings)
    await run(sql`
      with drawn as (
        select i, 1 + (i::bigint * 7919) % ${releases}::bigint as release_id,
          1 + floor(power(random(), 2) * ${components}::integer)::bigint as component_id,
          1 + floor(power(random(), 2) * ${vulnerabilities}::integer)::bigint as vulnerability_id, random() as dice
        from generate_series(${from}::integer, ${to}::integer) i
      )
      insert into finding (organisation_id, product_id, release_id, component_id, vulnerability_id, verdict, decided_by, rule,
        hash, severity, is_exploited, epss, vulnerability, component, first_seen, changed_at)
      select 1, r.product_id, d.release_id, d.component_id, d.vulnerability_id,
        case when dice < 0.7 then 'not_affected' when dice < 0.85 then 'affected' when dice < 0.98 then 'unknown' else 'fixed' end,
        case when dice < 0.02 then 'person' when dice < 0.1 then 'supplier' else 'rule' end,
        case when dice < 0.7 then 'not-built' else 'location-unknown' end, '\\x00',
        v.severity, v.is_exploited, coalesce(round(v.epss * 1000), -1), v.name, c.name,
        '2025-01-01'::timestamptz + i * interval '30 seconds', '2025-06-01'::timestamptz + i * interval '25 seconds'
      from drawn d join release r on r.id = d.release_id join vulnerability v on v.id = d.vulnerability_id
        join component c on c.id = d.component_id
      on conflict do nothing
    `)
  }
  await run(sql`insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason)
    select id, release_id, 'opened', first_seen, verdict, decided_by, rule, 'None of its places is in what was built.' from finding`)
  await run(sql`vacuum analyze`)
}

/** What a benchmark made is gone with its schema. */
export async function dropSchema(db: Db, schema: string): Promise<void> {
  await sql`drop schema ${sql.id(schema)} cascade`.execute(db)
}
