// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { readText, sourceOfBytes, sourceOfText, type Source } from '../source/index.ts'
import { detectFormat, unwrapped } from './index.ts'

const detect = (text: string) => detectFormat(sourceOfText('test', text))

describe('detectFormat', () => {
  it.each([
    ['# by hand\n\n  SPDXVersion: SPDX-2.3\n', 'spdx-2', 'tag-value'],
    ['SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\n', 'spdx-2', 'yaml'],
    ['{"bomFormat": "CycloneDX", "specVersion": "1.6"}', 'cyclonedx', 'json'],
    ['<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', 'cyclonedx', 'xml'],
    ['{"id": "A-1", "modified": "2026-01-01T00:00:00Z"}', 'osv', 'json'],
    ['{"dataType": "CVE_RECORD"', 'cve', 'json'],
  ])('%s is %s in %s', async (text, format, syntax) => {
    expect(await detect(text)).toEqual({ format, syntax })
  })

  it('says nothing of what it does not know', async () => {
    for (const text of ['', ' ', '[]', '{}', 'hello', '<html/>', '\u0000'])
      expect(await detect(text)).toBeUndefined()
  })

  it('is linear in empty lines and spaces', async () => {
    const startedAt = performance.now()
    await detect(`#\n${'\n'.repeat(60_000)}x`)
    await detect(`#\n${' \n'.repeat(30_000)}x`)
    await detect(`#${' '.repeat(60_000)}x`)
    await detect(`SPDXVersion${'\n'.repeat(60_000)}x`)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  it('knows UTF-16 by its byte order mark', async () => {
    const bytes = Buffer.from('\ufeffSPDXVersion: SPDX-2.3\n', 'utf16le')
    expect(await detectFormat(sourceOfBytes('test', bytes))).toEqual({
      format: 'spdx-2',
      syntax: 'tag-value',
    })
  })
})

describe('unwrapped', () => {
  const document = '{"spdxVersion": "SPDX-2.3", "name": "a } b"}'

  /** In pieces of one byte, as a hostile stream may come. */
  const pieces = (text: string): Source => ({
    name: 'test',
    async *chunks() {
      for (const byte of Buffer.from(text)) yield await Promise.resolve(Uint8Array.of(byte))
    },
  })

  it.each([
    ['{"sbom":', '}'],
    ['\n{ "sbom" :\n ', ' \n}\n'],
  ])(
    'takes the envelope of a dependency graph off, and keeps lines and columns',
    async (...around) => {
      const text = around.join(document)
      for (const source of [sourceOfText('test', text), pieces(text)]) {
        const inner = await unwrapped(source)
        const plain = await readText(inner ?? source)
        expect(plain.indexOf('{')).toBe(text.indexOf(document))
        expect(plain.split('\n').length).toBeGreaterThanOrEqual(around[0].split('\n').length)
        expect(JSON.parse(plain)).toEqual(JSON.parse(document))
      }
    },
  )

  it('finds no envelope around anything else', async () => {
    for (const text of ['', '{}', document, '{"sbom": 1}', '[{"sbom": {}}]'])
      expect(await unwrapped(sourceOfText('test', text))).toBeUndefined()
  })

  it('hides nothing that stands behind the envelope', async () => {
    const inner = await unwrapped(sourceOfText('test', `{"sbom": ${document}, "more": 1}`))
    const text = await readText(inner!)
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  })
})
