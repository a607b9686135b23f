// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, it } from 'vitest'
import { claimJobs, enqueue, finishJob, MOST_CRASHES } from '@headwater/store/jobs'
import { createOrganisation } from '@headwater/store/portfolio'
import { problems } from '@headwater/store/problems'
import { givenRelease, onEveryDatabase } from '@headwater/store/testing'
import { inTransaction } from '@headwater/store/transactions'
import { createWorker, JUDGE_RELEASE, type JobFailure, type Trouble } from './index.ts'

let names = 0
const newName = (): string => `w${++names}`
const USUAL = {
  name: 'usual',
  pause: 5,
  report: () => undefined,
  isFinal: () => false,
} as const

onEveryDatabase((store) => {
  beforeEach(async () => {
    await store().db.deleteFrom('job').execute()
  })

  it('does each job once, tries failed ones again later, and gives up what cannot be mended', async () => {
    const done: unknown[] = []
    const failures: JobFailure[] = []
    let broken = true
    const worker = createWorker({
      store: store(),
      name: 'w1',
      pause: 5,
      handlers: {
        add: (payload) => {
          done.push(payload)
          return Promise.resolve()
        },
        flaky: () => (broken ? Promise.reject(new Error('the feed is away')) : Promise.resolve()),
        hopeless: () => Promise.reject(new TypeError('never')),
      },
      report: (failure) => failures.push(failure),
      isFinal: (error) => error instanceof TypeError,
    })
    const at = store().now()
    for (const kind of ['add', 'add', 'flaky', 'hopeless', 'somebody-elses']) {
      await enqueue(store().db, { kind, payload: kind, at })
    }
    expect(await worker.drain()).toBe(4)
    expect(done).toEqual(['add', 'add'])
    expect(failures.map(({ job, outcome }) => [job.kind, outcome])).toEqual([
      ['flaky', 'waits'],
      ['hopeless', 'dead'],
    ])
    expect(await problems(store().db, { limit: 10 })).toMatchObject([
      { key: expect.stringMatching(/^job:hopeless:/), detail: expect.stringContaining('never') },
    ])
    broken = false
    store().advance(24 * 3_600_000)
    expect(await worker.drain()).toBe(1)
    expect(await worker.drain()).toBe(0)
  })

  it('takes back what the worker did that lost its job meanwhile', async () => {
    const { db, now, newId, advance } = store()
    const job = await enqueue(db, { kind: 'slow', payload: {}, at: now() })
    const failures: JobFailure[] = []
    const worker = createWorker({
      ...USUAL,
      store: store(),
      handlers: {
        slow: async (_, { finish }) => {
          // it is silent for so long that somebody else has taken it
          advance(3_600_000)
          const until = new Date(Date.parse(now()) + 60_000).toISOString()
          expect(await claimJobs(db, { by: 'other', limit: 1, at: now(), until })).toHaveLength(1)
          await inTransaction(db, async (trx) => {
            await createOrganisation(trx, { publicId: newId(), name: 'Late', at: now() })
            await finish(trx)
          })
        },
      },
      report: (failure) => failures.push(failure),
    })
    await worker.drain()
    expect(failures).toMatchObject([{ outcome: 'lost' }])
    const kept = await db
      .selectFrom('organisation')
      .select('id')
      .where('name', '=', 'Late')
      .execute()
    expect(kept).toEqual([])
    expect(await finishJob(db, { id: job!, by: 'other', at: now() })).toBe(true)
  })

  it('tries again what met a full disk, however often, and says what stands in the way', async () => {
    const { db, now, advance } = store()
    await enqueue(db, { kind: 'write', payload: {}, maxAttempts: 2, at: now() })
    const troubles: Trouble[] = []
    let isFull = true
    const worker = createWorker({
      ...USUAL,
      store: store(),
      handlers: {
        write: () =>
          isFull
            ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
            : Promise.resolve(),
      },
      isFinal: () => true,
      onTrouble: (trouble) => troubles.push(trouble),
    })
    for (let time = 0; time < 4; time++) {
      expect(await worker.drain()).toBe(1)
      advance(60_000)
    }
    expect(troubles).toEqual(['disk-full', 'disk-full', 'disk-full', 'disk-full'])
    isFull = false
    expect(await worker.drain()).toBe(1)
    expect(await worker.drain()).toBe(0)
  })

  it('gives a job back that takes longer than the process has left', async () => {
    const { db, now } = store()
    const id = await enqueue(db, { kind: 'endless', payload: {}, at: now() })
    let begun: () => void = () => undefined
    const isBegun = new Promise<void>((resolve) => (begun = resolve))
    const worker = createWorker({
      ...USUAL,
      store: store(),
      handlers: {
        endless: () => {
          begun()
          return new Promise(() => undefined)
        },
      },
    })
    worker.start()
    await isBegun
    await worker.stop(1)
    const row = await db.selectFrom('job').selectAll().where('id', '=', id!).executeTakeFirst()
    expect(row).toMatchObject({ leased_by: null, attempts: 0, dead_at: null, run_at: now() })
    await db.deleteFrom('job').where('id', '=', id!).execute()
  })

  it('gives up a document over which each process dies, and says so where people look', async () => {
    const { db, now, advance } = store()
    const { organisation, release } = await givenRelease(store(), { version: '6.6' })
    const job = {
      kind: JUDGE_RELEASE,
      payload: { release },
      organisation,
      dedupeKey: String(release),
    }
    await enqueue(db, { ...job, at: now() })
    const crashed = () => {
      const until = new Date(Date.parse(now()) + 60_000).toISOString()
      return claimJobs(db, { by: newName(), limit: 1, at: now(), until })
    }
    for (let crash = 0; crash < MOST_CRASHES; crash++) {
      expect(await crashed()).toHaveLength(1)
      advance(120_000)
    }
    const failures: JobFailure[] = []
    let done = 0
    const worker = createWorker({
      ...USUAL,
      store: store(),
      handlers: { [JUDGE_RELEASE]: () => Promise.resolve(void done++) },
      report: (failure) => failures.push(failure),
    })
    expect(await worker.drain()).toBe(0)
    expect(failures).toMatchObject([{ outcome: 'dead', job: { kind: JUDGE_RELEASE } }])
    expect(await problems(db, { organisation, limit: 10 })).toContainEqual(
      expect.objectContaining({
        title: expect.stringMatching(/6\.6 could not be judged/) as string,
      }),
    )
    // another document makes it worth another try, and then nothing is wrong any more
    await enqueue(db, { ...job, at: now() })
    expect(await worker.drain()).toBe(1)
    expect(done).toBe(1)
    const left = await problems(db, { organisation, limit: 10 })
    expect(left.filter(({ key }) => key.startsWith(`job:${JUDGE_RELEASE}`))).toEqual([])
  })
})
