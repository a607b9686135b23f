// SPDX-License-Identifier: Apache-2.0
import { bestFit } from './check-json.ts'
import type { ChoiceType, Dialect, Member, ObjectType } from './compile.ts'
import { EXTENSIONS, type Extensions, type ForeignElement } from './document.ts'
import { UNIFORM, type TypeUse } from './spec/index.ts'
import { NAMESPACE } from './versions.ts'

type Plain = Readonly<Record<string, unknown>> & { readonly [EXTENSIONS]?: Extensions }

/** A fitted document as XML: elements in the order of the schema, two spaces a level. */
export function formatXml(dialect: Dialect, bom: ObjectType, document: Plain): string {
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>']
  const namespace = ` xmlns="${NAMESPACE}${dialect.version}"`
  writeObject({ dialect, out }, 'bom', document, bom, 0, namespace)
  return `${out.join('\n')}\n`
}

interface Writing {
  readonly dialect: Dialect
  readonly out: string[]
}

function writeObject(
  writing: Writing,
  name: string,
  value: Plain,
  type: ObjectType,
  level: number,
  head = '',
): void {
  const self = type.list.find(({ spec }) => spec.form.kind === 'self')
  if (self) {
    writeUse(writing, name, value[self.name], self.uses[0], level)
    return
  }
  const attributes = type.list
    .filter(({ spec }) => spec.form.kind === 'attribute')
    .map(({ name: key, spec: { form } }) =>
      form.kind === 'attribute' ? attributeText(form.attribute, value[key]) : '',
    )
  const open = `<${name}${head}${attributes.join('')}${extensionAttributes(value[EXTENSIONS])}`
  const text = type.list.find(({ spec }) => spec.form.kind === 'text')
  if (text) {
    line(writing, level, `${open}>${escapeText(scalarText(value[text.name]))}</${name}>`)
    return
  }
  writeElement(writing, open, name, level, () => {
    for (const member of type.list) writeMember(writing, member, value, level + 1)
    writeForeign(writing, value[EXTENSIONS], level + 1)
  })
}

function writeElement(
  { out }: Writing,
  open: string,
  name: string,
  level: number,
  content: () => void,
): void {
  const indent = '  '.repeat(level)
  out.push(`${indent}${open}>`)
  const start = out.length
  content()
  if (out.length === start) out[start - 1] = `${indent}${open}/>`
  else out.push(`${indent}</${name}>`)
}

function writeMember(writing: Writing, member: Member, owner: Plain, level: number): void {
  const { form } = member.spec
  const value = owner[member.name]
  const [use] = member.uses
  if (form.kind === 'inline') {
    const inner = use && writing.dialect.type(use.name)
    if (inner?.kind === 'object' && inner.object.list.some(({ name }) => name in owner)) {
      writeObject(writing, form.element, { ...owner, [EXTENSIONS]: undefined }, inner.object, level)
    }
    return
  }
  if (value === undefined) return
  if (form.kind === 'element') writeUse(writing, form.element, value, use, level)
  else if (form.kind === 'repeated') {
    for (const item of Array.isArray(value) ? value : [value]) {
      const texts = typeof item === 'string' ? member.uses.at(-1) : use
      writeItem(writing, form.element, form.attribute, item, texts, level)
    }
  } else if (form.kind === 'wrapped') writeWrapped(writing, member, value, level)
}

function writeWrapped(writing: Writing, member: Member, value: unknown, level: number): void {
  const { form } = member.spec
  if (form.kind !== 'wrapped') return
  const single = member.uses.find((use) => !use.list)
  const use = member.uses.find((candidate) => candidate.list)
  if (!Array.isArray(value)) {
    writeUse(writing, form.wrapper, value, single, level)
    return
  }
  const { [EXTENSIONS]: extensions } = value as { readonly [EXTENSIONS]?: Extensions }
  const open = `<${form.wrapper}${extensionAttributes(extensions)}`
  const type = use && writing.dialect.type(use.name)
  writeElement(writing, open, form.wrapper, level, () => {
    const choice = type?.kind === 'choice' ? type.choice : undefined
    const uniform =
      choice && UNIFORM.has(choice.name) ? uniformFit(writing, choice, value) : undefined
    for (const item of value as readonly unknown[]) {
      if (choice && form.element === '|')
        writeAlternative(writing, choice, item, level + 1, uniform)
      else writeItem(writing, form.element, form.attribute, item, use, level + 1)
    }
    writeForeign(writing, extensions, level + 1)
  })
}

