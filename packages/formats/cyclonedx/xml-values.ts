// SPDX-License-Identifier: Apache-2.0
import { describe } from './check-json.ts'
import type { ChoiceType, Member, ObjectType, ScalarType } from './compile.ts'
import { holds, type TypeUse } from './spec/index.ts'
import { checkObject } from './xml-check.ts'
import { createExtensions, INSTANCE, type Built } from './xml-extensions.ts'
import { elementsOf, report, type XmlRun } from './xml-run.ts'
import { readScalar } from './xml-scalars.ts'
import type { XmlAttribute, XmlElement } from './xml-tree.ts'

const ANY: TypeUse = { name: 'any', list: false, since: 0 }
/** Items whose list takes attributes of any name (`anyAttribute` in the XSD). */
const OPEN_LISTS: ReadonlySet<string> = new Set(
  `component service composition property vulnerability annotation formula workflow task workspace
  resourceReference standard energyConsumption`.split(/\s+/),
)

/** The object that an element says, checked on the way. */
function readObject(run: XmlRun, element: XmlElement, type: ObjectType): Built {
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
        const scalar = scalarOf(run, forms.text)
        // An element that may be empty says nothing then.
        const isAbsent = text === '' && !forms.text.required && scalar.problem('') !== undefined
        const value = isAbsent ? undefined : readScalar(run, element, text, scalar)
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
