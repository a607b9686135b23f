// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { costlyQueue } from './queue.ts'

it('runs two at once, lets three wait, refuses the next, and goes on after failures', async () => {
  const queue = costlyQueue({ atOnce: 2, waiting: 3 })
  let running = 0
  let most = 0
  const ends: (() => void)[] = []
  const run = (fails: boolean) =>
    queue(async () => {
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => ends.push(resolve))
      running--
      if (fails) throw new Error('no')
    })
  const all = Promise.allSettled([true, false, true, false, false].map(run))
  await expect(run(false)).rejects.toMatchObject({ code: 'unavailable' })
  for (let ended = 0; ended < 5; ended++) {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.()
  }
  expect((await all).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect(most).toBe(2)
  const again = run(false)
  await expect.poll(() => ends.length).toBe(1)
  ends.shift()?.()
  await again
})
