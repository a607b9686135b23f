// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfBytes, sourceOfText } from '../source/index.ts'
import { readSpdx2, writeSpdx2, type Spdx2Document, type Spdx2Syntax } from './index.ts'
import {
  ANNOTATION_TYPES,
  CHECKSUM_ALGORITHMS,
  FILE_TYPES,
  PACKAGE_PURPOSES,
  REFERENCE_CATEGORIES,
  RELATIONSHIP_TYPES,
  type Words,
} from './words.ts'

/** Texts that both serializations can say: no carriage return, no `</text>`. */
const text = fc
  .string({ unit: 'grapheme' })
  .map((said) => said.replaceAll(/[\r\u2028]|<\/text>/g, ''))
const word = fc.stringMatching(/^[A-Za-z0-9.:/@+-]{1,12}$/)
const oneOf = (words: Words): fc.Arbitrary<string> => fc.constantFrom(...words.keys())
const date = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((each) => `${each.toISOString().slice(0, 19)}Z`)
const checksum = fc
  .record({ algorithm: oneOf(CHECKSUM_ALGORITHMS), seed: fc.stringMatching(/^[0-9a-f]{128}$/) })
  .map(({ algorithm, seed }) => ({
    algorithm,
    checksumValue: seed.slice(0, CHECKSUM_ALGORITHMS.get(algorithm)?.hexDigits ?? 32),
  }))
const list = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(each, { minLength: 1, maxLength: 3 })
const anyOf = <T extends object>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  required: (keyof T)[],
) => fc.record(model, { requiredKeys: required })

const packages = anyOf(
  {
    name: text,
    versionInfo: text,
    supplier: text,
    downloadLocation: text,
    filesAnalyzed: fc.boolean(),
    packageVerificationCode: fc.record(
      { packageVerificationCodeValue: word, packageVerificationCodeExcludedFiles: list(word) },
      { requiredKeys: ['packageVerificationCodeValue'] },
    ),
    checksums: list(checksum),
    licenseConcluded: text,
    licenseInfoFromFiles: list(text),
    copyrightText: text,
    description: text,
    comment: text,
    externalRefs: list(
      fc.record(
        {
          referenceCategory: oneOf(REFERENCE_CATEGORIES),
          referenceType: word,
          referenceLocator: word,
          comment: text,
        },
        { requiredKeys: ['referenceCategory', 'referenceType', 'referenceLocator'] },
      ),
    ),
    attributionTexts: list(text),
    primaryPackagePurpose: oneOf(PACKAGE_PURPOSES),
    builtDate: date,
    validUntilDate: date,
  },
  ['name'],
)
const files = anyOf(
  {
    fileName: text,
    fileTypes: list(oneOf(FILE_TYPES)),
    checksums: list(checksum),
    licenseInfoInFiles: list(text),
    copyrightText: text,
    noticeText: text,
    fileContributors: list(text),
    fileDependencies: list(word),
    artifactOfs: list(
      fc.record({ name: text, homePage: text, projectUri: text }, { requiredKeys: ['name'] }),
    ),
  },
  ['fileName'],
)
const snippets = anyOf(
  {
    name: text,
    comment: text,
    licenseInfoInSnippets: list(text),
    range: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  },
  ['range'],
)

const documents: fc.Arbitrary<Spdx2Document> = fc
  .record({
    head: fc.record(
      { name: text, dataLicense: text, documentNamespace: text, comment: text },
      { requiredKeys: [] },
    ),
    creationInfo: fc.record(
      { created: date, creators: fc.array(text), comment: text, licenseListVersion: text },
      { requiredKeys: ['creators'] },
    ),
    packages: fc.array(packages, { maxLength: 4 }),
    files: fc.array(files, { maxLength: 4 }),
    snippets: fc.array(snippets, { maxLength: 2 }),
    licenses: fc.array(
      fc.record(
        { extractedText: text, name: text, seeAlsos: list(word), comment: text },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
    refs: fc.array(fc.record({ spdxDocument: word, checksum }), { maxLength: 2 }),
    reviews: fc.array(
      fc.record(
        { reviewer: text, reviewDate: date, comment: text },
        { requiredKeys: ['reviewer'] },
      ),
      { maxLength: 2 },
    ),
    notes: fc.array(
      fc.tuple(
        fc.nat(),
        fc.record({
          annotator: text,
          annotationDate: date,
          annotationType: oneOf(ANNOTATION_TYPES),
          comment: text,
        }),
      ),
      { maxLength: 4 },
    ),
    ties: fc.array(fc.tuple(fc.nat(), oneOf(RELATIONSHIP_TYPES), fc.nat(), fc.option(text)), {
      maxLength: 5,
    }),
  })
  .map((parts) => {
    const named = {
      packages: parts.packages.map((each, i) => ({ ...each, SPDXID: `SPDXRef-P${i}` })),
      files: parts.files.map((each, i) => ({ ...each, SPDXID: `SPDXRef-F${i}` })),
      snippets: parts.snippets.map(({ range: [a, b, c, d], ...each }, i) => ({
        ...each,
        SPDXID: `SPDXRef-S${i}`,
        snippetFromFile: 'SPDXRef-F0',
        ranges: [range('offset', a, b), range('lineNumber', c, d)],
      })),
    }
    const ids = [
      'SPDXRef-DOCUMENT',
      ...[...named.packages, ...named.files, ...named.snippets].map((each) => each.SPDXID),
    ]
    const idAt = (n: number): string => ids[n % ids.length] ?? 'SPDXRef-DOCUMENT'
    return {
      ...parts.head,
      ...named,
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      creationInfo: parts.creationInfo,
      hasExtractedLicensingInfos: parts.licenses.map((each, i) => ({
        ...each,
        licenseId: `LicenseRef-${i}`,
      })),
      externalDocumentRefs: parts.refs.map((each, i) => ({
        ...each,
        externalDocumentId: `DocumentRef-${i}`,
      })),
      revieweds: parts.reviews,
      annotations: parts.notes.map(([n, each]) => ({ ...each, element: idAt(n) })),
      relationships: parts.ties.map(([a, relationshipType, b, comment]) => ({
        spdxElementId: idAt(a),
        relationshipType,
        relatedSpdxElement: idAt(b),
        ...(comment === null ? {} : { comment }),
      })),
      remarks: [],
    }
  })

function range(
  unit: 'offset' | 'lineNumber',
  from: number,
  to: number,
): Spdx2Document['snippets'][0]['ranges'][0] {
  const reference = 'SPDXRef-F0'
  return { startPointer: { reference, [unit]: from }, endPointer: { reference, [unit]: to } }
}

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
      fc.asyncProperty(documents, async (document) => {
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
