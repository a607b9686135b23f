// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, it } from 'vitest'
import { enqueue, jobCounts } from '@headwater/store/jobs'
import { problems, reportProblem } from '@headwater/store/problems'
import { onEveryDatabase } from '@headwater/store/testing'
import { createWatch } from './index.ts'

const MINUTE = 60_000

onEveryDatabase((store) => {
  let steady = 0
  let free = 10 ** 12
  const logged: unknown[] = []
  const watch = () =>
    createWatch(store(), {
      monotonic: () => steady,
      folders: ['/data'],
      freeBytes: () => Promise.resolve(free),
      lease: MINUTE,
      log: (line) => logged.push(line['what']),
    })
  const told = async (prefix: string) =>
    (await problems(store().db, { limit: 100 })).filter(({ key }) => key.startsWith(prefix))
  /** Both clocks go on. */
  const pass = (milliseconds: number) => {
    steady += milliseconds
    store().advance(milliseconds)
  }
  beforeEach(() => {
    logged.length = 0
  })

  it('tells of a clock that jumps, forward and back, for a day, and does what it put off', async () => {
    const look = watch()
    await look()
    pass(MINUTE)
    await look()
    expect(await told('clock:')).toEqual([])

    store().advance(3 * 24 * 60 * MINUTE)
    await look()
    expect(await told('clock:')).toMatchObject([
      { title: expect.stringMatching(/forward by 259200 seconds/) as string },
    ])
    // made by a clock that was ahead
    await enqueue(store().db, { kind: 'late', payload: {}, at: store().now() })
    store().advance(-3 * 24 * 60 * MINUTE)
    await look()
    expect(await told('clock:')).toMatchObject([
      { title: expect.stringMatching(/back by 259200 seconds/) as string, count: 2 },
    ])
    expect(logged).toEqual([
      'the clock jumped',
      'instants of the future made right',
      'the clock jumped',
    ])
    const counts = await jobCounts(store().db, store().now())
    expect(counts.find(({ kind }) => kind === 'late')?.oldest).toBe(store().now())
    pass(MINUTE)
    await look()
    expect(await told('clock:')).toHaveLength(1)
    pass(25 * 60 * MINUTE)
    await look()
    expect(await told('clock:')).toEqual([])
  })

  it('tells of a clock that is not that of the database', async () => {
    await watch()()
    // time stands still in tests
    expect(await told('clock-difference:')).toMatchObject([{ severity: 'error' }])
  })

  it('tells of a disk that fills up, before and after it is full, until there is room', async () => {
    const look = watch()
    free = 100 * 1024 * 1024
    await look()
    const [problem] = await told('disk:')
    expect(problem).toMatchObject({ severity: 'error', detail: expect.stringContaining('100 MB') })
    expect(problem?.detail).not.toContain('/data')
    expect(logged).toContain('little room on the disk')
    await reportProblem(store().db, {
      key: 'disk-full',
      severity: 'error',
      title: 'A disk is full',
      detail: '',
      at: store().now(),
    })
    free = 10 ** 12
    await look()
    expect(await told('disk:')).toEqual([])
    expect(await told('disk-full')).toHaveLength(1)
    pass(10 * MINUTE)
    await look()
    expect(await told('disk-full')).toEqual([])
  })
})
