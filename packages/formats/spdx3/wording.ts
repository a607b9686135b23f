// SPDX-License-Identifier: Apache-2.0
import type { ClassModel, PropertyModel, ValueKind } from './model.ts'

/** What a literal must look like, for the message. SPDX 3.0.1 Core, "Datatypes". */
const EXPECTED: Readonly<Record<ValueKind, string>> = {
  string: 'a string',
  anyURI: 'a string',
  dateTime: 'an instant in UTC to the second, as in 2024-05-06T07:08:09Z',
  semver: 'a semantic version, as in 3.0.1',
  mediaType: 'a media type, as in text/plain',
  integer: 'a whole number',
  positiveInteger: 'a whole number above zero',
  nonNegativeInteger: 'a whole number, zero or more',
  decimal: 'a number',
  boolean: 'true or false',
  enum: 'an entry of the vocabulary',
  object: 'a reference or an object',
}

export function expected(property: PropertyModel): string {
  const { kind, entries, range } = property
  if (kind === 'object') return `a reference to ${withArticle(range)}, or one in its place`
  if (kind !== 'enum' || !entries) return EXPECTED[kind]
  const shown = [...entries].slice(0, 12).join(', ')
  return `one of ${range}: ${shown}${entries.size > 12 ? ', ...' : ''}`
}

/** What stands there instead, without quoting more of the document than helps. */
export function instead(value: unknown): string {
  if (typeof value === 'string') return `, not "${shorten(value)}"`
  if (value === null) return ', not null'
  if (Array.isArray(value)) return ', not a list'
  if (typeof value === 'number' || typeof value === 'boolean') return `, not ${value}`
  return ', not an object'
}

export function wrongRange(property: PropertyModel, found: ClassModel): string {
  return `${property.name} must refer to ${withArticle(property.range)}, and this is ${withArticle(found.name)}`
}

export function shorten(id: string): string {
  return id.length > 120 ? `${id.slice(0, 117)}...` : id
}

export function alreadyDefined(id: string, first: number): string {
  return `${shorten(id)} is defined twice, first in /@graph/${first}`
}

export function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`
}
