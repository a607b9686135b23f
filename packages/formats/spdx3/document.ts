// SPDX-License-Identifier: Apache-2.0
import type { Spdx3Version } from './spec/versions.ts'

export type Spdx3Value = string | number | boolean | Spdx3Object | readonly Spdx3Value[]

/**
 * One node of the graph, normalized: `type` is the compact class name (`software_File`), an Element has `spdxId` and other
 * nodes may have `@id`, vocabulary entries are their short names, prefixes of ids are expanded, and a property that
 * the model lets repeat is always an array. References are ids; a node that stood inline still does. What the model does not
 * know is kept as it was.
 */
export interface Spdx3Object {
  readonly [name: string]: Spdx3Value
}

export type Spdx3Element = Spdx3Object & { readonly type: string; readonly spdxId: string }

export type Spdx3Context = string | Readonly<Record<string, unknown>>

export interface Spdx3Document {
  readonly version: Spdx3Version
  /** The version as the document writes it. */
  readonly specVersion: string
  /** `@context`, always as a list. */
  readonly context: readonly Spdx3Context[]
  /** The root objects, in the order of the text. */
  readonly graph: readonly Spdx3Object[]
  /** True where the document is one object without `@graph`. */
  readonly bare: boolean
  readonly remarks: readonly string[]
}

export function isObject(value: unknown): value is Spdx3Object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The id of a reference or of the node that stands in its place. */
export function idOf(value: Spdx3Value | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  return text(value, 'spdxId') ?? text(value, '@id')
}

export function text(object: Spdx3Object, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value : undefined
}

export function list(object: Spdx3Object, name: string): readonly Spdx3Value[] {
  const value = object[name]
  return value === undefined ? NONE : Array.isArray(value) ? value : [value]
}

export function texts(object: Spdx3Object, name: string): readonly string[] {
  return list(object, name).filter((value) => typeof value === 'string')
}

export function objects(object: Spdx3Object, name: string): readonly Spdx3Object[] {
  return list(object, name).filter(isObject)
}

/** Ids of the nodes that a property refers to. */
export function ids(object: Spdx3Object, name: string): readonly string[] {
  const found: string[] = []
  for (const value of list(object, name)) {
    const id = idOf(value)
    if (id !== undefined) found.push(id)
  }
  return found
}

const NONE: readonly Spdx3Value[] = []
