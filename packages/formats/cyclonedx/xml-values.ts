// SPDX-License-Identifier: Apache-2.0
import type { FaultCode, FaultList } from '../fault/index.ts'
import { describe } from './check-json.ts'
import type { ChoiceType, Dialect, Member, ObjectType, ScalarType } from './compile.ts'
import { EXTENSIONS, type Extensions, type ForeignElement } from './document.ts'
import { brokenRule, keepsRule } from './rules.ts'
import { holds, type TypeUse } from './spec/index.ts'
import { pathOf, type XmlAttribute, type XmlElement } from './xml-tree.ts'

export interface XmlRun {
  readonly dialect: Dialect
  readonly namespace: string
  readonly faults: FaultList
  readonly refs: Set<string>
  /** Dependencies within dependencies: JSON has them beside each other. */
  readonly nested: Record<string, unknown>[]
}

export type Built = Record<string, unknown> & { [EXTENSIONS]?: Extensions }

const ANY: TypeUse = { name: 'any', list: false, since: 0 }
/** Items whose list takes attributes of any name (`anyAttribute` in the XSD). */
const OPEN_LISTS: ReadonlySet<string> = new Set(
  `component service composition property vulnerability annotation formula workflow task workspace
  resourceReference standard energyConsumption`.split(/\s+/),
)
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** The object that an element says, checked on the way. */
export function readObject(run: XmlRun, element: XmlElement, type: ObjectType): Built {
  const built: Built = {}
  const { self } = formsOf(type)
  if (self?.uses[0]) {
    built[self.name] = readUse(run, element, self.uses[0])
    return built
  }
  const reader = createObjectReader(run, element, type, built)
  for (const attribute of element.attributes) reader.attribute(attribute)
  for (const part of element.content) reader.content(part)
  reader.end()
  return built
}

export interface ObjectReader {
  attribute(attribute: XmlAttribute): void
  content(part: XmlElement | string): void
  end(): void
}

/** The same, fed part by part: the document's own element comes so. */
export function createObjectReader(
  run: XmlRun,
  element: XmlElement,
  type: ObjectType,
  built: Built,
): ObjectReader {
  const forms = formsOf(type)
  const seen = new Set<Member>()
  let last = 0
  let text = ''
  const extensions = createExtensions()

  return {
    attribute(attribute) {
      const member = attribute.namespace === '' ? forms.attributes.get(attribute.name) : undefined
      if (member) {
        const value = readScalar(run, element, attribute.value, scalarOf(run, member), attribute)
        if (value !== undefined) built[member.name] = value
      } else if (attribute.namespace !== '' || type.attributes) extensions.attribute(attribute)
      else {
        const message = `CycloneDX ${run.dialect.version} has no attribute ${describe(attribute.name)} in a ${type.name}`
        report(run, element, 'UNEXPECTED', message, attribute)
      }
    },
    content(part) {
      if (typeof part === 'string') {
        text += part
        return
      }
      if (part.namespace !== run.namespace) {
        extensions.element(part)
        return
      }
      const found = forms.elements.get(part.local)
      if (!found) {
        report(run, part, 'UNEXPECTED', unknownElement(run, part, type.name))
        return
      }
      const { member, order } = found
      if (order < last && !type.loose) {
        const message = `<${part.local}> stands too late: XML Schema fixes the order of elements`
        report(run, part, 'UNEXPECTED', message)
      }
      last = Math.max(last, order)
      if (seen.has(member) && !mayRepeat(run, member)) {
        if (run.dialect.minor <= member.spec.spareUntil) extensions.element(part)
        else report(run, part, 'UNEXPECTED', `<${part.local}> may be given only once here`)
        return
      }
      seen.add(member)
      readMember(run, part, member, built)
    },
    end() {
      if (forms.text) {
        const value = readScalar(run, element, text, scalarOf(run, forms.text))
        if (value !== undefined) built[forms.text.name] = value
      } else refuseText(run, element)
      extensions.keep(built)
      checkObject(run, element, type, built)
    },
  }
}

interface Forms {
  readonly attributes: ReadonlyMap<string, Member>
  readonly elements: ReadonlyMap<string, { readonly member: Member; readonly order: number }>
  readonly text: Member | undefined
  readonly self: Member | undefined
}

const formsCache = new WeakMap<ObjectType, Forms>()

