// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { plainText, type Db } from '../schema/index.ts'
import { inTransaction, retried } from '../transactions/index.ts'

/** A job in hand. */
export interface Claim {
  readonly id: number
  readonly kind: string
  readonly payload: unknown
  readonly organisation_id: number | null
  /** This is the how manieth try. */
  readonly attempts: number
  readonly max_attempts: number
}

/**
 * Takes jobs that are due, or whose holder let its lease run out, and holds them until `until`. Two never get the same one. A job
 * whose last attempt ran out is given up on here, since its holder could not say so.
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
    await sql`
      update job set dead_at = ${at}::timestamptz, leased_by = null, lease_until = null,
        last_error = coalesce(last_error, 'its lease ran out')
      where finished_at is null and dead_at is null and attempts >= max_attempts and lease_until < ${at}::timestamptz
    `.execute(trx)
    const { rows } = await sql<Claim>`
      with due as (
        select id from job
        where finished_at is null and dead_at is null and run_at <= ${at}::timestamptz
          and (lease_until is null or lease_until < ${at}::timestamptz)
          ${kinds === undefined ? sql`` : sql`and kind = any(${kinds}::text[])`}
        order by priority desc, run_at, id limit ${limit} for update skip locked
      )
      update job set attempts = attempts + 1, leased_by = ${by}, lease_until = ${until}::timestamptz
      from due where job.id = due.id
      returning job.id, kind, payload, organisation_id, attempts, max_attempts
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

/** Puts it back for later, or gives it up after its last attempt. Where another like it waits already, that one is enough. */
export async function failJob(
  db: Db,
  failure: {
    readonly id: number
    readonly by: string
    readonly error: string
    /** It will never succeed: no further attempts. */
    readonly isFinal?: boolean
    readonly at: string
  },
): Promise<'waits' | 'dead' | 'lost'> {
  return inTransaction(db, async (trx) => {
    const job = await trx
      .selectFrom('job')
      .select(['kind', 'dedupe_key', 'attempts', 'max_attempts'])
      .where('id', '=', failure.id)
      .where('leased_by', '=', failure.by)
      .where('finished_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (job === undefined) return 'lost'
    const last_error = plainText(failure.error).slice(0, 4000)
    const own = { leased_by: null, lease_until: null, last_error }
    const update = trx.updateTable('job').where('id', '=', failure.id)
    if (failure.isFinal === true || job.attempts >= job.max_attempts) {
      await update.set({ ...own, dead_at: failure.at }).execute()
      return 'dead'
    }
    const follower = await trx
      .selectFrom('job')
      .select('id')
      .where('kind', '=', job.kind)
      .where('dedupe_key', '=', job.dedupe_key)
      .where('id', '<>', failure.id)
      .where('finished_at', 'is', null)
      .where('dead_at', 'is', null)
      .where('leased_by', 'is', null)
      .executeTakeFirst()
    if (follower === undefined) {
      await update.set({ ...own, run_at: later(failure.at, job.attempts) }).execute()
    } else {
      await update.set({ ...own, finished_at: failure.at }).execute()
    }
    return 'waits'
  })
}

const FIRST_DELAY = 5_000
const LONGEST_DELAY = 6 * 3_600_000

/** 5 s, 10 s, 20 s, … up to six hours. */
function later(at: string, attempts: number): string {
  const delay = Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
  return new Date(Date.parse(at) + delay).toISOString()
}
