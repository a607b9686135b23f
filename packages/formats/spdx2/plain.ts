// SPDX-License-Identifier: Apache-2.0
import type { Raw } from './members.ts'
import type { ListName } from './rules.ts'
import { CHECKSUM_ALGORITHMS, FILE_TYPES, RELATIONSHIP_TYPES } from './words.ts'

/**
 * True for a file or a relationship that has nothing to be said about: no flaw, no rare member. Documents have millions
 * of these two, so they are judged by straight code; whatever is not plain goes the long way through the rules, which
 * give the same answer.
 */
export function isPlain(list: ListName, value: unknown): value is Raw {
  if (typeof value !== 'object' || value === null) return false
  if (list === 'files') return isPlainFile(value as Raw)
  return list === 'relationships' && isPlainRelationship(value as Raw)
}

function isPlainRelationship(raw: Raw): boolean {
  for (const key in raw) {
    switch (key) {
      case 'spdxElementId':
      case 'relatedSpdxElement':
      case 'relationshipType':
      case 'comment':
        break
      default:
        return false
    }
  }
  return (
    typeof raw['spdxElementId'] === 'string' &&
    typeof raw['relatedSpdxElement'] === 'string' &&
    isOldWord(RELATIONSHIP_TYPES, raw['relationshipType']) &&
    isTextOrAbsent(raw['comment'])
  )
}

function isPlainFile(raw: Raw): boolean {
  for (const key in raw) {
    switch (key) {
      case 'SPDXID':
      case 'fileName':
      case 'licenseConcluded':
      case 'copyrightText':
      case 'licenseInfoInFiles':
      case 'checksums':
      case 'fileTypes':
      case 'comment':
        break
      default:
        return false
    }
  }
  return (
    typeof raw['fileName'] === 'string' &&
    isPlainId(raw['SPDXID']) &&
    isTextOrAbsent(raw['licenseConcluded']) &&
    isTextOrAbsent(raw['copyrightText']) &&
    isTextOrAbsent(raw['comment']) &&
    isEachOrAbsent(raw['licenseInfoInFiles'], isText) &&
    isEachOrAbsent(raw['checksums'], isPlainChecksum) &&
    isEachOrAbsent(raw['fileTypes'], isFileType)
  )
}

function isPlainChecksum(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  for (const key in value) if (key !== 'algorithm' && key !== 'checksumValue') return false
  const { algorithm, checksumValue } = value as Raw
  if (typeof algorithm !== 'string' || typeof checksumValue !== 'string') return false
  const known = CHECKSUM_ALGORITHMS.get(algorithm)
  if (known === undefined || known.since !== undefined) return false
  return checksumValue.length === known.hexDigits && isHex(checksumValue)
}

/** `SPDXRef-` and letters, digits, full stops, hyphens (7.2, 8.2, 9.1). */
export function isPlainId(id: unknown): boolean {
  if (typeof id !== 'string' || !id.startsWith('SPDXRef-') || id.length === 8) return false
  for (let i = 8; i < id.length; i++) {
    const c = id.charCodeAt(i)
    const isLetterOrDigit = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57)
    if (!isLetterOrDigit && c !== 45 && c !== 46) return false
  }
  return true
}

export function isHex(text: string): boolean {
  let all = 1
  for (let i = 0; i < text.length; i++) all &= HEX_DIGIT[text.charCodeAt(i)] ?? 0
  return all === 1 && text.length > 0
}

/** A look-up is half the time of comparing, and checksums are half of the bytes of a large document. */
const HEX_DIGIT = new Uint8Array(256)
for (const digit of '0123456789abcdefABCDEF') HEX_DIGIT[digit.charCodeAt(0)] = 1

function isFileType(value: unknown): boolean {
  return isOldWord(FILE_TYPES, value)
}

function isOldWord(
  table: ReadonlyMap<string, { readonly since?: string }>,
  value: unknown,
): boolean {
  if (typeof value !== 'string') return false
  const known = table.get(value)
  return known !== undefined && known.since === undefined
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isEachOrAbsent(value: unknown, judge: (each: unknown) => boolean): boolean {
  if (value === undefined) return true
  if (!Array.isArray(value)) return false
  for (let i = 0; i < value.length; i++) if (!judge(value[i])) return false
  return true
}
