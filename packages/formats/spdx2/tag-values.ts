// SPDX-License-Identifier: Apache-2.0
import type { Raw } from './members.ts'

/** Values that tag-value writes in one line, as the objects that JSON writes. Undefined: not written so. */

/** 7.10, 8.4: `SHA1: d6a7…` */
export function checksumOf(value: string): Raw | undefined {
  const colon = value.indexOf(':')
  if (colon <= 0) return undefined
  return {
    algorithm: value.slice(0, colon).trimEnd(),
    checksumValue: value.slice(colon + 1).trim(),
  }
}

/** 7.9: `d6a7… (excludes: ./package.spdx)`; tools also write the names alone, or several with commas. */
export function verificationCodeOf(value: string): Raw {
  const open = value.indexOf('(')
  if (open < 0) return { packageVerificationCodeValue: value }
  const close = value.lastIndexOf(')')
  const inside = value.slice(open + 1, close < open ? value.length : close).trim()
  const names = inside.startsWith('excludes:') ? inside.slice(9) : inside
  const excluded = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const code = { packageVerificationCodeValue: value.slice(0, open).trim() }
  return excluded.length === 0 ? code : { ...code, packageVerificationCodeExcludedFiles: excluded }
}

/** 7.21: `CATEGORY type locator` */
export function externalRefOf(value: string): Raw | undefined {
  const [category, type, locator] = threeWords(value)
  if (locator === undefined) return undefined
  return { referenceCategory: category, referenceType: type, referenceLocator: locator }
}

/** 6.6: `DocumentRef-x namespace SHA1: d6a7…`; the checksum is missing in some documents. */
export function externalDocumentOf(value: string): Raw | undefined {
  const [id, namespace, checksum] = threeWords(value)
  if (namespace === undefined) return undefined
  const ref = { externalDocumentId: id, spdxDocument: namespace }
  if (checksum === undefined) return ref
  const parsed = checksumOf(checksum)
  return parsed === undefined ? undefined : { ...ref, checksum: parsed }
}

/** 11.1: `SPDXRef-a TYPE SPDXRef-b` */
export function relationshipOf(value: string): Raw | undefined {
  const [from, type, to] = threeWords(value)
  if (to === undefined || /\s/.test(to)) return undefined
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to }
}

/** 9.3, 9.4: `310:420` */
export function rangeOf(value: string, unit: 'offset' | 'lineNumber'): Raw | undefined {
  const colon = value.indexOf(':')
  const from = wholeNumber(value.slice(0, colon).trim())
  const to = wholeNumber(value.slice(colon + 1).trim())
  if (colon < 0 || from === undefined || to === undefined) return undefined
  return { startPointer: { [unit]: from }, endPointer: { [unit]: to } }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The first two words and the rest. */
function threeWords(value: string): [string, string?, string?] {
  const first = wordEnd(value, 0)
  if (first === value.length) return [value]
  const second = skipSpace(value, first)
  const secondEnd = wordEnd(value, second)
  const words: [string, string] = [value.slice(0, first), value.slice(second, secondEnd)]
  if (secondEnd === value.length) return words
  return [...words, value.slice(skipSpace(value, secondEnd))]
}

function wordEnd(value: string, from: number): number {
  let i = from
  while (i < value.length && value.charCodeAt(i) > 32) i++
  return i
}

function skipSpace(value: string, from: number): number {
  let i = from
  while (i < value.length && value.charCodeAt(i) <= 32) i++
  return i
}
