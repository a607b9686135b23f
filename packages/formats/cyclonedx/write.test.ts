// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { sourceOfText } from '../source/index.ts'
import { readCycloneDx, writeCycloneDx, type CycloneDxDocument } from './index.ts'

const mill: CycloneDxDocument = {
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  metadata: {
    tools: { components: [{ type: 'application', group: 'mill', name: 'saw', version: '2' }] },
    lifecycles: [{ phase: 'build' }],
  },
  components: [
    {
      type: 'machine-learning-model',
      'bom-ref': 'm',
      name: 'miller',
      tags: ['flour'],
      licenses: [{ license: { id: 'MIT' } }, { expression: 'ISC OR 0BSD' }],
      externalReferences: [{ type: 'model-card', url: 'https://mill.example/card' }],
      hashes: [{ alg: 'Streebog-256', content: 'ab'.repeat(32) }],
    },
  ],
}

test('what an older version cannot say is left out or said with a nearer word, and reported', () => {
  const { text, lost } = writeCycloneDx(mill, { version: '1.3', syntax: 'json' })
  expect(JSON.parse(text)).toEqual({
    bomFormat: 'CycloneDX',
    specVersion: '1.3',
    metadata: { tools: [{ vendor: 'mill', name: 'saw', version: '2' }] },
    components: [
      {
        type: 'library',
        'bom-ref': 'm',
        name: 'miller',
        version: '',
        licenses: [{ license: { id: 'MIT' } }, { expression: 'ISC OR 0BSD' }],
        externalReferences: [{ type: 'other', url: 'https://mill.example/card' }],
        hashes: [],
      },
    ],
  })
  expect(lost).toEqual([
    '/metadata/tools: CycloneDX 1.3 JSON has tools with name, vendor, version, hashes only',
    '/metadata/lifecycles: CycloneDX 1.3 JSON has no such member in a metadata',
    '/components/0/type: "machine-learning-model" is written as "library"',
    '/components/0/tags: CycloneDX 1.3 JSON has no such member in a component',
    '/components/0/externalReferences/0/type: "model-card" is written as "other"',
    '/components/0/hashes/0/alg: CycloneDX 1.3 JSON cannot say "Streebog-256" here',
    '/components/0/hashes/0: left out: CycloneDX 1.3 JSON requires `alg` in a hash',
    '/components/0: CycloneDX 1.3 JSON requires `version` in a component; written as ""',
  ])
})

test('an expression beside licences is a name where it must be alone', () => {
  const { text, lost } = writeCycloneDx(mill, { version: '1.6', syntax: 'json' })
  expect(JSON.parse(text)).toMatchObject({
    components: [{ licenses: [{ license: { id: 'MIT' } }, { license: { name: 'ISC OR 0BSD' } }] }],
  })
  expect(lost[0]).toContain('/components/0/licenses/1: ')
})

test('XML is written in the order of its schema', () => {
  const { text } = writeCycloneDx(mill, { version: '1.7', syntax: 'xml' })
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.7">
  <metadata>
    <lifecycles>
      <lifecycle>
        <phase>build</phase>
      </lifecycle>
    </lifecycles>
    <tools>
      <components>
        <component type="application">
          <group>mill</group>
          <name>saw</name>
          <version>2</version>
        </component>
      </components>
    </tools>
  </metadata>
  <components>
    <component type="machine-learning-model" bom-ref="m">
      <name>miller</name>
      <hashes>
        <hash alg="Streebog-256">${'ab'.repeat(32)}</hash>
      </hashes>
      <licenses>
        <license>
          <id>MIT</id>
        </license>
        <expression>ISC OR 0BSD</expression>
      </licenses>
      <externalReferences>
        <reference type="model-card">
          <url>https://mill.example/card</url>
        </reference>
      </externalReferences>
      <tags>
        <tag>flour</tag>
      </tags>
    </component>
  </components>
</bom>
`)
})

test('content of other namespaces goes from XML to XML and is lost in JSON', async () => {
  const source = `<bom xmlns="http://cyclonedx.org/schema/bom/1.5" xmlns:m="urn:mill" m:mood="good">
    <components><component type="file"><name>a</name><m:wheel>oak <b xmlns="">&lt;</b></m:wheel></component></components>
  </bom>`
  const document = await readCycloneDx(sourceOfText('mill.xml', source))
  const { text, lost } = writeCycloneDx(document, { version: '1.5', syntax: 'xml' })
  expect(lost).toEqual([])
  expect(text).toContain('<m:wheel xmlns:m="urn:mill">oak <b xmlns="">&lt;</b></m:wheel>')
  expect(await readCycloneDx(sourceOfText('again.xml', text))).toEqual(document)
  expect(writeCycloneDx(document, { version: '1.5', syntax: 'json' }).lost).toEqual([
    '/components/0/m:wheel: CycloneDX 1.5 JSON has no place for what is of another namespace',
    '/m:mood: CycloneDX 1.5 JSON has no place for what is of another namespace',
  ])
})

test('characters that XML cannot hold are left out and reported', () => {
  const document: CycloneDxDocument = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'file', name: 'a\u0000b\ud800<&>"\r\n' }],
  }
  const { text, lost } = writeCycloneDx(document, { version: '1.6', syntax: 'xml' })
  expect(text).toContain('<name>ab&lt;&amp;&gt;"&#13;\n</name>')
  expect(lost).toEqual([
    '/components/0/name: XML cannot hold some of the control characters in this text',
  ])
})

test('there is no JSON before 1.2', () => {
  expect(() => writeCycloneDx(mill, { version: '1.1', syntax: 'json' })).toThrow(RangeError)
})
