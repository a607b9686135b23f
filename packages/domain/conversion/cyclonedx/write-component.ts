// SPDX-License-Identifier: Apache-2.0
import { wordSet } from '@headwater/formats/cyclonedx'
import { writeMarker } from '../markers.ts'
import { NOASSERTION, NONE, type Agent, type Hash, type Reference, type Terms } from '../pivot.ts'
import { hashIn } from '../words/hashes.ts'
import { purposeIn } from '../words/purposes.ts'
import { referenceInCycloneDx } from '../words/references.ts'
import { text, type Draft, type Placer, type TermWriters } from '../writing.ts'
import type { CycloneDxDialect } from './dialect.ts'
import { contactOf, organizationOf } from './values.ts'

/** The members of a component for the terms of the pivot; licences are written by themselves. */
export function componentWriters(dialect: CycloneDxDialect): TermWriters {
  const { minor } = dialect
  return {
    ...SHARED,
    mediaType: (value, placer) =>
      /^[-+a-z0-9.]+\/[-+a-z0-9.]+$/.test(value) && placer.set('mime-type', value),
    scope: (value, placer) =>
      ['required', 'optional', 'excluded'].includes(value) && placer.set('scope', value),
    copyright: (value, placer) =>
      value === NOASSERTION ? placer.imply() : placer.set('copyright', value),
    homepage: (value, placer) => link(value, 'website', placer),
    downloadLocation: (value, placer) => link(value, 'distribution', placer),
    identifier: (value, placer) => identify(value, placer, minor),
    hash: (value, placer) => {
      const hash = hashOf(value, dialect)
      return hash !== undefined && placer.push('hashes', hash)
    },
    reference: (value, placer) => refer(value, placer, dialect),
    supplier: (value, placer) => minor >= 2 && placer.set('supplier', organizationOf(value)),
    originator: (value, placer) => {
      if (value.kind === 'person') return author(value, placer, minor)
      return minor >= 6
        ? placer.set('manufacturer', organizationOf(value))
        : placer.set('publisher', nameOf(value))
    },
    author: (value, placer) => author(value, placer, minor),
    publisher: (value, placer) => placer.set('publisher', nameOf(value)),
    member: restore,
  }
}

const SHARED: TermWriters = {
  name: text('name'),
  version: text('version'),
  group: text('group'),
  description: text('description'),
  // of an organization, which has it
  agentUrl: (_value, placer) => placer.imply(),
}

/** Services have fewer members; what makes them services came as members of their own. */
export function serviceWriters(dialect: CycloneDxDialect): TermWriters {
  return {
    ...SHARED,
    homepage: (value, placer) => link(value, 'website', placer),
    downloadLocation: (value, placer) => link(value, 'distribution', placer),
    reference: (value, placer) => refer(value, placer, dialect),
    supplier: (value, placer) => placer.set('provider', organizationOf(value)),
    purpose: (_value, placer) => placer.imply(),
    member: restore,
  }
}

function link(url: string, type: string, placer: Placer): boolean {
  if (url === NOASSERTION) return placer.imply()
  return url !== NONE && placer.push('externalReferences', { type, url })
}

/** One purl, one CPE, one SWID tag; of the others any number. */
function identify({ type, value }: Terms['identifier'], placer: Placer, minor: number): boolean {
  switch (type) {
    case 'packageUrl':
      return placer.set('purl', value)
    case 'cpe22':
    case 'cpe23':
      return placer.set('cpe', value)
    case 'swid':
      return minor >= 2 && placer.set('swid', { tagId: value, name: placer.draft['name'] ?? value })
    case 'swhid':
      return minor >= 6 && placer.push('swhid', value)
    case 'gitoid':
      return minor >= 6 && placer.push('omniborId', value)
    default:
      return false
  }
}

const HASH_CONTENT = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i

export function hashOf(
  { algorithm, value }: Hash,
  { version, syntax }: CycloneDxDialect,
): { readonly alg: string; readonly content: string } | undefined {
  const alg = hashIn('cyclonedx', algorithm)
  if (alg === undefined || !HASH_CONTENT.test(value)) return undefined
  return wordSet('hashAlgorithm', version, syntax)?.has(alg) ? { alg, content: value } : undefined
}

/** A type that the version does not know is `other`, and its name stands in the comment. */
export function externalReferenceOf(
  value: Reference,
  { version, syntax }: CycloneDxDialect,
): Draft {
  const { type, unsaid } = referenceInCycloneDx(value)
  const isKnown = wordSet('referenceType', version, syntax)?.has(type) === true
  const label = unsaid ?? (isKnown ? undefined : type)
  const comment = writeMarker(label === undefined ? {} : { label }, value.comment)
  return {
    type: isKnown ? type : 'other',
    url: value.locator,
    ...(comment !== undefined && { comment }),
  }
}

function refer(value: Reference, placer: Placer, dialect: CycloneDxDialect): boolean {
  return (
    dialect.minor >= 1 && placer.push('externalReferences', externalReferenceOf(value, dialect))
  )
}

function author(value: Agent, placer: Placer, minor: number): boolean {
  if (minor >= 6) return placer.push('authors', contactOf(value))
  return minor >= 2 && placer.set('author', nameOf(value))
}

function nameOf({ name, email }: Agent): string {
  return email === undefined || email === name ? name : `${name} <${email}>`
}

/** Members of CycloneDX that came through another format. The writer holds them to the schema. */
const RESTORED: ReadonlySet<string> = new Set([
  'isExternal',
  'versionRange',
  'patentAssertions',
  'modified',
  'pedigree',
  'releaseNotes',
  'modelCard',
  'data',
  'cryptoProperties',
  'tags',
  'endpoints',
  'authenticated',
  'x-trust-boundary',
  'trustZone',
])
/** These say more than what stands there already. */
const RESTORED_OVER: ReadonlySet<string> = new Set(['licenses', 'swid', 'type'])

function restore({ family, name, value }: Terms['member'], placer: Placer): boolean {
  if (family !== 'cyclonedx') return false
  const { draft } = placer
  if (RESTORED_OVER.has(name)) {
    draft[name] = undefined
    return placer.set(name, value)
  }
  if (name === 'evidence' && isObject(value)) {
    const { licenses } = (draft['evidence'] ?? {}) as Draft
    draft['evidence'] = undefined
    return placer.set('evidence', { ...value, ...(licenses !== undefined && { licenses }) })
  }
  if (name === 'externalReference.hashes' && isObject(value)) {
    const references = draft['externalReferences']
    const reference = Array.isArray(references)
      ? (references as Draft[]).find(({ url }) => url === value['url'])
      : undefined
    return reference !== undefined && placer.set('hashes', value['hashes'], reference)
  }
  return RESTORED.has(name) && placer.set(name, value)
}

export function isObject(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The nearest type that the version knows, and whether it is the purpose itself. */
export function typeOf(
  purpose: string | undefined,
  { version, syntax, hasProperties }: CycloneDxDialect,
): { readonly type: string; readonly exact: boolean } {
  const word = purpose === undefined ? undefined : purposeIn('cyclonedx', purpose)
  const isKnown =
    word !== undefined && wordSet('componentType', version, syntax)?.has(word) === true
  // a package that is called a file is told from a file by a property only
  if (!isKnown || (word === 'file' && !hasProperties)) return { type: 'library', exact: false }
  return { type: word, exact: true }
}
