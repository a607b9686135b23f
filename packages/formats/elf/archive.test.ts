// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { isArchive, readArMembers } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const header = (name: string, size: number) =>
  `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(size).padEnd(10)}\`\n`
const member = (name: string, text: string) =>
  `${header(name, text.length)}${text}${text.length % 2 === 1 ? '\n' : ''}`
const read = (text: string) => {
  const archive = readArMembers('a', bytes(text))
  return archive.members.map(({ name, data }) => [name, Buffer.from(data?.() ?? []).toString()])
}

describe('an archive', () => {
  it('of GNU has long names in a table, and a symbol table that is no member', () => {
    const names = 'a_long_file_name.o/\nanother_long_name.o/\n'
    const text =
      '!<arch>\n' +
      member('/', 'symbols') +
      member('//', names) +
      member('/0', 'one') +
      member('short.o/', 'two!') +
      member('/20', 'three')
    expect(isArchive(bytes(text))).toBe(true)
    expect(read(text)).toEqual([
      ['a_long_file_name.o', 'one'],
      ['short.o', 'two!'],
      ['another_long_name.o', 'three'],
    ])
  })

  it('of BSD has long names before the contents', () => {
    const text =
      '!<arch>\n' +
      member('#1/20', '__.SYMDEF SORTED\0\0\0\0symbols') +
      member('#1/12', 'long name.o\0one')
    expect(read(text)).toEqual([['long name.o', 'one']])
  })

  it('that is thin names files and does not hold them', () => {
    const names = 'lib/one.o/\nlib/two.o/\n'
    const text = `!<thin>\n${member('//', names)}${header('/0', 1000)}${header('/11', 5000)}`
    const archive = readArMembers('a', bytes(text))
    expect(archive).toEqual({
      thin: true,
      members: [
        { name: 'lib/one.o', size: 1000 },
        { name: 'lib/two.o', size: 5000 },
      ],
    })
  })

  it('may be empty', () => {
    expect(read('!<arch>\n')).toEqual([])
  })

  it('is refused where it is cut off, damaged or none', () => {
    expect(() => read(`!<arch>\n${header('a.o/', 100)}`)).toThrow('cut off')
    expect(() => read(`!<arch>\n${'x'.repeat(60)}`)).toThrow('damaged')
    expect(() => read('hello')).toThrow('not an archive')
  })

  it('is read or refused with a FormatError, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc
        .tuple(fc.constantFrom('/', '//', '/5', '/99999999', '#1/3', '#1/999', 'a.o/'), fc.nat(80))
        .map(([name, size]) => header(name, size)),
    )
    fc.assert(
      fc.property(fc.constantFrom('!<arch>\n', '!<thin>\n'), fc.array(piece), (magic, pieces) => {
        try {
          read(magic + pieces.join(''))
        } catch (error) {
          if (!(error instanceof FormatError)) throw error
        }
      }),
    )
  })
})
