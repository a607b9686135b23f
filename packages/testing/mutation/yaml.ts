// SPDX-License-Identifier: Apache-2.0
import { HOSTILE_KEYS, hostileText } from './hostile.ts'
import { pickMatch, textMutator, type Context, type Mutator } from './mutator.ts'

export const YAML_MUTATORS: readonly Mutator[] = [
  textMutator('put an alias bomb', (text, { random }) => {
    const levels = random.pick([3, 9, 30])
    const lines = ['x0: &x0 ["lol"]']
    for (let i = 1; i <= levels; i++) {
      lines.push(`x${i}: &x${i} [${Array.from({ length: 9 }, () => `*x${i - 1}`).join(', ')}]`)
    }
    return `${lines.join('\n')}\n${replaceValue(text, random, `*x${levels}`)}`
  }),
  textMutator('anchor many', (text, { random }) => {
    const count = random.pick([100, 8000])
    const anchors = Array.from({ length: count }, (_, i) => `- &a${i} ${i}`)
    const aliases = Array.from({ length: count }, (_, i) => `- *a${i}`)
    return `${text}\nmany:\n${anchors.join('\n')}\n${aliases.join('\n')}\n`
  }),
  valueMutator('let a value contain itself', () => '&self [*self, {a: *self}]'),
  valueMutator('merge keys', ({ random }) =>
    random.pick(['{<<: {a: 1}, a: 2}', '{<<: [{a: 1}, {__proto__: 1}]}', '{<<: 1}', '{<<: *none}']),
  ),
  valueMutator('put a tag', ({ random }) =>
    random.pick([
      '!!js/function "function () {}"',
      '!!python/object/apply:os.system ["id"]',
      '!!binary "/w=="',
      '!!set {a, b}',
      '!!omap [a: 1, a: 2]',
      '!!timestamp 2026-01-01',
      '!!float .nan',
      '!!int 0b11',
      '!<tag:x> y',
      `!${'x'.repeat(5000)} y`,
    ]),
  ),
  valueMutator('put an odd scalar', ({ random }) =>
    random.pick([
      '.inf',
      '-.inf',
      '.nan',
      '0o17',
      '0x1F',
      '1e999',
      'null',
      '~',
      'yes',
      '? a',
      '|',
      '>-',
      '%',
      '@',
      '`',
      '"\\ud800"',
      '"\\x"',
      '"unclosed',
      '- - - a',
      '2026-01-01',
      '1_000',
    ]),
  ),
  valueMutator('put a hostile text', ({ random }) => JSON.stringify(hostileText(random))),
  valueMutator('put a hostile text bare', ({ random }) => hostileText(random)),
  valueMutator('nest deeply', ({ random }) => {
    const depth = random.pick([100, 300, 5000, 50_000])
    const [open, close] = random.pick([
      ['[', ']'],
      ['{a: ', '}'],
      ['- ', ''],
      ['? ', ''],
    ] as const)
    return open.repeat(depth) + (random.chance(0.7) ? close.repeat(depth) : '')
  }),
  valueMutator('put a flow collection', ({ random }) =>
    random.pick(['{}', '[]', '[[]]', '{a: {b: [1]}}', '[,]', '{a}', '{? [a]: b}', '{[a]: b}']),
  ),
  textMutator('replace a key', (text, { random }) => {
    const match = pickMatch(text, /^[ -]*([\w"]+):/gm, random)
    if (match === undefined) return undefined
    const { index, 0: whole, 1: key = '' } = match
    const at = index + whole.lastIndexOf(key)
    const next = random.pick([...HOSTILE_KEYS, '<<', '? [a, b]', '*x', '&x', '!!str'])
    return text.slice(0, at) + next + text.slice(at + key.length)
  }),
  textMutator('add a document', (text, { random }) =>
    random.pick([
      `${text}\n---\n${text}`,
      `---\n${text}\n...\n`,
      `%YAML 9.9\n---\n${text}`,
      `%TAG ! x\n---\n${text}`,
    ]),
  ),
  textMutator('indent with tabs', (text) => text.replaceAll('  ', '\t')),
]

function valueMutator(name: string, value: (context: Context) => string): Mutator {
  return textMutator(name, (text, context) => replaceValue(text, context.random, value(context)))
}

function replaceValue(text: string, random: Context['random'], value: string): string {
  const match = pickMatch(text, /^[ -]*[\w"]+: *([^\n]*)$/gm, random)
  if (match === undefined) return `${text}\n${value}\n`
  const { index, 0: line, 1: old = '' } = match
  const end = index + line.length
  return `${text.slice(0, end - old.length)} ${value}${text.slice(end)}`
}
