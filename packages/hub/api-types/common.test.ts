// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { Day, Instant, Name } from './common.ts'

it.each([
  ['2026-09-11T08:00:00Z', true],
  ['2026-09-11T08:00:00.123456789+14:00', true],
  ['2026-09-11T08:00:00-15:59', true],
  ['0001-01-01T00:00:00Z', true],
  ['9999-12-31T23:59:59.999Z', true],
  ['0000-01-01T00:00:00Z', false],
  ['0001-01-01T00:00:00+00:01', false],
  ['9999-12-31T23:59:59-00:01', false],
  ['2026-09-11T08:00:00+23:59', false],
  ['2026-09-11T08:00:00-16:00', false],
])('takes an instant only where the database has it: %s', (text, isTaken) => {
  expect(Instant.safeParse(text).success).toBe(isTaken)
})

it.each([
  ['2026-09-11', true],
  ['0001-01-01', true],
  ['9999-12-31', true],
  ['0000-01-01', false],
  ['0000-12-31', false],
])('takes a day only where the database has it: %s', (text, isTaken) => {
  expect(Day.safeParse(text).success).toBe(isTaken)
})

it('takes no name that breaks a line or turns a text round', () => {
  expect(Name.parse(' Wächter 2.0 (Ålesund) ')).toBe('Wächter 2.0 (Ålesund)')
  for (const bad of ['a\r\nBcc: x', 'a\0b', 'gnp\u202Eexe', 'a\u2066b', 'a\u001b[31mb', '', ' ']) {
    expect(Name.safeParse(bad).success).toBe(false)
  }
})
