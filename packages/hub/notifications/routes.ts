// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { appendAudit } from '@headwater/store/audit'
import {
  createRule,
  createWebhook,
  deleteRule,
  deleteWebhook,
  rules,
  updateRule,
  webhooks,
  type NotificationRule,
} from '@headwater/store/notifications'
import { findRow } from '@headwater/store/rows'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { Id, Rule, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import type { Condition } from './condition.ts'
import { sealWebhookSecret } from './sealed.ts'

const NewRule = Rule.omit({ id: true }).openapi('NewRule')
const MadeRule = Rule.extend({
  secret: z
    .string()
    .optional()
    .openapi({ description: 'Of a webhook: signs what is sent; shown once' }),
}).openapi('MadeRule')
const ADMINISTER = { kind: 'action', action: 'administer' } as const
const SECRET_BYTES = 32

/** Who is told what, and how often. */
export function notificationRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/rules',
      responses: { 200: jsonOf(z.object({ items: z.array(Rule) }), 'rules of the organisation') },
    }),
    ADMINISTER,
    async (context) => {
      const { organisationId } = context.get('caller')
      const all = await rules(db, organisationId)
      const urls = new Map((await webhooks(db, organisationId)).map(({ id, url }) => [id, url]))
      return context.json({ items: all.map((rule) => ruleOf(rule, urls)) }, 200)
    },
  )

  const add = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/rules',
      request: { body: jsonBody(NewRule) },
      responses: { 201: jsonOf(MadeRule, 'made; it tells what happens from now on') },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const { name, when, product, to, digest, enabled } = context.req.valid('json')
      const owner =
        product === undefined
          ? undefined
          : await findRow(db, 'product', { organisation: caller.organisationId, publicId: product })
      if (product !== undefined && owner === undefined) {
        throw new Problem('invalid', {
          faults: [{ at: '/product', message: 'there is no such product' }],
        })
      }
      const url = to.kind === 'webhook' ? checkedUrl(to.url) : undefined
      const secret = `whsec_${Buffer.from(hub.random(SECRET_BYTES)).toString('base64')}`
      const webhookId = newId()
      const sealed = await sealWebhookSecret(hub, webhookId, secret)
      const made = await inTransaction(db, async (trx) => {
        const condition: Condition = {
          when,
          ...(owner === undefined ? {} : { product: { id: owner.id, publicId: owner.public_id } }),
          after: await lastEvent(trx),
          told: [],
        }
        const webhook =
          url === undefined
            ? undefined
            : await createWebhook(trx, {
                publicId: webhookId,
                organisation: caller.organisationId,
                name,
                url,
                secret: sealed,
                events: [when],
                by: caller.account,
                at: now(),
              })
        const rule = await createRule(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          name,
          condition,
          channel: to.kind,
          address: to.kind === 'email' ? to.addresses.join(',') : (url ?? ''),
          ...(webhook === undefined ? {} : { webhook: webhook.id }),
          rhythm: digest,
          at: now(),
        })
        await audit(trx, caller, 'rule.create', rule, { name, when, product, to, digest })
        return enabled ? rule : updateRule(trx, rule.id, { isEnabled: false })
      })
      const urls = new Map(made.webhook_id === null ? [] : [[made.webhook_id, url ?? '']])
      return context.json({ ...ruleOf(made, urls), ...(url === undefined ? {} : { secret }) }, 201)
    },
    ['invalid'],
  )

  const remove = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/rules/{id}',
      request: { params: z.object({ id: Id }) },
      responses: { 204: { description: 'removed; what it told stays in the list of deliveries' } },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const rule = (await rules(db, caller.organisationId)).find(
        ({ public_id }) => public_id === id,
      )
      if (rule === undefined) throw new Problem('not-found')
      await inTransaction(db, async (trx) => {
        await audit(trx, caller, 'rule.delete', rule, { name: rule.name })
        if (rule.webhook_id === null) await deleteRule(trx, rule.id)
        // each rule has a webhook of its own, which goes with it
        else await deleteWebhook(trx, rule.webhook_id)
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  return [list, add, remove]

  async function audit(
    trx: Db,
    caller: Caller,
    action: string,
    rule: NotificationRule,
    detail: unknown,
  ): Promise<void> {
    await appendAudit(trx, {
      organisation: caller.organisationId,
      at: now(),
      actor: caller.actor,
      action,
      subject: `rule:${rule.public_id}`,
      detail,
    })
  }
}

function ruleOf(row: NotificationRule, urls: ReadonlyMap<number, string>): ValueOf<typeof Rule> {
  const { when, product } = row.condition as Condition
  return {
    id: row.public_id,
    name: row.name,
    when,
    ...(product === undefined ? {} : { product: product.publicId }),
    to:
      row.channel === 'email'
        ? { kind: 'email', addresses: (row.address ?? '').split(',') }
        : {
            kind: 'webhook',
            url:
              (row.webhook_id === null ? undefined : urls.get(row.webhook_id)) ?? row.address ?? '',
          },
    digest: row.rhythm,
    enabled: row.is_enabled,
  }
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new Problem('invalid', {
      faults: [{ at: '/to/url', message: 'an http(s) address without a password' }],
    })
  }
  return url.href
}

/** A new rule does not tell the history. */
async function lastEvent(db: Db): Promise<number> {
  const { last } = await db
    .selectFrom('finding_event')
    .select((eb) => eb.fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}
