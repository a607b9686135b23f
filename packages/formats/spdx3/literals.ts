// SPDX-License-Identifier: Apache-2.0
import type { ValueKind } from './model.ts'

/** Literals of the model. SPDX 3.0.1 Core, "Datatypes". */
const SEMVER =
  /^(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})(?:-[0-9A-Za-z.-]{1,100})?(?:\+[0-9A-Za-z.-]{1,100})?$/
const DECIMAL = /^[+-]?\d{1,100}(?:\.\d{0,100})?(?:[eE][+-]?\d{1,5})?$/
const INTEGER = /^[+-]?\d{1,100}$/

export function isLiteralOf(kind: ValueKind, value: unknown): boolean {
  switch (kind) {
    case 'string':
    case 'anyURI':
      return typeof value === 'string'
    case 'dateTime':
      return typeof value === 'string' && isInstant(value)
    case 'semver':
      return typeof value === 'string' && SEMVER.test(value)
    case 'mediaType':
      return typeof value === 'string' && isMediaType(value)
    case 'integer':
      return isInteger(value, -Infinity)
    case 'positiveInteger':
      return isInteger(value, 1)
    case 'nonNegativeInteger':
      return isInteger(value, 0)
    case 'decimal':
      // the schema lets a decimal be written as text, to keep its digits
      return typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value))
    case 'boolean':
      return typeof value === 'boolean'
    case 'enum':
    case 'object':
      return false
    default:
      return false
  }
}

function isInteger(value: unknown, least: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= least
  return typeof value === 'string' && INTEGER.test(value) && Number(value) >= least
}

/** The pattern of DateTime, read without a regular expression: it stands in every document ten thousand times. */
function isInstant(value: string): boolean {
  if (value.length !== 20) return false
  for (let i = 0; i < 20; i++) {
    const c = value.charCodeAt(i)
    const wanted = INSTANT.charCodeAt(i)
    if (wanted === 48 ? c < 48 || c > 57 : c !== wanted) return false
  }
  const month = Number(value.slice(5, 7))
  const day = Number(value.slice(8, 10))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && Number(value.slice(11, 13)) <= 24
}

const INSTANT = '0000-00-00T00:00:00Z'

function isMediaType(value: string): boolean {
  const slash = value.indexOf('/')
  return slash > 0 && slash < value.length - 1 && !value.includes('/', slash + 1)
}
