// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCommand, readShell, splitShell } from './index.ts'
import { splitResponse } from './response.ts'

const word = fc.string({
  unit: fc.constantFrom(...`ab/.-=@ "'\\$;&|<>()#\n\`é`.split('')),
  maxLength: 12,
})
const line = fc.string({
  unit: fc.constantFrom(
    ...'gcc -o -c a.c & | ; ( ) { } < > << $( ` " \' \\ # \n for do if cd sh xargs @x'.split(' '),
    ' ',
    '\n',
  ),
  maxLength: 60,
})

it('parts a line into the words that were quoted for it', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const quoted = words.map((each) => `'${each.replaceAll("'", `'\\''`)}'`)
      const items = splitShell(`x ${quoted.join(' ')}`)
      expect(items).toEqual([
        { kind: 'command', argv: ['x', ...words], after: 'start', redirections: [] },
      ])
    }),
  )
})

it('reads the words of a response file that were escaped for it', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const written = words.map((each) => `"${each.replaceAll(/["\\]/g, '\\$&')}"`)
      expect(splitResponse(written.join('\n'))).toEqual(words)
    }),
  )
})

it('never throws, whatever the command', () => {
  const tool = fc.constantFrom(
    'gcc',
    'ld',
    'ar',
    'objcopy',
    'strip',
    'cp',
    'install',
    'nasm',
    'as',
    'env',
    'cmake',
    'sh',
  )
  const words = fc.array(
    fc.oneof(
      word,
      fc.constantFrom('-o', '-c', '-Wl,-Bstatic', '-x', '-E', '-M', '-T', '@r', '-lz', '--'),
    ),
  )
  fc.assert(
    fc.property(tool, words, (program, rest) => {
      const facts = readCommand([program, ...rest], '/b', () => '@r -c a.c')
      for (const path of [...facts.inputs, ...facts.outputs])
        expect(path.startsWith('/')).toBe(true)
    }),
  )
})

it('never throws, whatever the line of shell', () => {
  fc.assert(
    fc.property(line, (text) => {
      readShell(text, '/b')
    }),
  )
})

it('takes time in proportion to the text', () => {
  for (const piece of ['(', '$(', '`', '"', "'", '<<a\n', 'a ', '\\\n', '${', '((', '>a '])
    readShell(piece.repeat(100_000), '/b')
}, 20_000)
