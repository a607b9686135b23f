// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import type { CveVersion } from '@headwater/formats/cve'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  buildAdvisoryIndex,
  createAdvisoryReader,
  groupByVulnerability,
  matchComponent,
  normalRepository,
} from './index.ts'

const word = fc.constantFrom(
  '0',
  '*',
  '1.0',
  '1.*',
  '2.0.0',
  'x',
  '',
  'a'.repeat(40),
  '< 3',
  '1.2b',
)
const status = fc.constantFrom<CveVersion['status']>('affected', 'unaffected', 'unknown')
const version = fc.record(
  {
    version: word,
    status,
    versionType: fc.constantFrom('semver', 'git', 'custom', 'otp', 'moon'),
    lessThan: word,
    lessThanOrEqual: word,
    changes: fc.array(fc.record({ at: word, status }), { maxLength: 3 }),
  },
  { requiredKeys: ['version', 'status'] },
)

test('every record that reads can be matched, by any version, without an exception', () => {
  fc.assert(
    fc.property(
      fc.array(version, { maxLength: 6 }),
      fc.option(word, { nil: undefined }),
      status,
      (versions, asked, defaultStatus) => {
        const reader = createAdvisoryReader()
        const advisory = reader.read('generated', {
          dataType: 'CVE_RECORD',
          dataVersion: '5.1',
          cveMetadata: { cveId: 'CVE-2026-10001', state: 'PUBLISHED' },
          containers: {
            cna: {
              descriptions: [],
              affected: [{ vendor: 'brook', product: 'brook', versions, defaultStatus }],
            },
          },
        })
        const component = {
          name: 'c',
          version: asked,
          cpes: ['cpe:2.3:a:brook:brook:*:*:*:*:*:*:*:*'],
        }
        const matches = matchComponent(component, buildAdvisoryIndex([advisory]))
        const again: unknown = JSON.parse(JSON.stringify(matches))
        expect(again).toEqual(matches)
        for (const { range, reason, claim } of matches) {
          expect(range === 'unknown').toBe(reason !== undefined)
          expect(claim).not.toBe('')
        }
      },
    ),
  )
})

test('grouping loses no match and counts none twice', () => {
  const id = fc.constantFrom('CVE-1', 'CVE-2', 'GHSA-1', 'GHSA-2', 'PYSEC-1', 'PYSEC-2')
  const record = fc.record({
    id,
    aliases: fc.array(id, { maxLength: 3 }),
    withdrawn: fc.option(fc.constant('2026-01-01T00:00:00Z'), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(record, { maxLength: 6 }), (records) => {
      const reader = createAdvisoryReader()
      const affected = [
        {
          package: { ecosystem: 'npm', name: 'brook' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
        },
      ]
      const index = buildAdvisoryIndex(
        records.map((each) =>
          reader.read('r', { ...each, modified: '2026-01-01T00:00:00Z', affected }),
        ),
      )
      const matches = matchComponent({ name: 'brook', purls: ['pkg:npm/brook@1.0.0'] }, index)
      const { vulnerabilities, withdrawn } = groupByVulnerability(matches)
      const found = [
        ...vulnerabilities.flatMap((each) => [...each.matches, ...each.withdrawn]),
        ...withdrawn,
      ]
      expect(found).toHaveLength(matches.length)
      expect(new Set(found).size).toBe(matches.length)
      expect(new Set(vulnerabilities.map((each) => each.id)).size).toBe(vulnerabilities.length)
    }),
  )
})

test('readers of records throw nothing but a FormatError, whatever the members are', () => {
  const value = fc.jsonValue({ maxDepth: 4 })
  fc.assert(
    fc.property(value, value, value, (affected, specific, metrics) => {
      const reader = createAdvisoryReader()
      const records = [
        { id: 'X-1', modified: '2026-01-01T00:00:00Z', affected },
        {
          id: 'X-1',
          modified: '2026-01-01T00:00:00Z',
          affected: [{ ecosystem_specific: { imports: specific, affects: specific } }],
        },
        {
          dataType: 'CVE_RECORD',
          dataVersion: '5.1',
          cveMetadata: { cveId: 'CVE-2026-10001', state: 'PUBLISHED' },
          containers: {
            cna: {
              descriptions: [],
              affected,
              metrics: [{ other: { type: 'ssvc', content: metrics } }],
            },
          },
        },
      ]
      for (const record of records) {
        try {
          reader.read('generated', record)
        } catch (error) {
          if (!(error instanceof FormatError)) throw error
        }
      }
    }),
  )
})

test('the normal form of a repository is its own normal form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string()), (text) => {
      const normal = normalRepository(text)
      if (normal !== undefined) expect(normalRepository(`https://${normal}`)).toBe(normal)
    }),
  )
})
