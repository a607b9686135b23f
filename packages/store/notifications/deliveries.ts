// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

export type Delivery = RowOf<'delivery'>

/** What is to be sent; a job of the same transaction sends it. */
export async function createDelivery(
  db: Db,
  delivery: {
    readonly publicId: string
    readonly organisation: number
    readonly rule?: number
    readonly webhook?: number
    readonly channel: Delivery['channel']
    readonly address: string
    readonly subject: string
    readonly payload: unknown
    readonly at: string
  },
): Promise<Delivery> {
  return db
    .insertInto('delivery')
    .values({
      public_id: delivery.publicId,
      organisation_id: delivery.organisation,
      notification_rule_id: delivery.rule ?? null,
      webhook_id: delivery.webhook ?? null,
      channel: delivery.channel,
      address: delivery.address,
      subject: keyText(delivery.subject, 500),
      payload: jsonText(delivery.payload),
      state: 'waiting',
      created_at: delivery.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What came of an attempt. */
export async function noteDelivery(
  db: Db,
  attempt: {
    readonly delivery: number
    readonly state: Delivery['state']
    readonly status?: number
    readonly error?: string
    readonly at: string
  },
): Promise<void> {
  await db
    .updateTable('delivery')
    .set((eb) => ({
      state: attempt.state,
      attempts: eb('attempts', '+', 1),
      status: attempt.status ?? null,
      error: attempt.error === undefined ? null : plainText(attempt.error).slice(0, 4000),
      ...(attempt.state === 'sent' ? { sent_at: attempt.at } : {}),
    }))
    .where('id', '=', attempt.delivery)
    .execute()
}

/** The last first. */
export async function deliveries(
  db: Db,
  organisation: number,
  page: {
    readonly before?: number
    readonly webhook?: number
    readonly state?: Delivery['state']
    readonly limit: number
  },
): Promise<readonly Delivery[]> {
  const { before, webhook, state } = page
  return db
    .selectFrom('delivery')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .$if(webhook !== undefined, (query) => query.where('webhook_id', '=', webhook!))
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}
