// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import type { Component } from '@headwater/domain/identity'
import { buildAdvisoryIndex, createAdvisoryReader } from '@headwater/domain/matching'
import { findCandidates } from './candidates.ts'

const COMPONENT: Component = {
  name: 'brook',
  version: '1.0.0',
  purls: ['pkg:generic/brook@1.0.0'],
  cpes: [],
  repositories: [],
  digests: [],
  resolves: [],
  nodes: [0],
  identifiedBy: 'document',
}

/** The paths that are judged for a CVE record with these entries of `affected`. */
function pathsOf(entries: readonly object[]): readonly string[] | undefined {
  const affected = entries.map((entry) => ({
    packageURL: 'pkg:generic/brook',
    defaultStatus: 'unaffected',
    versions: [{ version: '0', lessThan: '2.0.0', status: 'affected', versionType: 'semver' }],
    ...entry,
  }))
  const record = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId: 'CVE-2026-0001', state: 'PUBLISHED' },
    containers: { cna: { providerMetadata: { shortName: 'x' }, descriptions: [], affected } },
  }
  const index = buildAdvisoryIndex([createAdvisoryReader().read('record', record)])
  const advisories = { index, feeds: [], exploited: () => [], epss: () => undefined }
  return findCandidates([COMPONENT], advisories, [])[0]?.places.map(({ path }) => path)
}

const OUT = [{ version: '3.0.0', status: 'affected', versionType: 'semver' }]

it('judges the places of every entry of a record that holds the version', () => {
  expect(pathsOf([{ programFiles: ['a.c'] }, { programFiles: ['b.c'] }])).toEqual(['a.c', 'b.c'])
  expect(pathsOf([{ programFiles: ['a.c'] }, { programFiles: ['b.c'], versions: OUT }])).toEqual([
    'a.c',
  ])
})

it('knows no place where an entry that holds the version names none', () => {
  expect(pathsOf([{ programFiles: ['a.c'] }, {}])).toEqual([])
})

it('takes the files of an overlay one by one, under the names that the release has for them', () => {
  const overlay = {
    file: 'locations.json',
    entries: [
      {
        id: 'CVE-2026-0001',
        paths: ['a.c', 'b.c'],
        functions: ['f', 'g'],
        from: 'release' as const,
        basis: 'changed by 1234',
        places: [
          { path: 'a.c', functions: ['f'], others: [], from: 'release' as const },
          { path: 'b.c', functions: ['g'], from: 'fix' as const },
        ],
      },
    ],
  }
  const record = {
    id: 'CVE-2026-0001',
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: 'brook' }, versions: ['1.0.0'] }],
  }
  const index = buildAdvisoryIndex([createAdvisoryReader().read('record', record)])
  const advisories = { index, feeds: [], exploited: () => [], epss: () => undefined }
  const component = { ...COMPONENT, purls: ['pkg:npm/brook@1.0.0'] }
  expect(findCandidates([component], advisories, [overlay])[0]?.places).toEqual([
    {
      path: 'a.c',
      functions: ['f'],
      others: [],
      basis: 'locations.json: changed by 1234',
      from: 'overlay',
    },
    { path: 'b.c', functions: ['g'], basis: 'locations.json: changed by 1234', from: 'advisory' },
  ])
})
