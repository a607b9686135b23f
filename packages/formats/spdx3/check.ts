// SPDX-License-Identifier: Apache-2.0
import { expandId, type ContextFacts } from './context.ts'
import { createDefinitions, type Repeat } from './definitions.ts'
import type { Spdx3Object } from './document.ts'
import { createIdTable, UNKNOWN_CLASS, type IdTable } from './ids.ts'
import { isLiteralOf } from './literals.ts'
import { MAX_PROPERTIES, type ClassModel, type Model, type PropertyModel } from './model.ts'
import { reportReferences } from './references.ts'
import type { Report } from './report.ts'
import { rulesOf } from './rules.ts'
import { compactTerm, entryTerm, individual } from './terms.ts'
import { expected, instead, shorten, withArticle, wrongRange } from './wording.ts'

/** A node while it is being normalized in place. */
type Draft = Record<string, unknown>

export interface Checker {
  /** Checks and normalizes one root object; `index` is its place in `@graph`, or -1 where it is the whole document. */
  root(value: unknown, index: number): void
  /** What can be said only when every node was seen. */
  finish(): void
  readonly ids: IdTable
  readonly repeats: readonly Repeat[]
}

export interface CheckerOptions {
  readonly model: Model
  readonly context: ContextFacts
  readonly prefixes: ReadonlyMap<string, string>
  readonly report: Report
  /** Every node with an id, and every CreationInfo; what stands inline comes before what it stands in. */
  readonly visit: (node: Spdx3Object, id: string | undefined, model: ClassModel | undefined) => void
  /** Asked about each id, as written, before it is expanded. */
  readonly onId: (id: string) => void
}

/**
 * Validates nodes against the model and brings them to one shape, one after another: types, cardinalities, vocabularies,
 * ranges of references, identity. SPDX 3.0.1 Model; JSON-LD shapes as in the clause "Serializations".
 */
