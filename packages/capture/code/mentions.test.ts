// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { BuildFile } from '../build/model.ts'
import { readMentions } from './mentions.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-mentions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let number = 0

/** Those of the candidates that nothing mentions, in texts of a source and its header. */
function unmentioned(
  candidates: readonly string[],
  source: string,
  header = '',
  { suffix = '.c', knowsIncludes = true } = {},
): readonly string[] | undefined {
  const file = (name: string, text: string): BuildFile => {
    const path = join(folder, `${number++}-${name}`)
    writeFileSync(path, text)
    return {
      path,
      name,
      home: { kind: 'tree', tree: 't', application: true },
      kind: 'source',
      digests: {},
    }
  }
  const found = readMentions().unmentioned(
    { inputs: [file(`a${suffix}`, source)], includes: [file('a.h', header)], knowsIncludes },
    new Set(candidates),
  )
  return found && [...found].sort()
}

describe('a function that is not known to be in an image', () => {
  const live = (body: string): string => `int live(int x)\n{\n  ${body}\n}\n`

  it('is not mentioned where only those call it that are not there either', () => {
    const text = `int a(int x)\n{\n  return x;\n}\nint b(int x)\n{\n  return a(x);\n}\n${live('return x;')}`
    expect(unmentioned(['a', 'b'], text, 'int a(int);\nextern int b(int);\n')).toEqual(['a', 'b'])
  })

  it.each([
    ['a function that may be there', live('return a(x);')],
    [
      'one that such a function mentions',
      `int b(int x)\n{\n  return a(x);\n}\n${live('return b(x);')}`,
    ],
    ['a macro of theirs', `#define CALL(x) a(x)\n${live('return CALL(x);')}`],
    ['a macro within a macro', `#define A1 a\n#define A2 A1\n${live('return A2(x);')}`],
    ['a table', `int (*const all[])(int) = { a };\n${live('return x;')}`],
    [
      'a macro that joins words',
      `#define JOIN(x, y) x##y\nint au;\n${live('return JOIN(pre, fix)(x);')}`,
    ],
    ['another name of it', `#define a z_a\n${live('return z_a(x);')}`],
  ])('is mentioned by %s', (_, rest) => {
    const name = rest.includes('JOIN') ? 'prefix' : 'a'
    const text = `int ${name}(int x)\n{\n  return x;\n}\n${rest}`
    expect(unmentioned([name, 'b'], text)).toEqual([])
  })

  it.each([
    ['a comment or a text', `#define HINT "a##b" /* x##y */\n`],
    ['a macro that joins other words', `#define MAKE(x) other_##x\n`],
  ])('is not mentioned by %s', (_, rest) => {
    const text = `int live_part(int x)\n{\n  return x;\n}\nint a1(int x)\n{\n  return x;\n}\n${rest}${live('return part + a + x + y;')}`
    expect(unmentioned(['a1', 'live_part'], text)).toEqual(['a1', 'live_part'])
  })

  it.each([
    ['with a text of its own', '#define MAKE(x) pre_##x##_fix\n', 'pre_mid_fix'],
    ['twice', '#define P(x, y) x##y\n#define Q(x) P(pre_, x##_fix)\n', 'pre_mid_fix'],
    ['from what it is called with', '#define P(x, y) x ## y\n', 'premid'],
  ])('is mentioned by a macro that joins words %s', (_, macros, name) => {
    const text = `${macros}int ${name}(int x)\n{\n  return x;\n}\n${live('return Q(mid) + P(pre, mid) + pre_;')}`
    expect(unmentioned([name], text)).toEqual([])
  })

  it('is not vouched for where its text is not among them', () => {
    expect(unmentioned(['elsewhere'], live('return x;'))).toEqual([])
  })

  it.each([
    ['C++, which calls without naming', '.cpp', true],
    ['a grammar', '.y', true],
    ['an unknown list of headers', '.c', false],
  ])('is not told by %s', (_, suffix, knowsIncludes) => {
    const text = `int a(int x)\n{\n  return x;\n}\n`
    expect(unmentioned(['a'], text, '', { suffix, knowsIncludes })).toBeUndefined()
  })
})
