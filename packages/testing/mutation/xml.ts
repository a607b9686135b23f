// SPDX-License-Identifier: Apache-2.0
import { HOSTILE_KEYS, hostileText } from './hostile.ts'
import { pickMatch, textMutator, type Context, type Mutator } from './mutator.ts'

export const XML_MUTATORS: readonly Mutator[] = [
  textMutator('declare an entity bomb', (text, { random }) => {
    const levels = random.pick([2, 10, 40])
    const entities = Array.from(
      { length: levels },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    )
    const type = `<!DOCTYPE bom [<!ENTITY e0 "ha">${entities.join('')}]>`
    return inText(declare(text, type), random, `&e${levels};`)
  }),
  textMutator('declare an external entity', (text, { random }) => {
    const source = random.pick(['file:///etc/passwd', 'http://192.0.2.1/x', '/dev/random'])
    return inText(
      declare(text, `<!DOCTYPE bom [<!ENTITY x SYSTEM "${source}">]>`),
      random,
      random.pick(['&x;', '&#0;', '&#xD800;', '&#99999999999;', '&unknown;', '&', '&amp']),
    )
  }),
  textMutator('put an odd document type', (text, { random }) =>
    declare(text, random.pick(['<!DOCTYPE', '<!DOCTYPE bom>', `<!DOCTYPE ${'['.repeat(5000)}`])),
  ),
  tagMutator('delete a tag', () => ''),
  tagMutator('duplicate a tag', (tag, { random }) => tag.repeat(random.pick([2, 100, 20_000]))),
  tagMutator('rename an element', (tag, { random }) =>
    tag.replace(/[\w:-]+/, () => random.pick(HOSTILE_KEYS) || 'x'),
  ),
  tagMutator('put a prefix before an element', (tag) =>
    tag.replace(/[\w:-]+/, (name) => `p:${name}`),
  ),
  tagMutator('add an attribute', (tag, { random }) =>
    attribute(
      tag,
      random.pick(['a', 'xmlns', 'xmlns:a', 'bom-ref', 'rdf:about', 'xml:space', 'é']),
      random,
    ),
  ),
  tagMutator('add many attributes', (tag, { random }) => {
    const count = random.pick([100, 20_000])
    const many = Array.from({ length: count }, (_, i) => ` a${i}="${i}"`).join('')
    return tag.replace(/\/?>$/, (end) => many + end)
  }),
  tagMutator('add many namespaces', (tag) => {
    const many = Array.from({ length: 2000 }, (_, i) => ` xmlns:n${i}="urn:n${i}"`).join('')
    return tag.replace(/\/?>$/, (end) => many + end)
  }),
  tagMutator('replace an attribute', (tag, { random }) =>
    tag.replace(/="[^"]*"/, () => `="${escaped(hostileText(random))}"`),
  ),
  tagMutator('double an attribute', (tag) =>
    tag.replace(/ [\w:-]+="[^"]*"/, (found) => found + found),
  ),
  tagMutator('nest deeply', (tag, { random }) => {
    const depth = random.pick([200, 300, 20_000])
    const name = random.pick(['a', 'component', 'components', 'Package', 'rdf:Description'])
    return tag + `<${name}>`.repeat(depth) + (random.chance(0.7) ? `</${name}>`.repeat(depth) : '')
  }),
  tagMutator(
    'insert markup',
    (tag, { random }) =>
      tag +
      random.pick([
        '<!-- -- -->',
        '<![CDATA[',
        ']]>',
        '<?php ?>',
        '<?xml version="2.0"?>',
        '<',
        '</x>',
        '<!>',
        '<a',
        '&lt;',
      ]),
  ),
  textMutator('replace the content of an element', (text, { random }) => {
    const match = pickMatch(text, />([^<>]+)</g, random)
    if (match === undefined) return undefined
    const { index, 1: found = '' } = match
    const value = escaped(hostileText(random))
    return text.slice(0, index + 1) + value + text.slice(index + 1 + found.length)
  }),
  textMutator('multiply an element', (text, { random }) => {
    const match = pickMatch(text, /<([\w:-]+)(?:\s[^<>]*)?>/g, random)
    if (match === undefined) return undefined
    const { index, 1: name = '' } = match
    const end = text.indexOf(`</${name}>`, index)
    if (end < 0) return undefined
    const element = text.slice(index, end + name.length + 3)
    const copies = Math.min(random.pick([1, 50, 20_000]), Math.ceil(1_000_000 / element.length))
    return text.slice(0, index) + element.repeat(copies) + text.slice(index)
  }),
  textMutator('claim another encoding', (text, { random }) => {
    const encoding = random.pick(['UTF-16', 'ISO-8859-1', 'utf-7', 'x'.repeat(1000), ''])
    return `<?xml version="1.0" encoding="${encoding}"?>\n${text.replace(/^<\?xml[^>]*>\s*/, '')}`
  }),
]

function tagMutator(name: string, change: (tag: string, context: Context) => string): Mutator {
  return textMutator(name, (text, context) => {
    const match = pickMatch(text, /<[^<>!?]+>/g, context.random)
    if (match === undefined) return undefined
    const { index, 0: tag } = match
    return text.slice(0, index) + change(tag, context) + text.slice(index + tag.length)
  })
}

function declare(text: string, type: string): string {
  const end = /^(?:\ufeff)?<\?xml[^>]*>/.exec(text)?.[0].length ?? 0
  return `${text.slice(0, end)}\n${type}${text.slice(end)}`
}

function inText(text: string, random: Context['random'], what: string): string {
  const match = pickMatch(text, />[^<>]*<\//g, random)
  if (match === undefined) return text
  const { index } = match
  return text.slice(0, index + 1) + what + text.slice(index + 1)
}

function attribute(tag: string, name: string, random: Context['random']): string {
  return tag.replace(/\/?>$/, (end) => ` ${name}="${escaped(hostileText(random))}"${end}`)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
