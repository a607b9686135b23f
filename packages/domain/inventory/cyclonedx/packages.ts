// SPDX-License-Identifier: Apache-2.0
import type {
  Component,
  ContactFacts,
  ExternalReference,
  LicenseChoice,
  OrganizationFacts,
  Service,
} from '@headwater/formats/cyclonedx'
import type { FileFacts, PackageFacts } from '../facts.ts'
import { digestsOf, identifiersOf } from './identifiers.ts'

type Open<T> = { -readonly [Key in keyof T]: T[Key] }

/** Written member by member: there are hundreds of thousands of components in a document. */
export function packageFacts(component: Component): PackageFacts {
  const facts: Open<PackageFacts> = { name: component.name, purpose: component.type }
  if (component.version) facts.version = component.version
  if (component.group) facts.group = component.group
  if (component.description) facts.description = component.description
  if (component.copyright) facts.copyright = component.copyright
  if (component.scope) facts.scope = component.scope
  const supplier = nameOf(component.supplier)
  if (supplier !== undefined) facts.supplier = supplier
  const originator = originatorOf(component)
  if (originator !== undefined) facts.originator = originator
  addIdentifiers(facts, component)
  addLinks(facts, component.externalReferences)
  addLicenses(facts, component.licenses)
  const digests = digestsOf(component)
  if (digests.length > 0) facts.digests = digests
  const resolves = resolvesOf(component)
  if (resolves.length > 0) facts.resolves = resolves
  return facts
}

export function fileFacts(component: Component): FileFacts {
  const facts: Open<FileFacts> = { path: component.name }
  const digests = digestsOf(component)
  if (digests.length > 0) facts.digests = digests
  const type = component['mime-type']?.split('/')[0]
  if (type !== undefined) facts.types = [type]
  if (component.copyright) facts.copyright = component.copyright
  const licenses: Open<PackageFacts> = { name: '' }
  addLicenses(licenses, component.licenses)
  if (licenses.licenseConcluded) facts.licenseConcluded = licenses.licenseConcluded
  return facts
}

export function serviceFacts(service: Service): PackageFacts {
  const facts: Open<PackageFacts> = { name: service.name, purpose: 'service' }
  if (service.version) facts.version = service.version
  if (service.group) facts.group = service.group
  if (service.description) facts.description = service.description
  const supplier = nameOf(service.provider)
  if (supplier !== undefined) facts.supplier = supplier
  addLinks(facts, service.externalReferences)
  addLicenses(facts, service.licenses)
  if (service.endpoints && service.endpoints.length > 0) {
    facts.identifiers = service.endpoints.map((value) => ({ type: 'endpoint', value }))
  }
  return facts
}

function originatorOf({ manufacturer, authors, author, publisher }: Component): string | undefined {
  const several = authors?.flatMap((person) => nameOf(person) ?? []).join(', ')
  return nameOf(manufacturer) ?? (several || author || publisher || undefined)
}

/** Vulnerabilities that the supplier's patches fix (pedigree). */
function resolvesOf({ pedigree }: Component): readonly string[] {
  const found = new Set<string>()
  for (const { resolves = [] } of pedigree?.patches ?? []) {
    for (const { id, name } of resolves) if (id || name) found.add(id || name || '')
  }
  return [...found]
}

function addIdentifiers(facts: Open<PackageFacts>, component: Component): void {
  const { purls, cpes, others } = identifiersOf(component)
  if (purls.length > 0) facts.purls = purls
  if (cpes.length > 0) facts.cpes = cpes
  if (others.length > 0) facts.identifiers = others
}

function addLinks(
  facts: Open<PackageFacts>,
  references: readonly ExternalReference[] | undefined,
): void {
  if (!references) return
  let repositories: string[] | undefined
  for (const { type, url } of references) {
    if (type === 'vcs') {
      if (!repositories) facts.repositories = repositories = [url]
      else if (!repositories.includes(url)) repositories.push(url)
    } else if (type === 'website') facts.homepage ??= url
    else if (type === 'source-distribution' || type === 'distribution')
      facts.downloadLocation ??= url
  }
}

/** Since 1.6 a licence says whether it is declared or concluded; before, and where it says nothing, it is declared. */
function addLicenses(
  facts: Open<PackageFacts>,
  licenses: readonly LicenseChoice[] | undefined,
): void {
  if (!licenses || licenses.length === 0) return
  const declared: string[] = []
  const concluded: string[] = []
  for (const { license, expression, acknowledgement } of licenses) {
    const text = expression ?? license?.id ?? license?.name
    if (text === undefined || text === '') continue
    const list =
      (license?.acknowledgement ?? acknowledgement) === 'concluded' ? concluded : declared
    if (!list.includes(text)) list.push(text)
  }
  if (declared.length > 0) facts.licenseDeclared = conjunction(declared)
  if (concluded.length > 0) facts.licenseConcluded = conjunction(concluded)
}

/** A list of licences: all of them hold (specification, "licenses"). */
function conjunction(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0] ?? ''
  return texts.map((text) => (/ (?:OR|AND|WITH) /.test(text) ? `(${text})` : text)).join(' AND ')
}

export function nameOf(party: OrganizationFacts | ContactFacts | undefined): string | undefined {
  if (party === undefined) return undefined
  const email = 'email' in party && party.email ? ` <${party.email}>` : ''
  return `${party.name ?? ''}${email}`.trim() || undefined
}
