// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { plainText, type Db } from '../schema/index.ts'
import { inTransaction, retried } from '../transactions/index.ts'
import { MOST_CRASHES } from './claim.ts'

/** Puts it back for later, or gives it up after its last attempt. Where another like it waits already, that one is enough. */
export async function failJob(
  db: Db,
  failure: {
    readonly id: number
    readonly by: string
    readonly error: string
    /** It will never succeed: no further attempts. */
    readonly isFinal?: boolean
    /** It was not the job's fault (a full disk, a process that ends): the attempt does not count. Milliseconds until the next one. */
    readonly excusedFor?: number
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
    const { excusedFor } = failure
    const own = {
      leased_by: null,
      lease_until: null,
      last_error: plainText(failure.error).slice(0, 4000),
      ...(excusedFor === undefined ? {} : { attempts: Math.max(0, job.attempts - 1) }),
    }
    const update = trx.updateTable('job').where('id', '=', failure.id)
    const isLast = excusedFor === undefined && job.attempts >= job.max_attempts
    if (failure.isFinal === true || isLast) {
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
      const run_at = after(failure.at, excusedFor ?? pauseAfter(job.attempts))
      await update.set({ ...own, run_at }).execute()
    } else {
      await update.set({ ...own, finished_at: failure.at }).execute()
    }
    return 'waits'
  })
}

export interface BuriedJob {
  readonly id: number
  readonly kind: string
  readonly payload: unknown
  readonly organisation_id: number | null
  readonly dedupe_key: string | null
  readonly attempts: number
  readonly crashes: number
}

/** Gives up jobs whose last holder fell silent, since it could not do so, and gives them to be told of in the same transaction. */
export async function buryJobs(db: Db, at: string): Promise<readonly BuriedJob[]> {
  return retried(db, async (trx) => {
    const { rows } = await sql<BuriedJob>`
      with silent as (
        select id from job
        where finished_at is null and dead_at is null and lease_until < ${at}::timestamptz
          and (attempts >= max_attempts or crashes >= ${MOST_CRASHES - 1})
        order by id for update skip locked
      )
      update job set dead_at = ${at}::timestamptz, leased_by = null, lease_until = null, crashes = crashes + 1,
        last_error = 'whoever was at it fell silent: the process ended, was killed or ran out of memory'
      from silent where job.id = silent.id
      returning job.id, kind, payload, organisation_id, dedupe_key, attempts, crashes
    `.execute(trx)
    return rows
  })
}

/** Gives back what the holders had who are gone for certain: of an embedded database, everybody else. */
export async function releaseJobs(db: Db, at: string): Promise<number> {
  const result = await db
    .updateTable('job')
    .set({ lease_until: after(at, -1) })
    .where('leased_by', 'is not', null)
    .where('finished_at', 'is', null)
    .where('dead_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** More than this ahead no lease of ours ends and no failure waits: a clock that has gone back since has written it. */
const LONGEST_LEASE = 10 * 60_000

/**
 * What a clock that was ahead has written is made right by one that is not: else jobs would wait, and the dead hold theirs, until the
 * clock is there again. A holder that lives renews its lease long before the one that it is given here runs out.
 */
export async function mendInstants(
  db: Db,
  { at, lease }: { readonly at: string; readonly lease: number },
): Promise<number> {
  const soon = after(at, LONGEST_LEASE)
  const { numAffectedRows } = await sql`
    update job set
      run_at = case when created_at > ${soon}::timestamptz or run_at > ${after(at, 2 * LONGEST_DELAY)}::timestamptz
        then ${at}::timestamptz else run_at end,
      created_at = least(created_at, ${at}::timestamptz),
      lease_until = case when lease_until > ${soon}::timestamptz then ${after(at, lease)}::timestamptz else lease_until end
    where finished_at is null and dead_at is null
      and (created_at > ${soon}::timestamptz or run_at > ${after(at, 2 * LONGEST_DELAY)}::timestamptz or lease_until > ${soon}::timestamptz)
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}

const FIRST_DELAY = 5_000
const LONGEST_DELAY = 6 * 3_600_000

/** 5 s, 10 s, 20 s, … up to six hours. */
function pauseAfter(attempts: number): number {
  return Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
}

function after(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
