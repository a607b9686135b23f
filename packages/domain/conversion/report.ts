// SPDX-License-Identifier: Apache-2.0
import type { Counts } from './conversion.ts'

/** What became of a document: everything that did not arrive, by its place in the source. */
export interface ConversionReport {
  readonly schemaVersion: 1
  readonly source: { readonly format: string; readonly version: string }
  readonly target: { readonly format: string; readonly version: string; readonly syntax: string }
  readonly counts: { readonly source: Counts; readonly target: Counts }
  /** Members that the target says in its own words. Not counted where the family is the same. */
  readonly carried?: number
  /** Members that stand in a place that takes anything: a property, an annotation, a comment, an extension. */
  readonly properties: readonly string[]
  /** JSON pointers into the source as it was read: in the shape of its JSON, whatever its syntax was. */
  readonly lost: readonly { readonly pointer: string; readonly why?: string }[]
  /** What arrived otherwise than it was, and what the target asks for and the source did not say. */
  readonly notes: readonly { readonly pointer?: string; readonly message: string }[]
  /** What was repaired or passed over when the source was read. */
  readonly remarks: readonly string[]
}

export interface Group {
  /** The pointers with `*` for every index: `/packages/1/comment` and `/packages/2/comment` are one. */
  readonly pattern: string
  readonly why?: string
  readonly pointers: readonly string[]
}

/** Places that differ only in their indexes, together; the largest groups first. */
export function groupPlaces(
  places: readonly { readonly pointer: string; readonly why?: string }[],
): readonly Group[] {
  const groups = new Map<string, { pattern: string; why?: string; pointers: string[] }>()
  for (const { pointer, why } of places) {
    const pattern = pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')
    const key = `${pattern}\n${why ?? ''}`
    const group = groups.get(key)
    if (group) group.pointers.push(pointer)
    else groups.set(key, { pattern, ...(why !== undefined && { why }), pointers: [pointer] })
  }
  return [...groups.values()].sort(
    (a, b) => b.pointers.length - a.pointers.length || (a.pattern < b.pattern ? -1 : 1),
  )
}
