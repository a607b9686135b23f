// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { saveFindings } from '@headwater/store/findings'
import { createRelease } from '@headwater/store/portfolio'
import { finding, onEveryDatabase } from '@headwater/store/testing'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)

onEveryDatabase((store) => {
  let count = 0
  /** Three releases of two products with the same component and vulnerability; the first two have the same build document. */
  const given = async () => {
    const scene = await givenScene(store())
    const name = `brook${++count}`
    await givenAdvisoryOn(store(), name, `CVE-2026-${1000 + count}`)
    const line = await scene.make('/product-lines', { name: 'Lights' })
    const lantern = await scene.product('Lantern', { line })
    const torch = await scene.product('Torch')
    const one = await scene.release(lantern, '1.0')
    const two = await scene.release(torch, '1.0')
    const three = await scene.release(lantern, '2.0')
    const shared = sbomOf([`${name}@1.0.0`])
    await scene.upload(one, shared)
    await scene.upload(two, shared)
    await scene.upload(three, sbomOf([`${name}@1.0.0`], { serial: 2 }))
    await scene.settle()
    const find = async (release: string) => {
      const said = await scene.get(`/findings?release=${release}`)
      const [row] = said['items'] as { id: string; verdict: string; by: string }[]
      if (row === undefined) throw new Error('there is no finding')
      return row
    }
    const verdicts = async () => {
      const rows = []
      for (const each of [one, two, three]) rows.push((await find(each)).verdict)
      return rows
    }
    const judge = async (scope: string, more: object = {}) => {
      const body = {
        findings: [(await find(one)).id],
        scope,
        verdict: 'not_affected',
        justification: 'code_not_reachable',
        reason: 'We never call it.',
        ...more,
      }
      return scene.ask('POST', '/assessments', { body })
    }
    return { ...scene, line, lantern, torch, one, two, three, shared, find, verdicts, judge }
  }

  it('judges once for all releases that share the build, also for those to come', async () => {
    const { judge, verdicts, find, get, release, torch, upload, settle, shared, ask, one } =
      await given()
    const groups = (await get('/shared-builds'))['items'] as {
      releases: { name: string; product: { name: string } }[]
      counts: object
    }[]
    expect(
      groups.map(({ releases }) => releases.map(({ product }) => product.name)),
    ).toContainEqual(['Torch', 'Lantern'])
    const detail = await get(`/findings/${(await find(one)).id}`)
    const also = detail['alsoIn'] as { product: string; release: string; sameBuild: boolean }[]
    expect(also.map((each) => [each.product, each.release, each.sameBuild]).sort()).toEqual([
      ['Lantern', '2.0', false],
      ['Torch', '1.0', true],
    ])
    expect(detail).toMatchObject({
      scopes: [
        { scope: 'release', releaseCount: 1, mayJudge: true, needsSecondPair: false },
        { scope: 'build', releaseCount: 2 },
        { scope: 'product', releaseCount: 2 },
        { scope: 'line', releaseCount: 2 },
        { scope: 'organisation', releaseCount: 3 },
      ],
    })
    const made = await judge('build')
    expect(made.said).toMatchObject({ waitsForApproval: false, releaseCount: 2 })
    expect(await verdicts()).toEqual(['not_affected', 'not_affected', 'affected'])
    const later = await release(torch, '1.1')
    await upload(later, shared)
    await settle()
    expect(await find(later)).toMatchObject({ verdict: 'not_affected', by: 'person' })
    // what is judged from the documents says the same as what was laid over the rows
    await upload(one, sbomOf(['other@1.0.0'], { serial: 3 }), 'type=source')
    await settle()
    expect(await verdicts()).toEqual(['not_affected', 'not_affected', 'affected'])
    const [id] = made.said['assessments'] as string[]
    const reason = { reason: 'We do call it.' }
    expect((await ask('POST', `/assessments/${id}/withdrawal`, { body: reason })).status).toBe(204)
    expect(await verdicts()).toEqual(['affected', 'affected', 'affected'])
    expect(await find(later)).toMatchObject({ verdict: 'affected', by: 'headwater' })
    const { history } = (await get(`/findings/${(await find(one)).id}`)) as {
      history: { verdict: string }[]
    }
    expect(history.map((event) => event.verdict)).toEqual(['affected', 'not_affected', 'affected'])
  })

  it('does not take two images for one build because one document was written of both', async () => {
    const { judge, verdicts, make, one, two, ask, settle } = await given()
    await make(`/releases/${one}/builds`, { name: 'a', images: [{ name: 'x', sha256: A }] })
    const other = await make(`/releases/${two}/builds`, {
      name: 'b',
      images: [{ name: 'x', sha256: B }],
    })
    await judge('build')
    expect(await verdicts()).toEqual(['not_affected', 'affected', 'affected'])
    const body = { images: [{ name: 'y', sha256: A }] }
    expect((await ask('PATCH', `/builds/${other}`, { body })).status).toBe(200)
    await settle()
    expect(await verdicts()).toEqual(['not_affected', 'not_affected', 'affected'])
  })

  it('holds for a product, a line or the organisation, the narrowest first', async () => {
    const { judge, verdicts } = await given()
    await judge('organisation', { verdict: 'fixed' })
    expect(await verdicts()).toEqual(['fixed', 'fixed', 'fixed'])
    await judge('line', { verdict: 'unknown' })
    expect(await verdicts()).toEqual(['unknown', 'fixed', 'unknown'])
    await judge('product')
    expect(await verdicts()).toEqual(['not_affected', 'fixed', 'not_affected'])
    await judge('release', { verdict: 'affected' })
    expect(await verdicts()).toEqual(['affected', 'fixed', 'not_affected'])
  })

  it('waits for a second pair of eyes where the policy asks for it, and counts from then on', async () => {
    const { judge, verdicts, ask, get, find, other, one } = await given()
    const policy = { secondPair: true }
    expect((await ask('PUT', '/policies/assessments', { body: policy })).status).toBe(200)
    const finding = (await find(one)).id
    expect(await get(`/findings/${finding}`)).toMatchObject({ needsSecondPair: true })
    // a verdict that takes nothing away needs nobody
    expect((await judge('release', { verdict: 'affected' })).said).toMatchObject({
      waitsForApproval: false,
    })
    const made = await judge('organisation')
    expect(made.said).toMatchObject({ waitsForApproval: true })
    expect(await verdicts()).toEqual(['affected', 'affected', 'affected'])
    expect(await get('/today')).toMatchObject({ waiting: 1 })
    expect(await get('/assessments')).toMatchObject({
      items: [{ state: 'waiting-for-approval', mayApprove: false, mayWithdraw: true }],
    })
    const [id] = made.said['assessments'] as string[]
    expect((await ask('POST', `/assessments/${id}/approval`)).status).toBe(403)
    const { token } = other
    expect((await ask('GET', '/assessments', { token })).said).toMatchObject({
      items: [{ id, scope: 'organisation', mayApprove: true }],
    })
    expect((await ask('POST', `/assessments/${id}/approval`, { token })).status).toBe(204)
    expect((await ask('POST', `/assessments/${id}/approval`, { token })).status).toBe(422)
    expect(await verdicts()).toEqual(['affected', 'not_affected', 'not_affected'])
  })

  it('lets a product line ask for more than the organisation, or for less, and managers do not loosen it', async () => {
    const { judge, ask, line } = await given()
    const set = (secondPair: string) =>
      ask('PATCH', `/product-lines/${line}`, { body: { secondPair } })
    expect((await set('required')).said).toMatchObject({ secondPair: 'required', version: 2 })
    expect((await judge('release')).said).toMatchObject({ waitsForApproval: true })
    // it could hold in that line too
    expect((await judge('build')).said).toMatchObject({ waitsForApproval: true })
    await ask('PUT', '/policies/assessments', { body: { secondPair: true } })
    await set('not-required')
    expect((await judge('release')).said).toMatchObject({ waitsForApproval: false })
    expect((await judge('organisation')).said).toMatchObject({ waitsForApproval: true })
    const manager = await givenScene(store(), { second: 'manager' })
    const mine = await manager.make('/product-lines', { name: 'L' })
    const { token } = manager.other
    const body = { secondPair: 'not-required' }
    expect((await manager.ask('PATCH', `/product-lines/${mine}`, { token, body })).status).toBe(403)
    expect((await manager.ask('PUT', '/policies/assessments', { token, body })).status).toBe(403)
  })

  it('ends on its day, and the finding is open again', async () => {
    const { judge, verdicts, hub, get, find, one } = await given()
    const day = new Date(Date.parse(store().now()) + 2 * 86_400_000).toISOString().slice(0, 10)
    await judge('build', { expiresOn: day })
    expect(await verdicts()).toEqual(['not_affected', 'not_affected', 'affected'])
    store().advance(3 * 86_400_000)
    const { endExpired } = await import('../judgement/index.ts')
    expect(await endExpired(hub.store)).toBe(1)
    expect(await verdicts()).toEqual(['affected', 'affected', 'affected'])
    expect(await get(`/findings/${(await find(one)).id}`)).toMatchObject({
      opinions: [
        { kind: 'headwater', state: 'in-force', verdict: 'affected' },
        { kind: 'person', state: 'expired', scope: 'build', expiresOn: day },
      ],
    })
  })

  it('shows what we, a supplier and a colleague say side by side', async () => {
    const { judge, upload, settle, get, find, one } = await given()
    const name = `brook${count}`
    const vex = {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://example.org/vex/1',
      author: 'Brook project',
      timestamp: '2026-09-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: `CVE-2026-${1000 + count}` },
          products: [{ '@id': `pkg:npm/${name}@1.0.0` }],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
        },
      ],
    }
    await upload(one, JSON.stringify(vex), 'fileName=brook.vex.json')
    await settle()
    const finding = (await find(one)).id
    expect(await get(`/findings/${finding}`)).toMatchObject({
      verdict: 'not_affected',
      by: 'supplier',
      opinions: [
        { kind: 'headwater', verdict: 'affected', state: 'overruled' },
        { kind: 'supplier', verdict: 'not_affected', state: 'in-force' },
      ],
    })
    await judge('release', { verdict: 'affected', reason: 'Our fork has it.' })
    expect(await get(`/findings/${finding}`)).toMatchObject({
      verdict: 'affected',
      opinions: [
        { kind: 'headwater', verdict: 'affected', state: 'overruled' },
        { kind: 'supplier', verdict: 'not_affected', state: 'overruled' },
        { kind: 'person', verdict: 'affected', state: 'in-force', reason: 'Our fork has it.' },
      ],
    })
  })

  it('lets a role for one product judge no further than that product', async () => {
    const { find, ask, one, home, lantern } = await given()
    const { givenPerson } = await import('../testing/index.ts')
    const row = await store()
      .db.selectFrom('product')
      .select('id')
      .where('public_id', '=', lantern)
      .executeTakeFirstOrThrow()
    const { token } = await givenPerson(store(), {
      email: `one-${store().newId()}@example.org`,
      organisation: home.id,
      roles: [{ role: 'analyst', product: row.id }],
    })
    const judge = async (scope: string) => {
      const body = {
        findings: [(await find(one)).id],
        scope,
        verdict: 'unknown',
        reason: 'x',
      }
      return (await ask('POST', '/assessments', { token, body })).status
    }
    expect(await judge('product')).toBe(201)
    for (const scope of ['build', 'line', 'organisation']) expect(await judge(scope)).toBe(403)
  })

  it('asks for another look where our own evidence is not what it was when the verdict was given', async () => {
    const { judge, find, settle, one, upload, get, ask } = await given()
    await judge('release')
    const ruleOf = async () => {
      const row = (await find(one)) as unknown as { rule: string; verdict: string }
      return [row.verdict, row.rule]
    }
    expect(await ruleOf()).toEqual(['not_affected', 'assessment'])
    const { id } = await find(one)
    const { vulnerability, component } = (await get(`/findings/${id}`)) as {
      vulnerability: { id: string }
      component: { name: string }
    }
    const vex = JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': `https://example.org/vex/${vulnerability.id}`,
      author: 'Supplier',
      timestamp: '2026-03-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: vulnerability.id },
          products: [{ '@id': `pkg:npm/${component.name}@1.0.0` }],
          status: 'fixed',
        },
      ],
    })
    await upload(one, vex, 'type=vex')
    await settle()
    expect(await ruleOf()).toEqual(['not_affected', 'assessment-review'])
    // news that change nothing of it do not make it right again, nor does another reading
    await upload(one, sbomOf(['other@1.0.0'], { serial: 91 }), 'type=source')
    await settle()
    expect(await ruleOf()).toEqual(['not_affected', 'assessment-review'])
    expect((await judge('release')).status).toBe(201)
    expect(await ruleOf()).toEqual(['not_affected', 'assessment'])
    const all = (await get(`/releases/${one}`)) as { vex: { id: string }[] }
    await ask('DELETE', `/releases/${one}/documents/${all.vex[0]?.id ?? ''}`)
    await settle()
    expect(await ruleOf()).toEqual(['not_affected', 'assessment-review'])
  })

  it('holds in very many releases a little later, by a job', async () => {
    const { judge, one, settle, get, home } = await given()
    const { db, newId, now } = store()
    const known = await db
      .selectFrom('finding as f')
      .innerJoin('release as r', 'r.id', 'f.release_id')
      .selectAll('f')
      .where('r.public_id', '=', one)
      .executeTakeFirstOrThrow()
    for (let i = 0; i < 51; i++) {
      const release = await createRelease(db, {
        publicId: newId(),
        organisation: home.id,
        product: known.product_id,
        version: `many ${i}`,
        at: now(),
      })
      const findings = [finding(known.component_id, known.vulnerability_id)]
      const context = { cause: {}, at: now() }
      await saveFindings(db, [{ release: release.id, components: 'all', findings }], context)
    }
    const count = async () => (await get('/findings?verdict=not_affected&limit=200'))['items']
    expect((await judge('organisation')).said).toMatchObject({ releaseCount: 54 })
    expect(await count()).toHaveLength(0)
    await settle()
    expect(await count()).toHaveLength(54)
  }, 30_000)
})
