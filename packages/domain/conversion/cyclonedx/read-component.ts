// SPDX-License-Identifier: Apache-2.0
import type {
  Component,
  ContactFacts,
  Evidence,
  ExternalReference,
  Hash,
  ModelCard,
  OrganizationFacts,
  Property,
  Swid,
} from '@headwater/formats/cyclonedx'
import { readMarker } from '../markers.ts'
import type { ElementKind, Reference } from '../pivot.ts'
import { CONTAINED, DESCRIBED, readProperty, RELATIONSHIP } from '../properties.ts'
import {
  itemsOf,
  membersOf,
  othersOf,
  readMembers,
  type FactList,
  type MemberReader,
  type Rules,
} from '../reading.ts'
import { hashFromCycloneDx } from '../words/hashes.ts'
import { purposeFrom } from '../words/purposes.ts'
import { referenceFromCycloneDx, referenceFromSpdx2 } from '../words/references.ts'
import { ownMember } from './members.ts'
import { readLicenses, type LicenseTable } from './read-licenses.ts'
import { addOrganization, readContact } from './values.ts'

/** What the type of a component makes of it. A file that is identified as a package is one. */
export function kindOf({ type, purl, cpe, data }: Component): ElementKind {
  if (type === 'file') return purl === undefined && cpe === undefined ? 'file' : 'package'
  if (type === 'machine-learning-model') return 'model'
  return type === 'data' && data?.some((each) => each.type === 'dataset') ? 'dataset' : 'package'
}

/** Everything that a component says of itself; what it says of others (`headwater:relationship:…`) goes to `relate`. */
export function readComponent(
  component: Component,
  kind: ElementKind,
  facts: FactList,
  licenses: LicenseTable,
  relate: (property: Property, index: number) => void,
): void {
  const { properties, licenses: said, evidence } = component
  readProperties(properties, facts, relate)
  readMembers(component, COMPONENT, facts)
  if (kind === 'file') facts.imply({ holder: component, key: 'type' })
  else readType(component, facts)
  if (said) readLicenses(said, facts, licenses)
  if (evidence) readEvidence(evidence, facts, licenses)
}

export function readProperties(
  properties: readonly Property[] | undefined,
  facts: FactList,
  relate: (property: Property, index: number) => void,
): void {
  for (const [index, property] of (properties ?? []).entries()) {
    const { name = '', value = '' } = property
    if (name.startsWith(RELATIONSHIP) || name === DESCRIBED || name === CONTAINED)
      relate(property, index)
    else readProperty({ name, value }, facts, { holder: properties ?? [], key: index })
  }
}

/** A purpose that a property of ours tells is finer than the type. */
function readType(component: Component, facts: FactList): void {
  const at = { holder: component, key: 'type' }
  const purpose = purposeFrom('cyclonedx', component.type)
  if (facts.list.some(({ term }) => term === 'purpose')) facts.imply(at)
  else if (purpose !== undefined) facts.add('purpose', purpose, at)
  else {
    facts.add('purpose', 'other')
    ownMember(component.type, facts, at)
  }
}

const organization =
  (term: 'supplier' | 'originator'): MemberReader =>
  (value, facts) =>
    addOrganization(term, value as OrganizationFacts, facts)

const hashes: MemberReader = (value, facts) => {
  for (const hash of value as readonly Hash[]) {
    const said = { algorithm: hashFromCycloneDx(hash.alg), value: hash.content }
    facts.add('hash', said, ...membersOf(hash, 'alg', 'content'))
  }
}

const identifiers =
  (type: string): MemberReader =>
  (value, facts) => {
    for (const [at, text] of itemsOf(value))
      facts.add('identifier', { type, value: String(text) }, at)
  }