function writeItem(
  writing: Writing,
  name: string,
  attribute: string | undefined,
  item: unknown,
  use: TypeUse | undefined,
  level: number,
): void {
  if (attribute === undefined) writeUse(writing, name, item, use, level)
  else line(writing, level, `<${name}${attributeText(attribute, item)}/>`)
}

function writeUse(
  writing: Writing,
  name: string,
  value: unknown,
  use: TypeUse | undefined,
  level: number,
): void {
  const type = writing.dialect.type(use?.name ?? 'string')
  if (type.kind === 'scalar') {
    line(writing, level, `<${name}>${escapeText(scalarText(value))}</${name}>`)
  } else if (type.kind === 'object') {
    writeObject(writing, name, value as Plain, type.object, level)
  } else {
    writeElement(writing, `<${name}`, name, level, () => {
      writeAlternative(writing, type.choice, value, level + 1)
    })
  }
}

function writeAlternative(
  writing: Writing,
  choice: ChoiceType,
  value: unknown,
  level: number,
  wanted = fitIndex(writing, choice, value),
): void {
  const alternative = choice.alternatives[wanted]
  if (!alternative?.element) return
  const use = { name: alternative.type, list: false, since: 0 }
  writeUse(writing, alternative.element, value, use, level)
}

function fitIndex({ dialect }: Writing, choice: ChoiceType, value: unknown): number {
  const types = choice.alternatives.map(({ type }) => dialect.type(type))
  if (typeof value !== 'object' || value === null) {
    return types.findIndex((type) => type.kind === 'scalar')
  }
  const objects = types.flatMap((type) => (type.kind === 'object' ? [type.object] : []))
  const best = objects[bestFit(objects, value as Plain)]
  return types.findIndex((type) => type.kind === 'object' && type.object === best)
}

/** The first form that holds every item. */
function uniformFit(writing: Writing, choice: ChoiceType, items: readonly unknown[]): number {
  return Math.max(...items.map((item) => fitIndex(writing, choice, item)), 0)
}

function line({ out }: Writing, level: number, text: string): void {
  out.push('  '.repeat(level) + text)
}

/** xs:decimal has no exponent. */
function scalarText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return value === true ? 'true' : value === false ? 'false' : ''
  const text = String(value)
  if (!text.includes('e')) return text
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '')
}

function attributeText(name: string, value: unknown): string {
  return value === undefined ? '' : ` ${name}="${escapeAttribute(scalarText(value))}"`
}

function extensionAttributes(extensions: Extensions | undefined): string {
  if (!extensions) return ''
  const spaces = new Map<string, string>()
  const texts = extensions.attributes.map(({ name, namespace, value }) => {
    const prefix = prefixOf(name)
    if (prefix !== '' && prefix !== 'xml') spaces.set(prefix, namespace)
    return attributeText(name, value)
  })
  return declarations(spaces) + texts.join('')
}

function writeForeign(writing: Writing, extensions: Extensions | undefined, level: number): void {
  for (const element of extensions?.elements ?? []) {
    line(
      writing,
      level,
      foreignText(element, new Map([['', `${NAMESPACE}${writing.dialect.version}`]])),
    )
  }
}

/** White space in it is its own, so it stands on one line as it came. */
function foreignText(element: ForeignElement, scope: ReadonlyMap<string, string>): string {
  const { name, namespace, attributes, content } = element
  const inner = new Map(scope)
  const fresh = new Map<string, string>()
  const prefixed = attributes.filter((attribute) => prefixOf(attribute.name) !== '')
  for (const { name: own, namespace: space } of [{ name, namespace }, ...prefixed]) {
    const prefix = prefixOf(own)
    if (prefix === 'xml' || inner.get(prefix) === space) continue
    inner.set(prefix, space)
    fresh.set(prefix, space)
  }
  const open = `<${name}${declarations(fresh)}${attributes.map(({ name: own, value }) => attributeText(own, value)).join('')}`
  const text = content
    .map((part) => (typeof part === 'string' ? escapeText(part) : foreignText(part, inner)))
    .join('')
  return text === '' ? `${open}/>` : `${open}>${text}</${name}>`
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? '' : name.slice(0, colon)
}

function declarations(spaces: ReadonlyMap<string, string>): string {
  return [...spaces]
    .map(([prefix, space]) => attributeText(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, space))
    .join('')
}

function escapeText(text: string): string {
  return /[&<>\r]/.test(text)
    ? text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character)
    : text
}

function escapeAttribute(text: string): string {
  return /[&<>"\r\n\t]/.test(text)
    ? text.replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character] ?? character)
    : text
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}
