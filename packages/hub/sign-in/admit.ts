// SPDX-License-Identifier: Apache-2.0
import {
  accountOf,
  accountOfIdentity,
  administrators,
  createAccount,
  grantRole,
  grantsOf,
  holdRoles,
  linkIdentity,
  revokeGrant,
  type Account,
  type GroupRole,
  type Provider,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import type { Hub } from '../http/hub.ts'
import { Problem } from '../problem/index.ts'
import type { Told } from './claims.ts'

/**
 * The account of somebody for whom a provider vouches: the one that its subject is linked with, else the one of the verified e-mail address,
 * else a new one where the provider admits anyone. Roles that the provider's settings name then follow its groups.
 * @throws Problem `forbidden`, saying what is missing
 */
export async function admit(hub: Hub, provider: Provider, told: Told): Promise<Account> {
  const { db, now } = hub.store
  return inTransaction(db, async (trx) => {
    mustBeOfDomain(provider, told)
    const linked = await accountOfIdentity(trx, {
      issuer: told.issuer,
      subject: told.subject,
      at: now(),
    })
    const { account, isNew } =
      linked === undefined
        ? await linkedByEmail(trx, hub, provider, told)
        : { account: linked, isNew: false }
    if (account.disabled_at !== null) {
      throw new Problem('forbidden', { detail: 'this account is disabled' })
    }
    await followGroups(trx, hub, provider, { account, isNew, told })
    return account
  })
}

function mustBeOfDomain({ email_domains: domains, name }: Provider, { email }: Told): void {
  if (domains.length === 0 || email === undefined) return
  const domain = email.address.slice(email.address.lastIndexOf('@') + 1)
  if (domains.includes(domain)) return
  throw new Problem('forbidden', { detail: `${name} lets in nobody of ${domain} here` })
}

async function linkedByEmail(
  trx: Db,
  hub: Hub,
  provider: Provider,
  told: Told,
): Promise<{ readonly account: Account; readonly isNew: boolean }> {
  const { email, issuer, subject } = told
  if (email === undefined) {
    throw new Problem('forbidden', {
      detail: `${provider.name} tells no e-mail address of yours`,
      hint: 'the administrator has to ask it for the scope `email`',
    })
  }
  // else whoever types somebody's address at a provider that does not look would be that person
  if (!email.isVerified) {
    throw new Problem('forbidden', {
      detail: `${provider.name} has not verified that ${email.address} is yours`,
      hint: 'verify the address there, then sign in again',
    })
  }
  const { now } = hub.store
  const known = await accountOf(trx, { email: email.address })
  if (known !== undefined) await mustBeOurs(trx, provider, known)
  const account = known ?? (await admitted(trx, hub, provider, told, email.address))
  await linkIdentity(trx, { issuer, subject, account: account.id, at: now() })
  await appendAudit(trx, {
    organisation: provider.organisation_id,
    at: now(),
    actor: `provider:${provider.public_id}`,
    action: 'person.link-identity',
    subject: `user:${account.public_id}`,
    detail: { issuer, subject, email: email.address },
  })
  return { account, isNew: known === undefined }
}

/** A provider of one organisation says nothing of people of another one. */
async function mustBeOurs(trx: Db, provider: Provider, account: Account): Promise<void> {
  const grants = await grantsOf(trx, account.id)
  if (grants.every(({ organisation_id: own }) => own === provider.organisation_id)) return
  throw new Problem('forbidden', {
    detail: 'there is an account with your address that works for another organisation too',
    hint: 'sign in with your password',
  })
}

async function admitted(
  trx: Db,
  hub: Hub,
  provider: Provider,
  told: Told,
  email: string,
): Promise<Account> {
  if (provider.admits !== 'anyone') {
    throw notInvited(email)
  }
  if (rolesOf(provider, told).length === 0 && provider.default_role === null) {
    throw new Problem('forbidden', {
      detail: `none of your groups at ${provider.name} has a role here`,
      hint: 'ask an administrator',
    })
  }
  const { newId, now } = hub.store
  const account = await createAccount(trx, {
    publicId: newId(),
    name: told.name ?? email,
    email,
    at: now(),
  })
  await appendAudit(trx, {
    organisation: provider.organisation_id,
    at: now(),
    actor: `provider:${provider.public_id}`,
    action: 'person.create',
    subject: `user:${account.public_id}`,
    detail: { name: account.name, email },
  })
  return account
}

function notInvited(email: string): Problem {
  return new Problem('forbidden', {
    detail: `nobody has invited ${email}`,
    hint: 'ask an administrator to invite you; then sign in here again',
  })
}

interface Wanted {
  readonly role: GroupRole['role']
  readonly product: number | null
}

function rolesOf({ group_roles: list }: Provider, { groups }: Told): readonly Wanted[] {
  const own = new Set(groups)
  return list
    .filter(({ group }) => own.has(group))
    .map(({ role, product }) => ({ role, product: product ?? null }))
}

/** Gives what the groups are worth, and takes what the settings name and the groups no longer say. */
async function followGroups(
  trx: Db,
  { store }: Hub,
  provider: Provider,
  {
    account,
    isNew,
    told,
  }: { readonly account: Account; readonly isNew: boolean; readonly told: Told },
): Promise<void> {
  const { newId, now } = store
  const organisation = provider.organisation_id
  await holdRoles(trx, organisation)
  const held = (await grantsOf(trx, account.id)).filter(
    ({ organisation_id: own }) => own === organisation,
  )
  // an administrator took all roles away, or it is an account of another organisation
  if (held.length === 0 && !isNew && provider.admits !== 'anyone') {
    throw notInvited(account.email)
  }
  const mapped = rolesOf(provider, told)
  const wanted: readonly Wanted[] =
    isNew && mapped.length === 0 && provider.default_role !== null
      ? [{ role: provider.default_role, product: null }]
      : mapped
  const isSame = (a: Wanted, b: Wanted): boolean => a.role === b.role && a.product === b.product
  const given = wanted.filter(
    (one) => !held.some(({ role, product_id: product }) => isSame(one, { role, product })),
  )
  const taken = held.filter(({ role, product_id: product }) => {
    const one = { role, product }
    const isNamed = provider.group_roles.some((each) =>
      isSame(one, { role: each.role, product: each.product ?? null }),
    )
    return isNamed && !wanted.some((each) => isSame(one, each))
  })
  for (const { role, product } of given) {
    await grantRole(trx, {
      publicId: newId(),
      organisation,
      account: account.id,
      role,
      ...(product === null ? {} : { product }),
      at: now(),
    })
  }
  for (const { id } of taken) await revokeGrant(trx, { organisation, grant: id })
  if (given.length + taken.length === 0) return
  if (taken.length > 0 && (await administrators(trx, organisation)).length === 0) {
    throw new Problem('forbidden', {
      detail: 'your groups would leave the organisation without an administrator',
      hint: 'sign in with your password and correct the roles of the provider',
    })
  }
  await appendAudit(trx, {
    organisation,
    at: now(),
    actor: `provider:${provider.public_id}`,
    action: 'person.follow-groups',
    subject: `user:${account.public_id}`,
    detail: {
      given: given.map(({ role, product }) => ({ role, product })),
      taken: taken.map(({ role, product_id: product }) => ({ role, product })),
    },
  })
}
