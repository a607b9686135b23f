// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { safeDestination } from './destination.ts'

const HUB = new URL('https://hub.example')

it.each([
  ['/findings?verdict=affected#row-3', 'https://hub.example/findings?verdict=affected#row-3'],
  ['/', 'https://hub.example/'],
  ['/..//evil.example', 'https://hub.example//evil.example'],
])('comes out at %s', (text, destination) => {
  expect(safeDestination(text, HUB)).toBe(destination)
})

it.each([
  undefined,
  '',
  'findings',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/api/v1/audit/export',
  '/a/../api/v1/me',
  `/${'x'.repeat(3_000)}`,
])('does not come out at %s', (text) => {
  expect(safeDestination(text, HUB)).toBe('https://hub.example/')
})
