// SPDX-License-Identifier: Apache-2.0

/** §5.3.3.2: what a version writes as percent-encoded UTF-8; everything else stands as it is. */
export function encodeVersion(version: string): string {
  return version.replace(RESERVED, (run) => {
    let encoded = ''
    for (const byte of UTF8.encode(run))
      encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    return encoded
  })
}

/** Decodes once. Undefined: a percent sign without its two digits, or bytes that are no UTF-8. */
export function decodeVersion(text: string): string | undefined {
  if (!text.includes('%')) return text
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const UTF8 = new TextEncoder()
/** `> < = ! * | %`, white space, controls and all beyond ASCII. A run keeps the two halves of a pair together. */
const RESERVED = /[^!-~]+|[><=!*|%]/g
