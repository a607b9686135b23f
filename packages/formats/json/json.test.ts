// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { DEFAULT_LIMITS, sourceOfText, type Source } from '../source/index.ts'
import { locatePointer, locatePointers, parseJson, readJsonMembers } from './index.ts'

async function members(source: Source, streamed: string[]): Promise<Record<string, unknown>> {
  const out: Record<string, unknown> = {}
  await readJsonMembers(source, {
    streamed: new Set(streamed),
    onMember: (key, value) => void (out[key] = value),
    onElement: (key, index, value) => {
      const list = (out[key] ??= []) as unknown[]
      expect(list.length).toBe(index)
      list.push(value)
    },
  })
  return out
}

function inPieces(text: string, size: number): Source {
  const bytes = new TextEncoder().encode(text)
  return {
    name: 'pieces.json',
    // oxlint-disable-next-line typescript/require-await
    async *chunks() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
    },
  }
}

const DOCUMENT = JSON.stringify({
  'na"me': 'a\\"b',
  files: [{ p: '],{' }, 2, 'x"', [1, [2]], { deep: { er: [] } }],
  empty: [],
  n: -1.5e3,
  ü: 'ß漢😀',
  last: { a: [1, 2, { b: null }] },
})

describe('readJsonMembers', () => {
  it('gives the same members as JSON.parse, whatever the size of the pieces', async () => {
    const { empty, ...whole } = JSON.parse(DOCUMENT) as Record<string, unknown>
    expect(empty).toEqual([])
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      expect(
        await members(inPieces(DOCUMENT, size), ['files', 'empty']),
        `pieces of ${size}`,
      ).toEqual(whole)
    }
  })

  it('hands over a streamed member that is no array as a whole', async () => {
    expect(await members(sourceOfText('x', '{"files": 1, "b": {}}'), ['files', 'b'])).toEqual({
      files: 1,
      b: {},
    })
  })

  it('reads a byte order mark and UTF-16', async () => {
    const text = '{"a":"ß"}'
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    expect(await members(sourceOfText('x', `\ufeff${text}`), [])).toEqual({ a: 'ß' })
    expect(
      await members(
        {
          name: 'x',
          async *chunks() {
            yield utf16
          },
        },
        [],
      ),
    ).toEqual({ a: 'ß' })
  })

  it.each([
    ['', 1, 1],
    ['[]', 1, 1],
    ['{"a":1', 1, 7],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{"files":[1,]}', 1, 13],
    ['{"files":[1}', 1, 12],
    ['{"files":[,1]}', 1, 11],
    ['{\n "files": [\n  {"a": tru}\n]}', 3, 12],
    ['{"a":1} x', 1, 9],
    ['{"a":"\n"}', 2, 1],
    ['{"a":]}', 1, 6],
  ])('refuses %j and says where', async (text, line, column) => {
    const error = await members(sourceOfText('bad.json', text), ['files']).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(FormatError)
    expect((error as FormatError).faults[0]?.place).toMatchObject({ line, column })
  })

  it('refuses bytes that are not UTF-8 with the line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":1,\n"b":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ])
    const error = await members(
      {
        name: 'x',
        async *chunks() {
          yield bytes
        },
      },
      [],
    ).catch((e: unknown) => e)
    expect((error as FormatError).faults[0]).toMatchObject({ code: 'ENCODING', place: { line: 2 } })
  })

  it('refuses nesting beyond the limit', async () => {
    const text = `{"a":${'['.repeat(300)}${']'.repeat(300)}}`
    const error = await members(sourceOfText('x', text), []).catch((e: unknown) => e)
    expect((error as FormatError).faults[0]?.code).toBe('LIMIT')
    expect(() => parseJson('x', text)).toThrow(/limit depth/)
  })

  it('refuses strings, members and elements beyond the limits, by the name of the limit', async () => {
    const limits = { ...DEFAULT_LIMITS, stringLength: 10, wholeDocumentBytes: 1000 }
    const refusal = async (text: string, size: number): Promise<string> => {
      const reading = readJsonMembers(inPieces(text, size), {
        streamed: new Set(['files']),
        limits,
        onMember: () => undefined,
        onElement: () => undefined,
      })
      const error: unknown = await reading.catch((e: unknown) => e)
      return error instanceof FormatError ? (error.faults[0]?.message ?? '') : 'read'
    }
    for (const size of [1, 7, 10_000]) {
      const fits = 'x'.repeat(10)
      expect(await refusal(`{"a":"${fits}","files":[["${fits}"]]}`, size)).toBe('read')
      const long = 'x'.repeat(11)
      for (const text of [`{"a":"${long}"}`, `{"files":[["${long}"]]}`, `{"a":"${long}`]) {
        expect(await refusal(text, size), text).toContain('limit stringLength')
      }
      const many = `[${'1,'.repeat(1000)}1]`
      expect(await refusal(`{"a":${many}}`, size)).toContain('limit wholeDocumentBytes')
      expect(await refusal(`{"files":[${many}]}`, size)).toContain('limit wholeDocumentBytes')
      expect(await refusal(`{"files":${many}}`, size)).toBe('read')
    }
    expect(() => parseJson('x', '["12345678901"]', limits)).toThrow('limit stringLength')
    expect(parseJson('x', '["1234567890"]', limits)).toEqual(['1234567890'])
  })

  it('takes time that grows with the document, in however small pieces it comes', async () => {
    const startedAt = performance.now()
    const text = `{"a":[${'"xxxxxxxxx",'.repeat(1_000_000)}1]}`
    await members(inPieces(text, 4096), [])
    const bad = members(inPieces(`${text.slice(0, -1)},`, 4096), [])
    await expect(bad).rejects.toThrow('cut off')
    expect(performance.now() - startedAt).toBeLessThan(8000)
  })
})

describe('locatePointer', () => {
  it('finds the line and column of a value', () => {
    const text = '{\n  "a~/b": [1,\n    {"c": "x"}]\n}'
    expect(locatePointer(text, '/a~0~1b/1/c')).toEqual({
      pointer: '/a~0~1b/1/c',
      line: 3,
      column: 11,
    })
    expect(locatePointer(text, '/nope')).toEqual({ pointer: '/nope' })
  })

  it('finds all in one walk, and the last of members that stand twice', () => {
    const text = '[{"a": 1, "b": [1, 2], "a": 3},\n [], {"a": {}}, "x"]'
    const pointers = [
      '',
      '/0/a',
      '/0/b/1',
      '/1',
      '/1/0',
      '/2/a',
      '/2/a/b',
      '/3',
      '/3/x',
      '/4',
      '/00',
    ]
    const found = [...locatePointers(text, pointers).values()]
    expect(found.map(({ pointer, line, column }) => [pointer, line, column])).toEqual([
      ['', 1, 1],
      ['/0/b/1', 1, 20],
      ['/0/a', 1, 29],
      ['/1', 2, 2],
      ['/2/a', 2, 12],
      ['/3', 2, 17],
    ])
    const many = `[${'{"a":[1,2,3]},'.repeat(300_000)}0]`
    const startedAt = performance.now()
    const wanted = Array.from({ length: 100 }, (_, i) => `/${i * 3000}/a/2`)
    expect(locatePointers(many, wanted).size).toBe(100)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  it('ends on text that is no JSON', () => {
    for (const text of ['', '{', '[', '{"a"', '{"a":', '[,', '{a:1}', '{"a":1 2}', '["', '}{']) {
      locatePointers(text, ['/a', '/0', '/1/a'])
    }
  })
})
