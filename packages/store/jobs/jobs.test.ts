// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, it } from 'vitest'
import { onEveryDatabase } from '../testing/index.ts'
import {
  buryJobs,
  claimJobs,
  deadJobs,
  enqueue,
  failJob,
  finishJob,
  holdJob,
  jobCounts,
  mendInstants,
  MOST_CRASHES,
  purgeJobs,
  releaseJobs,
  reviveJob,
} from './index.ts'

const MINUTE = 60_000

onEveryDatabase((store) => {
  beforeEach(async () => {
    await store().db.deleteFrom('job').execute()
  })
  const later = (milliseconds: number) =>
    new Date(Date.parse(store().now()) + milliseconds).toISOString()
  const add = (job: Partial<Parameters<typeof enqueue>[1]> = {}) =>
    enqueue(store().db, { kind: 'match', payload: {}, at: store().now(), ...job })
  const claim = (by = 'worker', limit = 10) =>
    claimJobs(store().db, { by, limit, at: store().now(), until: later(MINUTE) })

  it('gives each job to one of eight workers, once', async () => {
    for (let index = 0; index < 200; index++) await add({ payload: { index } })
    const { db, now } = store()
    const taken: number[] = []
    const work = async (by: string) => {
      for (;;) {
        const jobs = await claim(by, 7)
        if (jobs.length === 0) return
        for (const { id } of jobs) {
          taken.push(id)
          expect(await finishJob(db, { id, by, at: now() })).toBe(true)
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, index) => work(`worker ${index}`)))
    expect(taken).toHaveLength(200)
    expect(new Set(taken).size).toBe(200)
  })

  it('is as if it had never been enqueued when its transaction fails', async () => {
    const { db, now } = store()
    const failing = db.transaction().execute(async (trx) => {
      await enqueue(trx, { kind: 'match', payload: {}, at: now() })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await claim()).toEqual([])
  })

  it('runs the urgent first, then what is due longest, and nothing before its time', async () => {
    await add({ payload: 'second', runAt: later(-MINUTE) })
    await add({ payload: 'third' })
    await add({ payload: 'first', priority: 5 })
    await add({ payload: 'not yet', runAt: later(MINUTE) })
    expect((await claim()).map(({ payload }) => payload)).toEqual(['first', 'second', 'third'])
    store().advance(MINUTE)
    expect(await claim()).toMatchObject([{ payload: 'not yet' }])
  })

  it('lets one job of a key wait, and another behind the one that runs', async () => {
    expect(await add({ dedupeKey: 'release 1' })).toBeDefined()
    expect(await add({ dedupeKey: 'release 1' })).toBeUndefined()
    expect(await add({ dedupeKey: 'release 1', kind: 'judge' })).toBeDefined()
    const [running] = await claim('a', 1)
    expect(await add({ dedupeKey: 'release 1' })).toBeDefined()
    expect(await add({ dedupeKey: 'release 1' })).toBeUndefined()
    // what fails gives way to the one that waits
    const failure = { id: running!.id, by: 'a', error: 'no', at: store().now() }
    expect(await failJob(store().db, failure)).toBe('waits')
    expect((await claim()).map(({ kind }) => kind).sort()).toEqual(['judge', 'match'])
  })

  it('waits longer after each failure, and gives up after the last attempt', async () => {
    const { db, now, advance } = store()
    await add({ maxAttempts: 3 })
    const waits: number[] = []
    for (let attempt = 1; attempt <= 3; attempt++) {
      const [job] = await claim()
      expect(job?.attempts).toBe(attempt)
      const state = await failJob(db, {
        id: job!.id,
        by: 'worker',
        error: `no ${attempt}\0`,
        at: now(),
      })
      expect(state).toBe(attempt < 3 ? 'waits' : 'dead')
      const row = await db.selectFrom('job').select('run_at').executeTakeFirstOrThrow()
      const waited = state === 'dead' ? 0 : Date.parse(row.run_at) - Date.parse(now())
      advance(waited)
      waits.push(waited)
    }
    expect(waits).toEqual([5000, 10_000, 0])
    expect(await claim()).toEqual([])
    const [dead] = await deadJobs(db, 10)
    expect(dead).toMatchObject({ last_error: 'no 3\uFFFD', attempts: 3 })
    expect(await reviveJob(db, { id: dead!.id, at: now() })).toBe(true)
    expect(await reviveJob(db, { id: dead!.id, at: now() })).toBe(false)
    const [again] = await claim()
    expect(again?.attempts).toBe(1)
    const final = {
      id: again!.id,
      by: 'worker',
      error: 'a poisoned document',
      isFinal: true,
      at: now(),
    }
    expect(await failJob(db, final)).toBe('dead')
  })

  it('gives the job of a worker that died to another, and tells the one that was only slow', async () => {
    const { db, now, advance } = store()
    await add({ maxAttempts: 2 })
    const [job] = await claim('slow')
    advance(MINUTE - 1)
    expect(await claim('other')).toEqual([])
    expect(await holdJob(db, { id: job!.id, by: 'slow', until: later(MINUTE) })).toBe(true)
    advance(MINUTE)
    expect(await claim('other')).toEqual([])
    advance(1)
    expect(await claim('other')).toMatchObject([{ id: job!.id, attempts: 2 }])
    expect(await holdJob(db, { id: job!.id, by: 'slow', until: later(MINUTE) })).toBe(false)
    expect(await finishJob(db, { id: job!.id, by: 'slow', at: now() })).toBe(false)
    expect(await failJob(db, { id: job!.id, by: 'slow', error: 'x', at: now() })).toBe('lost')
    // the other one dies as well, at the last attempt
    advance(2 * MINUTE)
    expect(await claim('third')).toEqual([])
    expect(await buryJobs(db, now())).toMatchObject([{ id: job!.id, attempts: 2 }])
    expect(await buryJobs(db, now())).toEqual([])
    expect(await deadJobs(db, 10)).toMatchObject([
      { last_error: expect.stringContaining('fell silent') as string },
    ])
  })

  it('keeps the next job of a key back until the one in hand is done, also where its holder died', async () => {
    const { db, now, advance } = store()
    const first = await add({ dedupeKey: 'release 1' })
    expect(await claim('a', 1)).toMatchObject([{ id: first }])
    const second = await add({ dedupeKey: 'release 1' })
    await add({ dedupeKey: 'release 2' })
    expect((await claim('b')).map(({ dedupe_key }) => dedupe_key)).toEqual(['release 2'])
    advance(2 * MINUTE)
    expect(await claim('c')).toMatchObject([{ id: first }, { dedupe_key: 'release 2' }])
    expect(await claim('d')).toEqual([])
    expect(await finishJob(db, { id: first!, by: 'c', at: now() })).toBe(true)
    expect(await claim('d')).toMatchObject([{ id: second }])
  })

  it('gives up a job over which one process after the other dies, before its attempts are used up', async () => {
    const { db, now, advance } = store()
    await add({ maxAttempts: 100 })
    for (let crash = 1; crash <= MOST_CRASHES; crash++) {
      expect(await claim(`process ${crash}`)).toHaveLength(1)
      expect(await buryJobs(db, now())).toEqual([])
      advance(2 * MINUTE)
    }
    expect(await claim('the next')).toEqual([])
    expect(await buryJobs(db, now())).toMatchObject([{ crashes: MOST_CRASHES }])
  })

  it('does not count an attempt that failed for no fault of the job', async () => {
    const { db, now, advance } = store()
    await add({ maxAttempts: 1 })
    for (let time = 0; time < 3; time++) {
      const [job] = await claim()
      expect(job?.attempts).toBe(1)
      const failure = { id: job!.id, by: 'worker', error: 'the disk is full', at: now() }
      expect(await failJob(db, { ...failure, excusedFor: MINUTE })).toBe('waits')
      expect(await claim()).toEqual([])
      advance(MINUTE)
    }
  })

  it('takes at once what the processes before had, where they are gone for certain', async () => {
    const { db, now } = store()
    await add()
    await claim('before')
    expect(await claim('now')).toEqual([])
    expect(await releaseJobs(db, now())).toBe(1)
    expect(await claim('now')).toHaveLength(1)
  })

  it('does in time what a clock that was ahead has put off', async () => {
    const { db, now, advance } = store()
    await add({ payload: 'held' })
    await claim('dead')
    advance(-365 * 24 * 60 * MINUTE)
    await add({ payload: 'usual' })
    advance(365 * 24 * 60 * MINUTE)
    await add({ payload: 'of the future' })
    advance(-365 * 24 * 60 * MINUTE)
    expect((await claim()).map(({ payload }) => payload)).toEqual(['usual'])
    expect(await mendInstants(db, { at: now(), lease: MINUTE })).toBe(2)
    expect((await claim()).map(({ payload }) => payload)).toEqual(['of the future'])
    advance(2 * MINUTE)
    expect((await claim()).map(({ payload }) => payload)).toContain('held')
    expect(await mendInstants(db, { at: now(), lease: MINUTE })).toBe(0)
    advance(365 * 24 * 60 * MINUTE)
  })

  it('counts what waits, runs and was given up, and forgets what is long done', async () => {
    const { db, now, advance } = store()
    await add()
    await add({ runAt: later(MINUTE) })
    await add({ kind: 'mail' })
    const [job] = await claim('worker', 1)
    expect(await jobCounts(db, now())).toEqual([
      { kind: 'mail', waiting: 1, running: 0, dead: 0, oldest: now() },
      { kind: 'match', waiting: 1, running: 1, dead: 0, oldest: null },
    ])
    await finishJob(db, { id: job!.id, by: 'worker', at: now() })
    advance(1)
    expect(await purgeJobs(db, now())).toBe(1)
  })
})
