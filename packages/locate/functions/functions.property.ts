// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { functionsIn, regionsIn, type Language } from './index.ts'

const LANGUAGES: readonly Language[] = [
  'c',
  'c++',
  'go',
  'rust',
  'javascript',
  'typescript',
  'python',
]

/** Pieces that mean something to one scanner or another, in an order that means nothing. */
const noise = array(
  oneof(
    constantFrom(
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '<',
      '>',
      ';',
      ',',
      '=',
      '=>',
      ':',
      '::',
      '"',
      "'",
      '`',
      '${',
      '/*',
      '*/',
      '//',
      '#',
      '\n',
      '\n#if A\n',
      '\n#else\n',
      '\n#endif\n',
      '#define A',
      '\\\n',
      '\\',
      'fn ',
      'def f(a):\n  ',
      'class A',
      'func ',
      'function ',
      'int f(int a) ',
      'struct ',
      '@',
      'R"(',
      'r#"',
      '</a>',
      '<a>',
      'impl ',
      'async ',
      ' ',
      '\t',
      '~',
      'operator',
      'namespace a',
    ),
    string({ maxLength: 4 }),
  ),
  { maxLength: 80 },
).map((pieces) => pieces.join(''))

test('regions cover each line once, in order, whatever the text is', () => {
  assert(
    property(constantFrom(...LANGUAGES), noise, (language, text) => {
      const regions = regionsIn(language, text)
      let line = 0
      for (const { startLine, endLine } of regions) {
        expect(startLine).toBe(line + 1)
        expect(endLine).toBeGreaterThanOrEqual(startLine)
        line = endLine
      }
      const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
      expect(line).toBe(lines)
    }),
    { numRuns: 2000 },
  )
})

test('functions lie within the text and come by first line', () => {
  assert(
    property(constantFrom(...LANGUAGES), noise, (language, text) => {
      const lines = text.split('\n').length
      let last = 1
      for (const { startLine, endLine, name } of functionsIn(language, text)) {
        expect(startLine).toBeGreaterThanOrEqual(last)
        expect(endLine).toBeGreaterThanOrEqual(startLine)
        expect(endLine).toBeLessThanOrEqual(lines)
        expect(name).not.toBe('')
        last = startLine
      }
    }),
    { numRuns: 2000 },
  )
})
