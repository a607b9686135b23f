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

export function packageFacts(component: Component): PackageFacts {
  const { purls, cpes, others } = identifiersOf(component)
  const digests = digestsOf(component)
  const { pedigree, supplier, externalReferences: references } = component
  const resolves = (pedigree?.patches ?? []).flatMap((patch) =>
    (patch.resolves ?? []).flatMap(({ id, name }) => id ?? name ?? []),
  )
  const maker =
    nameOf(component.manufacturer) ??
    component.authors?.map(nameOf).filter(Boolean).join(', ') ??
    component.author ??
    component.publisher
  return {
    name: component.name,
    ...optional({
      version: component.version,
      group: component.group,
      description: component.description,
      copyright: component.copyright,
      scope: component.scope,
      supplier: nameOf(supplier),
      originator: maker,
    }),
    ...linksOf(references),
    ...licensesOf(component.licenses),
    purpose: component.type,
    ...(purls.length > 0 && { purls }),
    ...(cpes.length > 0 && { cpes }),
    ...(others.length > 0 && { identifiers: others }),
    ...(digests.length > 0 && { digests }),
    ...(resolves.length > 0 && { resolves: [...new Set(resolves)] }),
  }
}

export function fileFacts(component: Component): FileFacts {
  const digests = digestsOf(component)
  const type = component['mime-type']?.split('/')[0]
  const { licenseConcluded } = licensesOf(component.licenses)
  return {
    path: component.name,
    ...(digests.length > 0 && { digests }),
    ...(type !== undefined && { types: [type] }),
    ...optional({ licenseConcluded, copyright: component.copyright }),
  }
}

export function serviceFacts(service: Service): PackageFacts {
  const { endpoints = [] } = service
  return {
    name: service.name,
    ...optional({
      version: service.version,
      group: service.group,
      description: service.description,
      supplier: nameOf(service.provider),
    }),
    ...linksOf(service.externalReferences),
    ...licensesOf(service.licenses),
    purpose: 'service',
    ...(endpoints.length > 0 && {
      identifiers: endpoints.map((value) => ({ type: 'endpoint', value })),
    }),
  }
}

function linksOf(
  references: readonly ExternalReference[] | undefined,
): Pick<PackageFacts, 'repositories' | 'homepage' | 'downloadLocation'> {
  if (references === undefined || references.length === 0) return {}
  const first = (...types: readonly string[]): string | undefined =>
    references.find(({ type }) => types.includes(type))?.url
  const repositories = references.flatMap(({ type, url }) => (type === 'vcs' ? [url] : []))
  return {
    ...(repositories.length > 0 && { repositories: [...new Set(repositories)] }),
    ...optional({
      homepage: first('website'),
      downloadLocation: first('source-distribution', 'distribution'),
    }),
  }
}

/** Since 1.6 a licence says whether it is declared or concluded; before, and where it says nothing, it is declared. */
function licensesOf(
  licenses: readonly LicenseChoice[] | undefined,
): Pick<PackageFacts, 'licenseDeclared' | 'licenseConcluded'> {
  const declared: string[] = []
  const concluded: string[] = []
  for (const { license, expression, acknowledgement } of licenses ?? []) {
    const text = expression ?? license?.id ?? license?.name
    if (text === undefined || text === '') continue
    const list =
      (license?.acknowledgement ?? acknowledgement) === 'concluded' ? concluded : declared
    if (!list.includes(text)) list.push(text)
  }
  return optional({
    licenseDeclared: conjunction(declared),
    licenseConcluded: conjunction(concluded),
  })
}

/** A list of licences: all of them hold (specification, "licenses"). */
function conjunction(texts: readonly string[]): string | undefined {
  if (texts.length < 2) return texts[0]
  return texts.map((text) => (/ (?:OR|AND|WITH) /.test(text) ? `(${text})` : text)).join(' AND ')
}

export function nameOf(party: OrganizationFacts | ContactFacts | undefined): string | undefined {
  if (party === undefined) return undefined
  const email = 'email' in party && party.email ? ` <${party.email}>` : ''
  return `${party.name ?? ''}${email}`.trim() || undefined
}

/** Members that are there and not empty. */
function optional<T extends Readonly<Record<string, string | undefined>>>(
  members: T,
): { readonly [Key in keyof T]?: string } {
  const kept: { [Key in keyof T]?: string } = {}
  for (const key in members) {
    const value = members[key]
    if (value !== undefined && value !== '') kept[key] = value
  }
  return kept
}
