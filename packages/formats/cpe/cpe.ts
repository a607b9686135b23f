// SPDX-License-Identifier: Apache-2.0

/** The attributes of a well-formed name in the order of the formatted string (NISTIR 7695, 6.2.1). */
export const CPE_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'swEdition',
  'targetSw',
  'targetHw',
  'other',
] as const

/** The components of a CPE 2.2 URI, and what its edition packs (NISTIR 7695, 6.1.2). */
export const URI_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
] as const
export const PACKED_ATTRIBUTES = ['edition', 'swEdition', 'targetSw', 'targetHw', 'other'] as const

export type CpeAttribute = (typeof CPE_ATTRIBUTES)[number]

/**
 * A well-formed name. Each value stands as in the formatted string, lower case and quoted no more than needed: `*` is the
 * logical value ANY, `-` is NA; else text, in which an unquoted `*` or `?` at either end is a wildcard and a backslash
 * quotes the next character. {@link cpeText} takes the quoting off.
 */
export type Cpe = Readonly<Record<CpeAttribute, string>>

/** `strict` holds to NISTIR 7695; `lenient` also takes what is found in records and SBOMs, and says what it repaired. */
export type CpeMode = 'strict' | 'lenient'

export type CpeReading =
  | { readonly kind: 'cpe'; readonly cpe: Cpe; readonly repairs: readonly string[] }
  | { readonly kind: 'fault'; readonly reasons: readonly string[] }

export const ANY = '*'
export const NA = '-'

/** No product has an attribute of this length; longer ones are somebody's attempt. */
export const MAX_ATTRIBUTE_LENGTH = 1024

/** The plain text of an attribute, or undefined for ANY and NA. Wildcards stay, and look like the characters they are. */
export function cpeText(value: string): string | undefined {
  if (value === ANY || value === NA) return undefined
  return value.includes('\\') ? value.replaceAll(/\\(.)/gs, '$1') : value
}

/** The attribute value for a plain text: every special character quoted, none a wildcard. */
export function cpeValue(text: string): string {
  return text === NA ? '\\-' : text.toLowerCase().replaceAll(/[^\w.-]/g, '\\$&')
}
