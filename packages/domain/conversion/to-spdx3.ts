// SPDX-License-Identifier: Apache-2.0
import type { Spdx3Document } from '@headwater/formats/spdx3'
import type { Making } from './conversion.ts'
import { elementFacts } from './kinds.ts'
import { createNames } from './names.ts'
import { propertyOf } from './properties.ts'
import {
  PACKAGE_KINDS,
  type ElementKind,
  type Fact,
  type PivotElement,
  type PivotRelationship,
} from './pivot.ts'
import { keeper, type Frame3 } from './spdx3/frame.ts'
import { createAgentWriter } from './spdx3/write-agents.ts'
import { baseOf, createdOf, writeDocument } from './spdx3/write-document.ts'
import { elementWriters, hasProperty } from './spdx3/write-element.ts'
import { createLicenseWriter } from './spdx3/write-licenses.ts'
import { writeRelationships } from './spdx3/write-relationships.ts'
import { isAssessed, writeAssessments } from './spdx3/write-security.ts'
import { inSeconds } from './words/instants.ts'
import { writeFacts, type Draft } from './writing.ts'

/** The pivot as an SPDX 3.0.1 document; what SPDX 3 has no property for stands in an extension of the element. */
export function spdx3OfPivot(making: Making): Pick<Spdx3Document, 'context' | 'graph'> {
  const { pivot, ledger, tally } = making
  const base = baseOf(making)
  const graph: Draft[] = []
  const documentId = pivot.family === 'cyclonedx' ? base : `${base}#SPDXRef-DOCUMENT`
  const known = new Map(pivot.elements.map((each) => [each.id, each]))
  const names = createNames((id) => `${base}#${localOf(id)}`)
  names.fresh(documentId)
  const part = { graph, names, base }
  const frame: Frame3 = {
    making,
    ...part,
    agents: createAgentWriter(part),
    licenses: createLicenseWriter(making, graph, names, base),
    idOf: (id) => (id === pivot.document.id ? documentId : isElsewhere(id) ? id : names.of(id)),
    ...keeper(making),
  }
  const writers = elementWriters(frame)
  const wholes: Fact[] = []
  /** Relationships that the pivot does not have: licences, and the file that a package was delivered as. */
  const more: PivotRelationship[] = []

  for (const element of pivot.elements) writeElement(element)
  const roots = pivot.relationships.filter(isRoot)
  const others = pivot.relationships.filter((each) => !isRoot(each))
  writeRelationships([...others, ...more], frame, (id) => {
    const kind = known.get(id)?.kind
    return kind === undefined || (kind !== 'annotation' && kind !== 'other' && kind !== 'license')
  })
  writeDocument(frame, documentId, roots)
  const document = graph.find(({ type }) => type === 'SpdxDocument')
  for (const fact of wholes) if (document) frame.keep(document, propertyOf(fact), fact.origins)
  return {
    context: ['https://spdx.org/rdf/3.0.1/spdx-context.jsonld'],
    graph: graph as unknown as Spdx3Document['graph'],
  }

  function writeElement(element: PivotElement): void {
    const { kind, id, whole } = element
    if (kind === 'annotation') return writeAnnotation(element)
    if (kind === 'license') return frame.licenses.define(element, frame.keepFact)
    const type = CLASSES[kind]
    if (type === undefined) {
      if (whole) {
        const value = { family: pivot.family, name: whole.list, value: whole.value }
        wholes.push({ term: 'member', value, origins: [whole.origin] })
      }
      return
    }
    const node: Draft = { type, spdxId: frame.idOf(id), creationInfo: '_:creationInfo' }
    graph.push(node)
    tally.add(kind, ledger.put(graph, graph.length - 1, [], 'carried'))
    ledger.put(node, 'spdxId', element.identity, 'carried')
    if (kind === 'dataset') node['dataset_datasetType'] = ['noAssertion']
    const isVulnerable = kind === 'vulnerability'
    const said = elementFacts(element, 'package', 'model', 'dataset', 'file').filter(
      (fact) => !(isVulnerable && isAssessed(fact)) && fact.term !== 'snippetOf',
    )
    writeFacts(
      said,
      node,
      { ...writers, ...linksOf(element, node) },
      ledger,
      (fact) => frame.keepFact(node, fact),
      (key) => hasProperty(node['type'], key),
    )
    completeNode(element, node)
    if (isVulnerable)
      for (const fact of writeAssessments(element, frame)) frame.keepFact(node, fact)
  }

  /** What SPDX 3 says by relationships to other elements. */
  function linksOf({ kind, id }: PivotElement, node: Draft): typeof writers {
    const license =
      (relationshipType: string) =>
      (expression: string, placer: { readonly origins: readonly unknown[] }): boolean => {
        const relationship: Draft = {
          type: 'Relationship',
          spdxId: names.fresh(`${base}#license-of`),
          creationInfo: '_:creationInfo',
          relationshipType,
          from: node['spdxId'],
          to: [frame.licenses.idOf(expression)],
        }
        graph.push(relationship)
        ledger.put(relationship, 'to', placer.origins as Fact['origins'], 'carried')
        return true
      }
    const isPackage = PACKAGE_KINDS.has(kind)
    return {
      licenseDeclared: license('hasDeclaredLicense'),
      licenseConcluded: license('hasConcludedLicense'),
      // of a file, what stands in it is what it declares (annex "Differences from previous editions", LicenseInfoInFiles)
      ...(!isPackage && { licenseFound: license('hasDeclaredLicense') }),
      ...(isPackage && {
        fileName: (name: string, placer) => writeArtifact(id, name, node, placer.origins),
      }),
    }
  }

  /** Annex "Differences from previous editions", Package File Name. */
  function writeArtifact(id: string, name: string, of: Draft, origins: Fact['origins']): boolean {
    const artifact = `${id}-artifact`
    const node: Draft = {
      type: 'software_File',
      spdxId: names.of(artifact),
      creationInfo: '_:creationInfo',
      name,
    }
    graph.push(node)
    tally.add('file')
    ledger.put(node, 'name', origins, 'carried')
    if (of['verifiedUsing'] !== undefined) {
      const hashes = (of['verifiedUsing'] as Draft[]).filter(({ type }) => type === 'Hash')
      if (hashes.length > 0) node['verifiedUsing'] = hashes
    }
    more.push({ type: 'hasDistributionArtifact', from: id, to: artifact, origins: [] })
    return true
  }

  function completeNode({ kind, id, facts }: PivotElement, node: Draft): void {
    if (kind === 'snippet') {
      const of = facts.find((fact) => fact.term === 'snippetOf')
      if (of) ledger.put(node, 'software_snippetFromFile', of.origins, 'carried')
      node['software_snippetFromFile'] = frame.idOf(of?.value ?? id)
    } else if (kind === 'build') node['build_buildType'] ??= 'https://example.org/unsaid'
    else if (PACKAGE_KINDS.has(kind) || kind === 'file') node['name'] ??= id
    const named = facts.find((fact) => fact.term === 'name')
    if (kind === 'vulnerability' && named) identify(named.value, node)
  }

  function identify(name: string, node: Draft): void {
    const list = (node['externalIdentifier'] ?? []) as Draft[]
    if (!/^CVE-\d{4}-\d{4,}$/.test(name) || list.some(({ identifier }) => identifier === name))
      return
    node['externalIdentifier'] = [
      ...list,
      { type: 'ExternalIdentifier', externalIdentifierType: 'cve', identifier: name },
    ]
  }

  /** By its own annotator, at its own time: an annotation has creation information of its own. */
  function writeAnnotation(element: PivotElement): void {
    const { facts } = element
    const annotator = facts.find((fact) => fact.term === 'annotator')
    const time = facts.find((fact) => fact.term === 'annotationTime')
    const type = facts.find((fact) => fact.term === 'annotationType')
    const statement = facts.find((fact) => fact.term === 'statement')
    const subjects = facts.filter((fact) => fact.term === 'subject')
    const created = time && inSeconds(time.value)
    let info = '_:creationInfo'
    if (annotator || created !== undefined) {
      info = names.fresh('_:creationInfo-annotation')
      const creation: Draft = {
        type: 'CreationInfo',
        '@id': info,
        specVersion: '3.0.1',
        created: created ?? createdOf(pivot),
        createdBy: [
          frame.agents.idOf(annotator?.value ?? { kind: 'software', ...making.facts.tool }),
        ],
      }
      graph.push(creation)
      if (annotator) ledger.put(creation, 'createdBy', annotator.origins, 'carried')
      if (time && created !== undefined) ledger.put(creation, 'created', time.origins, 'carried')
    }
    const about = subjects.length > 0 ? subjects : [undefined]
    for (const subject of about) {
      const node: Draft = {
        type: 'Annotation',
        spdxId: names.fresh(`${base}#annotation`),
        creationInfo: info,
        annotationType: type?.value === 'review' ? 'review' : 'other',
        subject: subject === undefined ? documentId : frame.idOf(subject.value),
        ...(statement && { statement: statement.value }),
      }
      graph.push(node)
      for (const [key, fact] of [
        ['annotationType', type],
        ['subject', subject],
        ['statement', statement],
      ] as const) {
        if (fact) ledger.put(node, key, fact.origins, 'carried')
      }
    }
    ledger.imply(element.identity)
  }

  function isRoot({ type, from, to, comment, label, scope }: PivotRelationship): boolean {
    const isPlain = comment === undefined && label === undefined && scope === undefined
    return type === 'describes' && from === pivot.document.id && isPlain && known.has(to)
  }

  /** An element of another document keeps its IRI. */
  function isElsewhere(id: string): boolean {
    if (known.has(id)) return false
    return pivot.family === 'spdx-2' ? id.includes('#') : id.startsWith('urn:cdx:')
  }
}

const CLASSES: { readonly [K in ElementKind]?: string } = {
  package: 'software_Package',
  service: 'software_Package',
  model: 'ai_AIPackage',
  dataset: 'dataset_DatasetPackage',
  file: 'software_File',
  snippet: 'software_Snippet',
  build: 'build_Build',
  vulnerability: 'security_Vulnerability',
}

/** SPDX ids stay as they are; a `bom-ref` becomes the fragment of a BOM-Link (CycloneDX 1.4 and later). */
function localOf(id: string): string {
  return encodeURIComponent(id.startsWith('#/') ? id.slice(2).replaceAll('/', '-') : id)
}
