// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, it } from 'vitest'
import { givenRelease, onEveryDatabase } from '@headwater/store/testing'
import { saveSetting } from '@headwater/store/settings'
import { accountRoutes } from '../accounts/routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { givenHub, givenOrganisation, givenPerson, type Answer } from '../testing/index.ts'
import { providerRoutes, signInRoutes } from './index.ts'
import { startTestProvider, type TestProvider } from './test-provider.ts'

const CLIENT = { id: 'hub', secret: 'a very secret one' }
let provider: TestProvider

beforeAll(async () => {
  provider = await startTestProvider(CLIENT)
})
afterAll(() => provider.close())

function cookiesOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .filter((each) => !each?.endsWith('='))
    .join('; ')
}

onEveryDatabase((store) => {
  const given = async (more: object = {}) => {
    const { db, now, newId } = store()
    await saveSetting(db, { key: 'inner-hosts', value: ['127.0.0.1'], at: now() })
    const home = await givenOrganisation(store(), 'Acme')
    const boss = await givenPerson(store(), {
      email: `boss-${newId()}@acme.example`,
      organisation: home.id,
      roles: [{ role: 'administrator' }],
    })
    const { ask } = givenHub(store(), (hub) => [
      ...accountRoutes(hub),
      ...peopleRoutes(hub),
      ...providerRoutes(hub),
      ...signInRoutes(hub),
    ])
    const made = await ask('POST', '/api/v1/providers', {
      token: boss.token,
      body: {
        name: `Acme ${newId()}`,
        issuer: provider.issuer,
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
        ...more,
      },
    })
    expect(made.status).toBe(201)
    const id = String(made.said['id'])
    Object.assign(provider.behaviour, {
      claims: {},
      header: {},
      expiresIn: 60,
      userInfo: {},
      metadata: {},
    })
    const sub = newId()
    const email = `Ada-${sub}@Acme.example`
    const claims = { sub, email, email_verified: true, name: 'Ada' }
    const start = (to = '/') =>
      ask('GET', `/api/v1/sign-in/providers/${id}/start?to=${encodeURIComponent(to)}`)
    /** All of it, as a browser does; `change` is what an attacker does to the way back. */
    const signIn = async (
      told: object = {},
      { to = '/', change = (back: URL) => back, page = false } = {},
    ) => {
      Object.assign(provider.behaviour, { claims: { ...claims, ...told }, userInfo: { sub } })
      const begun = await start(to)
      const authorization = new URL(begun.headers.get('location') ?? 'about:blank')
      const back = change(provider.approve(authorization))
      return ask('GET', `${back.pathname}${back.search}`, {
        headers: { cookie: cookiesOf(begun), ...(page ? { accept: 'text/html' } : {}) },
      })
    }
    const invite = (mail = email) =>
      ask('POST', '/api/v1/people', {
        token: boss.token,
        body: { name: 'Ada', email: mail, grants: [{ role: 'analyst' }] },
      })
    const me = (answer: Answer) =>
      ask('GET', '/api/v1/me', { headers: { cookie: cookiesOf(answer) } })
    return { ask, boss, home, id, made, signIn, start, invite, me, email, sub, claims }
  }

  it('lets in who was invited, where they wanted to go, and knows them by subject from then on', async () => {
    const { signIn, invite, me, ask, boss, email } = await given()
    await invite()
    const done = await signIn({}, { to: '/findings?verdict=affected' })
    expect(done.status, done.text).toBe(302)
    expect(done.headers.get('location')).toBe('https://hub.example/findings?verdict=affected')
    expect(done.headers.get('set-cookie')).toMatch(/hw=hw_session_.*HttpOnly.*Secure/)
    expect((await me(done)).said).toMatchObject({
      user: { email: email.toLowerCase() },
      grants: [{ role: 'analyst' }],
      mustSetPassword: false,
    })
    // the address is another one now, and the person the same
    const again = await signIn({ email: 'new@acme.example', email_verified: false })
    expect((await me(again)).said).toMatchObject({ user: { email: email.toLowerCase() } })
    const people = await ask('GET', '/api/v1/people', { token: boss.token })
    expect(people.said['items']).toContainEqual(
      expect.objectContaining({ email: email.toLowerCase(), signsInBy: 'oidc' }),
    )
  })

  it('keeps the client secret sealed, shows it to nobody, and sends it to no other issuer', async () => {
    const { ask, boss, id, made } = await given()
    const { token } = boss
    const row = await store()
      .db.selectFrom('oidc_provider')
      .select('client_secret')
      .where('public_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.client_secret).toMatch(/^sealed1\./)
    const log = await store().db.selectFrom('audit_event').select('body').execute()
    expect(JSON.stringify([row, log, made.text])).not.toContain(CLIENT.secret)
    const path = `/api/v1/providers/${id}`
    const { callback: _, hasSecret: __, id: ___, ...settings } = made.said
    expect((await ask('PUT', path, { token, body: settings })).said['hasSecret']).toBe(true)
    expect((await ask('POST', `${path}/checks`, { token })).said).toMatchObject({
      issuer: provider.issuer,
    })
    const moved = { ...settings, issuer: 'https://evil.example' }
    expect((await ask('PUT', path, { token, body: moved })).said['hasSecret']).toBe(false)
    expect((await ask('DELETE', path, { token })).status).toBe(204)
    expect((await ask('GET', path, { token })).status).toBe(404)
    const choices = await ask('GET', '/api/v1/sign-in/providers')
    expect(choices.text).not.toContain(id)
  })

  it('asks with PKCE, state and nonce, and keeps them from everybody', async () => {
    const { start, id } = await given()
    const begun = await start()
    const { searchParams: query, pathname } = new URL(begun.headers.get('location') ?? '')
    expect(pathname).toBe('/authorize')
    expect(query.get('redirect_uri')).toBe(
      `https://hub.example/api/v1/sign-in/providers/${id}/callback`,
    )
    expect(query.get('code_challenge_method')).toBe('S256')
    expect(query.get('scope')).toBe('openid email profile')
    const cookie = begun.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/hw_attempt=sealed1\..*HttpOnly; Secure; SameSite=Lax/)
    expect(cookie).not.toContain(query.get('state'))
  })

  it.each([
    ['a wrong nonce', { nonce: 'another' }, 'nonce'],
    ['another audience', { aud: 'another-client' }, 'aud'],
    ['another issuer', { iss: 'https://evil.example' }, 'iss'],
    ['no subject', { sub: undefined }, 'sub'],
  ])('refuses an ID token with %s', async (_, told, word) => {
    const { signIn, invite } = await given()
    await invite()
    const refused = await signIn(told)
    expect(refused.said).toMatchObject({ code: 'bad-request' })
    expect(String(refused.said['detail'])).toContain(word)
    expect(cookiesOf(refused)).toBe('')
  })

  it('refuses an ID token that has run out, or is signed by somebody else', async () => {
    const { signIn, invite } = await given()
    await invite()
    provider.behaviour.expiresIn = -600
    expect((await signIn()).said).toMatchObject({ code: 'bad-request' })
    provider.behaviour.expiresIn = 60
    provider.behaviour.header = { isForged: true }
    expect((await signIn()).said).toMatchObject({ code: 'bad-request' })
    provider.behaviour.header = {}
    expect((await signIn()).status).toBe(302)
  })

  it('refuses a way back that it did not begin', async () => {
    const { signIn, invite, ask, id } = await given()
    const other = await given()
    await invite()
    const changed = (name: string, value: string) => (back: URL) => {
      back.searchParams.set(name, value)
      return back
    }
    for (const change of [
      changed('state', 'another'),
      changed('code', 'another'),
      // mix-up: the answer of one provider, handed in as another's
      changed('iss', 'https://evil.example'),
      (back: URL) => new URL(back.href.replace(id, other.id)),
      (back: URL) => {
        back.searchParams.delete('state')
        return back
      },
    ]) {
      const refused = await signIn({}, { change })
      expect(refused.said['code'], String(change)).toMatch(/bad-request|forbidden/)
      expect(cookiesOf(refused)).toBe('')
    }
    const alone = await ask('GET', `/api/v1/sign-in/providers/${id}/callback?code=c&state=s`)
    expect(alone.said).toMatchObject({ detail: expect.stringContaining('not begun') as string })
    const denied = await signIn(
      {},
      { change: (back) => new URL(`${back.href.replace(/code=[^&]*&/, '')}&error=access_denied`) },
    )
    expect(String(denied.said['detail'])).toContain('access_denied')
  })

  it('lets nobody take an account by an address that nobody has verified', async () => {
    const { signIn, invite, boss } = await given({ admits: 'anyone', defaultRole: 'viewer' })
    await invite()
    for (const told of [
      { email_verified: false },
      { email_verified: undefined },
      { email: undefined },
      { email: 'no address' },
    ]) {
      expect((await signIn(told)).said, JSON.stringify(told)).toMatchObject({ code: 'forbidden' })
    }
    const account = await store()
      .db.selectFrom('identity')
      .select('account_id')
      .where('account_id', '=', boss.account)
      .execute()
    expect(account).toEqual([])
  })

  it('lets in nobody of another domain, nobody uninvited, nobody disabled, nobody of another organisation', async () => {
    const { signIn, invite, ask, boss, sub } = await given({ emailDomains: ['acme.example'] })
    expect((await signIn()).said).toMatchObject({
      detail: expect.stringContaining('nobody has invited') as string,
    })
    expect((await signIn({ email: `x-${sub}@acme.example.evil.example` })).said).toMatchObject({
      detail: expect.stringContaining('evil.example') as string,
    })
    const { said } = await invite()
    expect((await signIn()).status).toBe(302)
    const path = `/api/v1/people/${String(said['id'])}`
    await ask('PATCH', path, { token: boss.token, body: { disabled: true } })
    expect((await signIn()).said).toMatchObject({ detail: 'this account is disabled' })

    const elsewhere = await givenOrganisation(store(), 'Else')
    const victim = await givenPerson(store(), {
      email: `victim-${sub}@acme.example`,
      organisation: elsewhere.id,
      roles: [{ role: 'administrator' }],
    })
    const attack = await signIn({ sub: 'evil', email: `victim-${sub}@acme.example` })
    expect(attack.said).toMatchObject({ code: 'forbidden' })
    expect((await ask('GET', '/api/v1/me', { token: victim.token })).status).toBe(200)
  })

  it('gives the roles of groups, takes them again, and leaves what was given by hand', async () => {
    const { home, boss, ask } = await given()
    const { product } = await givenRelease(store(), { organisation: home.id })
    const { public_id: own } = await store()
      .db.selectFrom('product')
      .select('public_id')
      .where('id', '=', product)
      .executeTakeFirstOrThrow()
    const body = {
      name: `Groups ${own}`,
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      admits: 'anyone',
      groupClaim: 'realm_access.roles',
      groupRoles: [
        { group: 'psirt', role: 'analyst' },
        { group: 'lantern', role: 'manager', product: own },
      ],
    }
    const { token } = boss
    const made = await ask('POST', '/api/v1/providers', { token, body })
    const id = String(made.said['id'])
    const sub = store().newId()
    const signIn = async (groups: readonly string[]) => {
      // groups are said by the userinfo endpoint only
      const claims = { sub, email: `${sub}@acme.example`, email_verified: true }
      const userInfo = { ...claims, realm_access: { roles: groups } }
      Object.assign(provider.behaviour, { claims, userInfo })
      const begun = await ask('GET', `/api/v1/sign-in/providers/${id}/start`)
      const back = provider.approve(new URL(begun.headers.get('location') ?? 'about:blank'))
      return ask('GET', `${back.pathname}${back.search}`, { headers: { cookie: cookiesOf(begun) } })
    }
    const me = async (answer: Answer) =>
      (await ask('GET', '/api/v1/me', { headers: { cookie: cookiesOf(answer) } })).said['grants']
    expect((await signIn([])).said).toMatchObject({
      detail: expect.stringContaining('none of your groups') as string,
    })
    const first = await signIn(['psirt', 'lantern', 'x'])
    expect(await me(first)).toEqual([{ role: 'analyst' }, { role: 'manager', product: own }])
    const people = await ask('GET', '/api/v1/people', { token })
    const person = (people.said['items'] as { id: string; email: string }[]).find(
      ({ email }) => email === `${sub}@acme.example`,
    )
    const grants = [{ role: 'analyst' }, { role: 'manager', product: own }, { role: 'auditor' }]
    await ask('PATCH', `/api/v1/people/${person?.id}`, { token, body: { grants } })
    expect(await me(await signIn(['psirt']))).toEqual([{ role: 'analyst' }, { role: 'auditor' }])
    expect(await me(await signIn([]))).toEqual([{ role: 'auditor' }])
    await ask('PATCH', `/api/v1/people/${person?.id}`, { token, body: { grants: [] } })
    expect((await signIn([])).said).toMatchObject({ code: 'forbidden' })
  })

  it('takes no subject for another one that only begins alike', async () => {
    const { signIn, invite, sub } = await given()
    await invite()
    const long = `${sub}${'x'.repeat(600)}`
    expect((await signIn({ sub: `${long}1` })).status).toBe(400)
    expect((await signIn({ sub: `${long}2`, email: 'eve@acme.example' })).status).toBe(400)
  })

  it('tells a browser on a page without script what is wrong, as text', async () => {
    const { signIn } = await given()
    const refused = await signIn({ email: '"<b>"@acme.example' }, { page: true })
    expect(refused.status).toBe(403)
    expect(refused.headers.get('content-type')).toContain('text/html')
    expect(refused.text).toContain('nobody has invited')
    expect(refused.text).toContain('&lt;b&gt;')
    expect(refused.text).not.toMatch(/<b>|<script/)
  })

  it('asks no inner address that its operator has not allowed, and says what cannot be reached', async () => {
    const { start, ask, id, boss } = await given()
    const { db, now } = store()
    await saveSetting(db, { key: 'inner-hosts', value: [], at: now() })
    const before = provider.asked.length
    expect((await start()).said).toMatchObject({ code: 'bad-request' })
    const { token } = boss
    const secure = await ask('POST', '/api/v1/providers', {
      token,
      body: { name: `Inner ${id}`, issuer: 'https://127.0.0.1:1', clientId: 'x' },
    })
    const checks = `/api/v1/providers/${String(secure.said['id'])}/checks`
    expect((await ask('POST', checks, { token })).said).toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('inner address') as string,
    })
    expect(provider.asked.length).toBe(before)
    await saveSetting(db, { key: 'inner-hosts', value: ['127.0.0.1'], at: now() })
    provider.behaviour.metadata = { issuer: 'https://evil.example' }
    const check = await ask('POST', `/api/v1/providers/${id}/checks`, { token })
    expect(check.said).toMatchObject({ code: 'bad-request' })
    // a provider that sends us on to the metadata service of a cloud
    const inner = 'http://169.254.169.254/latest'
    provider.behaviour.metadata = { token_endpoint: inner }
    const sent = await start()
    expect(sent.status).toBe(302)
    const back = provider.approve(new URL(sent.headers.get('location') ?? ''))
    const refused = await ask('GET', `${back.pathname}${back.search}`, {
      headers: { cookie: cookiesOf(sent) },
    })
    expect(refused.said).toMatchObject({ code: 'unavailable' })
  })
})
