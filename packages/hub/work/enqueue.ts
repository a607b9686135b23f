// SPDX-License-Identifier: Apache-2.0
import { enqueue } from '@headwater/store/jobs'
import type { Db } from '@headwater/store/schema'
import { MATCH_COMPONENTS } from './kinds.ts'

/** One such job waits at most; it finds by itself what is to be matched. */
export async function enqueueMatching(db: Db, at: string): Promise<void> {
  await enqueue(db, { kind: MATCH_COMPONENTS, payload: {}, dedupeKey: 'all', priority: 1, at })
}