const COMPONENT: Rules = {
  'mime-type': 'mediaType',
  'bom-ref': () => undefined,
  isExternal: ownMember,
  supplier: organization('supplier'),
  manufacturer: organization('originator'),
  authors: (value, facts) => {
    for (const party of value as readonly ContactFacts[]) {
      const { agent, origins } = readContact(party)
      facts.add('author', agent, ...origins)
    }
  },
  author: (value, facts, at) => facts.add('author', { kind: 'person', name: String(value) }, at),
  publisher: (value, facts, at) =>
    facts.add('publisher', { kind: 'organization', name: String(value) }, at),
  group: 'group',
  name: 'name',
  version: 'version',
  versionRange: ownMember,
  description: 'description',
  scope: 'scope',
  hashes,
  copyright: 'copyright',
  patentAssertions: ownMember,
  cpe: (value, facts, at) => {
    const type = String(value).startsWith('cpe:2.3:') ? 'cpe23' : 'cpe22'
    facts.add('identifier', { type, value: String(value) }, at)
  },
  purl: (value, facts, at) =>
    facts.add('identifier', { type: 'packageUrl', value: String(value) }, at),
  omniborId: identifiers('gitoid'),
  swhid: identifiers('swhid'),
  swid: (value, facts) => {
    const swid = value as Swid
    facts.add('identifier', { type: 'swid', value: swid.tagId }, ...membersOf(swid, 'tagId'))
    facts.add(
      'member',
      { family: 'cyclonedx', name: 'swid', value: swid },
      ...othersOf(swid, 'tagId'),
    )
  },
  modified: (value, facts, at) => {
    if (value === true) ownMember(value, facts, at)
    else facts.imply(at)
  },
  pedigree: ownMember,
  externalReferences: (value, facts) =>
    readReferences(value as readonly ExternalReference[], facts),
  releaseNotes: ownMember,
  modelCard: (value, facts, at) => {
    ownMember(value, facts, at)
    readModelCard(value as ModelCard, facts)
  },
  data: ownMember,
  cryptoProperties: ownMember,
  tags: ownMember,
}

/** The first website is the homepage, the first distribution the place to download from: SPDX has one of each. */
export function readReferences(references: readonly ExternalReference[], facts: FactList): void {
  const taken = new Set<string>()
  for (const reference of references) {
    const { type, url, hashes: sums, comment } = reference
    const origins = membersOf(reference, 'url', 'type', 'comment')
    const single = SINGLE.get(type)
    if (single !== undefined && comment === undefined && !taken.has(single)) {
      taken.add(single)
      facts.add(single, url, ...origins)
    } else facts.add('reference', referenceOf(reference), ...origins)
    if (sums) {
      const value = { url, hashes: sums }
      const at = { holder: reference, key: 'hashes' }
      facts.add('member', { family: 'cyclonedx', name: 'externalReference.hashes', value }, at)
    }
  }
}

const SINGLE: ReadonlyMap<string, 'homepage' | 'downloadLocation'> = new Map([
  ['website', 'homepage'],
  ['distribution', 'downloadLocation'],
])

export function referenceOf({ type, url, comment: said }: ExternalReference): Reference {
  const { comment, label } = readMarker(said)
  const [category = '', word] = label?.split(' ') ?? []
  const reference =
    word !== undefined
      ? referenceFromSpdx2(category, word, url)
      : referenceFromCycloneDx(label ?? type, url)
  return { ...reference, ...(comment !== undefined && { comment }) }
}

function readEvidence(evidence: Evidence, facts: FactList, licenses: LicenseTable): void {
  const { licenses: found = [], ...rest } = evidence
  let isAll = true
  for (const choice of found) {
    const expression = licenses.expressionOf(choice)
    if (expression) facts.add('licenseFound', expression.text, ...expression.origins)
    else isAll = false
  }
  const others = othersOf(evidence, ...(isAll ? ['licenses'] : []))
  if (others.length > 0) {
    const value = isAll ? rest : evidence
    facts.add('member', { family: 'cyclonedx', name: 'evidence', value }, ...others)
  }
}

/** What SPDX 3 has words for too. The whole card is kept beside it, so that these have no origins of their own. */
function readModelCard(card: ModelCard, facts: FactList): void {
  const parameters = (card.modelParameters ?? {}) as Readonly<Record<string, unknown>>
  const considerations = (card['considerations'] ?? {}) as Readonly<Record<string, unknown>>
  const analysis = (card['quantitativeAnalysis'] ?? {}) as Readonly<Record<string, unknown>>
  const { approach, architectureFamily, modelArchitecture, task } = parameters
  const learning = (approach as { readonly type?: unknown } | undefined)?.type
  for (const type of [learning, architectureFamily, modelArchitecture]) {
    if (typeof type === 'string') facts.add('modelType', type)
  }
  if (typeof task === 'string') facts.add('modelTask', task)
  for (const [, use] of itemsOf(considerations['useCases'])) facts.add('modelUse', String(use))
  for (const [, limit] of itemsOf(considerations['technicalLimitations'])) {
    facts.add('limitation', String(limit))
  }
  for (const [, metric] of itemsOf(analysis['performanceMetrics'])) {
    const { type, value } = metric as { readonly type?: string; readonly value?: string }
    if (type !== undefined && value !== undefined) facts.add('metric', { name: type, value })
  }
}
