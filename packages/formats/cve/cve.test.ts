// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { readCve, writeCve } from './index.ts'

const RECORD = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2026-10001', state: 'PUBLISHED', serial: 3 },
  containers: {
    cna: {
      providerMetadata: { orgId: '00000000-0000-4000-9000-000000000000', shortName: 'brook' },
      descriptions: [{ lang: 'en', value: 'A flaw.' }],
      affected: [
        {
          vendor: 'brook',
          product: 'brook',
          defaultStatus: 'unaffected',
          versions: [
            { version: '1.0', lessThan: '1.2', status: 'affected', versionType: 'semver' },
          ],
        },
      ],
      references: [{ url: 'https://brook.example/1' }],
      x_own: ['kept'],
    },
    adp: [{ title: 'a publisher', metrics: [{ other: { type: 'ssvc', content: {} } }] }],
  },
}

test('a record is kept whole, with members that nobody here knows', () => {
  expect(JSON.parse(writeCve(readCve('a.json', JSON.stringify(RECORD))))).toEqual(RECORD)
})

test('a rejected record says why, and need not say what is affected', () => {
  const rejected = {
    ...RECORD,
    cveMetadata: { cveId: 'CVE-2026-10002', state: 'REJECTED' },
    containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'Twice.' }] } },
  }
  const record = readCve('r.json', JSON.stringify(rejected))
  expect(record.containers.cna.rejectedReasons?.[0]?.value).toBe('Twice.')
})

test('a published record that does not say what is affected is refused, since it would read like "nothing"', () => {
  const text = JSON.stringify({ ...RECORD, containers: { cna: { descriptions: [] } } })
  expect(pointersOf(text)).toEqual(['/containers/cna'])
})

test('a status that the format does not know is refused with its place', () => {
  const text = JSON.stringify(RECORD).replace('"affected","versionType"', '"perhaps","versionType"')
  expect(pointersOf(text)).toEqual(['/containers/cna/affected/0/versions/0/status'])
})

test('a CVE record of format 4 is refused by its version', () => {
  const text = JSON.stringify({ data_type: 'CVE', data_format: 'MITRE', data_version: '4.0' })
  expect(pointersOf(text)).toEqual(['/data_version'])
})

function pointersOf(text: string): (string | undefined)[] {
  try {
    readCve('bad.json', text)
  } catch (error) {
    if (error instanceof FormatError) return error.faults.map(({ place }) => place.pointer)
    throw error
  }
  return []
}
