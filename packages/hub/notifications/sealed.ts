// SPDX-License-Identifier: Apache-2.0
import { allWebhooks, replaceWebhookSecret, type Webhook } from '@headwater/store/notifications'
import { saveSetting, setting } from '@headwater/store/settings'
import { isSealed } from '../secrets/seal.ts'
import { resealed, sealingOf, type Sealer } from '../secrets/sealing.ts'

/** Installation-wide setting. Nobody can read or set it over HTTP. */
export const MAIL_SERVER = 'mail-server'
const MAIL_PURPOSE = 'mail server'

export interface MailServer {
  /** `smtps://user:password@mail.example:465`, `smtp://mail.example:587` (STARTTLS is demanded unless `plain` is set) */
  readonly url: string
  readonly from: string
  readonly plain?: boolean
}

/** As it is kept: its address holds a password. Before secrets of its kind were sealed it was kept as it is. */
type KeptMailServer = MailServer | { readonly sealed: string }

export async function keepMailServer(sealer: Sealer, server: MailServer): Promise<void> {
  const { db, now } = sealer.store
  const { seal } = await sealingOf(sealer)
  const value: KeptMailServer = { sealed: seal(JSON.stringify(server), MAIL_PURPOSE) }
  await saveSetting(db, { key: MAIL_SERVER, value, at: now() })
}

/** Undefined: there is none. `lost`: its key is another one now. */
export async function keptMailServer(sealer: Sealer): Promise<MailServer | 'lost' | undefined> {
  const kept = await setting<KeptMailServer>(sealer.store.db, { key: MAIL_SERVER })
  if (kept === undefined || !('sealed' in kept)) return kept
  const text = (await sealingOf(sealer)).open(kept.sealed, MAIL_PURPOSE)
  return text === undefined ? 'lost' : (JSON.parse(text) as MailServer)
}

export async function sealWebhookSecret(
  sealer: Sealer,
  publicId: string,
  secret: string,
): Promise<string> {
  return (await sealingOf(sealer)).seal(secret, purposeOf(publicId))
}

/** Undefined: its key is another one now. */
export async function webhookSecret(
  sealer: Sealer,
  { public_id: publicId, secret }: Pick<Webhook, 'public_id' | 'secret'>,
): Promise<string | undefined> {
  if (!isSealed(secret)) return secret
  return (await sealingOf(sealer)).open(secret, purposeOf(publicId))
}

/** Seals what was kept before secrets of its kind were, or before the operator gave a key. */
export async function sealKeptSecrets(sealer: Sealer): Promise<void> {
  const { db, now } = sealer.store
  for (const { id, public_id: publicId, secret } of await allWebhooks(db)) {
    const to = await resealed(sealer, secret, purposeOf(publicId))
    if (to !== undefined) await replaceWebhookSecret(db, { id, from: secret, to })
  }
  const kept = await setting<KeptMailServer>(db, { key: MAIL_SERVER })
  if (kept === undefined) return
  const sealed = await resealed(
    sealer,
    'sealed' in kept ? kept.sealed : JSON.stringify(kept),
    MAIL_PURPOSE,
  )
  if (sealed !== undefined) {
    await saveSetting(db, { key: MAIL_SERVER, value: { sealed }, at: now() })
  }
}

function purposeOf(publicId: string): string {
  return `webhook secret of ${publicId}`
}
