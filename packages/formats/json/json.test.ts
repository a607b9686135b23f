// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfText, type Source } from '../source/index.ts'
import { locatePointer, parseJson, readJsonMembers } from './index.ts'

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
})
