// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { exploitedByCve, readCisaKev, readEuKev } from './index.ts'

const CISA_ENTRY = {
  cveID: 'CVE-2026-10001',
  vendorProject: 'Brook',
  product: 'Brook',
  vulnerabilityName: 'Brook overflow',
  dateAdded: '2026-02-03',
  shortDescription: 'It overflows.',
  requiredAction: 'Patch.',
  dueDate: '2026-02-24',
  knownRansomwareCampaignUse: 'Known',
  notes: '',
  cwes: ['CWE-787'],
}

const EU_ENTRY = {
  cveID: 'CVE-2026-10001',
  euvdID: 'EUVD-2026-20001',
  vendorProject: 'Brook',
  product: 'Brook',
  dateReported: '2026/02/01',
  patchedSince: '2026/01/31',
  originSource: 'CNW',
  shortDescription: 'It overflows.',
  exploitationType: ['APT'],
  cwes: ['CWE-787'],
}

function cisa(vulnerabilities: readonly unknown[]): string {
  return JSON.stringify({
    catalogVersion: '2026.02.03',
    dateReleased: '2026-02-03T00:00:00Z',
    count: vulnerabilities.length,
    vulnerabilities,
  })
}

test('an entry that breaks the schema is named with its place, and the others are read', () => {
  const catalog = readCisaKev('kev.json', cisa([{ ...CISA_ENTRY, dueDate: 'soon' }, CISA_ENTRY]))
  expect(catalog.entries.map(({ cve, ransomware }) => [cve, ransomware])).toEqual([
    ['CVE-2026-10001', true],
  ])
  expect(catalog.rejected.map(({ name, faults }) => [name, faults[0]?.place.pointer])).toEqual([
    ['CVE-2026-10001', '/vulnerabilities/0/dueDate'],
  ])
})

test('the older writing of the EU catalogue says the same as the newer one', () => {
  const older = {
    ...EU_ENTRY,
    exploitationType: 'APT',
    threatActorsExploiting: '-',
    cwes: 'CWE-787, CWE-120',
    patchedSince: 'tbc',
  }
  const [entry] = readEuKev('eukev.json', JSON.stringify([older])).entries
  expect(entry).toMatchObject({
    addedOn: '2026-02-01',
    exploitation: ['APT'],
    actors: [],
    weaknesses: ['CWE-787', 'CWE-120'],
    record: older,
  })
  expect(entry?.patchedOn).toBeUndefined()
})

test('entries of both catalogues meet under their CVE id', () => {
  const known = exploitedByCve([
    readCisaKev('kev.json', cisa([CISA_ENTRY])),
    readEuKev('eukev.json', JSON.stringify([EU_ENTRY])),
  ])
  expect(known.get('CVE-2026-10001')?.map(({ catalog }) => catalog)).toEqual(['cisa', 'eu'])
})

test('a document that is no catalogue is refused', () => {
  expect(() => readEuKev('x.json', '{}')).toThrow(/expected a list/)
  expect(() => readCisaKev('x.json', '[]')).toThrow(/expected an object/)
})