function formsOf(type: ObjectType): Forms {
  const known = formsCache.get(type)
  if (known) return known
  const attributes = new Map<string, Member>()
  const elements = new Map<string, { member: Member; order: number }>()
  let text: Member | undefined
  let self: Member | undefined
  type.list.forEach((member, order) => {
    const { form } = member.spec
    if (form.kind === 'attribute') attributes.set(form.attribute, member)
    else if (form.kind === 'text') text = member
    else if (form.kind === 'self') self = member
    else if (form.kind === 'wrapped') elements.set(form.wrapper, { member, order })
    else if ('element' in form) elements.set(form.element, { member, order })
  })
  const forms = { attributes, elements, text, self }
  formsCache.set(type, forms)
  return forms
}

function mayRepeat({ dialect }: XmlRun, { spec, uses }: Member): boolean {
  if (dialect.minor <= spec.loneUntil) return false
  return spec.many || (spec.form.kind === 'repeated' && uses[0]?.list === true)
}

function readMember(run: XmlRun, element: XmlElement, member: Member, built: Built): void {
  const { form } = member.spec
  const use = useOf(element, member)
  if (form.kind === 'inline') {
    Object.assign(built, readUse(run, element, use))
  } else if (form.kind === 'wrapped') {
    const list = readWrapped(run, element, member, use)
    const before = built[member.name]
    if (Array.isArray(before) && Array.isArray(list)) before.push(...(list as unknown[]))
    else built[member.name] = list
  } else if (form.kind === 'repeated') {
    const value =
      form.attribute === undefined
        ? readUse(run, element, use)
        : readReference(run, element, form.attribute, use)
    if (!use.list) built[member.name] = value
    else if (value !== undefined) {
      const list = (built[member.name] ??= []) as unknown[]
      list.push(value)
    }
  } else {
    const value = readUse(run, element, use)
    if (value !== undefined) built[member.name] = value
  }
}

/** `a[]|text[]`: an element without elements is the text. */
function useOf(element: XmlElement, { uses }: Member): TypeUse {
  const [first = ANY, second] = uses
  if (!first.list || second?.list !== true) return first
  const texts = elementsOf(element).length === 0 && element.content.length > 0
  return texts ? second : first
}

/** The list in a wrapper; or, where a list is one of two shapes and its items are not there, the other shape. */
function readWrapped(run: XmlRun, wrapper: XmlElement, member: Member, use: TypeUse): unknown {
  const { form } = member.spec
  if (form.kind !== 'wrapped') return undefined
  const other = member.uses.find((candidate) => !candidate.list)
  const first = elementsOf(wrapper).find(({ namespace }) => namespace === run.namespace)
  if (other && first && first.local !== form.element) return readUse(run, wrapper, other)
  const items: unknown[] = []
  const extensions = createExtensions()
  const open = OPEN_LISTS.has(form.element)
  for (const attribute of wrapper.attributes) {
    if (open || attribute.namespace !== '') extensions.attribute(attribute)
    else refuseAttributes(run, wrapper, [attribute])
  }
  refuseText(run, wrapper)
  for (const part of wrapper.content) {
    if (typeof part === 'string') continue
    if (part.namespace === run.namespace) {
      const value = readItem(run, part, member, use)
      if (value !== undefined) items.push(value)
    } else extensions.element(part)
  }
  extensions.keep(items as unknown as Built)
  checkAlone(run, wrapper, use)
  if (member.spec.filled && items.length === 0) {
    report(run, wrapper, 'MISSING', `<${form.wrapper}> needs at least one <${form.element}>`)
  }
  return items
}

/** One item of a wrapped list. */
export function readItem(
  run: XmlRun,
  element: XmlElement,
  member: Member,
  use: TypeUse | undefined = member.uses[0],
): unknown {
  const { form } = member.spec
  if (form.kind !== 'wrapped' || !use) return undefined
  if (form.element === '|') {
    const type = run.dialect.type(use.name)
    if (type.kind === 'choice') return readAlternative(run, element, type.choice)
  }
  if (element.local !== form.element) {
    report(run, element, 'UNEXPECTED', `expected <${form.element}>, found <${element.local}>`)
    return undefined
  }
  return form.attribute === undefined
    ? readUse(run, element, use)
    : readReference(run, element, form.attribute, use)
}

