// SPDX-License-Identifier: Apache-2.0
import { purgeSessions } from '@headwater/store/accounts'
import { purgeRequests } from '@headwater/store/idempotency'
import { purgeJobs } from '@headwater/store/jobs'
import { tidy } from '@headwater/store/maintenance'
import type { Store } from '@headwater/store/open'
import { purgeUploads } from '@headwater/store/uploads'

const DAY = 86_400_000

/** How long is kept what nobody needs any more, in days. Documents, findings, their history and the audit log are kept for good. */
const KEPT = {
  /** done or given up */
  jobs: 30,
  /** broken off */
  uploads: 7,
  /** run out */
  sessions: 30,
  /** answers to requests with an Idempotency-Key */
  requests: 2,
} as const

/** Forgets what is old, and tidies the embedded database, which nobody else does. */
export async function keepHouse(store: Store): Promise<void> {
  const { db, kind, now } = store
  const before = (days: number) => new Date(Date.parse(now()) - days * DAY).toISOString()
  await purgeJobs(db, before(KEPT.jobs))
  await purgeUploads(db, before(KEPT.uploads))
  await purgeSessions(db, before(KEPT.sessions))
  await purgeRequests(db, before(KEPT.requests))
  if (kind !== 'postgres') await tidy(db)
}
