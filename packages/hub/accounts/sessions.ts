// SPDX-License-Identifier: Apache-2.0
import {
  accountById,
  accountOf,
  createAccount,
  grantRole,
  grantsOf,
  openSession,
  revokeSessions,
  updateAccount,
  useLink,
  voidLinks,
  type Account,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import type { Hub } from '../http/hub.ts'
import { checkNobody, checkPassword } from '../passwords/index.ts'
import { Problem } from '../problem/index.ts'
import { hashGivenSecret, makeSecret } from '../secrets/index.ts'

/** How long a browser stays signed in, in milliseconds. */
const LIFE = 14 * 24 * 3_600_000

export interface Visitor {
  readonly agent?: string
  readonly address?: string
}

export interface Opened {
  /** For the cookie; it is nowhere else. */
  readonly secret: string
  readonly maxAge: number
}

/** @throws Problem `unauthenticated`, in the same time and words whether or not there is such a person */
export async function signInByPassword(
  hub: Hub,
  { email, password }: { readonly email: string; readonly password: string },
  visitor: Visitor,
): Promise<Opened> {
  const account = await accountOf(hub.store.db, { email })
  const isRight =
    account?.password_hash === null || account?.password_hash === undefined
      ? await checkNobody(password)
      : await checkPassword(password, account.password_hash)
  if (account === undefined || !isRight || account.disabled_at !== null) {
    throw new Problem('unauthenticated', { detail: 'the e-mail address or the password is wrong' })
  }
  return openFor(hub, account, visitor, { by: 'password' })
}

/** Takes a one-time link: of an invitation, a forgotten password, or the first administrator. */
export async function signInByLink(hub: Hub, link: string, visitor: Visitor): Promise<Opened> {
  const { db, now } = hub.store
  const hash = hashGivenSecret('link', link)
  const found = hash === undefined ? undefined : await useLink(db, Buffer.from(hash, 'hex'), now())
  if (found === undefined) {
    throw new Problem('unauthenticated', {
      detail: 'the link is unknown, was used before, or has expired',
      hint: 'ask an administrator for another one; `headwater serve --new-link` prints one for the first administrator',
    })
  }
  const account =
    found.account_id === null
      ? await accountOfLink(hub, found)
      : await accountById(db, found.account_id)
  if (account === undefined || account.disabled_at !== null) throw new Problem('unauthenticated')
  if (found.purpose === 'password') {
    // whoever knew the forgotten one, or holds anything that was made with it, is out
    await inTransaction(db, async (trx) => {
      await voidSecrets(trx, account.id, now())
      await updateAccount(trx, account.id, { passwordHash: null })
    })
  }
  return openFor(hub, account, visitor, { by: found.purpose })
}

async function accountOfLink(
  { store }: Hub,
  link: {
    readonly email: string | null
    readonly organisation_id: number | null
    readonly role: string | null
    readonly product_id: number | null
  },
): Promise<Account | undefined> {
  const { db, now, newId } = store
  const { email, organisation_id: organisation, role } = link
  if (email === null || organisation === null || role === null) return undefined
  return inTransaction(db, async (trx) => {
    const account =
      (await accountOf(trx, { email })) ??
      (await createAccount(trx, { publicId: newId(), name: email, email, at: now() }))
    await grantRole(trx, {
      publicId: newId(),
      organisation,
      account: account.id,
      role: role as Parameters<typeof grantRole>[1]['role'],
      ...(link.product_id === null ? {} : { product: link.product_id }),
      at: now(),
    })
    return account
  })
}

/** Ends every session of an account, and voids its tokens and links: they are from before `at`. */
export async function voidSecrets(trx: Db, account: number, at: string): Promise<void> {
  await updateAccount(trx, account, { validFrom: at })
  await revokeSessions(trx, { account, at })
  await voidLinks(trx, { account, at })
}

/**
 * A session of somebody who has shown who they are.
 * @param how `by` is for the audit log; `organisation` where who vouched does so for this one only
 * @throws Problem `forbidden` where they have no role
 */
export async function openFor(
  { store, random }: Hub,
  account: Pick<Account, 'id' | 'public_id'>,
  { agent, address }: Visitor,
  { by, organisation }: { readonly by: string; readonly organisation?: number },
): Promise<Opened> {
  const { db, now, newId } = store
  const first = (await grantsOf(db, account.id)).find(
    ({ organisation_id: own }) => organisation === undefined || own === organisation,
  )
  if (first === undefined) {
    throw new Problem('forbidden', {
      detail: 'this account has no role in any organisation',
      hint: 'ask an administrator for one',
    })
  }
  const secret = makeSecret('session', random)
  await inTransaction(db, async (trx) => {
    await openSession(trx, {
      publicId: newId(),
      hash: Buffer.from(secret.hash, 'hex'),
      account: account.id,
      organisation: first.organisation_id,
      ...(agent === undefined ? {} : { userAgent: agent.slice(0, 300) }),
      ...(address === undefined ? {} : { address }),
      at: now(),
      expiresAt: new Date(Date.parse(now()) + LIFE).toISOString(),
    })
    await appendAudit(trx, {
      organisation: first.organisation_id,
      at: now(),
      actor: `user:${account.public_id}`,
      action: 'session.open',
      subject: `user:${account.public_id}`,
      detail: { by },
    })
  })
  return { secret: secret.text, maxAge: LIFE / 1_000 }
}
