// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { compareInstants, isInstant } from './instant.ts'

test('instants of different offsets are compared as instants', () => {
  expect(compareInstants('2024-01-01T00:00:00Z', '2023-12-31T19:00:00-05:00')).toBe(0)
  expect(compareInstants('2024-01-01T00:00:00Z', '2024-01-01T00:00:00+01:00')).toBe(1)
})

test('digits beyond the millisecond decide', () => {
  expect(compareInstants('2023-12-05T05:06:38.099730576Z', '2023-12-05T05:06:38.099731287Z')).toBe(
    -1,
  )
  expect(compareInstants('2023-12-05T05:06:38.5Z', '2023-12-05T05:06:38.500Z')).toBe(0)
})

test('what is no instant comes first', () => {
  expect(compareInstants('', '0001-01-01T00:00:00Z')).toBe(-1)
  expect(compareInstants('yesterday', 'today')).toBe(0)
})

test('days that do not exist, missing offsets and misplaced leap seconds are refused', () => {
  expect(isInstant('2024-02-29T00:00:00Z')).toBe(true)
  expect(isInstant('2023-02-29T00:00:00Z')).toBe(false)
  expect(isInstant('2023-02-28T00:00:00')).toBe(false)
  expect(isInstant('2023-02-28 00:00:00Z')).toBe(false)
  expect(isInstant('2016-12-31T23:59:60Z')).toBe(true)
  expect(isInstant('2016-12-31T18:59:60-05:00')).toBe(true)
  expect(isInstant('2016-12-31T12:59:60Z')).toBe(false)
})
