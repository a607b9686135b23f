// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { plainText, type Db } from '../schema/index.ts'

/** Notes that somebody knows why these differences are there. Another word before it is replaced. Gives how many stood open. */
export async function acceptDrift(
  db: Db,
  acceptance: {
    readonly drifts: readonly number[]
    readonly by: number
    readonly reason: string
    /** Absent: for good. */
    readonly until?: string
    readonly at: string
  },
): Promise<number> {
  const result = await db
    .updateTable('drift')
    .set({
      accepted_by: acceptance.by,
      accepted_at: acceptance.at,
      accepted_until: acceptance.until ?? null,
      accepted_reason: plainText(acceptance.reason),
    })
    .where('id', 'in', acceptance.drifts)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Nobody answers for it any more, nor for what stood in the same words before: it would be answered for when it comes back. */
export async function withdrawAcceptance(db: Db, drift: number): Promise<void> {
  await sql`
    update drift d set accepted_by = null, accepted_at = null, accepted_until = null, accepted_reason = null
    from drift o where o.id = ${drift} and d.release_id = o.release_id and d.accepted_at is not null
      and (d.deployment_id, d.from_lane, d.to_lane, d.kind, d.component_id, d.file_id, d.detail) is not distinct from
        (o.deployment_id, o.from_lane, o.to_lane, o.kind, o.component_id, o.file_id, o.detail)
  `.execute(db)
}
