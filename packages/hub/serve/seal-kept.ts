// SPDX-License-Identifier: Apache-2.0
import { providers, replaceClientSecret } from '@headwater/store/accounts'
import { sealKeptSecrets } from '../notifications/index.ts'
import { resealed, type Sealer } from '../secrets/sealing.ts'
import { secretPurpose } from '../sign-in/index.ts'

/**
 * Seals, at each start, every secret that is not sealed with the present key although it could be: those from before webhooks and mail
 * servers were sealed, and all of them once the operator gives a key of their own.
 */
export async function sealWhatIsKept(sealer: Sealer): Promise<void> {
  await sealKeptSecrets(sealer)
  const { db } = sealer.store
  for (const { id, public_id: publicId, client_secret: secret } of await providers(db)) {
    if (secret === null) continue
    const to = await resealed(sealer, secret, secretPurpose(publicId))
    if (to !== undefined) await replaceClientSecret(db, { id, from: secret, to })
  }
}
