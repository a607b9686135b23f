// SPDX-License-Identifier: Apache-2.0
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { JUDGE_RELEASE } from '../work/kinds.ts'

/** Has a release judged from its documents, in the transaction that gives the cause; one such job waits at most. */
export async function enqueueJudgement(
  { store }: { readonly store: Pick<Store, 'now'> },
  trx: Db,
  organisation: number,
  release: number,
  cause: unknown,
): Promise<void> {
  await enqueue(trx, {
    kind: JUDGE_RELEASE,
    payload: { release, cause },
    organisation,
    dedupeKey: String(release),
    at: store.now(),
  })
}
