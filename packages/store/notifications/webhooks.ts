// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'

export type Webhook = RowOf<'webhook'>

/** @param webhook `secret` is sealed: it signs what is sent */
export async function createWebhook(
  db: Db,
  webhook: {
    readonly publicId: string
    readonly organisation: number
    readonly product?: number
    readonly name: string
    readonly url: string
    readonly secret: string
    readonly events: readonly string[]
    readonly by?: number
    readonly at: string
  },
): Promise<Webhook> {
  return db
    .insertInto('webhook')
    .values({
      public_id: webhook.publicId,
      organisation_id: webhook.organisation,
      product_id: webhook.product ?? null,
      name: keyText(webhook.name),
      url: webhook.url,
      secret: webhook.secret,
      events: webhook.events,
      created_by: webhook.by ?? null,
      created_at: webhook.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateWebhook(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly url?: string
    readonly secret?: string
    readonly events?: readonly string[]
    readonly isEnabled?: boolean
  },
): Promise<Webhook> {
  const { name, url, secret, events, isEnabled } = change
  return db
    .updateTable('webhook')
    .set({
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(url === undefined ? {} : { url }),
      ...(secret === undefined ? {} : { secret }),
      ...(events === undefined ? {} : { events }),
      ...(isEnabled === undefined ? {} : { is_enabled: isEnabled }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** All of an organisation, or those that are to hear of an event of a product. */
export async function webhooks(
  db: Db,
  organisation: number,
  heard?: { readonly event: string; readonly product?: number },
): Promise<readonly Webhook[]> {
  const all = await db
    .selectFrom('webhook')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy('id')
    .execute()
  if (heard === undefined) return all
  return all.filter(
    ({ is_enabled, events, product_id }) =>
      is_enabled &&
      events.includes(heard.event) &&
      (product_id === null || product_id === heard.product),
  )
}

/** Of all organisations, by id: for who seals their secrets. */
export async function allWebhooks(db: Db): Promise<readonly Webhook[]> {
  return db.selectFrom('webhook').selectAll().orderBy('id').execute()
}

/** Puts another sealed text of the same secret in its place, unless somebody has changed it since. */
export async function replaceWebhookSecret(
  db: Db,
  { id, from, to }: { readonly id: number; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ secret: to })
    .where('id', '=', id)
    .where('secret', '=', from)
    .execute()
}

export async function webhookById(db: Db, id: number): Promise<Webhook | undefined> {
  return db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
}

/** With the rules that send to it; deliveries stay. */
export async function deleteWebhook(db: Db, id: number): Promise<void> {
  await db.deleteFrom('notification_rule').where('webhook_id', '=', id).execute()
  await db.deleteFrom('webhook').where('id', '=', id).execute()
}
