// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError, type Fault } from '../fault/index.ts'
import { DEFAULT_LIMITS, sourceOfBytes, sourceOfText, type Source } from '../source/index.ts'
import { JSON_TEXT, RDF, TAG_VALUE, XML, YAML } from './fixture.ts'
import { readSpdx2, writeSpdx2, type Spdx2Document, type Spdx2Syntax } from './index.ts'

const TEXTS: Readonly<Record<Spdx2Syntax, string>> = {
  json: JSON_TEXT,
  'tag-value': TAG_VALUE,
  yaml: YAML,
  xml: XML,
  rdf: RDF,
}

async function read(text: string, syntax: Spdx2Syntax = 'json'): Promise<Spdx2Document> {
  return readSpdx2(sourceOfText('lamp', text), syntax)
}

async function faultsOf(text: string, syntax: Spdx2Syntax = 'json'): Promise<readonly Fault[]> {
  const error: unknown = await read(text, syntax).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(FormatError)
  return (error as FormatError).faults
}

/** Lists in any order, as the serializations give them. */
function sorted(document: Spdx2Document): unknown {
  const by = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((each: unknown) => each).sort(by) : (value as unknown),
    ]),
  )
}

function inPieces(text: string, size: number): Source {
  const bytes = new TextEncoder().encode(text)
  return {
    name: 'pieces',
    // oxlint-disable-next-line typescript/require-await
    async *chunks() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
    },
  }
}

describe('readSpdx2', () => {
  it.each(['tag-value', 'yaml', 'xml', 'rdf'] as const)(
    'reads from %s the same document as from JSON',
    async (syntax) => {
      const document = await read(TEXTS[syntax], syntax)
      const json = await read(JSON_TEXT)
      expect(document.remarks).toEqual([])
      expect(JSON.parse(JSON.stringify(ordered(sorted(document))))).toEqual(
        JSON.parse(JSON.stringify(ordered(sorted(json)))),
      )
    },
  )

  it.each(Object.keys(TEXTS) as Spdx2Syntax[])('reads %s in pieces of any size', async (syntax) => {
    const whole = await read(TEXTS[syntax], syntax)
    for (const size of [1, 7, 1000]) {
      expect(await readSpdx2(inPieces(TEXTS[syntax], size), syntax)).toEqual(whole)
    }
  })

  it('takes a version that looks like a number for text in YAML', async () => {
    expect(YAML).toContain('versionInfo: 1.10\n')
    expect((await read(YAML, 'yaml')).packages[0]?.versionInfo).toBe('1.10')
  })

  it('turns hasFiles, documentDescribes and the place of a file into relationships', async () => {
    for (const syntax of ['json', 'tag-value'] as const) {
      const { relationships } = await read(TEXTS[syntax], syntax)
      expect(relationships).toContainEqual({
        spdxElementId: 'SPDXRef-lamp',
        relationshipType: 'CONTAINS',
        relatedSpdxElement: 'SPDXRef-lamp.c',
      })
      expect(relationships.some((each) => each.relatedSpdxElement === 'SPDXRef-readme')).toBe(false)
    }
  })

  it('puts no file into a package whose files were not analyzed', async () => {
    const text = TAG_VALUE.replace('PackageVersion', 'FilesAnalyzed: false\nPackageVersion')
    const { relationships } = await read(text, 'tag-value')
    expect(relationships.map((each) => each.relationshipType)).toEqual(['DESCRIBES', 'DEPENDS_ON'])
  })

  it('reads lines that end with CR alone or CR LF', async () => {
    const document = await read(TAG_VALUE, 'tag-value')
    expect(await read(TAG_VALUE.replaceAll('\n', '\r\n'), 'tag-value')).toEqual(document)
    expect(await read(TAG_VALUE.replaceAll('\n', '\r'), 'tag-value')).toEqual(document)
  })

  it('reads tag-value in UTF-16 and after a byte order mark, and says where it is neither', async () => {
    const document = await read(TAG_VALUE, 'tag-value')
    for (const bytes of [
      Buffer.from(`\ufeff${TAG_VALUE}`),
      Buffer.from(`\ufeff${TAG_VALUE}`, 'utf16le'),
    ]) {
      expect(await readSpdx2(sourceOfBytes('lamp', bytes), 'tag-value')).toEqual(document)
    }
    const bad = Buffer.concat([
      Buffer.from('SPDXVersion: SPDX-2.3\nDocumentName: ä\nDocumentComment: '),
      Buffer.of(0xc3, 0x28, 10),
    ])
    await expect(readSpdx2(sourceOfBytes('x', bad), 'tag-value')).rejects.toMatchObject({
      faults: [{ code: 'ENCODING', place: { line: 3 } }],
    })
  })

  it('repairs what can only mean one thing and says so', async () => {
    const text = JSON_TEXT.replace('"SHA1"', '"sha-1"')
      .replace('PACKAGE-MANAGER', 'PACKAGE_MANAGER')
      .replace('"DEPENDS_ON"', '"depends_on"')
      .replace('05Z', '05.123456Z')
      .replace('"versionInfo"', '"colour": "red", "versionInfo"')
      .replace('"SPDXRef-readme"', '"SPDXRef-read_me"')
    const document = await read(text)
    expect(document.packages[0]?.externalRefs?.[0]?.referenceCategory).toBe('PACKAGE-MANAGER')
    expect(document.externalDocumentRefs[0]?.checksum?.algorithm).toBe('SHA1')
    expect(document.remarks).toEqual([
      'a date is not written as YYYY-MM-DDThh:mm:ssZ (at /creationInfo/created)',
      '"sha-1" read as SHA1 (at /externalDocumentRefs/0/checksum/algorithm)',
      'an SPDX id is not `SPDXRef-` and letters, digits, full stops, hyphens (at /files/0/SPDXID)',
      'a package has no member "colour"; passed over (at /packages/0/colour)',
      '"depends_on" read as DEPENDS_ON (at /relationships/0/relationshipType)',
    ])
  })

  it('keeps relationships to ids that nobody defines and counts them', async () => {
    const { remarks, relationships } = await read(
      JSON_TEXT.replace('["SPDXRef-lamp.c"]', '["SPDXRef-gone"]').replace(
        '"SPDXRef-lamp.c"\n      ],',
        '"SPDXRef-gone"\n      ],',
      ),
    )
    expect(relationships.some((each) => each.relatedSpdxElement === 'SPDXRef-gone')).toBe(true)
    expect(remarks).toEqual([
      '1 ids that the document refers to and does not define: "SPDXRef-gone"',
    ])
  })

  it('reads elements that share an id unless something refers to it', async () => {
    const file = '{"fileName":"./a","SPDXID":"SPDXRef-twin"}'
    const start = '{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","files":'
    const read2 = await read(`${start}[${file},${file}]}`)
    expect(read2.files).toHaveLength(2)
    expect(read2.remarks.join()).toContain('1 SPDX ids are defined more than once')
    const tie =
      '{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-twin"}'
    const after = await faultsOf(`${start}[${file},${file}],"relationships":[${tie}]}`)
    const before = await faultsOf(`{"relationships":[${tie}],${start.slice(1)}[${file},${file}]}`)
    for (const faults of [after, before]) {
      expect(faults).toMatchObject([{ code: 'DUPLICATE', place: { pointer: '/files/1/SPDXID' } }])
    }
  })
})

