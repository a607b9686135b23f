// SPDX-License-Identifier: Apache-2.0
import {
  findingsFor,
  refuse,
  repair,
  type Findings,
  type PurlMode,
  type PurlReading,
} from './purl.ts'
import { normalizeParts } from './normalize.ts'
import { decodeComponent } from './percent.ts'
import { trimSlashes } from './segments.ts'

/**
 * Reads a purl by ECMA-427, "How to parse a purl string": subpath, qualifiers and version are split off from the right,
 * scheme, type and name from the left. Time is linear in the length of the text.
 */
export function readPurl(text: string, mode: PurlMode = 'strict'): PurlReading {
  const findings = findingsFor(mode)
  const clean = withoutSpace(text, findings)
  const [beforeSubpath, subpath] = splitRight(clean, '#')
  const [beforeQualifiers, qualifiers] = splitRight(beforeSubpath, '?')
  const scheme = beforeQualifiers.indexOf(':')
  if (scheme < 0 || beforeQualifiers.slice(0, scheme).toLowerCase() !== 'pkg') {
    return { kind: 'fault', reasons: ['a purl begins with pkg:'] }
  }
  // `pkg://type/...` is tolerated by the specification itself.
  const path = trimSlashes(beforeQualifiers.slice(scheme + 1))
  const slash = path.indexOf('/')
  if (slash < 0) {
    return { kind: 'fault', reasons: ['a purl has a type and a name: pkg:type/name'] }
  }
  const [identity, version] = splitVersion(path.slice(slash + 1), findings)
  const plain = trimSlashes(identity)
  const lastSlash = plain.lastIndexOf('/')
  // A name is the last segment: a trailing slash means that there is none (`pkg:swift/github.com/Alamofire/@5.4.3`).
  const nameless = identity.endsWith('/') && version !== undefined
  return normalizeParts(
    {
      type: path.slice(0, slash),
      namespace: decodeSegments(
        nameless ? plain : lastSlash < 0 ? '' : plain.slice(0, lastSlash),
        'namespace',
        findings,
      ),
      name: nameless ? '' : decodeComponent(plain.slice(lastSlash + 1), 'name', findings),
      version: decodeComponent(version ?? '', 'version', findings),
      qualifiers: splitQualifiers(qualifiers ?? '', findings),
      subpath: decodeSegments(subpath ?? '', 'subpath', findings),
    },
    findings,
  )
}

function withoutSpace(text: string, findings: Findings): string {
  const trimmed = text.trim()
  if (trimmed !== text) repair(findings, 'space around the purl was dropped')
  // oxlint-disable-next-line no-control-regex -- control characters are what we look for
  if (/[\u0000-\u0020\u007f]/.test(trimmed))
    repair(findings, 'a space or control character is not percent-encoded')
  return trimmed
}

function splitRight(text: string, separator: string): [string, string | undefined] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** The last `@` begins the version, unless it is an npm scope that was not encoded: `npm/@babel/core`. */
function splitVersion(text: string, findings: Findings): [string, string | undefined] {
  const at = text.lastIndexOf('@')
  if (at < 0) return [text, undefined]
  const beginsSegment = at === 0 || text[at - 1] === '/'
  if (beginsSegment && text.includes('/', at)) {
    repair(findings, 'the @ of the namespace is not percent-encoded')
    return [text, undefined]
  }
  if (text.slice(0, at).includes('@'))
    repair(findings, 'an @ before the version is not percent-encoded')
  return [text.slice(0, at), text.slice(at + 1)]
}

function decodeSegments(text: string, component: string, findings: Findings): string {
  const segments: string[] = []
  for (const raw of text.split('/')) {
    if (raw === '') continue
    const segment = decodeComponent(raw, component, findings)
    if (segment.includes('/'))
      repair(findings, `a / within a segment of the ${component} is percent-encoded`)
    // "." and ".." are dropped from a subpath (ECMA-427); in a namespace they would be names.
    if (component === 'subpath' && (segment === '.' || segment === '..')) continue
    segments.push(segment)
  }
  return segments.join('/')
}

function* splitQualifiers(text: string, findings: Findings): Generator<[string, string]> {
  if (text === '') return
  for (const raw of text.split('&')) {
    if (raw === '') continue
    const equals = raw.indexOf('=')
    if (equals < 0) {
      repair(findings, `the qualifier ${raw} has no value and was dropped`)
      continue
    }
    let key = raw.slice(0, equals)
    if (key.startsWith('amp;')) {
      repair(findings, 'the purl is escaped for XML (&amp;)')
      key = key.slice('amp;'.length)
    }
    if (key === '') refuse(findings, 'a qualifier has no key')
    yield [key, decodeComponent(raw.slice(equals + 1), `qualifier ${key}`, findings)]
  }
}
