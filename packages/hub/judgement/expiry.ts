// SPDX-License-Identifier: Apache-2.0
import { expireAssessments } from '@headwater/store/assessments'
import type { Store } from '@headwater/store/open'
import { inTransaction } from '@headwater/store/transactions'
import { layAgain } from './lay-again.ts'

/** Ends what ran out, and lets the releases for which it stood say again what they said without it. Gives how many ended. */
export async function endExpired({ db, now }: Store): Promise<number> {
  const at = now()
  return inTransaction(db, async (trx) => {
    const ended = await expireAssessments(trx, at)
    for (const each of ended) await layAgain(trx, each, at)
    return ended.length
  })
}
