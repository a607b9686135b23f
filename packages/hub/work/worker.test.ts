// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { enqueue } from '@headwater/store/jobs'
import { onEveryDatabase } from '@headwater/store/testing'
import { createWorker, type JobFailure } from './index.ts'

onEveryDatabase((store) => {
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
    broken = false
    store().advance(24 * 3_600_000)
    expect(await worker.drain()).toBe(1)
    expect(await worker.drain()).toBe(0)
  })
})
