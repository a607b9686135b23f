// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, type Db, type RowOf } from '../schema/index.ts'

export type NotificationRule = RowOf<'notification_rule'>

export async function createRule(
  db: Db,
  rule: {
    readonly publicId: string
    readonly organisation: number
    /** Whose it is; absent: the organisation's. */
    readonly account?: number
    readonly name: string
    /** What it asks for: the hub's own shape. */
    readonly condition: unknown
    readonly channel: NotificationRule['channel']
    readonly address?: string
    readonly webhook?: number
    readonly rhythm: NotificationRule['rhythm']
    readonly at: string
  },
): Promise<NotificationRule> {
  return db
    .insertInto('notification_rule')
    .values({
      public_id: rule.publicId,
      organisation_id: rule.organisation,
      account_id: rule.account ?? null,
      name: keyText(rule.name),
      condition: jsonText(rule.condition),
      channel: rule.channel,
      address: rule.address ?? null,
      webhook_id: rule.webhook ?? null,
      rhythm: rule.rhythm,
      created_at: rule.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateRule(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly condition?: unknown
    readonly rhythm?: NotificationRule['rhythm']
    readonly address?: string | null
    readonly isEnabled?: boolean
  },
): Promise<NotificationRule> {
  const { name, condition, rhythm, address, isEnabled } = change
  return db
    .updateTable('notification_rule')
    .set({
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(condition === undefined ? {} : { condition: jsonText(condition) }),
      ...(rhythm === undefined ? {} : { rhythm }),
      ...(address === undefined ? {} : { address }),
      ...(isEnabled === undefined ? {} : { is_enabled: isEnabled }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** All of an organisation, or those of one rhythm that are enabled. */
export async function rules(
  db: Db,
  organisation: number,
  rhythm?: NotificationRule['rhythm'],
): Promise<readonly NotificationRule[]> {
  return db
    .selectFrom('notification_rule')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .$if(rhythm !== undefined, (query) =>
      query.where('rhythm', '=', rhythm!).where('is_enabled', '=', true),
    )
    .orderBy('id')
    .execute()
}

export async function noteRuleRun(
  db: Db,
  { rule, at }: { readonly rule: number; readonly at: string },
): Promise<void> {
  await db
    .updateTable('notification_rule')
    .set({ last_run_at: at })
    .where('id', '=', rule)
    .execute()
}

/** Its deliveries stay. */
export async function deleteRule(db: Db, id: number): Promise<void> {
  await db.deleteFrom('notification_rule').where('id', '=', id).execute()
}
