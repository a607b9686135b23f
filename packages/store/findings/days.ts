// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Notes how the counters of these releases stand at the end of the day, as far as it has gone. */
export async function noteDay(db: Db, releases: readonly number[], at: string): Promise<void> {
  await sql`
    insert into release_counter_day
      (release_id, day, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated)
    select release_id, ${at.slice(0, 10)}::date,
      affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated
    from release_counter where release_id = any(${releases}::bigint[])
    on conflict (release_id, day) do update set
      affected = excluded.affected, unknown = excluded.unknown, not_affected = excluded.not_affected,
      fixed = excluded.fixed, exploited = excluded.exploited, critical = excluded.critical, high = excluded.high,
      medium = excluded.medium, low = excluded.low, unrated = excluded.unrated
  `.execute(db)
}
