// SPDX-License-Identifier: Apache-2.0
import type {
  Annotation,
  Component,
  CycloneDxDocument,
  Dependency,
  Property,
  Service,
} from '@headwater/formats/cyclonedx'
import { ownMember } from './cyclonedx/members.ts'
import { kindOf, readComponent, readProperties } from './cyclonedx/read-component.ts'
import { readFormula } from './cyclonedx/read-formulation.ts'
import { createLicenseTable } from './cyclonedx/read-licenses.ts'
import { readDocumentReferences, readMetadata } from './cyclonedx/read-metadata.ts'
import { readService } from './cyclonedx/read-service.ts'
import { createTold } from './cyclonedx/told.ts'
import { addOrganization, readContact } from './cyclonedx/values.ts'
import { readVulnerability } from './cyclonedx/read-vulnerability.ts'
import { withToldKind } from './kinds.ts'
import type { Ledger, Origin } from './ledger.ts'
import { readMarker } from './markers.ts'
import { bomOf } from './names.ts'
import { NONE, type Pivot, type PivotElement, type PivotRelationship } from './pivot.ts'
import {
  createFacts,
  itemsOf,
  membersOf,
  readMembers,
  type FactList,
  type Rules,
} from './reading.ts'

/** A CycloneDX document as the pivot has it. Elements are known by `bom-ref`, or else by their place (`#/components/3`). */
export function pivotOfCycloneDx(document: CycloneDxDocument, ledger: Ledger): Pivot {
  const head = createFacts(ledger)
  const licenses = createLicenseTable(ledger)
  const elements: PivotElement[] = []
  const relationships: PivotRelationship[] = []
  const told = createTold(relationships)
  const { metadata } = document
  const documentId = DOCUMENT
  let rootId: string | undefined

  ledger.imply(membersOf(document, 'bomFormat', 'specVersion', '$schema'))
  const documentLink = readHead(document, head)
  if (metadata) {
    readMetadata(metadata, head)
    readProperties(metadata.properties, head, (property, index) =>
      told.ofDocument(property, { holder: metadata.properties ?? [], key: index }),
    )
    if (metadata.component) {
      rootId = addComponent(metadata.component, '#/metadata/component')
      relationships.push({ type: 'describes', from: documentId, to: rootId, origins: [] })
    }
    if (metadata.supplier) addSupplier(metadata.supplier)
  }
  readProperties(document.properties, head, (property, index) =>
    told.ofDocument(property, { holder: document.properties ?? [], key: index }),
  )
  if (document.externalReferences) readDocumentReferences(document.externalReferences, head)
  document.components?.forEach((each, index) => addComponent(each, `#/components/${index}`))
  document.services?.forEach((each, index) => addService(each, `#/services/${index}`))
  for (const each of document.dependencies ?? []) relationships.push(...dependenciesOf(each))
  document.vulnerabilities?.forEach((each, key) => {
    const id = each['bom-ref'] ?? `#/vulnerabilities/${key}`
    const origin = { holder: document.vulnerabilities ?? [], key }
    const read = readVulnerability(each, id, origin, ledger)
    elements.push(read.element)
    relationships.push(...read.relationships)
  })
  document.annotations?.forEach((each, key) => {
    const origin = { holder: document.annotations ?? [], key }
    const facts = createFacts(ledger)
    elements.push(annotationOf(each, `#/annotations/${key}`, origin, facts, documentLink))
  })
  document.formulation?.forEach((each, key) => {
    const origin = { holder: document.formulation ?? [], key }
    const read = readFormula(each, origin, head, ledger)
    elements.push(...read.elements)
    relationships.push(...read.relationships)
  })
  return {
    family: 'cyclonedx',
    document: { kind: 'document', id: documentId, facts: head.list, identity: [] },
    elements: [...elements, ...licenses.elements].map(withToldKind),
    relationships: told.settle(rootId, documentId),
  }

  function addComponent(component: Component, place: string): string {
    const id = component['bom-ref'] ?? place
    const kind = kindOf(component)
    const facts = createFacts(ledger)
    readComponent(component, kind, facts, licenses, (property, index) =>
      told.of(id, property, { holder: component.properties ?? [], key: index }),
    )
    elements.push({ kind, id, facts: facts.list, identity: membersOf(component, 'bom-ref') })
    addDatasets(component, id)
    component.components?.forEach((part, index) => {
      const to = addComponent(part, `${place}/components/${index}`)
      relationships.push({ type: 'contains', from: id, to, origins: [] })
    })
    return id
  }

  function addService(service: Service, place: string): string {
    const id = service['bom-ref'] ?? place
    const facts = createFacts(ledger)
    readService(service, facts, licenses, (property: Property, index: number) =>
      told.of(id, property, { holder: service.properties ?? [], key: index }),
    )
    elements.push({
      kind: 'service',
      id,
      facts: facts.list,
      identity: membersOf(service, 'bom-ref'),
    })
    service.services?.forEach((part, index) => {
      const to = addService(part, `${place}/services/${index}`)
      relationships.push({ type: 'contains', from: id, to, origins: [] })
    })
    return id
  }

  /** What a model was trained on, where the data are an element of their own. The card keeps them too. */
  function addDatasets({ modelCard }: Component, id: string): void {
    for (const dataset of modelCard?.modelParameters?.datasets ?? []) {
      const { ref } = dataset as { readonly ref?: unknown }
      if (typeof ref === 'string') {
        relationships.push({
          type: 'trainedOn',
          from: id,
          to: ref,
          origins: membersOf(dataset, 'ref'),
        })
      }
    }
  }

  /** Of the component that the document describes: where that has none of its own, it is said there. */
  function addSupplier(supplier: NonNullable<CycloneDxDocument['metadata']>['supplier']): void {
    const root = elements.find(({ id }) => id === rootId)
    const own = root?.facts.some(({ term }) => term === 'supplier')
    if (supplier === undefined) return
    if (root === undefined || own) {
      head.add(
        'member',
        { family: 'cyclonedx', name: 'metadata.supplier', value: supplier },
        ...membersOf(metadata ?? {}, 'supplier'),
      )
      return
    }
    const said = createFacts(ledger)
    addOrganization('supplier', supplier, said)
    root.facts.push(...said.list)
  }
}