describe('what is refused', () => {
  it('lists every fault with its line', async () => {
    const text = JSON_TEXT.replace(
      '"name": "lamp",\n      "SPDXID"',
      '"name": null,\n      "SPDXID"',
    )
      .replace('"FIRMWARE"', '"TOASTER"')
      .replace('d6a770ba38583ed4bb4525bd96e50461655d2759', 'd6a7')
      .replace('"offset": 310', '"offset": "310"')
    const faults = await faultsOf(text)
    expect(faults.map(({ code, place }) => [code, place.pointer, place.line])).toEqual([
      ['INVALID_VALUE', '/externalDocumentRefs/0/checksum/checksumValue', lineOf(text, '"d6a7"')],
      ['MISSING', '/packages/0', lineOf(text, '"name": null') - 1],
      ['INVALID_VALUE', '/packages/0/primaryPackagePurpose', lineOf(text, 'TOASTER')],
      ['INVALID_VALUE', '/snippets/0/ranges/0/startPointer/offset', lineOf(text, '"310"')],
    ])
  })

  it.each([
    ['tag-value', 'PrimaryPackagePurpose: FIRMWARE', 'PrimaryPackagePurpose: TOASTER', 24],
    ['yaml', '"FIRMWARE"', '"TOASTER"', 28],
    ['xml', '>FIRMWARE<', '>TOASTER<', 1],
  ] as const)('says where in %s', async (syntax, good, bad, column) => {
    const text = TEXTS[syntax].replace(good, bad)
    const faults = await faultsOf(text, syntax)
    expect(faults).toMatchObject([
      { code: 'INVALID_VALUE', place: { line: lineOf(text, 'TOASTER'), column } },
    ])
  })

  it('names the element in RDF and XML', async () => {
    const purpose = await faultsOf(RDF.replace('purpose_firmware', 'purpose_toaster'), 'rdf')
    expect(purpose).toMatchObject([
      {
        place: {
          pointer: 'https://example.org/spdx/lamp#SPDXRef-lamp',
          line: lineOf(RDF, '<spdx:Package'),
          column: 1,
        },
      },
    ])
    const digits = await faultsOf(
      XML.replace(
        '>d6a770ba38583ed4bb4525bd96e50461655d2758</checksumValue>',
        '>x</checksumValue>',
      ),
      'xml',
    )
    expect(digits[0]?.place.pointer).toBe('/Document/files[2]/checksums[1]/checksumValue')
  })

  it.each([
    ['{"spdxVersion":"SPDX-3.0"}', 'UNSUPPORTED_VERSION'],
    ['{"spdxVersion":2.3}', 'UNSUPPORTED_VERSION'],
    ['{"a":1}', 'UNKNOWN_FORMAT'],
    ['{"files":[{"fileName":"a","SPDXID":"SPDXRef-a"}]}', 'MISSING'],
    ['{"spdxVersion":"SPDX-2.3","files":{}}', 'INVALID_VALUE'],
    ['{"spdxVersion":"SPDX-2.3","files":[1]}', 'INVALID_VALUE'],
    ['{"spdxVersion":"SPDX-2.3","creationInfo":[]}', 'INVALID_VALUE'],
    [
      '{"packages":[{"name":"a","SPDXID":"SPDXRef-a","builtDate":"2026-01-01T00:00:00Z"}],"spdxVersion":"SPDX-2.2"}',
      'UNEXPECTED',
    ],
    ['{"spdxVersion":"SPDX-2.3","creationInfo":{"created":"yesterday"}}', 'INVALID_VALUE'],
  ])('refuses %s', async (text, code) => {
    expect((await faultsOf(text))[0]?.code).toBe(code)
  })

  it('finds in tag-value what stands in no section, twice or unclosed', async () => {
    const faults = await faultsOf(
      'SPDXVersion: SPDX-2.3\nPackageVersion: 1\nPackageName: a\nSPDXID: SPDXRef-a\nSPDXID: SPDXRef-b\nPackageVersion: 1\nPackageVersion: 2\nno tag at all\nRelationship: a b\nExternalRefComment: x\nPackageChecksum: x\nPackageComment: <text>',
      'tag-value',
    )
    expect(faults.map(({ place }) => place.line)).toEqual([2, 5, 7, 8, 9, 10, 11, 12])
  })

  it('refuses a document type and so every entity of its own', async () => {
    const bomb = `<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa">]><Document><name>&a;</name></Document>`
    expect((await faultsOf(bomb, 'xml'))[0]?.message).toContain('document type')
    expect((await faultsOf(bomb, 'rdf'))[0]?.message).toContain('document type')
  })

  it('refuses more than its limits', async () => {
    const deep = `<Document>${'<a>'.repeat(300)}${'</a>'.repeat(300)}</Document>`
    expect((await faultsOf(deep, 'xml'))[0]?.code).toBe('LIMIT')
    expect((await faultsOf(`a: ${'['.repeat(100_000)}`, 'yaml'))[0]?.code).toMatch(/LIMIT|SYNTAX/)
    const laughs = `spdxVersion: SPDX-2.3\nfiles:\n- &a {fileName: a, SPDXID: b}\n${'- *a\n'.repeat(20_000)}`
    expect((await faultsOf(laughs, 'yaml'))[0]?.message).toContain('limit aliasExpansions')
    const long = readSpdx2(
      sourceOfText('x', `SPDXVersion: SPDX-2.3\nPackageName: <text>${'a\n'.repeat(100)}`),
      'tag-value',
      { ...DEFAULT_LIMITS, stringLength: 50 },
    )
    await expect(long).rejects.toThrow('limit stringLength')
  })

  it('refuses a licence expression whose sets are shared until it explodes', async () => {
    const sets = Array.from(
      { length: 60 },
      (_, i) =>
        `<spdx:ConjunctiveLicenseSet rdf:nodeID="s${i}"><spdx:member rdf:nodeID="s${i + 1}"/><spdx:member rdf:nodeID="s${i + 1}"/></spdx:ConjunctiveLicenseSet>`,
    ).join('')
    const text = RDF.replace('</rdf:RDF>', `${sets}</rdf:RDF>`).replace(
      '<spdx:versionInfo>',
      '<spdx:licenseDeclared rdf:nodeID="s0"/><spdx:versionInfo>',
    )
    expect((await faultsOf(text, 'rdf'))[0]?.code).toBe('LIMIT')
  })

  it('is not led astray by members named as the innards of objects', async () => {
    const text = JSON_TEXT.replace(
      '"versionInfo"',
      '"__proto__": {"x": 1}, "constructor": 1, "versionInfo"',
    )
    expect((await read(text)).remarks).toHaveLength(2)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    const xml = XML.replace('<versionInfo>', '<__proto__>1</__proto__><versionInfo>')
    expect((await read(xml, 'xml')).remarks).toHaveLength(1)
  })
})

describe('writeSpdx2', () => {
  it('says what SPDX 2.2 cannot', async () => {
    const { text, lost } = writeSpdx2(await read(JSON_TEXT), { syntax: 'json', version: '2.2' })
    expect(lost).toEqual([
      'primaryPackagePurpose came with SPDX 2.3',
      'checksum BLAKE2b-256 came with SPDX 2.3',
    ])
    expect((await read(text)).spdxVersion).toBe('SPDX-2.2')
  })

  it('writes tag-value that reads as the same document', async () => {
    const document = await read(JSON_TEXT)
    const { text, lost } = writeSpdx2(document, { syntax: 'tag-value', version: '2.3' })
    expect(lost).toEqual([])
    expect(ordered(sorted(await read(text, 'tag-value')))).toEqual(ordered(sorted(document)))
  })
})

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length
}

/** Members in alphabetical order, so that sorting by their text is the same for all. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(ordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  )
}
