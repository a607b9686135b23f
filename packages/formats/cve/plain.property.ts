// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { test } from 'vitest'
import { isPlainCpeMatch, isPlainReference, isPlainVersion } from './plain.ts'
import { cveOfJson } from './read.ts'

const member = fc.oneof(fc.constantFrom('1.0', '*', ''), fc.jsonValue({ maxDepth: 1 }))

function membersOf(...names: string[]): fc.Arbitrary<object> {
  return fc.dictionary(fc.constantFrom(...names), member)
}

const status = fc.constantFrom('affected', 'unaffected', 'unknown')
const version = fc
  .tuple(status, membersOf('version', 'versionType', 'lessThan', 'lessThanOrEqual', 'changes'))
  .map(([said, members]) => ({ version: '1.0', status: said, ...members }))
const cpeMatch = membersOf(
  'versionStartIncluding',
  'versionEndExcluding',
  'versionEndIncluding',
).map((members) => ({ criteria: 'cpe:2.3:a:brook:brook:*:*:*:*:*:*:*:*', ...members }))
const reference = membersOf('name', 'tags', 'x_own').map((members) => ({
  url: 'https://x/',
  ...members,
}))

test('the short way past the rules accepts nothing that they refuse', () => {
  fc.assert(
    fc.property(version, cpeMatch, reference, (oneVersion, oneMatch, oneReference) => {
      // Records whose lists have a second item that takes the long way are judged by the rules alone.
      const versions = isPlainVersion(oneVersion) ? [{ ...oneVersion, changes: [] }] : []
      const matches = isPlainCpeMatch(oneMatch) ? [{ ...oneMatch, versionEndIncluding: '9' }] : []
      const references = isPlainReference(oneReference) ? [{ ...oneReference, tags: [] }] : []
      const cpeApplicability = [{ nodes: [{ operator: 'OR', cpeMatch: matches }] }]
      const affected = [{ versions }]
      cveOfJson('generated', {
        dataType: 'CVE_RECORD',
        dataVersion: '5.1',
        cveMetadata: { cveId: 'CVE-2026-10001', state: 'PUBLISHED' },
        containers: { cna: { descriptions: [], affected, cpeApplicability, references } },
      })
    }),
  )
})