function readUse(run: XmlRun, element: XmlElement, use: TypeUse): unknown {
  const type = run.dialect.type(use.name)
  if (type.kind === 'object') return readObject(run, element, type.object)
  if (type.kind === 'scalar') return readTextElement(run, element, type.scalar)
  const inner = elementsOf(element).filter(({ namespace }) => namespace === run.namespace)
  if (inner.length !== 1 || !inner[0]) {
    const names = type.choice.alternatives.map((alternative) => `<${alternative.element}>`)
    report(run, element, 'MISSING', `expected exactly one of ${names.join(', ')}`)
    return undefined
  }
  return readAlternative(run, inner[0], type.choice)
}

function readAlternative(run: XmlRun, element: XmlElement, choice: ChoiceType): unknown {
  const found = choice.alternatives.find((alternative) => alternative.element === element.local)
  if (!found) {
    report(run, element, 'UNEXPECTED', unknownElement(run, element, choice.name))
    return undefined
  }
  return readUse(run, element, { name: found.type, list: false, since: 0 })
}

/** `<dependency ref="a"/>`: the value is the attribute. */
function readReference(run: XmlRun, element: XmlElement, name: string, use: TypeUse): unknown {
  const attribute = element.attributes.find((candidate) => candidate.name === name)
  if (!attribute) {
    report(run, element, 'MISSING', `the attribute \`${name}\` is required`)
    return undefined
  }
  const dependency = run.dialect.type('dependency')
  if (element.local === 'dependency' && dependency.kind === 'object') {
    if (elementsOf(element).length > 0) run.nested.push(readObject(run, element, dependency.object))
  } else if (elementsOf(element).length > 0) {
    report(run, element, 'UNEXPECTED', `<${element.local}> has no content here`)
  }
  refuseText(run, element)
  refuseAttributes(
    run,
    element,
    element.attributes.filter(({ namespace, name: own }) => namespace === '' && own !== name),
  )
  const type = run.dialect.type(use.name)
  if (type.kind !== 'scalar') return attribute.value
  return readScalar(run, element, attribute.value, type.scalar, attribute)
}

function readTextElement(run: XmlRun, element: XmlElement, scalar: ScalarType): unknown {
  let text = ''
  for (const part of element.content) {
    if (typeof part === 'string') text += part
    else report(run, part, 'UNEXPECTED', `expected text only, found <${part.name}>`)
  }
  refuseAttributes(run, element, element.attributes)
  return readScalar(run, element, text, scalar)
}

/** There is no room for them in the JSON shape, and XML Schema has none either. */
function refuseAttributes(
  run: XmlRun,
  element: XmlElement,
  attributes: readonly XmlAttribute[],
): void {
  for (const attribute of attributes) {
    if (attribute.namespace === INSTANCE) continue
    const message = `no attribute ${describe(attribute.name)} on <${element.local}>`
    report(run, element, 'UNEXPECTED', message, attribute)
  }
}

function scalarOf(run: XmlRun, member: Member): ScalarType {
  const type = run.dialect.type(member.uses[0]?.name ?? 'string')
  if (type.kind === 'scalar') return type.scalar
  throw new Error(`the table writes ${member.name} as text, but it is none`)
}

function readScalar(
  run: XmlRun,
  element: XmlElement,
  raw: string,
  scalar: ScalarType,
  attribute?: XmlAttribute,
): string | number | boolean | undefined {
  const text = scalar.trimmed ? raw.trim() : raw
  const value = convert(text, scalar.kind)
  if (value === undefined || scalar.problem(value) !== undefined) {
    const message = `expected ${scalar.what}, found ${describe(text)}`
    report(run, element, 'INVALID_VALUE', message, attribute)
    return undefined
  }
  if (scalar.defines && typeof value === 'string') {
    if (run.refs.has(value)) {
      const message = `the bom-ref ${describe(value)} is used more than once`
      report(run, element, 'DUPLICATE', message, attribute)
    } else run.refs.add(value)
  }
  return value
}

/** The lexical forms of XML Schema part 2. */
function convert(text: string, kind: ScalarType['kind']): string | number | boolean | undefined {
  switch (kind) {
    case 'boolean':
      return text === 'true' || text === '1'
        ? true
        : text === 'false' || text === '0'
          ? false
          : undefined
    case 'integer':
      return /^[-+]?\d{1,400}$/.test(text) ? Number(text) : undefined
    case 'number':
      return /^[-+]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})$/.test(text)
        ? Number(text)
        : undefined
    case 'string':
    case 'any':
      return text
  }
}

