// SPDX-License-Identifier: Apache-2.0
import { HOSTILE_NUMBERS, hostileText } from './hostile.ts'
import { pickMatch, span, textMutator, type Mutator } from './mutator.ts'

/** For every text: they know lines, numbers and words. */
export const TEXT_MUTATORS: readonly Mutator[] = [
  textMutator('write CRLF', (text) => text.replaceAll('\n', '\r\n')),
  textMutator('join all lines', (text) => text.replaceAll('\n', ' ')),
  textMutator('replace a number', (text, { random }) => {
    const match = pickMatch(text, /\d+/g, random)
    if (match === undefined) return undefined
    const { index, 0: found } = match
    return text.slice(0, index) + random.pick(HOSTILE_NUMBERS) + text.slice(index + found.length)
  }),
  textMutator('repeat a piece', (text, context) => {
    if (text === '') return undefined
    const from = context.random.int(text.length)
    const piece = text.slice(from, from + 1 + context.random.int(12))
    const copies = context.random.pick([100, 5000, 50_000])
    return text.slice(0, from) + piece.repeat(copies) + text.slice(from)
  }),
  textMutator('insert a hostile text', (text, { random }) => {
    const at = random.int(text.length + 1)
    return text.slice(0, at) + hostileText(random) + text.slice(at)
  }),
  textMutator('replace a span by a hostile text', (text, context) => {
    const [from, to] = span(text.length, context)
    return text.slice(0, from) + hostileText(context.random) + text.slice(to)
  }),
  textMutator('replace a word everywhere', (text, { random, other }) => {
    const from = random.int(text.length + 1)
    const words = [...new Set(text.slice(from, from + 20_000).match(/[\w:.-]{2,60}/g))]
    const others = other()
      .toString('latin1')
      .slice(0, 20_000)
      .match(/[\w:.-]{2,60}/g) ?? ['x']
    if (words.length === 0) return undefined
    return text.replaceAll(random.pick(words), () => random.pick([...others, '']))
  }),
]

/** For formats of lines: tag-value, YAML, CSV, lists of names. */
export const LINE_MUTATORS: readonly Mutator[] = [
  lineMutator('delete lines', (lines, from, to) => void lines.splice(from, to - from)),
  lineMutator('duplicate lines', (lines, from, to, { random }) => {
    const copies = Math.min(random.pick([1, 10, 3000]), Math.ceil(20_000 / (to - from)))
    const piece = lines.slice(from, to)
    const all = Array.from({ length: copies }, () => piece).flat()
    return [...lines.slice(0, to), ...all, ...lines.slice(to)]
  }),
  lineMutator('move lines', (lines, from, to, { random }) => {
    const piece = lines.splice(from, to - from)
    const at = random.int(lines.length + 1)
    return [...lines.slice(0, at), ...piece, ...lines.slice(at)]
  }),
  lineMutator('swap the values of two lines', (lines, from, _to, { random }) => {
    const second = random.int(lines.length)
    const [a, b] = [cut(lines[from]), cut(lines[second])]
    lines[from] = a.key + b.value
    lines[second] = b.key + a.value
  }),
  lineMutator('replace a value by a hostile text', (lines, from, _to, { random }) => {
    lines[from] = cut(lines[from]).key + hostileText(random)
  }),
  lineMutator('replace a key by a hostile text', (lines, from, _to, { random }) => {
    lines[from] = `${hostileText(random)}: ${cut(lines[from]).value}`
  }),
  lineMutator('open a text and never close it', (lines, from) => {
    lines[from] = `${cut(lines[from]).key}<text>${cut(lines[from]).value}`
  }),
  lineMutator('close a text that is not open', (lines, from) => {
    lines[from] = `${lines[from] ?? ''}</text>`
  }),
  lineMutator('indent lines', (lines, from, to, { random }) => {
    const indent = random.pick([' ', '\t', '  ', ' '.repeat(5000)])
    for (let i = from; i < to; i++) lines[i] = indent + (lines[i] ?? '')
  }),
]

function lineMutator(
  name: string,
  change: (
    lines: string[],
    from: number,
    to: number,
    context: Parameters<Mutator['apply']>[1],
  ) => string[] | void,
): Mutator {
  return textMutator(name, (text, context) => {
    const lines = text.split('\n')
    const from = context.random.int(lines.length)
    const to = Math.min(
      lines.length,
      from + 1 + context.random.int(context.random.pick([1, 5, 50])),
    )
    return (change(lines, from, to, context) ?? lines).join('\n')
  })
}

function cut(line = ''): { readonly key: string; readonly value: string } {
  const colon = line.search(/[:,=<]\s*/)
  return colon < 0
    ? { key: '', value: line }
    : { key: line.slice(0, colon + 1), value: line.slice(colon + 1) }
}
