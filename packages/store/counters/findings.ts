// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** What stands of one vulnerability, or of one component, everywhere. */
export interface FindingCounters {
  readonly affected: number
  readonly unknown: number
  readonly fixed: number
  readonly not_affected: number
  /** Affected and known to be exploited. */
  readonly exploited: number
  readonly releases: number
}

/** Counted from an index alone, which holds them side by side: a counter of each would be written by every job at once. */
export async function findingCounters(
  db: Db,
  visible: Visible,
  of: { readonly vulnerability: number } | { readonly component: number },
): Promise<FindingCounters> {
  const condition =
    'vulnerability' in of
      ? sql`f.vulnerability_id = ${of.vulnerability}`
      : sql`f.component_id = ${of.component}`
  // classes as the migration makes them: the verdict's ten, and five more where it is exploited
  const { rows } = await sql<FindingCounters>`
    select count(*) filter (where class between 0 and 9) as affected, count(*) filter (where class between 10 and 19) as unknown,
      count(*) filter (where class between 20 and 29) as fixed, count(*) filter (where class between 30 and 39) as not_affected,
      count(*) filter (where class between 5 and 9) as exploited, count(distinct release_id) as releases
    from finding f where ${condition} and f.closed_at is null and ${visibleProducts(visible, 'f')}
  `.execute(db)
  return (
    rows[0] ?? { affected: 0, unknown: 0, fixed: 0, not_affected: 0, exploited: 0, releases: 0 }
  )
}
