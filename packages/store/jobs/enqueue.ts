// SPDX-License-Identifier: Apache-2.0
import { jsonText, type Db } from '../schema/index.ts'

export interface NewJob {
  readonly kind: string
  readonly payload: unknown
  readonly organisation?: number
  /**
   * One job of a kind waits for each key. One that runs does not count: it may have read what has changed since, so that
   * another one is to follow it.
   */
  readonly dedupeKey?: string
  /** More is sooner. */
  readonly priority?: number
  /** Not before. */
  readonly runAt?: string
  readonly maxAttempts?: number
  readonly at: string
}

/** In the transaction of what makes it necessary. Undefined: one like it waits already. */
export async function enqueue(db: Db, job: NewJob): Promise<number | undefined> {
  const inserted = await db
    .insertInto('job')
    .values({
      kind: job.kind,
      payload: jsonText(job.payload),
      organisation_id: job.organisation ?? null,
      dedupe_key: job.dedupeKey ?? null,
      run_at: job.runAt ?? job.at,
      created_at: job.at,
      ...(job.priority === undefined ? {} : { priority: job.priority }),
      ...(job.maxAttempts === undefined ? {} : { max_attempts: job.maxAttempts }),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'dedupe_key'])
        .where('finished_at', 'is', null)
        .where('dead_at', 'is', null)
        .where('leased_by', 'is', null)
        .where('dedupe_key', 'is not', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}
