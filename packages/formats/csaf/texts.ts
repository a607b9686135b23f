// SPDX-License-Identifier: Apache-2.0

/** RFC 3986: a scheme, then characters that a URI may have, each percent sign with its two digits. */
export function isUri(text: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(text) &&
    !/%(?![0-9A-Fa-f]{2})/.test(text)
  )
}

/** CSAF 2.0 section 3.1.11: an integer, or a semantic version as semver.org writes it. */
export function isVersion(text: string): boolean {
  return INTEGER.test(text) || SEMANTIC.test(text)
}

export const INTEGER = /^(?:0|[1-9]\d*)$/
export const SEMANTIC =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/

/** The pattern of the schema: a type, a slash, and something after it. Test 6.1.13 looks closer. */
export function isPurlText(text: string): boolean {
  return text.length >= 7 && /^pkg:[A-Za-z.\-+][A-Za-z0-9.\-+]*\/./.test(text)
}

/** A CPE 2.3 formatted string or a CPE 2.2 URI (NISTIR 7695 sections 6.1 and 6.2). */
export function isCpe(text: string): boolean {
  if (!text.startsWith('cpe:2.3:')) {
    return /^cpe:\/[aho]?(?::[A-Za-z0-9._\-~%]*){0,6}$/i.test(text)
  }
  const [part = '', ...attributes] = splitUnescaped(text.slice('cpe:2.3:'.length))
  return (
    /^[aho*-]$/.test(part) &&
    attributes.length === 10 &&
    attributes.every((value, index) => {
      return /^[*-]$/.test(value) || (index === 5 ? CPE_LANGUAGE : CPE_VALUE).test(value)
    })
  )
}

const CPE_LANGUAGE = /^[A-Za-z]{2,3}(?:-(?:[A-Za-z]{2}|[0-9]{3}))?$/
/** Wildcards only at the ends: any number of `?`, or one `*`. */
const CPE_VALUE = /^(?:\?*|\*)(?:[A-Za-z0-9\-._]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~])+(?:\?*|\*)$/

function splitUnescaped(text: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === ':' || at === text.length) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return parts
}

/** The grammar of RFC 5646 as the schema of CSAF has it; test 6.1.12 asks the registry. */
export function isLanguageTag(text: string): boolean {
  return LANGUAGE_TAG.test(text)
}

const LANGUAGE_TAG =
  /^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}(?:-[A-Za-z]{3}){0,2})?|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?|[Xx](?:-[A-Za-z0-9]{1,8})+|[Ii]-(?:default|mingo))$/i
