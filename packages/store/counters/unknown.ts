// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** How many findings each rule leaves unknown, the most first: what evidence would decide. What is archived does not count. */
export async function unknownByRule(
  db: Db,
  visible: Visible,
  limit: number,
): Promise<readonly { readonly rule: string; readonly count: number }[]> {
  const { rows } = await sql<{ rule: string; count: number }>`
    select u.rule, sum(u.count) as count from release_unknown u join release r on r.id = u.release_id join product p on p.id = r.product_id
    where ${visibleProducts(visible, 'r')} and u.count > 0 and r.archived_at is null and p.archived_at is null
    group by u.rule order by count desc, u.rule limit ${limit}
  `.execute(db)
  return rows
}
