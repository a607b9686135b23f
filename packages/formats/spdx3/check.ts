// SPDX-License-Identifier: Apache-2.0
import { expandId, type ContextFacts } from './context.ts'
import { createDefinitions, type Repeat } from './definitions.ts'
import type { Spdx3Object } from './document.ts'
import { createIdTable, UNKNOWN_CLASS, type IdTable } from './ids.ts'
import { type ClassModel, type Model } from './model.ts'
import { reportReferences } from './references.ts'
import type { Report } from './report.ts'
import { rulesOf } from './rules.ts'
import { compactTerm } from './terms.ts'
import { createValues, isDraft, type Draft } from './values.ts'
import { shorten, withArticle } from './wording.ts'

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
  const expand = (written: string): string => {
    onId(written)
    return expandId(written, prefixes)
  }
  const ids = createIdTable(expand)
  const definitions = createDefinitions({
    model,
    ids,
    report,
    fault: (code, message) => fault(code, message),
  })
  const inner: (string | number)[] = []
  const documentClass = model.classes.get('SpdxDocument')?.number ?? -1
  const visited = model.classList.map((each) =>
    each?.element === true || each?.name === 'CreationInfo' ? 1 : 0,
  )
  let rootIndex = -1
  let documents = 0

  const values = createValues({
    model,
    ids,
    report,
    expand,
    tolerates,
    root: () => rootIndex,
    fault,
    inlineNode(draft, property, index) {
      inner.push(property.name)
      if (index >= 0) inner.push(index)
      node(draft, property.range)
      if (index >= 0) inner.pop()
      inner.pop()
    },
  })

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
        if (Array.isArray(value)) values.repeated(value, property)
        else {
          // JSON-LD reads a value and a list of that one value alike
          const one = [value]
          draft[name] = one
          values.repeated(one, property)
        }
      } else values.single(draft, value, property)
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
      reportReferences({
        model,
        ids,
        awaited: values.awaited,
        imported: values.imported,
        report,
      })
    },
  }
}
