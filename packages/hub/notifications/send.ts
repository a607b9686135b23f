// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'
import { AddressError } from '@headwater/mirror/update'
import { noteDelivery, webhookById, type Delivery } from '@headwater/store/notifications'
import { reportProblem } from '@headwater/store/problems'
import { setting } from '@headwater/store/settings'
import { requestOutside } from '../addresses/index.ts'
import { INNER_HOSTS } from '../feeds/index.ts'
import type { Sealer } from '../secrets/sealing.ts'
import { MOST_ATTEMPTS } from './run.ts'
import { keptMailServer, webhookSecret, type MailServer } from './sealed.ts'

/** Sends an e-mail. For tests another one. */
export type SendMail = (
  server: MailServer,
  mail: {
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly id: string
  },
) => Promise<void>

const PATIENCE = 15_000

/**
 * Sends one message. What fails is tried again by the queue; the last failure is noted for the page of settings.
 * @throws Error while another attempt may help
 */
export async function sendDelivery(
  sealer: Sealer,
  id: number,
  sendMail: SendMail = sendByNodemailer,
): Promise<void> {
  const { db, now } = sealer.store
  const delivery = await db
    .selectFrom('delivery')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (delivery === undefined || delivery.state !== 'waiting') return
  try {
    const status =
      delivery.channel === 'email'
        ? await sendEmail(sealer, delivery, sendMail)
        : await callWebhook(sealer, delivery)
    await noteDelivery(db, {
      delivery: id,
      state: 'sent',
      ...(status === undefined ? {} : { status }),
      at: now(),
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isLast =
      error instanceof Hopeless ||
      error instanceof AddressError ||
      delivery.attempts + 1 >= MOST_ATTEMPTS
    await noteDelivery(db, {
      delivery: id,
      state: isLast ? 'failed' : 'waiting',
      error: message,
      at: now(),
    })
    if (!isLast) throw error
    await reportProblem(db, {
      organisation: delivery.organisation_id,
      key: `delivery:${delivery.channel}:${delivery.webhook_id ?? delivery.address}`,
      severity: 'warning',
      title: `A notification did not reach ${delivery.address}`,
      detail: `${delivery.subject}: ${message}`,
      at: now(),
    })
  }
}

/** Another attempt would not help. */
class Hopeless extends Error {
  override readonly name = 'Hopeless'
}

interface Payload {
  readonly rule: string
  readonly count: number
  readonly news: readonly { readonly at: string; readonly line: string; readonly link: string }[]
}

async function sendEmail(
  sealer: Sealer,
  delivery: Delivery,
  sendMail: SendMail,
): Promise<undefined> {
  const server = await keptMailServer(sealer)
  if (server === undefined) throw new Hopeless('this hub has no mail server')
  if (server === 'lost') throw new Hopeless('the mail server was sealed with another key')
  const { news, count, rule } = delivery.payload as Payload
  const lines = news.flatMap(({ line, link }) => [line, link, ''])
  const more = count > news.length ? [`and ${count - news.length} more`, ''] : []
  await sendMail(server, {
    to: delivery.address,
    subject: `[Headwater] ${delivery.subject}`,
    text: [...lines, ...more, '-- ', `Sent because of the rule “${rule}”.`].join('\n'),
    id: delivery.public_id,
  })
}

async function sendByNodemailer(
  server: MailServer,
  { to, subject, text, id }: Parameters<SendMail>[1],
): Promise<void> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: server.url,
    requireTLS: server.plain !== true,
    connectionTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // nothing that a message says may name a file or an address to be read
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const host = server.from.slice(server.from.lastIndexOf('@') + 1).replace('>', '')
    await transport.sendMail({
      from: server.from,
      to: { name: '', address: to },
      subject,
      text,
      // sent again after a crash it is the same message
      messageId: `<${id}@${host}>`,
    })
  } finally {
    transport.close()
  }
}

/** Signed as Standard Webhooks 1.0 says: HMAC-SHA-256 of id, seconds and body. */
async function callWebhook(sealer: Sealer, delivery: Delivery): Promise<number> {
  const { db, now } = sealer.store
  const webhook =
    delivery.webhook_id === null ? undefined : await webhookById(db, delivery.webhook_id)
  if (webhook?.is_enabled !== true) throw new Hopeless('the webhook is gone, or switched off')
  const secret = await webhookSecret(sealer, webhook)
  if (secret === undefined) throw new Hopeless('its secret was sealed with another key')
  const innerHosts = new Set((await setting<readonly string[]>(db, { key: INNER_HOSTS })) ?? [])
  const body = JSON.stringify({
    type: 'headwater.news',
    timestamp: delivery.created_at,
    data: delivery.payload,
  })
  const seconds = String(Math.floor(Date.parse(now()) / 1_000))
  const response = await requestOutside(
    new URL(webhook.url),
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Headwater',
        'webhook-id': delivery.public_id,
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${signatureOf(secret, `${delivery.public_id}.${seconds}.${body}`)}`,
      },
      body,
      signal: AbortSignal.timeout(PATIENCE),
    },
    { innerHosts },
  )
  await response.body?.cancel()
  if (response.status < 200 || response.status > 299) {
    throw new Error(`the webhook answers ${response.status}`)
  }
  return response.status
}

/** The secret is `whsec_` and base64. */
export function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}
