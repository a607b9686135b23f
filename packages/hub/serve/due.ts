// SPDX-License-Identifier: Apache-2.0
import { noteProductDays } from '@headwater/store/counters'
import { enqueue } from '@headwater/store/jobs'
import { enqueueDueFeeds } from '../feeds/index.ts'
import type { Hub } from '../http/hub.ts'
import { EXPIRE_ASSESSMENTS, KEEP_HOUSE, RUN_RULES } from '../work/index.ts'

const DAY = 86_400_000

/** Enqueues everything whose time has come, and notes how the day stands. */
export async function enqueueDue({ store }: Hub): Promise<void> {
  await enqueueDueFeeds(store)
  const { db, now } = store
  const at = now()
  await noteProductDays(db, at)
  const expired = await db
    .selectFrom('assessment')
    .select('id')
    .where('state', 'in', ['active', 'proposed'])
    .where('expires_at', '<=', at)
    .limit(1)
    .executeTakeFirst()
  if (expired !== undefined) {
    await enqueue(db, { kind: EXPIRE_ASSESSMENTS, payload: {}, dedupeKey: 'all', at })
  }
  const house = await db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', KEEP_HOUSE)
    .where('created_at', '>', new Date(Date.parse(at) - DAY).toISOString())
    .where('created_at', '<=', at)
    .limit(1)
    .executeTakeFirst()
  if (house === undefined) {
    await enqueue(db, { kind: KEEP_HOUSE, payload: {}, dedupeKey: 'all', priority: -2, at })
  }
  const rule = await db
    .selectFrom('notification_rule')
    .select('id')
    .where('is_enabled', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (rule !== undefined) await enqueue(db, { kind: RUN_RULES, payload: {}, dedupeKey: 'all', at })
}
