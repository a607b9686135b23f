// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Ids of a seeded portfolio that pages are asked of, by how much there is of each. */
export interface Subjects {
  readonly products: readonly string[]
  readonly lines: readonly string[]
  /** Contains twenty others; usual; the large one. */
  readonly releases: readonly string[]
  /** From those in most releases to those in few. */
  readonly components: readonly number[]
  readonly vulnerabilities: readonly string[]
  readonly findings: readonly number[]
  readonly digests: readonly string[]
}

export async function seededSubjects(db: Db): Promise<Subjects> {
  async function values<Value>(query: RawBuilder<{ value: Value }>): Promise<readonly Value[]> {
    const { rows } = await query.execute(db)
    return rows.map(({ value }) => value)
  }
  return {
    products: await values(sql`select public_id as value from product order by id limit 2`),
    lines: await values(sql`select public_id as value from product_line order by id limit 1`),
    releases: await values(sql`select public_id as value from release
      where id in (1, 50, (select max(id) from release)) order by id`),
    components: await values(sql`select distinct component_id as value from document_component
      where component_id in (1, 10000, 30000, 49996) order by value`),
    vulnerabilities: await values(sql`select name as value from vulnerability
      where id in (1, 10000, (select max(id) from vulnerability)) order by id`),
    findings: await values(sql`
      (select id as value from finding where vulnerability_id = 1 order by component_id limit 1)
      union all (select id from finding order by id limit 2) union all (select id from finding order by id desc limit 2)`),
    digests: await values(
      sql`select encode(sha256, 'hex') as value from file where id in (1, 1000, 40000)`,
    ),
  }
}
