// SPDX-License-Identifier: Apache-2.0
import { createAccount, createLink, grantRole, voidLinks } from '@headwater/store/accounts'
import { createOrganisation, organisations } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import type { Hub } from '../http/hub.ts'
import { makeSecret } from '../secrets/index.ts'

const DAY = 86_400_000
const FIRST_EMAIL = 'administrator@localhost.invalid'

/**
 * A hub that nobody was ever signed in to gets an organisation and an administrator without a password, and a one-time link for who
 * sits at the terminal.
 * @param again makes another link: the first was lost
 * @returns the link, or undefined where somebody has signed in before
 */
export async function linkForFirstAdministrator(
  { store, publicUrl, random }: Hub,
  again: boolean,
): Promise<string | undefined> {
  const { db, now, newId } = store
  const secret = makeSecret('link', random)
  const isMade = await inTransaction(db, async (trx) => {
    const [organisation] = await organisations(trx)
    if (organisation !== undefined && !again) {
      if (await wasSomebodyIn(trx)) return false
    }
    const home =
      organisation ??
      (await createOrganisation(trx, { publicId: newId(), name: 'My organisation', at: now() }))
    const known = await trx
      .selectFrom('account')
      .select('id')
      .where('email', '=', FIRST_EMAIL)
      .executeTakeFirst()
    const account =
      known ??
      (await createAccount(trx, {
        publicId: newId(),
        name: 'Administrator',
        email: FIRST_EMAIL,
        at: now(),
      }))
    await grantRole(trx, {
      publicId: newId(),
      organisation: home.id,
      account: account.id,
      role: 'administrator',
      at: now(),
    })
    await grantRole(trx, {
      publicId: newId(),
      organisation: home.id,
      account: account.id,
      role: 'auditor',
      at: now(),
    })
    await voidLinks(trx, { account: account.id, at: now() })
    await createLink(trx, {
      publicId: newId(),
      hash: Buffer.from(secret.hash, 'hex'),
      purpose: 'first-administrator',
      organisation: home.id,
      account: account.id,
      at: now(),
      expiresAt: new Date(Date.parse(now()) + DAY).toISOString(),
    })
    return true
  })
  return isMade ? `${publicUrl.origin}/sign-in#${secret.text}` : undefined
}

/** Sessions that ran out are forgotten; what people did is not. */
async function wasSomebodyIn(db: Db): Promise<boolean> {
  const session = await db.selectFrom('session').select('id').limit(1).executeTakeFirst()
  if (session !== undefined) return true
  const deed = await db
    .selectFrom('audit_event')
    .select('number')
    .where('actor', 'like', 'user:%')
    .limit(1)
    .executeTakeFirst()
  return deed !== undefined
}