export function createChecker(options: CheckerOptions): Checker {
  const { model, context, prefixes, report, visit, onId } = options
  const ids = createIdTable()
  const definitions = createDefinitions({
    model,
    ids,
    prefixes,
    report,
    onId,
    fault: (code, message) => fault(code, message),
  })
  const imported = new Set<string>()
  /** References met before their target whose range is narrower than Element, with the first place of each. */
  const awaited = new Map<number, number>()
  const inner: (string | number)[] = []
  const documentClass = model.classes.get('SpdxDocument')?.number ?? -1
  const visited = model.classList.map((each) =>
    each?.element === true || each?.name === 'CreationInfo' ? 1 : 0,
  )
  let rootIndex = -1
  let documents = 0
  let lastCreationInfo = ''

  function fault(
    code: Parameters<Report['fault']>[0],
    message: string,
    ...steps: (string | number)[]
  ): void {
    const start = rootIndex < 0 ? [] : ['@graph', rootIndex]
    report.fault(code, message, [...start, ...inner, ...steps])
  }

  function tolerates(term: string): boolean {
    return model.tolerant || context.others || term.includes(':') || context.terms.has(term)
  }

  function node(draft: Draft, range: string | undefined): string | undefined {
    const type = typeOf(draft)
    if (type === undefined) {
      fault('MISSING', 'a node needs a type')
      return undefined
    }
    const known = model.classes.get(type)
    if (known === undefined) return foreignNode(draft, type, range)
    if (known.abstract) fault('INVALID_VALUE', `${type} is abstract: no node can be one`, 'type')
    if (range !== undefined && !known.lineage.has(range)) {
      fault(
        'INVALID_VALUE',
        `expected ${withArticle(range)} here, not ${withArticle(type)}`,
        'type',
      )
    }
    const id = identify(draft, known)
    const again = id !== undefined && definitions.again
    if (known.number === documentClass && ++documents > 1) {
      fault('DUPLICATE', 'a document must not hold more than one SpdxDocument')
    }
    properties(draft, known, type)
    for (const rule of rulesOf(known)) {
      rule.check(
        draft as Spdx3Object,
        (code, message, property) =>
          fault(code, message, ...(property === undefined ? [] : [property])),
        report.remark,
      )
    }
    if (visited[known.number] === 1 && !again && report.faultCount === 0) {
      visit(draft as Spdx3Object, id, known)
    }
    return id
  }

  /** `type` in its compact form, also where it is written as `@type`, as a list of one, or as an IRI. */
  function typeOf(draft: Draft): string | undefined {
    let type = draft['type']
    if (typeof type === 'string' && model.classes.has(type)) return type
    if (type === undefined && draft['@type'] !== undefined) {
      type = draft['@type']
      delete draft['@type']
    }
    if (Array.isArray(type) && type.length === 1) type = type[0] as unknown
    if (typeof type !== 'string') return undefined
    const compact = compactTerm(type) ?? type
    draft['type'] = compact
    return compact
  }

  /** A class that the model does not know: an extension, a class of another vocabulary or of a newer version. */
  function foreignNode(draft: Draft, type: string, range: string | undefined): string | undefined {
    if (range === 'extension_Extension') report.remark(`extension of type ${type} kept`)
    else if (tolerates(type))
      report.remark(`node of type ${type}, which SPDX ${model.version} does not know, kept`)
    else fault('INVALID_VALUE', `SPDX ${model.version} has no class ${type}`, 'type')
    const written = draft['spdxId'] ?? draft['@id']
    const id =
      typeof written === 'string'
        ? definitions.define(written, UNKNOWN_CLASS, rootIndex, inner.length > 0)
        : undefined
    if (id !== undefined) draft[draft['spdxId'] === undefined ? '@id' : 'spdxId'] = id
    if (report.faultCount === 0 && range === undefined) visit(draft as Spdx3Object, id, undefined)
    return id
  }

  /** Elements are known by `spdxId`, other nodes by `@id`; both are the same keyword in the context. */
  function identify(draft: Draft, known: ClassModel): string | undefined {
    const name = known.element ? 'spdxId' : '@id'
    const alternative = known.element ? '@id' : 'spdxId'
    let written = draft[name]
    if (written === undefined && draft[alternative] !== undefined) {
      written = draft[alternative]
      delete draft[alternative]
      draft[name] = written
    }
    if (written === undefined) {
      if (known.element) fault('MISSING', `${withArticle(known.name)} needs an spdxId`)
      return undefined
    }
    if (typeof written !== 'string' || !written.includes(':')) {
      fault(
        'INVALID_VALUE',
        `${name} must be an IRI${known.element ? '' : ' or a blank node'}`,
        name,
      )
      return undefined
    }
    if (known.element && written.startsWith('_:')) {
      fault('INVALID_VALUE', 'an Element must be known by an IRI, not by a blank node', name)
    }
    const id = definitions.define(written, known.number, rootIndex, inner.length > 0)
    if (id !== written) draft[name] = id
    return id
  }

  function properties(draft: Draft, known: ClassModel, type: string): void {
    for (const name in draft) {
      const property = known.properties.get(name)
      if (property === undefined) {
        if (name !== 'type' && name !== 'spdxId' && name !== '@id')
          foreignProperty(draft, name, known, type)
        continue
      }
      const value = draft[name]
      if (property.list) {
        if (Array.isArray(value)) repeated(value, property)
        else {
          // JSON-LD reads a value and a list of that one value alike
          const values = [value]
          draft[name] = values
          repeated(values, property)
        }
      } else single(draft, name, value, property)
    }
    for (const property of known.required) {
      const value = draft[property.name]
      if (value === undefined) fault('MISSING', `${withArticle(type)} needs ${property.name}`)
      else if (property.list && Array.isArray(value) && value.length < property.min) {
        fault(
          'MISSING',
          `${property.name} of ${withArticle(type)} needs at least ${property.min}`,
          property.name,
        )
      }
    }
  }

  function repeated(values: unknown[], property: PropertyModel): void {
    for (let i = 0; i < values.length; i++) {
      const before: unknown = values[i]
      const after = checked(before, property, i)
      if (after !== before) values[i] = after
    }
  }

  function single(draft: Draft, name: string, written: unknown, property: PropertyModel): void {
    let value = written
    if (Array.isArray(value)) {
      if (value.length !== 1) {
        fault('INVALID_VALUE', `${name} must have one value, not ${value.length}`, name)
        return
      }
      value = value[0] as unknown
    }
    const after = checked(value, property, -1)
    if (after !== written) draft[name] = after
  }

  /** The value in its normal form; `index` is its place in the list, or -1. */
  function checked(value: unknown, property: PropertyModel, index: number): unknown {
    if (property.kind === 'object') return pointed(value, property, index)
    if (property.kind === 'enum') {
      if (typeof value === 'string') {
        if (property.entries?.has(value)) return value
        const entry = entryTerm(value)
        if (entry !== undefined && property.entries?.has(entry)) return entry
        if (tolerates(value)) {
          report.remark(
            `${shorten(value)}, which is no ${property.range} of SPDX ${model.version}, kept`,
          )
          return value
        }
      }
    } else if (isLiteralOf(property.kind, value)) {
      if (property.name !== 'externalSpdxId') return value
      onId(String(value))
      const id = expandId(String(value), prefixes)
      imported.add(id)
      return id
    } else if (isDraft(value) && value['@value'] !== undefined) {
      // a typed literal of JSON-LD
      const literal = value['@value']
      if (isLiteralOf(property.kind, literal)) return literal
    }
    const steps = index < 0 ? [property.name] : [property.name, index]
    fault(
      'INVALID_VALUE',
      `${property.name} must be ${expected(property)}${instead(value)}`,
      ...steps,
    )
    return value
  }

  function pointed(value: unknown, property: PropertyModel, index: number): unknown {
    if (typeof value === 'string') return reference(value, property, index)
    if (!isDraft(value)) {
      const steps = index < 0 ? [property.name] : [property.name, index]
      fault(
        'INVALID_VALUE',
        `${property.name} must be ${expected(property)}${instead(value)}`,
        ...steps,
      )
      return value
    }
    const only = onlyId(value)
    if (only !== undefined) return reference(only, property, index)
    inner.push(property.name)
    if (index >= 0) inner.push(index)
    node(value, property.range)
    if (index >= 0) inner.pop()
    inner.pop()
    return value
  }

  function reference(written: string, property: PropertyModel, index: number): string {
    if (written === lastCreationInfo && property.name === 'creationInfo') return written
    const own = individual(written)
    if (own !== undefined) return own
    if (!written.includes(':')) {
      const steps = index < 0 ? [property.name] : [property.name, index]
      fault(
        'INVALID_VALUE',
        `${property.name} must be ${expected(property)}${instead(written)}`,
        ...steps,
      )
      return written
    }
    onId(written)
    const id = expandId(written, prefixes)
    const place = (rootIndex + 1) * MAX_PROPERTIES + property.number
    const number = ids.number(id, place)
    if (property.range === 'Element') return id
    const classNumber = ids.classOf(number)
    if (classNumber === 0) {
      const key = number * MAX_PROPERTIES + property.number
      if (!awaited.has(key)) awaited.set(key, rootIndex)
      return id
    }
    const found = model.classList[classNumber]
    if (found !== undefined && !found.lineage.has(property.range)) {
      const steps = index < 0 ? [property.name] : [property.name, index]
      fault('INVALID_VALUE', wrongRange(property, found), ...steps)
    } else if (property.name === 'creationInfo') lastCreationInfo = id
    return id
  }

  function foreignProperty(draft: Draft, name: string, known: ClassModel, type: string): void {
    const term = compactTerm(name)
    if (term !== undefined && known.properties.has(term) && draft[term] === undefined) {
      // a property under its full IRI: read it under its name
      const alone: Draft = { [term]: draft[name] }
      delete draft[name]
      properties(alone, { ...known, required: [] }, type)
      draft[term] = alone[term]
    } else if (known.extensible) return
    else if (tolerates(name))
      report.remark(`${name} of a ${type}, which SPDX ${model.version} does not know, kept`)
    else fault('UNEXPECTED', `${withArticle(type)} has no property ${shorten(name)}`, name)
  }

  return {
    ids,
    repeats: definitions.repeats,
    root(value, index) {
      rootIndex = index
      inner.length = 0
      if (isDraft(value)) node(value, undefined)
      else fault('INVALID_VALUE', 'an element must be an object')
    },
    finish() {
      reportReferences({ model, ids, awaited, imported, report })
    },
  }
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `{"@id": "x"}` is the long way to write the reference `"x"`. */
function onlyId(value: Draft): string | undefined {
  const id = value['@id'] ?? value['spdxId']
  return typeof id === 'string' && Object.keys(value).length === 1 ? id : undefined
}
