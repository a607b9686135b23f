// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfText } from '../source/index.ts'
import { anyDocument } from './fixtures/arbitrary.ts'
import { readCycloneDx, VERSIONS_OF, writeCycloneDx, type Syntax } from './index.ts'

const SYNTAXES: readonly Syntax[] = ['json', 'xml']

for (const syntax of SYNTAXES) {
  for (const version of VERSIONS_OF[syntax]) {
    test(`what is written as ${version} ${syntax} is read again, and nothing is lost`, async () => {
      await fc.assert(
        fc.asyncProperty(anyDocument(version, syntax), async (document) => {
          const { text, lost } = writeCycloneDx(document, { version, syntax })
          expect(lost).toEqual([])
          expect(await readCycloneDx(sourceOfText('written', text))).toEqual(document)
        }),
        { numRuns: 40, endOnFailure: true },
      )
    })
  }
}

test('every version and syntax can be written from any document, and is valid', async () => {
  const targets = SYNTAXES.flatMap((syntax) =>
    VERSIONS_OF[syntax].map((version) => ({ version, syntax })),
  )
  await fc.assert(
    fc.asyncProperty(
      anyDocument('1.7', 'json'),
      fc.constantFrom(...targets),
      async (document, target) => {
        const { text } = writeCycloneDx(document, target)
        const { specVersion } = await readCycloneDx(sourceOfText('written', text))
        expect(specVersion).toBe(target.version)
      },
    ),
    { numRuns: 200, endOnFailure: true },
  )
})

test('broken text is refused with faults, whatever is broken in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDocument('1.6', 'json'),
      fc.constantFrom<Syntax>('json', 'xml'),
      fc.nat(),
      fc.string({ maxLength: 4 }),
      async (document, syntax, at, patch) => {
        const { text } = writeCycloneDx(document, { version: '1.6', syntax })
        const start = at % text.length
        const broken = text.slice(0, start) + patch + text.slice(start + patch.length)
        try {
          await readCycloneDx(sourceOfText('broken', broken))
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      },
    ),
    { numRuns: 300, endOnFailure: true },
  )
})
