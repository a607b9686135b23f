// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { givenRelease, onEveryDatabase } from '../testing/index.ts'
import {
  accountById,
  accountOf,
  accountOfIdentity,
  accounts,
  createAccount,
  createLink,
  createToken,
  findSession,
  findToken,
  grantRole,
  grantsOf,
  grantsOfOrganisation,
  identitiesOf,
  linkIdentity,
  noteVisit,
  openSession,
  purgeSessions,
  revokeGrant,
  revokeSession,
  revokeToken,
  sessionsOf,
  switchOrganisation,
  tokens,
  updateAccount,
  useLink,
} from './index.ts'

const hashOf = (secret: string) => createHash('sha256').update(secret).digest()
const HOUR = 3_600_000

onEveryDatabase((store) => {
  let count = 0
  const later = (milliseconds: number) =>
    new Date(Date.parse(store().now()) + milliseconds).toISOString()
  const person = () => {
    const { db, newId, now } = store()
    const email = `Ada.${++count}@Example.org`
    return createAccount(db, { publicId: newId(), name: 'Ada', email, at: now() })
  }
  const session = (account: number, secret: string) => {
    const { db, newId, now } = store()
    return openSession(db, {
      publicId: newId(),
      hash: hashOf(secret),
      account,
      at: now(),
      expiresAt: later(HOUR),
    })
  }

  it('knows a person by address in any case, and keeps addresses apart', async () => {
    const { db, newId, now } = store()
    const ada = await person()
    expect(await accountOf(db, { email: ada.email.toUpperCase() })).toEqual(ada)
    expect(await accountOf(db, { publicId: ada.public_id })).toEqual(ada)
    expect(await accountOf(db, { publicId: '../etc' })).toBeUndefined()
    const again = createAccount(db, {
      publicId: newId(),
      name: 'Eve',
      email: ada.email.toUpperCase(),
      at: now(),
    })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await updateAccount(db, ada.id, { name: 'Ada L.' })).toMatchObject({ name: 'Ada L.' })
    expect(await accountById(db, ada.id)).toMatchObject({ name: 'Ada L.' })
  })

  it('finds a session by the hash of its secret for as long as it is good', async () => {
    const { db, now, advance } = store()
    const { id } = await person()
    const { organisation } = await givenRelease(store())
    const first = await session(id, `first ${id}`)
    await switchOrganisation(db, { session: first.id, organisation })
    const find = (secret: string) => findSession(db, hashOf(secret), now())
    expect(await find(`first ${id}`)).toMatchObject({
      account_id: id,
      organisation_id: organisation,
    })
    expect(await find('none')).toBeUndefined()
    advance(61_000)
    await find(`first ${id}`)
    expect((await find(`first ${id}`))?.last_seen_at).toBe(now())
    await session(id, `second ${id}`)
    expect(await sessionsOf(db, id, now())).toHaveLength(2)
    expect(await revokeSession(db, { account: id + 1, session: first.id, at: now() })).toBe(false)
    expect(await revokeSession(db, { account: id, session: first.id, at: now() })).toBe(true)
    expect(await find(`first ${id}`)).toBeUndefined()
    advance(1)
    await updateAccount(db, id, { validFrom: now() })
    expect(await find(`second ${id}`)).toBeUndefined()
    await session(id, `third ${id}`)
    await updateAccount(db, id, { disabledAt: now() })
    expect(await find(`third ${id}`)).toBeUndefined()
    await updateAccount(db, id, { disabledAt: null })
    expect(await find(`third ${id}`)).toBeDefined()
    advance(HOUR)
    expect(await find(`third ${id}`)).toBeUndefined()
    advance(1)
    expect(await purgeSessions(db, now())).toBeGreaterThanOrEqual(3)
  })

  it('finds a token by the hash of its secret for as long as it is good', async () => {
    const { db, newId, now, advance } = store()
    const { id } = await person()
    const { organisation, product } = await givenRelease(store())
    const token = await createToken(db, {
      publicId: newId(),
      hash: hashOf(`token ${id}`),
      prefix: 'hw_abc',
      name: 'CI',
      account: id,
      organisation,
      product,
      scopes: ['upload', 'read'],
      expiresAt: later(HOUR),
      at: now(),
    })
    expect(token).not.toHaveProperty('hash')
    const find = () => findToken(db, hashOf(`token ${id}`), now())
    expect(await find()).toMatchObject({
      scopes: ['upload', 'read'],
      product_id: product,
      last_used_at: null,
    })
    expect((await find())?.last_used_at).toBe(now())
    expect(await tokens(db, { organisation, account: id })).toMatchObject([{ prefix: 'hw_abc' }])
    expect(
      await revokeToken(db, { organisation: organisation + 1, token: token.id, at: now() }),
    ).toBe(false)
    advance(HOUR)
    expect(await find()).toBeUndefined()
    expect(await revokeToken(db, { organisation, token: token.id, at: now() })).toBe(true)
    expect(await revokeToken(db, { organisation, token: token.id, at: now() })).toBe(false)
  })

  it('gives a link to the first who comes in time', async () => {
    const { db, newId, now, advance } = store()
    const link = (secret: string) =>
      createLink(db, {
        publicId: newId(),
        hash: hashOf(secret),
        purpose: 'invitation',
        email: 'New@example.org',
        role: 'viewer',
        at: now(),
        expiresAt: later(HOUR),
      })
    await link('a')
    await link('b')
    const uses = await Promise.all([1, 2, 3].map(() => useLink(db, hashOf('a'), now())))
    expect(uses.filter((use) => use !== undefined)).toMatchObject([
      { email: 'new@example.org', role: 'viewer' },
    ])
    advance(HOUR)
    expect(await useLink(db, hashOf('b'), now())).toBeUndefined()
  })

  it('holds roles for an organisation and for a product, each once', async () => {
    const { db, newId, now } = store()
    const { id } = await person()
    const { organisation, product } = await givenRelease(store())
    const grant = (more: { product?: number } = {}) =>
      grantRole(db, {
        publicId: newId(),
        organisation,
        account: id,
        role: 'analyst',
        at: now(),
        ...more,
      })
    expect([await grant(), await grant(), await grant({ product })]).toEqual([true, false, true])
    const [whole, part] = await grantsOf(db, id)
    expect([whole?.product_id, part?.product_id]).toEqual([null, product])
    expect(await grantsOfOrganisation(db, organisation)).toHaveLength(2)
    expect((await accounts(db, organisation)).map((account) => account.id)).toEqual([id])
    expect(await revokeGrant(db, { organisation: organisation + 1, grant: whole!.id })).toBe(false)
    expect(await revokeGrant(db, { organisation, grant: whole!.id })).toBe(true)
    expect(await grantsOf(db, id)).toHaveLength(1)
  })

  it('knows whom an OpenID provider vouches for, and when somebody looked last', async () => {
    const { db, now, advance } = store()
    const { id } = await person()
    const { organisation } = await givenRelease(store())
    const identity = { issuer: 'https://id.example.org', subject: `sub ${id}`, at: now() }
    expect(await accountOfIdentity(db, identity)).toBeUndefined()
    await linkIdentity(db, { ...identity, account: id })
    expect(await accountOfIdentity(db, identity)).toMatchObject({ id })
    expect(await identitiesOf(db, id)).toMatchObject([{ subject: `sub ${id}` }])
    const visit = () => {
      const sameSince = new Date(Date.parse(now()) - HOUR).toISOString()
      return noteVisit(db, { account: id, organisation, at: now(), sameSince })
    }
    const first = now()
    expect(await visit()).toBeUndefined()
    advance(HOUR / 2)
    expect(await visit()).toBeUndefined()
    advance(HOUR / 2)
    const second = now()
    expect(await visit()).toBe(first)
    advance(HOUR / 2)
    expect(await visit()).toBe(first)
    advance(HOUR)
    expect(await visit()).toBe(second)
  })
})
