// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenPerson } from '../testing/index.ts'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

onEveryDatabase((store) => {
  let count = 0
  /** Three releases of two products with the same component and vulnerability; the first two have the same build document. */
  const given = async () => {
    const scene = await givenScene(store())
    const name = `sluice${++count}`
    const vulnerability = `CVE-2026-${7000 + count}`
    await givenAdvisoryOn(store(), name, vulnerability)
    const line = await scene.make('/product-lines', { name: 'Lights' })
    const lantern = await scene.product('Lantern', { line })
    const torch = await scene.product('Torch')
    const one = await scene.release(lantern, '1.0')
    const two = await scene.release(torch, '1.0')
    const three = await scene.release(lantern, '2.0')
    const old = await scene.release(torch, '0.9')
    const shared = sbomOf([`${name}@1.0.0`])
    await scene.upload(one, shared)
    await scene.upload(two, shared)
    await scene.upload(three, sbomOf([`${name}@1.0.0`], { serial: 2 }))
    await scene.upload(old, sbomOf([`${name}@0.9.0`], { serial: 3 }))
    await scene.settle()
    const groups = async (query = '') =>
      (await scene.get(`/triage?q=${name}${query}`))['items'] as {
        component: { id: string; version: string }
        worst: string
      }[]
    const component =
      (await groups()).find((each) => each.component.version === '1.0.0')?.component.id ?? ''
    const at = `/triage/${vulnerability}/${component}`
    const verdicts = async () => {
      const { members } = (await scene.get(at)) as unknown as {
        members: { release: { id: string }; verdict: string; by: string }[]
      }
      return [one, two, three].map((id) => {
        const found = members.find(({ release }) => release.id === id)
        return `${found?.verdict ?? 'none'} by ${found?.by ?? 'nobody'}`
      })
    }
    const plan = (scope: object, more: object = {}) => ({
      groups: [{ vulnerability, component }],
      scope,
      verdict: 'not_affected',
      ...more,
    })
    const preview = (scope: object, asking: object = {}) =>
      scene.ask('POST', '/triage/previews', { body: plan(scope), ...asking })
    const decide = (scope: object, more: object = {}, asking: object = {}) =>
      scene.ask('POST', '/triage/decisions', {
        body: plan(scope, {
          justification: 'code_not_reachable',
          reason: 'Nobody calls it.',
          ...more,
        }),
        ...asking,
      })
    return {
      ...scene,
      name,
      vulnerability,
      component,
      at,
      line,
      lantern,
      torch,
      one,
      two,
      three,
      old,
      groups,
      verdicts,
      preview,
      decide,
    }
  }
  const AFFECTED = 'affected by headwater'
  const DECIDED = 'not_affected by person'

  it('shows one group for all releases, with its spread and how many builds there are', async () => {
    const { groups, get, at } = await given()
    expect(await groups()).toMatchObject([
      { releaseCount: 1, component: { version: '0.9.0' } },
      {
        worst: 'affected',
        verdicts: { affected: 3, unknown: 0, fixed: 0, not_affected: 0 },
        releaseCount: 3,
        productCount: 2,
        buildCount: 2,
        evidence: 'alike',
        decidedCount: 0,
      },
    ])
    expect(await groups('&limit=1')).toHaveLength(1)
    const { members } = (await get(at)) as { members: { build: string }[] }
    expect(members).toHaveLength(3)
    expect(new Set(members.map(({ build }) => build)).size).toBe(2)
  })

  it('says beforehand what a decision changes, does just that, and takes it back', async () => {
    const { preview, decide, verdicts, one, ask, get, groups, at } = await given()
    const scope = { kind: 'build', release: one }
    const seen = (await preview(scope)).said
    expect(seen).toMatchObject({
      assessmentCount: 1,
      changeCount: 2,
      waitingCount: 0,
      stayCount: 2,
    })
    expect(seen['stays']).toMatchObject([
      { because: 'other-build', release: '2.0' },
      { because: 'other-version', release: '0.9' },
    ])
    expect(await verdicts()).toEqual([AFFECTED, AFFECTED, AFFECTED])
    const made = await decide(scope, { preview: seen['preview'] })
    expect(made.said).toMatchObject({ changeCount: 2, isLater: false })
    expect(await verdicts()).toEqual([DECIDED, DECIDED, AFFECTED])
    expect((await get(at))['group']).toMatchObject({ evidence: 'different', decidedCount: 2 })
    const own = () => get('/triage/decisions').then(({ items }) => items)
    expect(await own()).toMatchObject([{ assessmentCount: 1, standingCount: 1, scope: 'build' }])
    const undo = `/triage/decisions/${String(made.said['id'])}/withdrawal`
    expect((await ask('POST', undo, { body: {} })).said).toEqual({ endedCount: 1, isLater: false })
    expect(await verdicts()).toEqual([AFFECTED, AFFECTED, AFFECTED])
    expect(await own()).toMatchObject([{ standingCount: 0 }])
    expect((await ask('POST', undo, { body: {} })).status).toBe(422)
    expect(await groups('&decided=yes')).toEqual([])
    const { text } = await ask('GET', '/audit/export')
    expect(text).toContain('triage.decide')
    expect(text).toContain('triage.undo')
  })

  it('decides for exactly the releases that are chosen, and gives back what stood before', async () => {
    const { get, at, decide, verdicts, ask, one } = await given()
    const { members } = (await get(at)) as {
      members: { finding: string; release: { id: string } }[]
    }
    const findings = members.filter(({ release }) => release.id === one).map((each) => each.finding)
    const first = await decide({ kind: 'releases', findings }, { verdict: 'affected' })
    expect(first.said).toMatchObject({ changeCount: 1 })
    expect(await verdicts()).toEqual(['affected by person', AFFECTED, AFFECTED])
    const second = await decide({ kind: 'releases' })
    expect((second.said['assessments'] as string[]).length).toBe(3)
    expect(await verdicts()).toEqual([DECIDED, DECIDED, DECIDED])
    await ask('POST', `/triage/decisions/${String(second.said['id'])}/withdrawal`, { body: {} })
    expect(await verdicts()).toEqual(['affected by person', AFFECTED, AFFECTED])
  })

  it('leaves alone what somebody decided more closely, also when it says so beforehand', async () => {
    const { get, at, decide, preview, verdicts, one, lantern } = await given()
    const { members } = (await get(at)) as {
      members: { finding: string; release: { id: string } }[]
    }
    const findings = members.filter(({ release }) => release.id === one).map((each) => each.finding)
    await decide({ kind: 'releases', findings }, { verdict: 'affected' })
    const scope = { kind: 'product', product: lantern }
    expect((await preview(scope)).said).toMatchObject({
      changeCount: 1,
      stays: [
        { because: 'elsewhere', product: 'Torch' },
        { because: 'narrower-verdict', release: '1.0', product: 'Lantern' },
        { because: 'other-version' },
      ],
    })
    await decide(scope)
    expect(await verdicts()).toEqual(['affected by person', AFFECTED, DECIDED])
  })

  it('refuses a decision that would do something else than what was seen', async () => {
    const { preview, decide, upload, release, torch, settle, name, verdicts } = await given()
    const scope = { kind: 'organisation' }
    const seen = (await preview(scope)).said
    const more = await release(torch, '3.0')
    await upload(more, sbomOf([`${name}@1.0.0`], { serial: 9 }))
    await settle()
    const late = await decide(scope, { preview: seen['preview'] })
    expect(late.status).toBe(409)
    expect(await verdicts()).toEqual([AFFECTED, AFFECTED, AFFECTED])
    const again = (await preview(scope)).said
    expect((await decide(scope, { preview: again['preview'] })).status).toBe(201)
  })

  it('waits for a second person where a policy asks for it, release by release', async () => {
    const { ask, line, preview, decide, verdicts, other } = await given()
    await ask('PATCH', `/product-lines/${line}`, { body: { secondPair: 'required' } })
    const scope = { kind: 'releases' }
    expect((await preview(scope)).said).toMatchObject({ changeCount: 3, waitingCount: 2 })
    const { said } = await decide(scope)
    expect(said).toMatchObject({ changeCount: 1, waitingCount: 2 })
    expect(await verdicts()).toEqual([AFFECTED, DECIDED, AFFECTED])
    for (const id of said['assessments'] as string[]) {
      await ask('POST', `/assessments/${id}/approval`, { token: other.token })
    }
    expect(await verdicts()).toEqual([DECIDED, DECIDED, DECIDED])
  })

  it('asks a role for the whole organisation beyond one product, and passes over other products', async () => {
    const { home, torch, preview, decide, verdicts, one, line } = await given()
    const { db } = store()
    const row = await db
      .selectFrom('product')
      .select('id')
      .where('public_id', '=', torch)
      .executeTakeFirstOrThrow()
    const narrow = await givenPerson(store(), {
      email: `narrow-${store().newId()}@example.org`,
      organisation: home.id,
      roles: [{ role: 'viewer' }, { role: 'analyst', product: row.id }],
    })
    const asking = { token: narrow.token }
    for (const scope of [
      { kind: 'organisation' },
      { kind: 'build', release: one },
      { kind: 'line', line },
    ]) {
      expect((await preview(scope, asking)).status).toBe(403)
      expect((await decide(scope, {}, asking)).status).toBe(403)
    }
    expect((await preview({ kind: 'releases' }, asking)).said).toMatchObject({
      changeCount: 1,
      stays: [{ because: 'no-permission' }, { because: 'no-permission' }, {}],
    })
    expect((await decide({ kind: 'releases' }, {}, asking)).status).toBe(201)
    expect(await verdicts()).toEqual([AFFECTED, DECIDED, AFFECTED])
  })

  it('does a decision once, however often its request comes', async () => {
    const { decide, ask } = await given()
    const asking = { headers: { 'idempotency-key': `triage-${count}` } }
    const first = await decide({ kind: 'organisation' }, {}, asking)
    const again = await decide({ kind: 'organisation' }, {}, asking)
    expect(again.said).toEqual(first.said)
    const { said } = await ask('GET', '/triage/decisions')
    expect(said['items']).toHaveLength(1)
  })

  it('says what is wrong with a decision that cannot be', async () => {
    const { decide, preview, release, torch } = await given()
    expect((await decide({ kind: 'organisation' }, { justification: undefined })).status).toBe(422)
    const empty = await release(torch, 'empty')
    expect((await preview({ kind: 'build', release: empty })).status).toBe(422)
    const none = { kind: 'product', product: empty }
    expect((await preview(none)).status).toBe(404)
    const groups = [{ vulnerability: 'CVE-1999-0001', component: '1' }]
    expect((await decide({ kind: 'organisation' }, { groups })).status).toBe(404)
  })
})
