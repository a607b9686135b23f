// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { FormatError, type Fault } from '../fault/index.ts'
import { DEFAULT_LIMITS, sourceOfBytes, sourceOfText, type Source } from '../source/index.ts'
import { EXTENSIONS, readCycloneDx, streamCycloneDx, type CycloneDxSink } from './index.ts'

const NAMESPACE = 'http://cyclonedx.org/schema/bom/'

function json(members: object, specVersion = '1.6'): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion, ...members })
}

function xml(content: string, version = '1.6'): string {
  return `<?xml version="1.0"?>\n<bom xmlns="${NAMESPACE}${version}" version="1">\n${content}\n</bom>`
}

async function faultsOf(text: string): Promise<readonly Fault[]> {
  try {
    await readCycloneDx(sourceOfText('mill.cdx', text))
  } catch (error) {
    if (error instanceof FormatError) return error.faults
    throw error
  }
  return []
}

/** A source that does not tell its size is read piece by piece. */
function unsized(text: string): Source {
  return { name: 'mill.cdx', chunks: sourceOfText('mill.cdx', text).chunks }
}

describe('JSON', () => {
  test('a document is read as it stands', async () => {
    const document = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      version: 2,
      components: [{ type: 'library', name: 'wheel', 'bom-ref': 'w', purl: 'pkg:npm/wheel@1' }],
      dependencies: [{ ref: 'w', dependsOn: [] }],
      vulnerabilities: [],
    }
    expect(await readCycloneDx(sourceOfText('mill.cdx', JSON.stringify(document)))).toEqual(
      document,
    )
  })

  test('every fault is listed with pointer, line and column', async () => {
    const text = `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "components": [
    { "type": "wheel", "name": 7 },
    { "name": "a", "type": "library", "colour": "red" }
  ],
  "metadata": { "timestamp": "yesterday" }
}`
    const faults = await faultsOf(text)
    expect(
      faults.map(({ code, place }) => [code, place.pointer, place.line, place.column]),
    ).toEqual([
      ['INVALID_VALUE', '/components/0/type', 5, 15],
      ['INVALID_VALUE', '/components/0/name', 5, 32],
      ['UNEXPECTED', '/components/1/colour', 6, 49],
      ['INVALID_VALUE', '/metadata/timestamp', 8, 30],
    ])
  })

  test('a member is refused before its version and read from it on', async () => {
    const members = { components: [{ type: 'library', name: 'a', version: '1', tags: ['mill'] }] }
    expect(await faultsOf(json(members, '1.6'))).toEqual([])
    expect(await faultsOf(json(members, '1.5'))).toMatchObject([
      { code: 'UNEXPECTED', place: { pointer: '/components/0/tags' } },
    ])
  })

  test('1.2 and 1.3 let pass what they do not name, but not another meaning of a later name', async () => {
    const component = { type: 'library', name: 'a', version: '1' }
    const kept = json({ components: [{ ...component, colour: 'red' }], mill: { wheels: 2 } }, '1.3')
    expect(await readCycloneDx(sourceOfText('mill.cdx', kept))).toMatchObject({
      mill: { wheels: 2 },
      components: [{ colour: 'red' }],
    })
    expect(await faultsOf(json({ vulnerabilities: [7] }, '1.3'))).toMatchObject([
      { code: 'INVALID_VALUE', place: { pointer: '/vulnerabilities/0' } },
    ])
  })

  test('a version that is unknown, absent or of another syntax is said', async () => {
    expect(await faultsOf(json({}, '2.0'))).toMatchObject([{ code: 'UNSUPPORTED_VERSION' }])
    expect(await faultsOf(json({}, '1.1'))).toMatchObject([{ code: 'UNSUPPORTED_VERSION' }])
    expect(await faultsOf('{"bomFormat":"CycloneDX"}')).toMatchObject([{ code: 'MISSING' }])
    expect(await faultsOf('{"name":"mill"}')).toMatchObject([{ code: 'UNKNOWN_FORMAT' }])
    expect(await faultsOf('{"specVersion":"1.4"}')).toMatchObject([{ code: 'MISSING' }])
  })

  test('the version may stand behind the lists, however the document comes', async () => {
    const text =
      '{"components":[{"type":"library","name":"a"}],"specVersion":"1.4","bomFormat":"CycloneDX"}'
    const expected = { components: [{ name: 'a' }] }
    expect(await readCycloneDx(sourceOfText('mill.cdx', text))).toMatchObject(expected)
    expect(await readCycloneDx(unsized(text))).toMatchObject(expected)
  })

  test('a bom-ref that is used twice is refused, and so are equal items', async () => {
    const part = { type: 'library', name: 'a', 'bom-ref': 'a' }
    expect(await faultsOf(json({ components: [part, { ...part, name: 'b' }] }))).toMatchObject([
      { code: 'DUPLICATE', place: { pointer: '/components/1/bom-ref' } },
    ])
    const edge = { ref: 'a', dependsOn: ['b', 'c', 'b'] }
    expect(await faultsOf(json({ dependencies: [edge] }))).toMatchObject([
      { code: 'DUPLICATE', place: { pointer: '/dependencies/0/dependsOn/2' } },
    ])
    const same = [
      { type: 'file', name: 'x', scope: 'required' },
      { scope: 'required', name: 'x', type: 'file' },
    ]
    const text = json({ components: same })
    expect(await faultsOf(text)).toMatchObject([
      { code: 'DUPLICATE', place: { pointer: '/components/1' } },
    ])
    await expect(readCycloneDx(unsized(text))).rejects.toThrow('the same item as number 0')
  })

  test('members that go together or not are checked', async () => {
    const component = { type: 'library', name: 'a', version: '1', versionRange: 'vers:npm/1' }
    const faults = await faultsOf(json({ components: [component] }, '1.7'))
    expect(faults.map(({ code }) => code)).toEqual(['UNEXPECTED', 'UNEXPECTED'])
    const licenses = [{ license: { id: 'MIT' } }, { expression: 'MIT' }]
    expect(await faultsOf(json({ metadata: { licenses } }, '1.6'))).toHaveLength(1)
    expect(await faultsOf(json({ metadata: { licenses } }, '1.7'))).toHaveLength(0)
  })

  test('names of JavaScript are names like any other', async () => {
    const text =
      '{"bomFormat":"CycloneDX","specVersion":"1.4","components":[{"type":"library","name":"a","__proto__":{"x":1},"constructor":2}]}'
    expect((await faultsOf(text)).map(({ place }) => place.pointer)).toEqual([
      '/components/0/__proto__',
      '/components/0/constructor',
    ])
  })

  test('what is nested too deep is refused, known or not', async () => {
    const nest = (levels: number, inner: string, [open, close]: [string, string]): string =>
      open.repeat(levels) + inner + close.repeat(levels)
    const part = '{"type":"library","name":"a","version":"1","components":['
    const deep = nest(300, `${part}]}`, [part, ']}'])
    const head = '{"bomFormat":"CycloneDX","specVersion":"1.2"'
    expect(await faultsOf(`${head},"components":[${deep}]}`)).toMatchObject([{ code: 'LIMIT' }])
    const unknown = nest(100_000, '1', ['[', ']'])
    expect(await faultsOf(`${head},"mill":${unknown}}`)).toMatchObject([{ code: 'LIMIT' }])
  })

  test('text that is no JSON is a fault with its line', async () => {
    expect(await faultsOf('{"bomFormat":"CycloneDX",\n "specVersion": 1.4x}')).toMatchObject([
      { code: 'SYNTAX', place: { line: 2 } },
    ])
  })

  test('a hundred faults are listed and the others counted', async () => {
    const components = Array.from({ length: 250 }, (_, index) => ({ type: 'library', index }))
    const error: unknown = await readCycloneDx(
      sourceOfText('mill.cdx', json({ components })),
    ).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormatError)
    expect(error).toMatchObject({ unlisted: 400 })
  })

  test('nobody is shown what follows the first fault', async () => {
    const seen: string[] = []
    const sink: CycloneDxSink = {
      start: () => undefined,
      item: (key, index) => seen.push(`${key}/${index}`),
      member: (key) => seen.push(key),
      extensions: () => undefined,
    }
    const components = [
      { type: 'library', name: 'a' },
      { type: 'library' },
      { type: 'file', name: 'b' },
    ]
    const text = json({ components, metadata: {} })
    await expect(streamCycloneDx(sourceOfText('mill.cdx', text), sink)).rejects.toThrow('`name`')
    expect(seen).toEqual(['bomFormat', 'specVersion', 'components/0'])
  })
})

