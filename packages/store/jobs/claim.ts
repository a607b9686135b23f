// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { retried } from '../transactions/index.ts'

/** A job in hand. */
export interface Claim {
  readonly id: number
  readonly kind: string
  readonly payload: unknown
  readonly organisation_id: number | null
  readonly dedupe_key: string | null
  /** This is the how manieth try. */
  readonly attempts: number
  readonly max_attempts: number
}

/** So many holders may fall silent over a job: it is poisoned, or the machine is, and the next process would die of it as well. */
export const MOST_CRASHES = 5

/**
 * Takes jobs that are due, or whose holder let its lease run out, and holds them until `until`. Two never get the same one, and one
 * that waits is not taken while another of its key is in hand: what that one read may be older, and it must not have the last word.
 */
export async function claimJobs(
  db: Db,
  claim: {
    readonly by: string
    readonly kinds?: readonly string[]
    readonly limit: number
    readonly at: string
    readonly until: string
  },
): Promise<readonly Claim[]> {
  const { by, kinds, limit, at, until } = claim
  return retried(db, async (trx) => {
    const { rows } = await sql<Claim>`
      with due as (
        select id from job j
        where finished_at is null and dead_at is null and run_at <= ${at}::timestamptz
          and (leased_by is null or (lease_until < ${at}::timestamptz and attempts < max_attempts and crashes < ${MOST_CRASHES - 1}))
          ${kinds === undefined ? sql`` : sql`and kind = any(${kinds}::text[])`}
          and (leased_by is not null or dedupe_key is null or not exists (
            select 1 from job o where o.kind = j.kind and o.dedupe_key = j.dedupe_key and o.leased_by is not null
              and o.id <> j.id and o.finished_at is null and o.dead_at is null
          ))
        order by priority desc, run_at, id limit ${limit} for update of j skip locked
      )
      update job set attempts = attempts + 1, crashes = crashes + (leased_by is not null)::integer,
        leased_by = ${by}, lease_until = ${until}::timestamptz
      from due where job.id = due.id
      returning job.id, kind, payload, organisation_id, dedupe_key, attempts, max_attempts
    `.execute(trx)
    return rows
  })
}

/** Keeps a job that takes long. False: the lease ran out and somebody else has it; what was done is to be thrown away. */
export async function holdJob(
  db: Db,
  { id, by, until }: { readonly id: number; readonly by: string; readonly until: string },
): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ lease_until: until })
    .where('id', '=', id)
    .where('leased_by', '=', by)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** In the transaction of what the job did. False: it is somebody else's by now, and the transaction is to be given up. */
export async function finishJob(
  db: Db,
  { id, by, at }: { readonly id: number; readonly by: string; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ finished_at: at, lease_until: null, leased_by: null })
    .where('id', '=', id)
    .where('leased_by', '=', by)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
