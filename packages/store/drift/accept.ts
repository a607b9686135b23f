// SPDX-License-Identifier: Apache-2.0
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

/** Nobody answers for it any more. */
export async function withdrawAcceptance(db: Db, drift: number): Promise<void> {
  await db
    .updateTable('drift')
    .set({ accepted_by: null, accepted_at: null, accepted_until: null, accepted_reason: null })
    .where('id', '=', drift)
    .execute()
}