const DOCUMENT = '#'

/** Answers the document's BOM-Link. */
function readHead(document: CycloneDxDocument, head: FactList): string | undefined {
  const { serialNumber, version = 1 } = document
  const bom =
    serialNumber === undefined
      ? undefined
      : bomOf(serialNumber.replace(/^\{(.*)\}$/, 'urn:uuid:$1'))
  const link = bom && `urn:cdx:${bom.uuid}/${version}`
  if (link !== undefined) {
    head.add('namespace', link, ...membersOf(document, 'serialNumber', 'version'))
  } else if (version === 1) head.imply(...membersOf(document, 'version'))
  readMembers(document, HEAD, head)
  return link
}

const each = (name: string) => (value: unknown, facts: FactList) => {
  for (const [at, item] of itemsOf(value)) ownMember(item, facts, at, name)
}

const HEAD: Rules = {
  compositions: each('compositions'),
  declarations: ownMember,
  definitions: ownMember,
  citations: each('citations'),
}

/** An entry without dependencies says that there are none (specification, "dependencies"). */
function dependenciesOf(dependency: Dependency): PivotRelationship[] {
  const { ref: from, dependsOn, provides } = dependency
  const own = membersOf(dependency, 'ref')
  const drawn: PivotRelationship[] = []
  for (const [at, to] of itemsOf(dependsOn)) {
    drawn.push({ type: 'dependsOn', from, to: String(to), origins: [at, ...own] })
  }
  for (const [at, to] of itemsOf(provides)) {
    drawn.push({ type: 'other', label: 'provides', from, to: String(to), origins: [at, ...own] })
  }
  return drawn.length > 0 ? drawn : [{ type: 'dependsOn', from, to: NONE, origins: own }]
}

function annotationOf(
  annotation: Annotation,
  id: string,
  origin: Origin,
  facts: FactList,
  documentLink: string | undefined,
): PivotElement {
  const { subjects, annotator, text } = annotation
  for (const [at, subject] of itemsOf(subjects)) {
    // the BOM-Link of the document itself
    facts.add('subject', subject === documentLink ? DOCUMENT : String(subject), at)
  }
  const { label, comment: statement = '' } = readMarker(text)
  facts.add('annotationType', label ?? 'other')
  const { organization, individual, component, service } = annotator
  if (organization) addOrganization('annotator', organization, facts)
  else if (individual) {
    const { agent, origins } = readContact(individual)
    facts.add('annotator', agent, ...origins)
  } else {
    const said = component ?? service
    const agent = { kind: 'software', name: said?.name ?? '' } as const
    facts.add('annotator', agent, ...(said ? membersOf(said, 'name', 'type') : []))
  }
  facts.add('annotationTime', annotation.timestamp, ...membersOf(annotation, 'timestamp'))
  facts.add('statement', statement, ...membersOf(annotation, 'text'))
  return {
    kind: 'annotation',
    id: annotation['bom-ref'] ?? id,
    facts: facts.list,
    identity: membersOf(annotation, 'bom-ref'),
    whole: { list: 'annotations', value: annotation, origin },
  }
}
