// SPDX-License-Identifier: Apache-2.0
import { ANY, MAX_ATTRIBUTE_LENGTH, NA, type CpeAttribute, type CpeMode } from './cpe.ts'

/** Collects what is wrong: reasons to refuse, or in lenient mode repairs. */
export interface Findings {
  readonly mode: CpeMode
  readonly repairs: string[]
  readonly reasons: string[]
}

export function repair(findings: Findings, what: string): void {
  const list = findings.mode === 'lenient' ? findings.repairs : findings.reasons
  if (!list.includes(what)) list.push(what)
}

/**
 * One component of a formatted string in normal form: lower case, letters, digits, `_`, `.` and `-` unquoted, all else
 * quoted, wildcards only at the ends (NISTIR 7695, 5.3.2 and 6.2).
 */
export function normalizeValue(raw: string, attribute: CpeAttribute, findings: Findings): string {
  if (raw === '') {
    repair(findings, `${attribute} is empty; read as *`)
    return ANY
  }
  if (raw === ANY || raw === NA) return raw
  if (raw.length > MAX_ATTRIBUTE_LENGTH) {
    findings.reasons.push(`${attribute} is longer than ${MAX_ATTRIBUTE_LENGTH} characters`)
    return ANY
  }
  const [start, end] = wildcardEnds(raw)
  if (start === end && raw.includes('*')) {
    repair(findings, `${attribute} is nothing but wildcards; read as *`)
    return ANY
  }
  const value =
    raw.slice(0, start) + quoted(raw.slice(start, end), attribute, findings) + raw.slice(end)
  checkAttribute(value, attribute, findings)
  return value === NA ? `\\${NA}` : value
}

/** Where the wildcards of the beginning end and those of the end begin. A leading or trailing `*` stands alone. */
export function wildcardEnds(raw: string): [number, number] {
  let start = 0
  if (raw[0] === '*') start = 1
  else while (raw[start] === '?') start++
  let end = raw.length
  if (raw[end - 1] === '*' && end - 1 >= start && !isQuoted(raw, end - 1)) end--
  else while (end > start && raw[end - 1] === '?' && !isQuoted(raw, end - 1)) end--
  return [start, end]
}

/** Whether an odd number of backslashes stands before this character. */
export function isQuoted(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function quoted(raw: string, attribute: CpeAttribute, findings: Findings): string {
  let out = ''
  for (let at = 0; at < raw.length; at++) {
    let char = raw[at]!
    const wasQuoted = char === '\\' && at + 1 < raw.length
    if (wasQuoted) char = raw[++at]!
    // oxlint-disable-next-line no-control-regex -- control characters are what we look for
    if (/[^\u0021-\u007e]/.test(char))
      repair(findings, `${attribute} has characters that are not printable ASCII`)
    if (/[\w.-]/.test(char)) {
      out += char.toLowerCase()
      continue
    }
    if (!wasQuoted) {
      repair(
        findings,
        char === '*' || char === '?'
          ? `${attribute} has the wildcard ${char} where only a literal may stand`
          : `${attribute} has ${char} without a backslash`,
      )
    }
    out += `\\${char.toLowerCase()}`
  }
  return out
}

/** What 7695 says of single attributes: 5.3.3.1 (part) and 5.3.3.7 (language tags of RFC 5646, language and region). */
function checkAttribute(value: string, attribute: CpeAttribute, findings: Findings): void {
  if (attribute === 'part' && !/^[aoh]$/.test(value))
    repair(findings, 'part is not a, o, h, * or -')
  if (attribute === 'language' && !/^[a-z]{2,3}(?:-(?:[a-z]{2}|\d{3}))?$/.test(value)) {
    repair(findings, 'language is not a language tag (RFC 5646)')
  }
}
