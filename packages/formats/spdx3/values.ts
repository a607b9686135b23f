// SPDX-License-Identifier: Apache-2.0
import type { GrowingIdTable } from './ids.ts'
import { isLiteralOf } from './literals.ts'
import { MAX_PROPERTIES, type Model, type PropertyModel } from './model.ts'
import type { Report } from './report.ts'
import { entryTerm, individual } from './terms.ts'
import { expected, instead, shorten, wrongRange } from './wording.ts'

/** A node while it is being normalized in place. */
export type Draft = Record<string, unknown>

export interface Values {
  /** Checks the values of a property that may repeat, and normalizes them in place. */
  repeated(values: unknown[], property: PropertyModel): void
  /** The same for one that may not. */
  single(draft: Draft, written: unknown, property: PropertyModel): void
  /** References met before their target whose range is narrower than Element: key as in {@link awaitedKey}, first place. */
  readonly awaited: ReadonlyMap<number, number>
  readonly imported: ReadonlySet<string>
}

export interface ValuesOptions {
  readonly model: Model
  readonly ids: GrowingIdTable
  readonly report: Report
  readonly expand: (written: string) => string
  readonly tolerates: (term: string) => boolean
  /** Place of the root object. */
  readonly root: () => number
  readonly inlineNode: (value: Draft, property: PropertyModel, index: number) => void
  readonly fault: (code: 'INVALID_VALUE', message: string, ...steps: (string | number)[]) => void
}

export function createValues(options: ValuesOptions): Values {
  const { model, ids, report, expand, tolerates, root, inlineNode, fault } = options
  const awaited = new Map<number, number>()
  const imported = new Set<string>()
  let lastWritten = ''
  let lastCreationInfo = ''

  function repeated(values: unknown[], property: PropertyModel): void {
    for (let i = 0; i < values.length; i++) {
      const before: unknown = values[i]
      const after = checked(before, property, i)
      if (after !== before) values[i] = after
    }
  }

  function single(draft: Draft, written: unknown, property: PropertyModel): void {
    const { name } = property
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
      const id = expand(String(value))
      imported.add(id)
      return id
    } else if (isDraft(value) && value['@value'] !== undefined) {
      // a typed literal of JSON-LD
      const literal = value['@value']
      if (isLiteralOf(property.kind, literal)) return literal
    }
    misfit(value, property, index)
    return value
  }

  function pointed(value: unknown, property: PropertyModel, index: number): unknown {
    if (typeof value === 'string') return reference(value, property, index)
    if (!isDraft(value)) {
      misfit(value, property, index)
      return value
    }
    const only = onlyId(value)
    if (only !== undefined) return reference(only, property, index)
    inlineNode(value, property, index)
    return value
  }

  function reference(written: string, property: PropertyModel, index: number): string {
    if (written === lastWritten && property.name === 'creationInfo') return lastCreationInfo
    let number = ids.seen(written)
    if (number === undefined) {
      const own = individual(written)
      if (own !== undefined) return own
      if (!written.includes(':')) {
        misfit(written, property, index)
        return written
      }
      number = ids.add(written, (root() + 1) * MAX_PROPERTIES + property.number)
    }
    const id = ids.name(number)
    if (property.range !== 'Element' && inRange(number, property, index)) {
      // nearly every element has the creation information of the one before it
      if (property.name === 'creationInfo') {
        lastWritten = written
        lastCreationInfo = id
      }
    }
    return id
  }

  /** Where only elements of some classes may be referred to: checked now (true), or once the target was met. */
  function inRange(number: number, property: PropertyModel, index: number): boolean {
    const classNumber = ids.classOf(number)
    if (classNumber === 0) {
      const key = number * MAX_PROPERTIES + property.number
      if (!awaited.has(key)) awaited.set(key, root())
      return false
    }
    const found = model.classList[classNumber]
    if (found !== undefined && !found.lineage.has(property.range)) {
      fault('INVALID_VALUE', wrongRange(property, found), ...stepsTo(property, index))
      return false
    }
    return true
  }

  function misfit(value: unknown, property: PropertyModel, index: number): void {
    const message = `${property.name} must be ${expected(property)}${instead(value)}`
    fault('INVALID_VALUE', message, ...stepsTo(property, index))
  }

  return { repeated, single, awaited, imported }
}

function stepsTo(property: PropertyModel, index: number): (string | number)[] {
  return index < 0 ? [property.name] : [property.name, index]
}

export function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `{"@id": "x"}` is the long way to write the reference `"x"`. */
function onlyId(value: Draft): string | undefined {
  const id = value['@id'] ?? value['spdxId']
  return typeof id === 'string' && Object.keys(value).length === 1 ? id : undefined
}
