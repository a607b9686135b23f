// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { wantedPlace } from './wanted-place.ts'

const origin = 'https://hub.example'
const place = (to: string) => wantedPlace({ origin, search: `?to=${encodeURIComponent(to)}` })

it('comes out where one began', () => {
  expect(place('/findings?verdict=affected')).toBe('/findings?verdict=affected')
  expect(wantedPlace({ origin, search: '' })).toBe('/')
})

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example/',
  '/a/..//evil.example/',
  '/%2e//evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
])('leads nowhere else: %j', (to) => {
  const url = new URL(place(to), origin)
  expect(url.origin).toBe(origin)
})
