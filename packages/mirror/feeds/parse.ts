// SPDX-License-Identifier: Apache-2.0
import { isAscii, isUtf8 } from 'node:buffer'
import { looksLikeCve } from '@headwater/formats/cve'
import { readEpss, type EpssScores } from '@headwater/formats/epss'
import { FormatError } from '@headwater/formats/fault'
import { parseJson } from '@headwater/formats/json'
import {
  cisaKevOfJson,
  euKevOfJson,
  looksLikeCisaKev,
  looksLikeEuKev,
  type ExploitedCatalog,
} from '@headwater/formats/kev'
import { looksLikeOsv } from '@headwater/formats/osv'

/** What a file of a feed is, by its content. */
export type Parsed =
  | { readonly kind: 'osv' | 'cve'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'exploited'; readonly catalog: ExploitedCatalog }
  | { readonly kind: 'epss'; readonly scores: EpssScores }
  /** JSON or named like it, and no record. */
  | { readonly kind: 'stranger' }
  /** A read-me, a licence, an index that the CVE list keeps beside its records. */
  | { readonly kind: 'other' }

/** @throws FormatError for JSON that is none, and for catalogues and scores that cannot be read. */
export function parseMember(name: string, bytes: Buffer): Parsed {
  const first = firstByte(bytes)
  if (first !== BRACE && first !== BRACKET) return parseText(name, bytes)
  if (INDEXES.has(name.slice(name.lastIndexOf('/') + 1))) return { kind: 'other' }
  const text = textOf(name, bytes)
  const value = parse(name, text)
  if (looksLikeCve(value)) return { kind: 'cve', value, text }
  if (looksLikeOsv(value)) return { kind: 'osv', value, text }
  if (looksLikeCisaKev(value)) return { kind: 'exploited', catalog: cisaKevOfJson(name, value) }
  if (looksLikeEuKev(value)) return { kind: 'exploited', catalog: euKevOfJson(name, value) }
  return { kind: 'stranger' }
}

const BRACE = 0x7b
const BRACKET = 0x5b

/** What the CVE list keeps beside its records (cvelistV5, folder `cves`). */
const INDEXES: ReadonlySet<string> = new Set([
  'delta.json',
  'deltaLog.json',
  'recent_activities.json',
])

/** Behind a byte order mark and white space. */
function firstByte(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return bytes[at] ?? 0
}

function parseText(name: string, bytes: Buffer): Parsed {
  const head = bytes.toString('latin1', 0, 200).trimStart()
  if (head.startsWith('#model_version:') || /^"?cve"?,"?epss"?/i.test(head)) {
    return { kind: 'epss', scores: readEpss(name, textOf(name, bytes)) }
  }
  return { kind: name.endsWith('.json') ? 'stranger' : 'other' }
}

/** Most records are plain ASCII, which needs no decoding. */
function textOf(name: string, bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1')
  if (!isUtf8(bytes)) {
    throw new FormatError(name, [{ code: 'ENCODING', message: 'not UTF-8 text', place: {} }])
  }
  const text = bytes.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** `parseJson` also measures the depth, character by character; readers of records go no deeper than their own rules. */
function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parseJson(name, text)
  }
}
