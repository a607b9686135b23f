// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { tidy } from '../maintenance/index.ts'
import type { Db } from '../schema/index.ts'
import { seedContent } from './content.ts'
import { seedFindings } from './findings.ts'
import { seedWork } from './work.ts'

/** How much of everything. */
export interface Portfolio {
  readonly products: number
  readonly releasesPerProduct: number
  readonly components: number
  readonly vulnerabilities: number
  readonly findings: number
  /** Components of the document of the last release, each with two findings. */
  readonly large: number
}

/**
 * A portfolio of one organisation (1), put in with SQL alone, as two years of real work would leave it: every release has a document
 * with its components and one with its files, a few vulnerabilities are in very many releases, most verdicts are "not affected", few
 * are exploited, EPSS is small and follows exploitation. Release 1 contains twenty others; the last one is large.
 */
export async function seedPortfolio(db: Db, size: Portfolio): Promise<void> {
  await seedNouns(db, size)
  await seedContent(db, size)
  await seedFindings(db, size)
  await seedWork(db)
  await tidy(db)
}

async function seedNouns(db: Db, { products, releasesPerProduct }: Portfolio): Promise<void> {
  const releases = products * releasesPerProduct + 1
  const run = (query: ReturnType<typeof sql>) => query.execute(db)
  await run(
    sql`insert into organisation (public_id, name, created_at) values (gen_random_uuid(), 'Bench', now())`,
  )
  await run(sql`insert into product_line (public_id, organisation_id, name, created_at)
    select gen_random_uuid(), 1, 'Line ' || i, now() from generate_series(1, 10) i`)
  await run(sql`insert into product (public_id, organisation_id, product_line_id, name, created_at)
    select gen_random_uuid(), 1, 1 + i % 10, 'Product ' || i, now() from generate_series(1, ${products}::integer) i`)
  await run(sql`insert into release (public_id, organisation_id, product_id, version, support_start, support_end, created_at)
    select gen_random_uuid(), 1, 1 + i % ${products}::integer, '1.' || i,
      case when i % 2 = 0 then current_date - 300 end, case when i % 2 = 0 then current_date + (i % 2000)::integer end,
      now() - interval '2 years' + i * interval '5 hours'
    from generate_series(0, ${releases}::integer - 1) i`)
  await run(sql`insert into release_edge (parent_id, child_id, created_at)
    select 1, i, now() from generate_series(2, least(21, ${releases}::integer)) i`)
  await run(sql`insert into build (public_id, organisation_id, release_id, name, built_at, created_at)
    select gen_random_uuid(), 1, id, 'build ' || id, created_at, created_at from release`)
}
