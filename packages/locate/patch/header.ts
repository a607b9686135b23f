// SPDX-License-Identifier: Apache-2.0
import type { PatchHeader } from './patch.ts'

/** Longest header that is looked through; what stands before a diff may be a whole mail. */
const LONGEST = 1 << 20

/** Reads what stands before the first file of a patch. */
export function readHeader(text: string): PatchHeader {
  const looked = text.slice(0, LONGEST)
  const fields = new Map<string, string[]>()
  let last: string[] | undefined
  for (const line of looked.split('\n')) {
    const [, name = '', value = ''] = FIELD.exec(line) ?? []
    if (name !== '') {
      const key = name.toLowerCase()
      last = fields.get(key) ?? []
      last.push(value.trim())
      fields.set(key, last)
    } else if (/^[ \t]/.test(line) && last !== undefined) {
      // DEP-3 and RFC 5322: a line that begins with a blank goes on with the field
      last.push(`${last.pop() ?? ''}\n${line.trim()}`)
    } else last = undefined
  }
  return { fields, text, cves: unique(looked, CVE), commits: commitsOf(looked) }
}

const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?(.{0,4000})$/
const CVE = /\bCVE-\d{4}-\d{4,19}\b/gi

function unique(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.match(pattern)?.map((id) => id.toUpperCase()))]
}

const COMMITS: readonly RegExp[] = [
  /^From ([0-9a-f]{40}) Mon Sep 17 00:00:00 2001$/gm,
  /\(cherry[- ]picked from commit ([0-9a-f]{7,64})\)/g,
  /\b(?:backported from commit|commit) ([0-9a-f]{40})\b/g,
  /\/commit\/\??(?:id=)?([0-9a-f]{7,64})\b/g,
  /[?&;](?:id|h)=([0-9a-f]{7,64})\b/g,
  /^(?:Origin|Applied-Upstream): *(?:upstream|backport|commit|vendor)?[,:]? *([0-9a-f]{40})\b/gm,
]

function commitsOf(text: string): readonly string[] {
  const found = new Set<string>()
  for (const pattern of COMMITS)
    for (const [, commit = ''] of text.matchAll(pattern)) found.add(commit)
  return [...found]
}
