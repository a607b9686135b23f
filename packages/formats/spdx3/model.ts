// SPDX-License-Identifier: Apache-2.0
import {
  readNotation,
  type ClassFacts,
  type ModelFacts,
  type PropertyFacts,
} from './spec/notation.ts'
import { VERSIONS, type Spdx3Version } from './spec/versions.ts'

export type ValueKind =
  | 'string'
  | 'anyURI'
  | 'dateTime'
  | 'semver'
  | 'mediaType'
  | 'integer'
  | 'positiveInteger'
  | 'nonNegativeInteger'
  | 'decimal'
  | 'boolean'
  | 'enum'
  | 'object'

export interface PropertyModel {
  readonly name: string
  readonly kind: ValueKind
  readonly range: string
  readonly min: number
  readonly list: boolean
  /** Entries of the vocabulary, where `kind` is `enum`. */
  readonly entries?: ReadonlySet<string>
  /** Number of this property in its model, below {@link MAX_PROPERTIES}. */
  readonly number: number
}

export interface ClassModel {
  readonly name: string
  readonly abstract: boolean
  /** An Element: has an IRI and creation information. */
  readonly element: boolean
  readonly extensible: boolean
  /** This class and all that it descends from. */
  readonly lineage: ReadonlySet<string>
  /** Own and inherited. */
  readonly properties: ReadonlyMap<string, PropertyModel>
  readonly required: readonly PropertyModel[]
  /** Number of this class in its model, from 1. */
  readonly number: number
}

export interface Model {
  readonly version: Spdx3Version
  readonly tolerant: boolean
  readonly classes: ReadonlyMap<string, ClassModel>
  /** By `number`; the first place is empty. */
  readonly classList: readonly (ClassModel | undefined)[]
  readonly propertyList: readonly PropertyModel[]
}

export const MAX_PROPERTIES = 1024

const models = new Map<Spdx3Version, Model>()

/** The compiled model of a version, made at first use (about a millisecond). */
export function modelOf(version: Spdx3Version): Model {
  let model = models.get(version)
  if (model === undefined) {
    model = compile(version)
    models.set(version, model)
  }
  return model
}

function compile(version: Spdx3Version): Model {
  const { texts, tolerant } = VERSIONS[version]
  const facts = readNotation(texts)
  const propertyList: PropertyModel[] = []
  const own = new Map<PropertyFacts, PropertyModel>()
  for (const { properties } of facts.classes.values()) {
    for (const property of properties) {
      const model = propertyModel(property, facts, propertyList.length)
      propertyList.push(model)
      own.set(property, model)
    }
  }
  const classes = new Map<string, ClassModel>()
  const classList: (ClassModel | undefined)[] = [undefined]
  for (const each of facts.classes.values()) {
    const ancestors = lineageOf(each, facts)
    const properties = new Map<string, PropertyModel>()
    for (const ancestor of ancestors) {
      for (const property of ancestor.properties) {
        const model = own.get(property)
        if (model) properties.set(model.name, model)
      }
    }
    const lineage = new Set(ancestors.map((ancestor) => ancestor.name))
    const model: ClassModel = {
      name: each.name,
      abstract: each.abstract,
      element: ancestors.some((ancestor) => ancestor.iri),
      extensible: ancestors.some((ancestor) => ancestor.extensible),
      lineage,
      properties,
      required: [...properties.values()].filter((property) => property.min > 0),
      number: classList.length,
    }
    classes.set(each.name, model)
    classList.push(model)
  }
  return { version, tolerant, classes, classList, propertyList }
}

function lineageOf(start: ClassFacts, facts: ModelFacts): ClassFacts[] {
  const ancestors: ClassFacts[] = []
  for (
    let each: ClassFacts | undefined = start;
    each !== undefined;
    each = each.parent === undefined ? undefined : facts.classes.get(each.parent)
  ) {
    ancestors.unshift(each)
  }
  return ancestors
}

const LITERALS: ReadonlySet<string> = new Set<ValueKind>([
  'string',
  'anyURI',
  'dateTime',
  'semver',
  'mediaType',
  'integer',
  'positiveInteger',
  'nonNegativeInteger',
  'decimal',
  'boolean',
])

function isLiteral(range: string): range is Exclude<ValueKind, 'enum' | 'object'> {
  return LITERALS.has(range)
}

function propertyModel(facts: PropertyFacts, model: ModelFacts, number: number): PropertyModel {
  const { name, range, min, list } = facts
  const entries = model.vocabularies.get(range)
  const kind: ValueKind = isLiteral(range) ? range : entries ? 'enum' : 'object'
  return { name, kind, range, min, list, ...(entries ? { entries } : {}), number }
}
