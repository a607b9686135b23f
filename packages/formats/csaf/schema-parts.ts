// SPDX-License-Identifier: Apache-2.0
import { isInstant } from '../instant/index.ts'
import type { ObjectShape, Shape } from '../shape/index.ts'
import { isCpe, isLanguageTag, isPurlText, isUri, isVersion } from './texts.ts'

export const text: Shape = { kind: 'string', min: 1 }
export const texts: Shape = { kind: 'array', items: text, min: 1 }
export const uniqueTexts: Shape = { ...texts, unique: true }
export const uri: Shape = { kind: 'string', test: isUri, what: 'a URI' }
export const language: Shape = { kind: 'string', test: isLanguageTag, what: 'a language tag' }
export const version: Shape = {
  kind: 'string',
  test: isVersion,
  what: 'an integer or a semantic version',
}
export const cpe: Shape = { kind: 'string', test: isCpe, what: 'a CPE name' }
export const purl: Shape = { kind: 'string', test: isPurlText, what: 'a package URL' }
export const any: Shape = { kind: 'any' }
export const cve: Shape = {
  kind: 'string',
  test: (value) => /^CVE-[0-9]{4}-[0-9]{4,}$/.test(value),
  what: 'a CVE id',
}
export const weakness: Shape = {
  kind: 'string',
  test: (value) => /^CWE-[1-9]\d{0,5}$/.test(value),
  what: 'a CWE id',
}
/** No blank, hyphen, underscore or full stop at either end. */
export const trimmedName: Shape = {
  kind: 'string',
  min: 1,
  test: (value) => !/^[\s\-_.]|[\s\-_.]$|[\n\r\u2028\u2029]/.test(value),
  what: 'a name that begins and ends with a letter or digit',
}
export const trackingId: Shape = {
  kind: 'string',
  min: 1,
  test: (value) => !/^\s|\s$|[\n\r\u2028\u2029]/.test(value),
  what: 'an id without white space around it',
}

export function words(...list: readonly string[]): Shape {
  return { kind: 'string', words: list }
}

export function list(items: Shape, min = 1): Shape {
  return { kind: 'array', items, min }
}

export function set(items: Shape, min = 1): Shape {
  return { kind: 'array', items, min, unique: true }
}

export type MakeObject = (shape: Omit<ObjectShape, 'kind'>) => ObjectShape
export type Parts = Readonly<Record<'acknowledgments' | 'notes' | 'references', Shape>>

/** 2.1 has its own, narrower test of dates (6.1.37). */
export function dateShape(closed: boolean): Shape {
  return closed ? text : { kind: 'string', test: isInstant, what: 'an RFC 3339 date and time' }
}
