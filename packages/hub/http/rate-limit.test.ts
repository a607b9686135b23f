// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { Problem } from '../problem/index.ts'
import { rateLimit } from './rate-limit.ts'

it('allows a burst, then what the clock gives back, to each caller alone', () => {
  let now = 0
  const { take } = rateLimit({ burst: 2, perSecond: 1, now: () => now })
  take('a')
  take('a')
  expect(() => take('a')).toThrow(Problem)
  take('b')
  now = 1_000
  take('a')
  expect(() => take('a')).toThrow(Problem)
  now = -10_000
  expect(() => take('a')).toThrow(Problem)
})
