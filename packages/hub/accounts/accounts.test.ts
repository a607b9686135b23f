// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { accountOf, administrators, grantRole } from '@headwater/store/accounts'
import { givenRelease, onEveryDatabase } from '@headwater/store/testing'
import { peopleRoutes } from '../people/routes.ts'
import { givenHub, givenOrganisation, givenPerson, type Answer } from '../testing/index.ts'
import { tokenRoutes } from '../tokens/routes.ts'
import { accountRoutes } from './routes.ts'

const OURS = { origin: 'https://hub.example' }
const PASSWORD = 'a long enough password'

function cookieOf({ headers }: Answer): Record<string, string> {
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '', ...OURS }
}
function linkOf({ said }: Answer): { readonly link: string } {
  return { link: String(said['link']).split('#')[1] ?? '' }
}

onEveryDatabase((store) => {
  const given = async () => {
    const home = await givenOrganisation(store(), 'Acme')
    const email = `boss-${store().newId()}@example.org`
    const boss = await givenPerson(store(), {
      email,
      organisation: home.id,
      roles: [{ role: 'administrator' }],
    })
    const { ask } = givenHub(store(), (hub) => [
      ...accountRoutes(hub),
      ...peopleRoutes(hub),
      ...tokenRoutes(hub),
    ])
    const { token } = boss
    const invite = async (name: string, grants: readonly object[] = [{ role: 'viewer' }]) => {
      const mail = `${name}-${store().newId()}@example.org`
      const invited = await ask('POST', '/api/v1/people', {
        token,
        body: { name, email: mail, grants },
      })
      return { invited, mail, id: String(invited.said['id']) }
    }
    return { ask, home, boss, token, invite }
  }

  it('ends sessions and tokens of old when a password is changed, but not the browser that does it', async () => {
    const { ask, invite } = await given()
    const { invited, mail } = await invite('Ada')
    const first = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(invited) }))
    const set = await ask('PUT', '/api/v1/me/password', {
      headers: first,
      body: { next: PASSWORD },
    })
    expect(set.status).toBe(204)
    expect((await ask('GET', '/api/v1/me', { headers: first })).status).toBe(401)
    const mine = cookieOf(set)
    expect((await ask('GET', '/api/v1/me', { headers: mine })).said).toMatchObject({
      mustSetPassword: false,
      operates: false,
    })
    const body = { email: mail, password: PASSWORD }
    const other = cookieOf(await ask('POST', '/api/v1/sessions', { body }))
    const made = await ask('POST', '/api/v1/tokens', {
      headers: other,
      body: { name: 'CI', scopes: ['read'], days: 9 },
    })
    const token = String(made.said['secret'])
    expect((await ask('GET', '/api/v1/me', { token })).status).toBe(200)
    store().advance(1_000)
    const wrong = await ask('PUT', '/api/v1/me/password', {
      headers: mine,
      body: { present: 'something else', next: `${PASSWORD}!` },
    })
    expect(wrong.status).toBe(422)
    const changed = await ask('PUT', '/api/v1/me/password', {
      headers: mine,
      body: { present: PASSWORD, next: `${PASSWORD}!` },
    })
    const now = cookieOf(changed)
    expect((await ask('GET', '/api/v1/me', { headers: other })).status).toBe(401)
    expect((await ask('GET', '/api/v1/me', { token })).status).toBe(401)
    expect((await ask('GET', '/api/v1/me', { headers: now })).status).toBe(200)
    expect((await ask('GET', '/api/v1/tokens', { headers: now })).said).toEqual({ items: [] })
    expect((await ask('GET', '/api/v1/sessions', { headers: now })).said['items']).toHaveLength(1)
  })

  it('ends everything of who is disabled, or has forgotten a password, for good', async () => {
    const { ask, invite, token } = await given()
    const { invited, id, mail } = await invite('Eve', [{ role: 'analyst' }])
    const session = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(invited) }))
    const change = (body: object) => ask('PATCH', `/api/v1/people/${id}`, { token, body })
    store().advance(1_000)
    expect((await change({ disabled: true })).status).toBe(204)
    expect((await ask('GET', '/api/v1/me', { headers: session })).status).toBe(401)
    expect((await change({ disabled: false })).status).toBe(204)
    expect((await ask('GET', '/api/v1/me', { headers: session })).status).toBe(401)

    const link = () => ask('POST', `/api/v1/people/${id}/links`, { token })
    const again = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(await link()) }))
    const set = await ask('PUT', '/api/v1/me/password', {
      headers: again,
      body: { next: PASSWORD },
    })
    expect(set.status).toBe(204)
    store().advance(1_000)
    const reset = await link()
    const body = { email: mail, password: PASSWORD }
    expect((await ask('POST', '/api/v1/sessions', { body })).status).toBe(204)
    expect((await ask('POST', '/api/v1/sessions', { body: linkOf(reset) })).status).toBe(204)
    expect((await ask('POST', '/api/v1/sessions', { body })).status).toBe(401)
    expect((await ask('GET', '/api/v1/me', { headers: cookieOf(set) })).status).toBe(401)
  })

  it('changes roles, keeps an administrator, and leaves people of others alone', async () => {
    const { ask, invite, token, boss, home } = await given()
    const { id } = await invite('Bob')
    const path = `/api/v1/people/${id}`
    const { product } = await givenRelease(store(), { organisation: home.id })
    const { public_id: own } = await store()
      .db.selectFrom('product')
      .select('public_id')
      .where('id', '=', product)
      .executeTakeFirstOrThrow()
    const grants = [{ role: 'manager', product: own }, { role: 'auditor' }]
    const read = await ask('GET', path, { token })
    const match = { 'if-match': read.headers.get('etag') ?? '' }
    expect((await ask('PATCH', path, { token, body: { grants }, headers: match })).status).toBe(204)
    expect((await ask('GET', path, { token })).said['grants']).toEqual(grants)
    expect((await ask('PATCH', path, { token, body: { grants }, headers: match })).status).toBe(412)
    const self = `/api/v1/people/${boss.publicId}`
    expect(
      (await ask('PATCH', self, { token, body: { grants: [{ role: 'viewer' }] } })).said,
    ).toMatchObject({ code: 'conflict' })
    expect((await ask('GET', self, { token })).said['grants']).toEqual([{ role: 'administrator' }])

    const elsewhere = await givenOrganisation(store(), 'Else')
    const { product: foreign } = await givenRelease(store(), { organisation: elsewhere.id })
    const { public_id: theirs } = await store()
      .db.selectFrom('product')
      .select('public_id')
      .where('id', '=', foreign)
      .executeTakeFirstOrThrow()
    const stolen = { grants: [{ role: 'viewer', product: theirs }] }
    expect((await ask('PATCH', path, { token, body: stolen })).status).toBe(422)
    const both = await givenPerson(store(), {
      email: `both-${store().newId()}@example.org`,
      organisation: elsewhere.id,
      roles: [{ role: 'viewer' }],
    })
    const { db, newId, now } = store()
    await grantRole(db, {
      publicId: newId(),
      organisation: home.id,
      account: both.account,
      role: 'viewer',
      at: now(),
    })
    const shared = `/api/v1/people/${both.publicId}`
    expect((await ask('PATCH', shared, { token, body: { disabled: true } })).status).toBe(409)
    expect((await ask('POST', `${shared}/links`, { token })).status).toBe(409)
    expect((await ask('PATCH', shared, { token, body: { grants: [] } })).status).toBe(204)
    expect((await ask('GET', shared, { token })).status).toBe(404)
    expect((await ask('GET', '/api/v1/me', { token: both.token })).status).toBe(200)
  })

  it('makes a token for one product that is worth nothing elsewhere', async () => {
    const { ask, invite, home } = await given()
    const { product } = await givenRelease(store(), { organisation: home.id })
    const { public_id: own } = await store()
      .db.selectFrom('product')
      .select('public_id')
      .where('id', '=', product)
      .executeTakeFirstOrThrow()
    const { invited } = await invite('Cem', [{ role: 'administrator' }])
    const headers = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(invited) }))
    const make = (more: object) =>
      ask('POST', '/api/v1/tokens', { headers, body: { name: 'CI', days: 1, ...more } })
    expect((await make({ scopes: ['administer'], product: own })).status).toBe(403)
    expect((await make({ scopes: ['read'], product: store().newId() })).status).toBe(422)
    const made = await make({ scopes: ['read', 'upload'], product: own })
    const token = String(made.said['secret'])
    const me = await ask('GET', '/api/v1/me', { token })
    expect(me.said['grants']).toEqual([{ role: 'administrator', product: own }])
    expect((await ask('GET', '/api/v1/people', { token })).status).toBe(403)
    const path = `/api/v1/tokens/${String(made.said['id'])}`
    expect((await ask('GET', path, { headers })).said).toMatchObject({
      product: own,
      scopes: ['read', 'upload'],
    })
    expect((await ask('DELETE', path, { headers })).status).toBe(204)
    expect((await ask('GET', '/api/v1/me', { token })).status).toBe(401)
    expect((await ask('GET', path, { headers })).status).toBe(404)
  })

  it('lets a token see and end itself only, and nothing else of its owner', async () => {
    const { ask, invite } = await given()
    const { invited } = await invite('Dan', [{ role: 'manager' }])
    const headers = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(invited) }))
    const make = async (name: string) => {
      const body = { name, days: 1, scopes: ['read'] }
      return (await ask('POST', '/api/v1/tokens', { headers, body })).said
    }
    const [leaked, other] = [await make('leaked'), await make('other')]
    const token = String(leaked['secret'])
    const listed = (await ask('GET', '/api/v1/tokens', { token })).said['items']
    expect(listed).toMatchObject([{ name: 'leaked' }])
    const path = (id: unknown) => `/api/v1/tokens/${String(id)}`
    expect((await ask('GET', path(other['id']), { token })).status).toBe(404)
    expect((await ask('DELETE', path(other['id']), { token })).status).toBe(404)
    expect((await ask('GET', '/api/v1/sessions', { token })).status).toBe(403)
    const sessions = (await ask('GET', '/api/v1/sessions', { headers })).said['items']
    const [session] = sessions as readonly { readonly id: string }[]
    expect((await ask('DELETE', `/api/v1/sessions/${session?.id}`, { token })).status).toBe(403)
    expect((await ask('DELETE', path(leaked['id']), { token })).status).toBe(204)
    expect((await ask('GET', '/api/v1/me', { token: String(other['secret']) })).status).toBe(200)
  })

  it('voids links that nobody used once there is another, a password, or nobody who may come in', async () => {
    const { ask, invite, token } = await given()
    const { invited, id } = await invite('Fay')
    const link = () => ask('POST', `/api/v1/people/${id}/links`, { token })
    const use = async (answer: Answer) => {
      const { status, headers } = await ask('POST', '/api/v1/sessions', { body: linkOf(answer) })
      return { status, cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
    }
    const second = await link()
    expect((await use(invited)).status).toBe(401)
    const { cookie } = await use(second)
    const third = await link()
    const set = { headers: { cookie, ...OURS }, body: { next: PASSWORD } }
    expect((await ask('PUT', '/api/v1/me/password', set)).status).toBe(204)
    expect((await use(third)).status).toBe(401)
    const fourth = await link()
    for (const disabled of [true, false]) {
      await ask('PATCH', `/api/v1/people/${id}`, { token, body: { disabled } })
    }
    expect((await use(fourth)).status).toBe(401)
  })

  it('gives nobody a password by the word of one organisation who works for another one too', async () => {
    const { ask, invite } = await given()
    const { invited, mail } = await invite('Gil')
    const headers = cookieOf(await ask('POST', '/api/v1/sessions', { body: linkOf(invited) }))
    const { db, newId, now } = store()
    const elsewhere = await givenOrganisation(store(), 'Else')
    const gil = await accountOf(db, { email: mail })
    await grantRole(db, {
      publicId: newId(),
      organisation: elsewhere.id,
      account: gil?.id ?? 0,
      role: 'administrator',
      at: now(),
    })
    const body = { next: PASSWORD }
    expect((await ask('PUT', '/api/v1/me/password', { headers, body })).status).toBe(409)
  })

  it('keeps an administrator when two take each other’s role away at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { ask, boss, home } = await given()
      const other = await givenPerson(store(), {
        email: `other-${store().newId()}@example.org`,
        organisation: home.id,
        roles: [{ role: 'administrator' }],
      })
      const demote = (token: string, id: string) =>
        ask('PATCH', `/api/v1/people/${id}`, { token, body: { grants: [{ role: 'viewer' }] } })
      await Promise.all([demote(boss.token, other.publicId), demote(other.token, boss.publicId)])
      expect(await administrators(store().db, home.id)).toHaveLength(1)
    }
  })

  it('takes two addresses for two, however long they are', async () => {
    const { ask, token } = await given()
    const long = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${store().newId()}`
    const invite = (email: string) =>
      ask('POST', '/api/v1/people', {
        token,
        body: { name: 'Hal', email, grants: [{ role: 'viewer' }] },
      })
    expect((await invite(`${long}.example`)).status).toBe(201)
    expect((await invite(`${long}.evil.example`)).status).toBe(201)
  })

  it('lets nobody guess for long', async () => {
    const { ask } = await given()
    const tries: number[] = []
    for (let count = 0; count < 12; count++) {
      const answer = await ask('POST', '/api/v1/sessions', {
        body: { email: 'nobody@example.org', password: 'x' },
      })
      tries.push(answer.status)
    }
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(tries.slice(10)).toEqual([429, 429])
  }, 60_000)
})
