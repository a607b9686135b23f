// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfBytes, sourceOfText } from '../source/index.ts'
import { readSpdx2, writeSpdx2, type Spdx2Document, type Spdx2Syntax } from './index.ts'
import { anySpdx2 } from './fixtures/arbitrary.ts'

/** Annotations are gathered by element when they are written, and remarks are the reader's. */
function comparable(document: Spdx2Document): unknown {
  const annotations = [...document.annotations].sort((a, b) =>
    a.element < b.element ? -1 : a.element > b.element ? 1 : 0,
  )
  return { ...document, annotations, remarks: [] }
}

describe('SPDX 2', () => {
  it.each(['json', 'tag-value'] as const)('reads from %s what it wrote', async (syntax) => {
    await fc.assert(
      fc.asyncProperty(anySpdx2, async (document) => {
        const { text: written, lost } = writeSpdx2(document, { syntax, version: '2.3' })
        expect(lost).toEqual([])
        const again = await readSpdx2(sourceOfText('x', written), syntax)
        expect(comparable(again)).toEqual(comparable(document))
        expect(writeSpdx2(again, { syntax, version: '2.3' }).text).toBe(written)
      }),
    )
  })

  it.each(['json', 'tag-value', 'yaml', 'xml', 'rdf'] as const)(
    'throws nothing but its own error for damaged %s',
    async (syntax) => {
      const sample = Buffer.from(SAMPLES[syntax])
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.tuple(
              fc.nat({ max: sample.length - 1 }),
              fc.nat({ max: 20 }),
              fc.uint8Array({ maxLength: 12 }),
            ),
            { minLength: 1, maxLength: 4 },
          ),
          async (cuts) => {
            let bytes: Uint8Array = sample
            for (const [at, length, put] of cuts) {
              bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)])
            }
            const error = await readSpdx2(sourceOfBytes('x', bytes), syntax).catch(
              (e: unknown) => e,
            )
            if (error instanceof Error) expect(error).toBeInstanceOf(FormatError)
          },
        ),
        { numRuns: 300 },
      )
    },
  )
})

const JSON_SAMPLE = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: x'] },
  packages: [{ SPDXID: 'SPDXRef-P', name: 'p', hasFiles: ['SPDXRef-F'], filesAnalyzed: true }],
  files: [
    {
      SPDXID: 'SPDXRef-F',
      fileName: './a.c',
      checksums: [{ algorithm: 'MD5', checksumValue: 'ab' }],
    },
  ],
})

const SAMPLES: Readonly<Record<Spdx2Syntax, string>> = {
  json: JSON_SAMPLE,
  'tag-value':
    'SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nPackageName: p\nSPDXID: SPDXRef-P\nPackageComment: <text>a\nb</text>\nFileName: ./a.c\nSPDXID: SPDXRef-F\nFileChecksum: MD5: ab\nRelationship: SPDXRef-P CONTAINS SPDXRef-F\n',
  yaml: 'spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\npackages:\n- SPDXID: SPDXRef-P\n  name: &n p\n  comment: *n\n  hasFiles: [SPDXRef-F]\nfiles:\n- {SPDXID: SPDXRef-F, fileName: "./a.c"}\n',
  xml: '<?xml version="1.0"?>\n<Document><spdxVersion>SPDX-2.3</spdxVersion><SPDXID>SPDXRef-DOCUMENT</SPDXID><packages><SPDXID>SPDXRef-P</SPDXID><name>p &amp; q</name><hasFiles>SPDXRef-F</hasFiles></packages><files><SPDXID>SPDXRef-F</SPDXID><fileName>./a.c</fileName></files></Document>',
  rdf: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="http://spdx.org/rdf/terms#"><spdx:SpdxDocument rdf:about="http://x#SPDXRef-DOCUMENT"><spdx:specVersion>SPDX-2.3</spdx:specVersion><spdx:relationship><spdx:Relationship><spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/><spdx:relatedSpdxElement><spdx:Package rdf:about="http://x#SPDXRef-P"><spdx:name>p</spdx:name></spdx:Package></spdx:relatedSpdxElement></spdx:Relationship></spdx:relationship></spdx:SpdxDocument></rdf:RDF>',
}
