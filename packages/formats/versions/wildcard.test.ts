// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { linux } from './linux.ts'
import { branchOf, compareToBranch } from './wildcard.ts'

test('a wildcard names a branch by its numbers', () => {
  expect(branchOf('6.1.*')).toEqual([6, 1])
  expect(branchOf('6.1.y')).toEqual([6, 1])
  expect(branchOf('5.x')).toEqual([5])
  expect(branchOf('*')).toEqual([])
  expect(branchOf('6.1')).toBeUndefined()
  expect(branchOf('x.*')).toBeUndefined()
})

test.each([
  ['6.0.19', -1],
  ['6.1', 0],
  ['6.1-rc3', 0],
  ['6.1.192', 0],
  ['6.2-rc1', 1],
  ['6.10', 1],
])('%s is %i of 6.1.*', (version, order) => {
  const numbers = linux.parse(version)?.numbers ?? []
  expect(compareToBranch(numbers, branchOf('6.1.*') ?? [])).toBe(order)
})
