// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { test } from 'vitest'
import { readCve } from '../cve/index.ts'
import { readEpss } from '../epss/index.ts'
import { FormatError } from '../fault/index.ts'
import { readCisaKev, readEuKev } from '../kev/index.ts'
import { readOsv } from '../osv/index.ts'

const READERS = [readOsv, readCve, readCisaKev, readEuKev, readEpss]

/** Members that steer the readers deep, with values of every kind. */
const NAMES = [
  'id',
  'modified',
  'affected',
  'ranges',
  'events',
  'package',
  'dataType',
  'dataVersion',
  'cveMetadata',
  'containers',
  'cna',
  'vulnerabilities',
  'catalogVersion',
  'dateReleased',
  'cwes',
  'euvdID',
  '__proto__',
  'constructor',
]

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, 0, '', 'CVE_RECORD', '5.1', '-', '2026-01-01T00:00:00Z'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('tree'), { maxKeys: 8 }),
  ),
}))

test('readers of feeds never throw anything but a FormatError', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        tree.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        for (const read of READERS) {
          try {
            read('generated', text)
          } catch (error) {
            if (!(error instanceof FormatError)) throw error
          }
        }
      },
    ),
    { numRuns: 500 },
  )
})
