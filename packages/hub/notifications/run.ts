// SPDX-License-Identifier: Apache-2.0
import { enqueue } from '@headwater/store/jobs'
import {
  createDelivery,
  noteRuleRun,
  rules,
  updateRule,
  type NotificationRule,
} from '@headwater/store/notifications'
import type { Store } from '@headwater/store/open'
import { organisations } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { SEND_DELIVERY } from '../work/kinds.ts'
import type { Condition, News } from './condition.ts'
import { newsFor } from './news.ts'

const DAY = 86_400_000
const PAUSES: Readonly<Record<NotificationRule['rhythm'], number>> = {
  'at-once': 0,
  daily: DAY,
  weekly: 7 * DAY,
}
/** Lines of one message; more are counted. */
const MOST_LINES = 200
export const MOST_ATTEMPTS = 8

/**
 * Looks what each rule has to tell, and notes what is to be sent in the transaction that notes that it was told: nothing is told twice
 * or forgotten. Gives how many messages wait.
 */
export async function runRules(store: Store, publicUrl: URL): Promise<number> {
  let count = 0
  for (const { id } of await organisations(store.db)) {
    for (const rule of await rules(store.db, id)) {
      if (isDue(rule, Date.parse(store.now()))) count += await runRule(store, rule, publicUrl)
    }
  }
  return count
}

function isDue(
  { is_enabled, rhythm, last_run_at, created_at }: NotificationRule,
  now: number,
): boolean {
  return is_enabled && now - Date.parse(last_run_at ?? created_at) >= PAUSES[rhythm]
}

async function runRule(
  { db, now, newId }: Store,
  { id }: NotificationRule,
  publicUrl: URL,
): Promise<number> {
  const at = now()
  return inTransaction(db, async (trx) => {
    // two processes may run the rules at once: the second one waits, and sees what the first told
    const rule = await trx
      .selectFrom('notification_rule')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (rule === undefined || !isDue(rule, Date.parse(at))) return 0
    const { news, next } = await newsFor(trx, rule.organisation_id, rule.condition as Condition, at)
    await updateRule(trx, id, { condition: next })
    await noteRuleRun(trx, { rule: id, at })
    if (news.length === 0) return 0
    return deliver(trx, rule, news, { publicUrl, newId, at })
  })
}

async function deliver(
  db: Db,
  rule: NotificationRule,
  news: readonly News[],
  {
    publicUrl,
    newId,
    at,
  }: { readonly publicUrl: URL; readonly newId: () => string; readonly at: string },
): Promise<number> {
  const subject =
    news.length === 1
      ? oneLine(news[0]?.line ?? '')
      : oneLine(`${rule.name}: ${news.length} messages`)
  const shown = news.slice(0, MOST_LINES).map(({ at, line, link }) => ({
    at,
    line: oneLine(line),
    link: `${publicUrl.origin}${link}`,
  }))
  const payload = { rule: oneLine(rule.name), count: news.length, news: shown }
  const addresses = rule.channel === 'email' ? (rule.address ?? '').split(',') : ['']
  for (const address of addresses) {
    const { id } = await createDelivery(db, {
      publicId: newId(),
      organisation: rule.organisation_id,
      rule: rule.id,
      ...(rule.webhook_id === null ? {} : { webhook: rule.webhook_id }),
      channel: rule.channel,
      address: rule.channel === 'email' ? address : (rule.address ?? ''),
      subject,
      payload,
      at,
    })
    await enqueue(db, {
      kind: SEND_DELIVERY,
      payload: { delivery: id },
      organisation: rule.organisation_id,
      maxAttempts: MOST_ATTEMPTS,
      at,
    })
  }
  return addresses.length
}

/** Names come from documents: a line break would begin another header, or another message's line. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500)
}
