// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

interface Within {
  readonly organisation: number
  readonly product?: number
  readonly limit: number
}

/** Findings that stand as affected or unknown and that a catalogue lists as exploited, by id. */
export async function exploitedFindings(db: Db, { organisation, product, limit }: Within) {
  const { rows } = await sql<
    Record<'at' | 'product' | 'version' | 'vulnerability' | 'component', string> & {
      readonly id: number
    }
  >`
    select f.id, f.changed_at as at, p.name as product, r.version, f.vulnerability, f.component
    from finding f join release r on r.id = f.release_id join product p on p.id = f.product_id
    where f.organisation_id = ${organisation} and f.is_exploited and f.closed_at is null and f.verdict in ('affected', 'unknown')
      and r.archived_at is null and p.archived_at is null ${product === undefined ? sql`` : sql`and f.product_id = ${product}`}
    order by f.id limit ${limit}
  `.execute(db)
  return rows
}

/** Releases whose support ends on one of these days (`YYYY-MM-DD`), the next one first; `id` is public. */
export async function releasesEndingSupport(
  db: Db,
  {
    organisation,
    product,
    limit,
    from,
    until,
  }: Within & { readonly from: string; readonly until: string },
) {
  const { rows } = await sql<Record<'id' | 'product' | 'version' | 'ends', string>>`
    select r.public_id as id, p.name as product, r.version, r.support_end as ends
    from release r join product p on p.id = r.product_id
    where r.organisation_id = ${organisation} and r.archived_at is null and p.archived_at is null and r.support_end between ${from}::date
      and ${until}::date ${product === undefined ? sql`` : sql`and r.product_id = ${product}`}
    order by r.support_end, r.id limit ${limit}
  `.execute(db)
  return rows
}
