// SPDX-License-Identifier: Apache-2.0
import { readJsonMembers } from '../json/index.ts'
import type { Source } from '../source/index.ts'

export { unwrapped } from './wrapped.ts'

export type DocumentFormat =
  | 'spdx-2'
  | 'spdx-3'
  | 'cyclonedx'
  | 'openvex'
  | 'csaf'
  | 'osv'
  | 'cve'
  | 'cisa-kev'
  | 'eu-kev'
  | 'epss'

export type DocumentSyntax = 'json' | 'xml' | 'yaml' | 'tag-value' | 'rdf-xml' | 'csv'

export interface Detected {
  readonly format: DocumentFormat
  readonly syntax: DocumentSyntax
}

/** How much of a document is looked at to tell XML, YAML and tag-value apart. JSON is looked at until it is clear. */
const HEAD_BYTES = 64 * 1024

/**
 * Says what a document is from its content, never from its file name. Undefined: none of the formats we read. Throws
 * nothing for malformed documents that show what they mean to be; their reader says what is wrong with them.
 */
export async function detectFormat(source: Source): Promise<Detected | undefined> {
  const head = await readHead(source)
  const text = head.trimStart()
  if (text.startsWith('{')) return detectJson(source, text)
  if (text.startsWith('<')) return detectXml(text)
  if (/^#model_version:|^cve,epss,percentile/m.test(text.slice(0, 500))) {
    return { format: 'epss', syntax: 'csv' }
  }
  if (/^[ \t]*SPDXVersion\s*:/m.test(text)) {
    return { format: 'spdx-2', syntax: 'tag-value' }
  }
  if (/^(?:SPDXID|spdxVersion)\s*:/m.test(text) || /^"(?:SPDXID|spdxVersion)"\s*:/m.test(text)) {
    return { format: 'spdx-2', syntax: 'yaml' }
  }
  return undefined
}

async function readHead(source: Source): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of source.chunks()) {
    parts.push(chunk.subarray(0, HEAD_BYTES))
    length += chunk.length
    if (length >= HEAD_BYTES) break
  }
  const bytes = Buffer.concat(parts)
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

async function detectJson(source: Source, head: string): Promise<Detected | undefined> {
  let format: DocumentFormat | undefined
  const seen = new Set<string>()
  try {
    await readJsonMembers(source, {
      streamed: LONG_MEMBERS,
      skip: (key) => {
        seen.add(key)
        return !TELLING_MEMBERS.has(key) && !LONG_MEMBERS.has(key)
      },
      onElement: () => undefined,
      onMember(key, value) {
        seen.add(key)
        format = formatOfMember(key, value)
        return format !== undefined
      },
    })
  } catch {
    // cut off or malformed: what the head shows is what it was meant to be
    format ??= formatOfHead(head)
  }
  format ??= formatOfMembers(seen)
  return format === undefined ? undefined : { format, syntax: 'json' }
}

const TELLING_MEMBERS: ReadonlySet<string> = new Set([
  'spdxVersion',
  'bomFormat',
  '$schema',
  '@context',
  'dataType',
  'document',
  'schema_version',
  'catalogVersion',
  'SPDXID',
])
/** Passed by without being held: they may come before the member that tells. */
const LONG_MEMBERS: ReadonlySet<string> = new Set([
  'packages',
  'files',
  'relationships',
  'snippets',
  'components',
  'dependencies',
  'services',
  '@graph',
  'vulnerabilities',
  'statements',
])

function formatOfMember(key: string, value: unknown): DocumentFormat | undefined {
  const text = typeof value === 'string' ? value : ''
  switch (key) {
    case 'spdxVersion':
    case 'SPDXID':
      return 'spdx-2'
    case 'bomFormat':
      return 'cyclonedx'
    case '$schema':
      return /cyclonedx\.org\/schema\/bom/.test(text) ? 'cyclonedx' : undefined
    case '@context': {
      const contexts = JSON.stringify(value) ?? ''
      if (contexts.includes('openvex')) return 'openvex'
      return contexts.includes('spdx.org/rdf/3') || contexts.includes('spdx.github.io')
        ? 'spdx-3'
        : undefined
    }
    case 'dataType':
      return text === 'CVE_RECORD' ? 'cve' : undefined
    case 'document':
      return typeof value === 'object' && value !== null && 'csaf_version' in value
        ? 'csaf'
        : undefined
    case 'catalogVersion':
      return 'cisa-kev'
    default:
      return undefined
  }
}

/** No member names its format: OSV records before 1.0, and catalogues. */
function formatOfMembers(seen: ReadonlySet<string>): DocumentFormat | undefined {
  if (seen.has('id') && seen.has('modified')) return 'osv'
  if (seen.has('@graph')) return 'spdx-3'
  if (seen.has('cveMetadata')) return 'cve'
  if (seen.has('specVersion') && seen.has('components')) return 'cyclonedx'
  if (seen.has('spdxId') && seen.has('type')) return 'spdx-3'
  return undefined
}

function formatOfHead(head: string): DocumentFormat | undefined {
  const found = HEAD_MARKS.find(([mark]) => mark.test(head))
  return found?.[1]
}

const HEAD_MARKS: readonly (readonly [RegExp, DocumentFormat])[] = [
  [/"spdxVersion"\s*:/, 'spdx-2'],
  [/"bomFormat"\s*:/, 'cyclonedx'],
  [/spdx\.org\/rdf\/3/, 'spdx-3'],
  [/openvex\.dev\/ns/, 'openvex'],
  [/"csaf_version"\s*:/, 'csaf'],
  [/"CVE_RECORD"/, 'cve'],
  [/"schema_version"\s*:/, 'osv'],
]

function detectXml(head: string): Detected | undefined {
  if (/cyclonedx\.org\/schema\/bom/.test(head) || /<(?:\w+:)?bom[\s>]/.test(head)) {
    return { format: 'cyclonedx', syntax: 'xml' }
  }
  if (/<rdf:RDF/.test(head) || /<\w+:RDF/.test(head)) return { format: 'spdx-2', syntax: 'rdf-xml' }
  if (
    /<(?:Document|SPDXDocument|spdxDocument)[\s>]/.test(head) &&
    /spdxVersion|SPDXID/.test(head)
  ) {
    return { format: 'spdx-2', syntax: 'xml' }
  }
  return undefined
}
