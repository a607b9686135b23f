// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { drifts, saveDrift } from '../drift/index.ts'
import { saveDocument } from '../documents/index.ts'
import {
  feedById,
  feeds,
  noteFeedFailure,
  noteFeedStart,
  noteFeedSuccess,
  registerFeed,
  updateFeed,
} from '../feeds/index.ts'
import { abandonRequest, beginRequest, finishRequest, purgeRequests } from '../idempotency/index.ts'
import {
  createDelivery,
  createRule,
  createWebhook,
  deleteRule,
  deleteWebhook,
  deliveries,
  noteDelivery,
  noteRuleRun,
  rules,
  updateRule,
  updateWebhook,
  webhookById,
  webhooks,
} from '../notifications/index.ts'
import { problems, reportProblem, solveProblem } from '../problems/index.ts'
import { givenDocument, givenRelease, npm, onEveryDatabase } from '../testing/index.ts'
import {
  beginUpload,
  closeUpload,
  completeUpload,
  continueUpload,
  endUpload,
  forgetUploads,
  openUploads,
  purgeUploads,
  uploadBytes,
  uploadNamed,
  uploadsOnTheirWay,
} from '../uploads/index.ts'
import { saveSetting, setting, settings } from './index.ts'

onEveryDatabase((store) => {
  it('keeps settings of an organisation apart from those of the installation', async () => {
    const { db, now } = store()
    const { organisation } = await givenRelease(store())
    const save = (value: unknown, of?: number) =>
      saveSetting(db, {
        key: 'mail',
        value,
        at: now(),
        ...(of === undefined ? {} : { organisation: of }),
      })
    await save({ from: 'a' })
    await save({ from: 'b' }, organisation)
    await save({ from: 'c' }, organisation)
    expect(await setting(db, { key: 'mail' })).toEqual({ from: 'a' })
    expect(await settings(db, organisation)).toEqual({ mail: { from: 'c' } })
    expect(await setting(db, { key: 'none' })).toBeUndefined()
  })

  it('says what is wrong until it is solved, and once however often it is reported', async () => {
    const { db, now, advance } = store()
    const { organisation } = await givenRelease(store())
    const report = (key: string, severity: 'warning' | 'error', of?: number) =>
      reportProblem(db, {
        key,
        severity,
        title: key,
        detail: `at ${now()}`,
        at: now(),
        ...(of === undefined ? {} : { organisation: of }),
      })
    const since = now()
    await report('feed:go', 'warning')
    advance(1000)
    await report('feed:go', 'warning')
    await report('document:1', 'error', organisation)
    const shown = await problems(db, { organisation, limit: 10 })
    expect(shown).toMatchObject([
      { key: 'document:1', count: 1 },
      { key: 'feed:go', count: 2, since, last_at: now(), detail: `at ${now()}` },
    ])
    expect(await problems(db, { organisation: organisation + 1, limit: 10 })).toHaveLength(1)
    expect(await solveProblem(db, { key: 'feed:go', at: now() })).toBe(true)
    expect(await solveProblem(db, { key: 'feed:go', at: now() })).toBe(false)
    await report('feed:go', 'warning')
    expect(await problems(db, { limit: 10, withSolved: true })).toMatchObject([
      { count: 1 },
      { count: 2 },
    ])
  })

  it('notes how feeds fare', async () => {
    const { db, newId, now } = store()
    const register = () =>
      registerFeed(db, {
        publicId: newId(),
        name: 'Go',
        kind: 'osv',
        url: 'https://example.org/a',
        at: now(),
      })
    const { id } = await register()
    expect((await register()).id).toBe(id)
    await noteFeedStart(db, id, now())
    await noteFeedFailure(db, { feed: id, error: 'cut off', at: now() })
    expect(await feedById(db, id)).toMatchObject({ state: 'failed', error: 'cut off' })
    await noteFeedSuccess(db, { feed: id, records: 3, etag: '"a"', position: { at: 1 }, at: now() })
    expect(await feeds(db)).toMatchObject([
      { state: 'idle', error: null, records: 3, etag: '"a"', position: { at: 1 } },
    ])
    expect(await updateFeed(db, id, { url: 'https://example.org/b' })).toMatchObject({
      etag: null,
      position: null,
    })
    expect(await updateFeed(db, id, { isEnabled: false })).toMatchObject({ is_enabled: false })
  })

  it('holds rules, webhooks and what was sent', async () => {
    const { db, newId, now } = store()
    const { organisation, product } = await givenRelease(store())
    const own = { organisation, at: now() }
    const webhook = await createWebhook(db, {
      ...own,
      publicId: newId(),
      product,
      name: 'Chat',
      url: 'https://example.org/hook',
      secret: 's',
      events: ['finding.opened'],
    })
    const rule = await createRule(db, {
      ...own,
      publicId: newId(),
      name: 'Critical',
      condition: { severities: ['critical'] },
      channel: 'webhook',
      webhook: webhook.id,
      rhythm: 'daily',
    })
    await updateRule(db, rule.id, { rhythm: 'at-once' })
    await noteRuleRun(db, { rule: rule.id, at: now() })
    expect(await rules(db, organisation, 'at-once')).toMatchObject([
      { last_run_at: now(), condition: { severities: ['critical'] } },
    ])
    expect(await rules(db, organisation, 'daily')).toEqual([])
    expect(await webhooks(db, organisation, { event: 'finding.opened', product })).toHaveLength(1)
    expect(
      await webhooks(db, organisation, { event: 'finding.opened', product: product + 1 }),
    ).toEqual([])
    await updateWebhook(db, webhook.id, { isEnabled: false })
    expect(await webhooks(db, organisation, { event: 'finding.opened', product })).toEqual([])
    expect(await webhookById(db, webhook.id)).toMatchObject({ is_enabled: false })
    const sent = await createDelivery(db, {
      ...own,
      publicId: newId(),
      rule: rule.id,
      webhook: webhook.id,
      channel: 'webhook',
      address: webhook.url,
      subject: 'New',
      payload: { a: 1 },
    })
    await noteDelivery(db, {
      delivery: sent.id,
      state: 'waiting',
      status: 500,
      error: 'no',
      at: now(),
    })
    await noteDelivery(db, { delivery: sent.id, state: 'sent', status: 200, at: now() })
    await deleteRule(db, rule.id)
    await deleteWebhook(db, webhook.id)
    expect(await deliveries(db, organisation, { limit: 5, state: 'sent' })).toMatchObject([
      {
        attempts: 2,
        status: 200,
        error: null,
        sent_at: now(),
        webhook_id: null,
        payload: { a: 1 },
      },
    ])
  })

  it('answers a request that comes twice as it did the first time', async () => {
    const { db, now, advance } = store()
    const { organisation } = await givenRelease(store())
    const key = { organisation, caller: 'user:1', key: 'k' }
    const hashOf = (what: string) => createHash('sha256').update(what).digest()
    const begin = (what: string | undefined, caller = 'user:1') =>
      beginRequest(db, {
        ...key,
        caller,
        ...(what === undefined ? {} : { hash: hashOf(what) }),
        at: now(),
      })
    expect(
      (await Promise.all([begin('a'), begin('a'), begin('a')])).map(({ kind }) => kind),
    ).toEqual(expect.arrayContaining(['first', 'running', 'running']))
    await abandonRequest(db, key)
    expect(await begin(undefined)).toEqual({ kind: 'first' })
    expect(await begin('a')).toEqual({ kind: 'running' })
    const answer = { status: 201, response: { id: 1 } }
    await finishRequest(db, { ...key, ...answer, hash: hashOf('a') })
    // what has an answer is not given up any more
    await abandonRequest(db, key)
    const answered = { kind: 'answered', ...answer, hash: hashOf('a') }
    expect(await begin('a')).toEqual(answered)
    expect(await begin(undefined)).toEqual(answered)
    expect(await begin('b')).toEqual({ kind: 'other' })
    expect(await begin('b', 'user:2')).toEqual({ kind: 'first' })
    advance(1)
    expect(await purgeRequests(db, now())).toBe(2)
  })

  it('takes a document in parts, each where the last ended', async () => {
    const { db, newId, now, advance } = store()
    const { organisation } = await givenRelease(store())
    const begin = () =>
      beginUpload(db, {
        publicId: newId(),
        organisation,
        size: 6,
        purpose: { lane: 'build' },
        at: now(),
      })
    const { id } = await begin()
    const go = (offset: number, text: string) =>
      continueUpload(db, { upload: id, offset, bytes: Buffer.from(text), at: now() })
    expect(await go(0, 'abc')).toBe(3)
    await expect(go(0, 'abc')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(go(3, 'defg')).rejects.toMatchObject({ code: 'INVALID' })
    expect(await go(3, '')).toBe(3)
    expect(await go(3, 'def')).toBe(6)
    const sha256 = createHash('sha256').update('abcdef').digest('hex')
    const saved = await db
      .transaction()
      .execute((trx) => saveDocument(trx, { sha256, bytes: uploadBytes(trx, id), at: now() }))
    expect(saved.isNew).toBe(true)
    await endUpload(db, id)
    await expect(go(6, '')).rejects.toMatchObject({ code: 'MISSING' })
    await begin()
    advance(1)
    expect(await purgeUploads(db, now())).toBe(1)
  })

  it('takes no more of an upload that is whole, and says who has what on its way', async () => {
    const { db, newId, now, advance } = store()
    const { organisation, release } = await givenRelease(store())
    const begin = () =>
      beginUpload(db, {
        publicId: newId(),
        organisation,
        release,
        by: 7,
        size: 4,
        purpose: { fileName: 'a' },
        at: now(),
      })
    const made = await begin()
    const whole = { organisation, account: 7, release }
    await continueUpload(db, { upload: made.id, offset: 0, bytes: Buffer.from('abcd'), at: now() })
    expect(await uploadsOnTheirWay(db, organisation, now())).toEqual({ count: 1, bytes: 4 })
    expect(await completeUpload(db, made.id, now())).toBe(true)
    expect(await completeUpload(db, made.id, now())).toBe(false)
    await expect(
      continueUpload(db, { upload: made.id, offset: 4, bytes: Buffer.from('e'), at: now() }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    await closeUpload(db, made.id, { state: 'done', result: { lane: 'build' }, at: now() })
    expect(await uploadNamed(db, { organisation, publicId: made.public_id })).toMatchObject({
      state: 'done',
      received: 4,
      result: { lane: 'build' },
    })
    expect(
      await uploadNamed(db, { organisation: organisation + 1, publicId: made.public_id }),
    ).toBeUndefined()
    const parts = await db
      .selectFrom('upload_chunk')
      .select('ordinal')
      .where('upload_id', '=', made.id)
      .execute()
    expect(parts).toEqual([])
    await begin()
    expect(await uploadsOnTheirWay(db, organisation, now())).toEqual({ count: 1, bytes: 4 })
    expect(await openUploads(db, { ...whole, since: now() })).toHaveLength(1)
    expect(await openUploads(db, { ...whole, account: 8, since: now() })).toEqual([])
    advance(1)
    expect(await openUploads(db, { ...whole, since: now() })).toEqual([])
    await forgetUploads(db, { organisation, before: now() })
    expect(await uploadsOnTheirWay(db, organisation, '2000-01-01T00:00:00Z')).toEqual({
      count: 0,
      bytes: 0,
    })
  })

  it('keeps what differs between lanes for as long as it does', async () => {
    const { db, now } = store()
    const { organisation, release } = await givenRelease(store())
    const { components } = await givenDocument(store(), 'drift', {
      components: [npm('drifted', '1')],
    })
    const one = {
      from: 'build',
      to: 'runtime',
      kind: 'added',
      component: components[0]!,
      detail: 'It runs and was not built.',
    } as const
    const two = { from: 'build', to: 'deployed', kind: 'removed', detail: 'Gone.\0' } as const
    const save = (given: readonly (typeof one | typeof two)[]) =>
      saveDrift(db, { release, drifts: given, at: now() })
    expect(await save([one, two])).toEqual({ opened: 2, closed: 0 })
    expect(await save([two, one])).toEqual({ opened: 0, closed: 0 })
    expect(await save([one])).toEqual({ opened: 0, closed: 1 })
    const all = { organisation, products: 'all' } as const
    expect(await drifts(db, all, { at: now(), release, limit: 5 })).toMatchObject([
      { component: 'drifted', kind: 'added' },
    ])
    expect(await drifts(db, { organisation, products: [] }, { at: now(), limit: 5 })).toEqual([])
  })
})
