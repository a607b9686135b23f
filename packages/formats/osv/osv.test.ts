// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { readOsv, writeOsv } from './index.ts'

const RECORD = {
  schema_version: '1.7.0',
  id: 'TEST-2026-1',
  modified: '2026-01-02T03:04:05.678Z',
  aliases: null,
  affected: [
    {
      package: { ecosystem: 'npm', name: '@scope/brook' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.3' }] }],
      ecosystem_specific: { anything: [1, 2] },
    },
  ],
  later_member: { kept: true },
}

test('a record is kept whole, with members that nobody here knows', () => {
  const record = readOsv('a.json', JSON.stringify(RECORD))
  expect(JSON.parse(writeOsv(record))).toEqual(RECORD)
})

test('every fault is listed with its line and column', () => {
  const text = `{
  "id": "TEST-2026-1",
  "modified": "yesterday",
  "affected": [
    { "ranges": [{ "type": "CALVER", "events": [{ "introduced": 7 }] }] }
  ]
}`
  const error = faultsOf(() => readOsv('bad.json', text))
  expect(error.faults.map(({ place }) => [place.pointer, place.line, place.column])).toEqual([
    ['/modified', 3, 15],
    ['/affected/0/ranges/0/type', 5, 28],
    ['/affected/0/ranges/0/events/0/introduced', 5, 65],
  ])
})

test('a record of schema 2 is refused by its version', () => {
  const text = JSON.stringify({ ...RECORD, schema_version: '2.0.0' })
  expect(faultsOf(() => readOsv('two.json', text)).faults[0]?.code).toBe('UNSUPPORTED_VERSION')
})

function faultsOf(read: () => unknown): FormatError {
  try {
    read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
