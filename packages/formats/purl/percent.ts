// SPDX-License-Identifier: Apache-2.0
import { repair, type Findings } from './purl.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Percent-decodes UTF-8. What is not an encoding is a fault, or in lenient mode stands as it is. */
export function decodeComponent(text: string, component: string, findings: Findings): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    repair(findings, `the ${component} has a % that is no encoding of UTF-8`)
    return decodeWhatIsEncoded(text)
  }
}

function decodeWhatIsEncoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))
    try {
      return UTF8.decode(bytes)
    } catch {
      return run
    }
  })
}

/**
 * Percent-encodes all but `A-Z a-z 0-9 . - _ ~` and the colon (ECMA-427, "Character encoding"); a lone surrogate becomes
 * U+FFFD, since there is no UTF-8 of it.
 */
export function encodeComponent(text: string): string {
  if (/^[\w.~:-]*$/.test(text)) return text
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{fffd}'))
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The same, segment by segment. */
export function encodeSegments(text: string): string {
  return text.includes('/') ? text.split('/').map(encodeComponent).join('/') : encodeComponent(text)
}
