// SPDX-License-Identifier: Apache-2.0
import { appendAudit } from '@headwater/store/audit'
import type { Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'

type Db = Hub['store']['db']

/** What somebody did, into the log of their organisation: in the transaction that does it. */
export async function noteDeed(
  { store }: Hub,
  trx: Db,
  caller: Caller,
  deed: { readonly action: string; readonly subject: string; readonly detail?: unknown },
): Promise<void> {
  await appendAudit(trx, {
    organisation: caller.organisationId,
    at: store.now(),
    actor: caller.actor,
    action: deed.action,
    subject: deed.subject,
    detail: deed.detail ?? null,
  })
}