describe('XML', () => {
  test('a document takes the shape of the JSON', async () => {
    const text = xml(`
      <metadata><tools><tool><name>wheelwright</name></tool></tools></metadata>
      <components>
        <component type="library" bom-ref="a">
          <name>wheel</name>
          <hashes><hash alg="MD5"> 0123456789abcdef0123456789abcdef </hash></hashes>
          <licenses><expression acknowledgement="declared">MIT OR ISC</expression></licenses>
          <purl> pkg:npm/wheel@1 </purl>
          <modified>0</modified>
          <evidence>
            <identity><field>name</field><confidence>0.5</confidence><tools><tool ref="t"/></tools></identity>
            <copyright><text>(c) Miller</text></copyright>
          </evidence>
        </component>
      </components>
      <services>
        <service>
          <name>grind</name>
          <data><classification flow="inbound">PII</classification></data>
        </service>
      </services>
      <dependencies><dependency ref="a"><dependency ref="b"/><provides ref="c"/></dependency></dependencies>`)
    expect(await readCycloneDx(sourceOfText('mill.xml', text))).toEqual({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { tools: [{ name: 'wheelwright' }] },
      components: [
        {
          type: 'library',
          'bom-ref': 'a',
          name: 'wheel',
          hashes: [{ alg: 'MD5', content: '0123456789abcdef0123456789abcdef' }],
          licenses: [{ expression: 'MIT OR ISC', acknowledgement: 'declared' }],
          purl: 'pkg:npm/wheel@1',
          modified: false,
          evidence: {
            identity: [{ field: 'name', confidence: 0.5, tools: ['t'] }],
            copyright: [{ text: '(c) Miller' }],
          },
        },
      ],
      services: [{ name: 'grind', data: [{ flow: 'inbound', classification: 'PII' }] }],
      dependencies: [{ ref: 'a', dependsOn: ['b'], provides: ['c'] }],
    })
  })

  test('dependencies within dependencies stand beside each other', async () => {
    const inner = '<dependency ref="b"><dependency ref="c"/></dependency>'
    const text = xml(`<dependencies><dependency ref="a">${inner}</dependency></dependencies>`)
    const { dependencies } = await readCycloneDx(sourceOfText('mill.xml', text))
    expect(dependencies).toEqual([
      { ref: 'a', dependsOn: ['b'] },
      { ref: 'b', dependsOn: ['c'] },
    ])
  })

  test('what belongs to other namespaces is kept', async () => {
    const text = xml(`<components m:mood="good" xmlns:m="urn:mill">
      <component type="library"><name>a</name><m:wheel n="2">oak <m:axle/></m:wheel></component>
    </components>`)
    const { components } = await readCycloneDx(sourceOfText('mill.xml', text))
    expect(components?.[EXTENSIONS as unknown as number]).toMatchObject({
      attributes: [{ name: 'm:mood', namespace: 'urn:mill', value: 'good' }],
    })
    expect(components?.[0]?.[EXTENSIONS]?.elements).toEqual([
      {
        name: 'm:wheel',
        namespace: 'urn:mill',
        attributes: [{ name: 'n', namespace: '', value: '2' }],
        content: ['oak ', { name: 'm:axle', namespace: 'urn:mill', attributes: [], content: [] }],
      },
    ])
  })

  test('every fault is listed with element path, line and column', async () => {
    const faults = await faultsOf(
      xml(`<components>
  <component type="wheel"><version>1</version><name>a</name></component>
  <component type="library" colour="red"><name>b</name><colour/></component>
  <component type="library"/>
</components>`),
    )
    expect(
      faults.map(({ code, place }) => [code, place.pointer, place.line, place.column]),
    ).toEqual([
      ['INVALID_VALUE', '/bom/components/component/@type', 4, 3],
      ['UNEXPECTED', '/bom/components/component/name', 4, 47],
      ['UNEXPECTED', '/bom/components/component[2]/colour', 5, 56],
      ['MISSING', '/bom/components/component[3]', 6, 3],
    ])
  })

  test('the namespace tells the version', async () => {
    expect(await faultsOf(xml('', '9.9'))).toMatchObject([{ code: 'UNSUPPORTED_VERSION' }])
    expect(await faultsOf('<bom/>')).toMatchObject([{ code: 'UNKNOWN_FORMAT' }])
  })

  test('entities, deep nesting and broken text are refused', async () => {
    const bomb = `<!DOCTYPE bom [<!ENTITY a "aa">]><bom xmlns="${NAMESPACE}1.4">&a;</bom>`
    expect(await faultsOf(bomb)).toMatchObject([{ code: 'LIMIT', place: { line: 1 } }])
    expect(await faultsOf(`<bom xmlns="${NAMESPACE}1.4">&mill;</bom>`)).toMatchObject([
      { code: 'SYNTAX' },
    ])
    const deep = xml('<m xmlns="urn:m">'.repeat(300))
    expect(await faultsOf(deep)).toMatchObject([{ code: 'LIMIT' }])
    expect(await faultsOf(xml('<metadata>'))).toMatchObject([
      { code: 'SYNTAX', place: { line: 4 } },
    ])
  })

  test('a document larger than the limit is refused by name', async () => {
    const source = sourceOfText('mill.xml', xml('<components/>'))
    const limits = { ...DEFAULT_LIMITS, documentBytes: 40 }
    await expect(readCycloneDx(source, { limits })).rejects.toThrow('limit documentBytes')
  })

  test('UTF-16 and declared encodings are read, and wrong bytes are a fault', async () => {
    const text = xml('<metadata><supplier><name>Mühle</name></supplier></metadata>')
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    const latin1 = Buffer.from(text.replace('?>', ' encoding="ISO-8859-1"?>'), 'latin1')
    for (const bytes of [utf16, latin1]) {
      const document = await readCycloneDx(sourceOfBytes('mill.xml', bytes))
      expect(document.metadata?.supplier?.name).toBe('Mühle')
    }
    const wrong = sourceOfBytes('mill.xml', Buffer.from(text, 'latin1'))
    await expect(readCycloneDx(wrong)).rejects.toMatchObject({ faults: [{ code: 'ENCODING' }] })
  })

  test('where 1.2 repeats what JSON has once, the first counts and the other is kept', async () => {
    const text = xml(
      '<metadata><authors><author><email>a@mill</email><email>b@mill</email></author></authors></metadata>',
      '1.2',
    )
    const author = (await readCycloneDx(sourceOfText('mill.xml', text))).metadata?.authors?.[0]
    expect(author?.email).toBe('a@mill')
    expect(author?.[EXTENSIONS]?.elements).toMatchObject([{ name: 'email', content: ['b@mill'] }])
  })
})