function checkObject(run: XmlRun, element: XmlElement, type: ObjectType, built: Built): void {
  for (const name of type.required) {
    if (built[name] !== undefined || hasMember(element, type, name)) continue
    const form = type.members[name]?.spec.form
    if (form?.kind === 'inline' || form?.kind === 'self') continue
    const what =
      form?.kind === 'attribute'
        ? `the attribute \`${form.attribute}\``
        : form?.kind === 'text'
          ? 'text'
          : form?.kind === 'wrapped'
            ? `<${form.wrapper}>`
            : `<${form && 'element' in form ? form.element : name}>`
    report(run, element, 'MISSING', `${what} is required in a ${type.name}`)
  }
  for (const rule of type.rules) {
    if (keepsRule(rule, built)) continue
    const broken = brokenRule(rule, built)
    report(run, element, broken.code, `${broken.message} in a ${type.name}`)
  }
}

/** It is there, and its value was found wrong: that has been said already. */
function hasMember(element: XmlElement, type: ObjectType, name: string): boolean {
  const form = type.members[name]?.spec.form
  if (form?.kind === 'attribute') {
    return element.attributes.some((attribute) => attribute.name === form.attribute)
  }
  if (form?.kind === 'text') return true
  const wanted = form?.kind === 'wrapped' ? form.wrapper : form && 'element' in form && form.element
  return elementsOf(element).some(({ local }) => local === wanted)
}

function checkAlone(run: XmlRun, wrapper: XmlElement, use: TypeUse): void {
  const type = run.dialect.type(use.name)
  if (type.kind !== 'choice') return
  const items = elementsOf(wrapper).filter(({ namespace }) => namespace === run.namespace)
  const kinds = new Set(items.map(({ local }) => local))
  for (const { element, aloneXml } of type.choice.alternatives) {
    if (holds(aloneXml, run.dialect.minor) && kinds.has(element ?? '') && items.length > 1) {
      report(run, wrapper, 'UNEXPECTED', `<${element}> must be the only element in its list`)
    }
  }
}

function refuseText(run: XmlRun, element: XmlElement): void {
  const text = element.content.find((part) => typeof part === 'string' && part.trim() !== '')
  if (typeof text === 'string') {
    report(run, element, 'UNEXPECTED', `text between the elements: ${describe(text.trim())}`)
  }
}

function unknownElement({ dialect }: XmlRun, element: XmlElement, type: string): string {
  return `CycloneDX ${dialect.version} has no <${element.local}> in a ${type}`
}

export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.content.filter((part) => typeof part !== 'string')
}

export function report(
  run: XmlRun,
  element: XmlElement,
  code: FaultCode,
  message: string,
  attribute?: XmlAttribute,
): void {
  const { line, column } = element
  const pointer = attribute ? `${pathOf(element)}/@${attribute.name}` : pathOf(element)
  run.faults.add(code, message, { pointer, line, column })
}

interface ExtensionCollector {
  attribute(attribute: XmlAttribute): void
  element(element: XmlElement): void
  keep(built: Built): void
}

export function createExtensions(): ExtensionCollector {
  const attributes: XmlAttribute[] = []
  const elements: ForeignElement[] = []
  return {
    attribute(attribute) {
      // xsi:schemaLocation and its kin belong to the syntax, not to what is said.
      if (attribute.namespace !== INSTANCE) attributes.push(attribute)
    },
    element(element) {
      elements.push(foreignElement(element))
    },
    keep(built) {
      if (attributes.length === 0 && elements.length === 0) return
      built[EXTENSIONS] = { attributes: attributes.map(plainAttribute), elements }
    },
  }
}

function foreignElement({ name, namespace, attributes, content }: XmlElement): ForeignElement {
  return {
    name,
    namespace,
    attributes: attributes.map(plainAttribute),
    content: content.map((part) => (typeof part === 'string' ? part : foreignElement(part))),
  }
}

function plainAttribute({
  name,
  namespace,
  value,
}: XmlAttribute): Extensions['attributes'][number] {
  return { name, namespace, value }
}
