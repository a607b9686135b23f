// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { givenRelease, onEveryDatabase } from '../testing/index.ts'
import { canonicalJson } from './canonical.ts'
import { appendAudit, auditEvents, exportAudit, verifyAudit, verifyAuditLines } from './index.ts'

describe('canonical JSON', () => {
  it('has one form, whatever order members were put in', () => {
    expect(
      canonicalJson({ b: 1, a: [null, true, 'é"\n'], '€': undefined, A: { z: 0, y: -0 } }),
    ).toBe(String.raw`{"A":{"y":0,"z":0},"a":[null,true,"é\"\n"],"b":1}`)
    expect(canonicalJson('\uD800\0')).toBe('"\uFFFD\uFFFD"')
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError)
  })
})

onEveryDatabase((store) => {
  const append = (organisation: number | undefined, subject: string, detail?: unknown) =>
    appendAudit(store().db, {
      ...(organisation === undefined ? {} : { organisation }),
      at: store().now(),
      actor: 'user:1',
      action: 'release.create',
      subject,
      detail,
    })
  const exported = async (organisation: number) => {
    const lines: string[] = []
    for await (const line of exportAudit(store().db, organisation)) lines.push(line)
    return lines
  }

  it('chains the events of each organisation, and verifies them', async () => {
    const { db } = store()
    const { organisation } = await givenRelease(store())
    expect(await verifyAudit(db, organisation)).toMatchObject({ kind: 'whole', length: 0 })
    expect(await append(organisation, 'release:1', { to: { name: 'x\0' } })).toBe(1)
    expect(await append(undefined, 'setting:1')).toBe(1)
    expect(await append(organisation, 'release:2')).toBe(2)
    const verdict = await verifyAudit(db, organisation)
    expect(verdict).toMatchObject({ kind: 'whole', length: 2 })
    expect(await verifyAudit(db, undefined)).toMatchObject({ kind: 'whole', length: 1 })
    expect(await verifyAuditLines(await exported(organisation))).toEqual(verdict)
    const [last] = await auditEvents(db, organisation, { limit: 1 })
    expect(JSON.parse(last!.body)).toEqual({
      number: 2,
      at: store().now(),
      actor: 'user:1',
      action: 'release.create',
      subject: 'release:2',
      detail: null,
    })
    const bySubject = await auditEvents(db, organisation, { limit: 9, subject: 'release:1' })
    expect(bySubject.map(({ number }) => number)).toEqual([1])
    expect(
      await auditEvents(db, organisation, { limit: 9, before: 2, actors: ['user:1'] }),
    ).toHaveLength(1)
    const count = async (filter: object) =>
      (await auditEvents(db, organisation, { limit: 9, ...filter })).length
    expect(await count({ subject: 'release:' })).toBe(2)
    expect(await count({ subject: 'rel' })).toBe(0)
    expect(await count({ action: 'release.create' })).toBe(2)
    expect(await count({ action: 'release.change' })).toBe(0)
    expect(await count({ actors: [] })).toBe(0)
    expect(await count({ from: store().now() })).toBe(2)
    expect(await count({ to: store().now() })).toBe(0)
  })

  it('has no gaps when many write at once, and none for what was given up', async () => {
    const { db } = store()
    const { organisation } = await givenRelease(store())
    const failing = db.transaction().execute(async (trx) => {
      const { now } = store()
      await appendAudit(trx, { organisation, at: now(), actor: 'a', action: 'b', subject: 'lost' })
      throw new Error('no')
    })
    await Promise.all([
      expect(failing).rejects.toThrow('no'),
      ...Array.from({ length: 20 }, (_, index) => append(organisation, `release:${index}`)),
    ])
    expect(await verifyAudit(db, organisation)).toMatchObject({ kind: 'whole', length: 20 })
  })

  it('cannot be changed, and tells where somebody did all the same', async () => {
    const { db } = store()
    const { organisation } = await givenRelease(store())
    for (let index = 0; index < 4; index++) await append(organisation, `release:${index}`)
    await expect(db.deleteFrom('audit_event').execute()).rejects.toMatchObject({
      code: 'APPEND_ONLY',
    })
    const tamper = async (change: ReturnType<typeof sql>) => {
      const rollback = new Error('rollback')
      let verdict
      const run = db.transaction().execute(async (trx) => {
        await sql`alter table audit_event disable trigger user`.execute(trx)
        await change.execute(trx)
        verdict = await verifyAudit(trx, organisation)
        throw rollback
      })
      await expect(run).rejects.toBe(rollback)
      return verdict
    }
    const own = sql`chain_id = (select id from audit_chain where organisation_id = ${organisation})`
    expect(
      await tamper(
        sql`update audit_event set body = replace(body, 'user:1', 'user:2') where ${own} and number = 2`,
      ),
    ).toMatchObject({ kind: 'broken', number: 2 })
    expect(
      await tamper(sql`update audit_event set actor = 'user:2' where ${own} and number = 3`),
    ).toMatchObject({
      kind: 'broken',
      number: 3,
      reason: 'its column actor is not that of its body',
    })
    const back = sql`update audit_chain set length = 2, hash = (select hash from audit_event where ${own} and number = 2)
      where organisation_id = ${organisation}`
    expect(await tamper(back)).toMatchObject({
      kind: 'broken',
      number: 3,
      reason: 'the head of the chain was put back',
    })
    expect(await tamper(sql`delete from audit_event where ${own} and number = 2`)).toMatchObject({
      kind: 'broken',
      number: 3,
    })
    expect(await tamper(sql`delete from audit_event where ${own} and number = 4`)).toMatchObject({
      kind: 'broken',
      number: 4,
      reason: 'events are missing at the end',
    })
    const lines = await exported(organisation)
    expect(await verifyAuditLines([lines[0]!, lines[2]!])).toMatchObject({
      kind: 'broken',
      number: 2,
    })
    expect(await verifyAuditLines(['{}'])).toMatchObject({ kind: 'broken', number: 1 })
  })
})
