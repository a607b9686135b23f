// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

export interface JobCount {
  readonly kind: string
  readonly waiting: number
  readonly running: number
  readonly dead: number
  /** When the longest waiting one was due. */
  readonly oldest: string | null
}

export async function jobCounts(db: Db, at: string): Promise<readonly JobCount[]> {
  const { rows } = await sql<JobCount>`
    select kind, count(*) filter (where dead_at is null and leased_by is null) as waiting,
      count(*) filter (where dead_at is null and leased_by is not null) as running,
      count(*) filter (where dead_at is not null) as dead,
      min(run_at) filter (where dead_at is null and leased_by is null and run_at <= ${at}::timestamptz) as oldest
    from job where finished_at is null group by kind order by kind
  `.execute(db)
  return rows
}

/** Jobs that were given up on, the last first. */
export function deadJobs(db: Db, limit: number) {
  return db
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'organisation_id', 'attempts', 'last_error', 'dead_at'])
    .where('dead_at', 'is not', null)
    .orderBy('dead_at', 'desc')
    .limit(limit)
    .execute()
}
export type DeadJob = Awaited<ReturnType<typeof deadJobs>>[number]

/** Tries a job again that was given up on, from its first attempt. False: there is none, or one like it waits. */
export async function reviveJob(
  db: Db,
  { id, at }: { readonly id: number; readonly at: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update job set dead_at = null, attempts = 0, crashes = 0, run_at = ${at}::timestamptz
    where id = ${id} and dead_at is not null and not exists (
      select 1 from job o where o.kind = job.kind and o.dedupe_key = job.dedupe_key
        and o.finished_at is null and o.dead_at is null and o.leased_by is null
    )
    returning id
  `.execute(db)
  return rows.length > 0
}

/** Forgets jobs that were done, or given up on, before an instant. */
export async function purgeJobs(db: Db, before: string): Promise<number> {
  const result = await db
    .deleteFrom('job')
    .where((eb) => eb.or([eb('finished_at', '<', before), eb('dead_at', '<', before)]))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
