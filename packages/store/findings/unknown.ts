// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** How many findings each rule leaves unknown, the most first: what evidence would decide. */
export async function unknownByRule(
  db: Db,
  visible: Visible,
  limit: number,
): Promise<readonly { readonly rule: string; readonly count: number }[]> {
  const { rows } = await sql<{ rule: string; count: number }>`
    select f.rule, count(*) as count from finding f
    where ${visibleProducts(visible, 'f')} and f.closed_at is null and f.verdict = 'unknown'
    group by f.rule order by count desc, f.rule limit ${limit}
  `.execute(db)
  return rows
}
