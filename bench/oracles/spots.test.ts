// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { bodyStarts, offsetOfLine } from './spots.ts'

const starts = (text: string) =>
  bodyStarts(text, { startLine: 1, endLine: text.split('\n').length }).map((at) =>
    text.slice(0, at).split('\n').at(-1),
  )

describe('where a body begins', () => {
  it('is after the first brace of a plain function', () => {
    expect(starts('int f(int a)\n{\n  if(a) { return 1; }\n  return 0;\n}')).toEqual(['{'])
  })

  it('is after each brace where the preprocessor chooses between heads', () => {
    const text = '#ifdef A\nint f(int a) {\n#else\nint f(void) {\n#endif\n  return 0;\n}'
    expect(starts(text)).toEqual(['int f(int a) {', 'int f(void) {'])
  })

  it('is not within comments, strings, directives or default arguments', () => {
    const text = '/* { */ int f(char *a /* "{" */)\n#define x {\n{ // {\n  g("}", \'}\');\n}'
    expect(starts(text)).toEqual(['{'])
  })

  it('goes on from where #if stood, so that a brace in both branches counts once', () => {
    const text =
      'int f(void)\n{\n#ifdef A\n  if(a) {\n#else\n  if(b) {\n#endif\n  }\n  { }\n}\nint g(void)\n{ }'
    expect(starts(text)).toEqual(['{', '{'])
  })
})

describe('the offset of a line', () => {
  it('is that of its first character, and the end of the text for lines that are not there', () => {
    expect(
      ['a\nb\nc'].flatMap((text) => [1, 2, 3, 4, 9].map((n) => offsetOfLine(text, n))),
    ).toEqual([0, 2, 4, 5, 5])
  })
})
