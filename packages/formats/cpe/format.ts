// SPDX-License-Identifier: Apache-2.0
import { ANY, CPE_ATTRIBUTES, NA, PACKED_ATTRIBUTES, URI_ATTRIBUTES, type Cpe } from './cpe.ts'

/** The CPE 2.3 formatted string. */
export function formatCpe(cpe: Cpe): string {
  return `cpe:2.3:${CPE_ATTRIBUTES.map((attribute) => cpe[attribute]).join(':')}`
}

/** The CPE 2.2 URI; attributes that CPE 2.2 did not have are packed into the edition (NISTIR 7695, 6.1.2). */
export function formatCpeUri(cpe: Cpe): string {
  const packed = PACKED_ATTRIBUTES.slice(1).some((attribute) => cpe[attribute] !== ANY)
  const components = URI_ATTRIBUTES.map((attribute) =>
    attribute === 'edition' && packed
      ? PACKED_ATTRIBUTES.map((part) => `~${uriValue(cpe[part])}`).join('')
      : uriValue(cpe[attribute]),
  )
  return `cpe:/${components.join(':').replace(/:{1,7}$/, '')}`
}

function uriValue(value: string): string {
  if (value === ANY) return ''
  if (value === NA) return NA
  return value.replaceAll(
    /\\(.)|([*?])/gs,
    (_all, quoted: string | undefined, wildcard: string | undefined) =>
      wildcard === undefined
        ? `%${quoted!.charCodeAt(0).toString(16).padStart(2, '0')}`
        : wildcard === '?'
          ? '%01'
          : '%02',
  )
}
