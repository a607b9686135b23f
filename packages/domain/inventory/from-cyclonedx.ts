// SPDX-License-Identifier: Apache-2.0
import type {
  Annotation,
  Component,
  Composition,
  CycloneDxSink,
  Dependency,
  ExternalReference,
  Formula,
  Metadata,
  Service,
  StreamedItem,
  StreamedKey,
  Vulnerability,
} from '@headwater/formats/cyclonedx'
import { addFormula, drawGenerated, type BuildFlows } from './cyclonedx/builds.ts'
import { describeComposition, metadataFacts, toolsOf } from './cyclonedx/document.ts'
import { digestsOfHashes } from './cyclonedx/identifiers.ts'
import { fileFacts, nameOf, packageFacts, serviceFacts } from './cyclonedx/packages.ts'
import { flatProperties } from './cyclonedx/properties.ts'
import { toldRelationship } from './cyclonedx/told.ts'
import type { DocumentBuilder, DocumentFacts, EdgeKind } from './facts.ts'

export interface CycloneDxIntake {
  readonly sink: CycloneDxSink
  /** After the read: draws what had to wait, and answers what the document says of itself. */
  finish(): DocumentFacts
}

/**
 * Puts a CycloneDX document into the inventory, as it is read. Elements are named by their `bom-ref`, and where they have
 * none by their place (`cdx:/components/3`); elements of other documents by their BOM-Link (`urn:cdx:serial/version#ref`).
 */
export function cycloneDxToInventory(builder: DocumentBuilder, source: string): CycloneDxIntake {
  const known = new Set<string>()
  const files = new Map<string, string>()
  /** Edges between elements of this document, whose ends are looked for at the end. */
  const wanted = new Set<string>()
  const annotations: Annotation[] = []
  const flows: BuildFlows[] = []
  const head: { specVersion: string; syntax: string; serialNumber?: string; version?: number } = {
    specVersion: '',
    syntax: '',
  }
  let metadata: Metadata = {}
  let root: string | undefined

  /** The id of what a reference names; a local one is remembered, to tell of it where it names nothing. */
  function link(ref: string): string {
    if (ref.startsWith('urn:cdx:')) return elementLink(ref)
    if (!known.has(ref)) wanted.add(ref)
    return ref
  }

  function edge(from: string, kind: EdgeKind, ref: string, label?: string): void {
    builder.edge(from, kind, link(ref), label === undefined ? undefined : { label })
  }

  function addComponent(component: Component, place: string): string {
    const id = component['bom-ref'] ?? place
    known.add(id)
    const { type, purl, cpe } = component
    if (type === 'file' && purl === undefined && cpe === undefined) {
      files.set(id, component.name)
      builder.file(id, fileFacts(component))
    } else if (type === 'cryptographic-asset') {
      builder.element(id, 'other', component.name, {
        purpose: type,
        ...flatProperties(component.cryptoProperties ?? {}),
      })
    } else {
      const kind =
        type === 'machine-learning-model' ? 'model' : type === 'data' ? 'dataset' : 'package'
      builder.package(id, packageFacts(component), kind)
    }
    addReferences(id, component.externalReferences)
    addPedigree(id, component, place)
    addDatasets(id, component)
    addOccurrences(id, component)
    addTold(id, component)
    addRecords(id, component)
    component.components?.forEach((part, index) => {
      builder.edge(id, 'contains', addComponent(part, `${place}/components/${index}`))
    })
    return id
  }

  /** Relatives are no part of what the document lists: they are elements, not packages that could be vulnerable here. */
  function addPedigree(id: string, { pedigree }: Component, place: string): void {
    if (!pedigree) return
    const relatives = (list: 'ancestors' | 'descendants' | 'variants'): readonly string[] =>
      (pedigree[list] ?? []).map((relative, index) => {
        const relativeId = relative['bom-ref'] ?? `${place}/pedigree/${list}/${index}`
        known.add(relativeId)
        const { version, purl, cpe, type } = relative
        builder.element(
          relativeId,
          'other',
          relative.name,
          flatProperties({ purpose: type, version, purl, cpe }),
        )
        return relativeId
      })
    for (const ancestor of relatives('ancestors')) builder.edge(ancestor, 'ancestorOf', id)
    for (const descendant of relatives('descendants')) builder.edge(id, 'ancestorOf', descendant)
    for (const variant of relatives('variants')) builder.edge(variant, 'variantOf', id)
    if (pedigree.notes) builder.annotate(id, { type: 'pedigree', text: pedigree.notes })
  }

  function addDatasets(id: string, { modelCard, data }: Component): void {
    const datasets = modelCard?.modelParameters?.datasets ?? []
    const all: readonly Readonly<Record<string, unknown>>[] = [...datasets, ...(data ?? [])]
    for (const [index, dataset] of all.entries()) {
      if (typeof dataset['ref'] === 'string') {
        edge(id, 'trainedOn', dataset['ref'])
        continue
      }
      const own = dataset['bom-ref']
      const dataId = typeof own === 'string' ? own : `${id}#data-${index}`
      known.add(dataId)
      const name = typeof dataset['name'] === 'string' ? dataset['name'] : 'data'
      builder.package(dataId, { name, purpose: 'data' }, 'dataset')
      builder.edge(id, index < datasets.length ? 'trainedOn' : 'contains', dataId)
    }
  }

  function addOccurrences(id: string, { evidence }: Component): void {
    for (const { location, line, symbol, 'bom-ref': ref } of evidence?.occurrences ?? []) {
      if (ref !== undefined) known.add(ref)
      const at = `${location}${line === undefined ? '' : `:${line}`}${symbol ? ` ${symbol}` : ''}`
      builder.annotate(id, { type: 'occurrence', text: at })
    }
  }

  /** Relationships that documents of this program tell by properties, for want of words. */
  function addTold(id: string, { properties }: Component): void {
    for (const property of properties ?? []) {
      const told = toldRelationship(property)
      if (told === undefined || told.to === 'NONE' || told.to === 'NOASSERTION') continue
      const { rule, from = id, to } = told
      if (rule.turned) edge(link(to), rule.kind, from, rule.label)
      else edge(link(from), rule.kind, to, rule.label)
    }
  }

  /** What a build says of a file's code, or of what became of a package: see `domain/code`. */
  function addRecords(id: string, { properties }: Component): void {
    for (const { name, value } of properties ?? []) {
      if (name !== undefined && RECORD_PROPERTIES.has(name) && value !== undefined) {
        builder.annotate(id, { type: name, text: value })
      }
    }
  }

  function addService(service: Service, place: string): string {
    const id = service['bom-ref'] ?? place
    known.add(id)
    builder.package(id, serviceFacts(service), 'service')
    addReferences(id, service.externalReferences)
    service.services?.forEach((part, index) => {
      builder.edge(id, 'contains', addService(part, `${place}/services/${index}`))
    })
    return id
  }

  function addReferences(id: string, references: readonly ExternalReference[] | undefined): void {
    for (const { type, url, hashes } of references ?? []) {
      if (type !== 'bom' && !url.startsWith('urn:cdx:')) continue
      builder.externalDocument(url.split('#')[0] ?? url, digestsOfHashes(hashes))
      if (url.startsWith('urn:cdx:')) edge(id, 'other', url, type)
    }
  }

  function addDependency({ ref, dependsOn = [], provides = [] }: Dependency): void {
    const from = link(ref)
    for (const target of dependsOn) edge(from, 'dependsOn', target)
    for (const target of provides) edge(from, 'provides', target)
  }

  function addVulnerability(vulnerability: Vulnerability, place: string): void {
    const id = vulnerability['bom-ref'] ?? place
    known.add(id)
    const { source: origin, analysis, ratings, cwes, affects = [] } = vulnerability
    const name = vulnerability.id ?? ''
    builder.element(
      id,
      'vulnerability',
      name,
      flatProperties({ source: origin, analysis, ratings, cwes }),
    )
    for (const { ref } of affects) edge(link(ref), 'hasVulnerability', id, analysis?.state)
  }

  function addFormulation(formula: Formula, place: string): void {
    const id = formula['bom-ref'] ?? place
    known.add(id)
    flows.push(...addFormula(builder, link, formula, id))
    for (const workflow of formula.workflows ?? []) {
      known.add(workflow['bom-ref'])
      for (const task of workflow.tasks ?? []) known.add(task['bom-ref'])
    }
    // What a build uses is not in the product: tools are elements, files tie sources to outputs.
    formula.components?.forEach((component, index) => {
      const partId = component['bom-ref'] ?? `${place}/components/${index}`
      if (component.type === 'file') addComponent(component, partId)
      else addTool(partId, component)
      builder.edge(id, 'other', partId, { label: 'formula' })
    })
    formula.services?.forEach((service, index) => {
      const partId = service['bom-ref'] ?? `${place}/services/${index}`
      addTool(partId, service)
      builder.edge(id, 'other', partId, { label: 'formula' })
    })
  }

  function addTool(id: string, tool: Component | Service): void {
    known.add(id)
    const { name, version, group } = tool
    const purl = 'purl' in tool ? tool.purl : undefined
    builder.element(id, 'tool', name, flatProperties({ version, group, purl }))
  }

  function addMetadata(said: Metadata): void {
    metadata = said
    if (said.component) root = addComponent(said.component, 'cdx:/metadata/component')
    const { tools } = said
    for (const { ref, name, version, vendor } of toolsOf(tools)) {
      if (ref === undefined) continue
      known.add(ref)
      builder.element(ref, 'tool', name, flatProperties({ version, vendor }))
    }
  }

  const items: { readonly [Key in StreamedKey]: (item: StreamedItem<Key>, place: string) => void } =
    {
      components: addComponent,
      services: addService,
      dependencies: addDependency,
      compositions: (composition: Composition) => builder.remark(describeComposition(composition)),
      vulnerabilities: addVulnerability,
      annotations: (annotation) => annotations.push(annotation),
      formulation: addFormulation,
      citations: () => undefined,
    }

  const members: Readonly<Record<string, (value: never) => void>> = {
    serialNumber: (value: string) => (head.serialNumber = value),
    version: (value: number) => (head.version = value),
    metadata: addMetadata,
    externalReferences: (references: readonly ExternalReference[]) => {
      addReferences('', references)
      for (const { type, url, comment } of references) {
        const text = comment === undefined ? url : `${url} (${comment})`
        builder.annotate('', { type: `reference ${type}`, text })
      }
    },
  }

  return {
    sink: {
      start({ specVersion, syntax }) {
        head.specVersion = specVersion
        head.syntax = syntax
      },
      item(key, index, value) {
        items[key](value, `cdx:/${key}/${index}`)
      },
      member(key, value) {
        if (Object.hasOwn(members, key)) members[key]?.(value as never)
      },
      extensions: () => undefined,
    },
    finish() {
      if (root !== undefined) builder.edge('', 'describes', root)
      drawGenerated(builder, flows, (id) => files.get(id))
      for (const annotation of annotations) annotate(annotation)
      remarkDangling()
      const id = head.serialNumber && `${linkOf(head.serialNumber)}/${head.version ?? 1}`
      if (id) for (const ref of known) if (ref.includes('#')) builder.alias(`${id}#${ref}`, ref)
      return {
        format: 'cyclonedx',
        specVersion: head.specVersion,
        syntax: head.syntax,
        source,
        ...(id && { id }),
        ...metadataFacts(metadata),
      }
    },
  }

  function annotate({ subjects = [], annotator, timestamp, text }: Annotation): void {
    const { organization, individual, component, service } = annotator
    const by = nameOf(organization) ?? nameOf(individual) ?? component?.name ?? service?.name
    const annotation = { text, date: timestamp, ...(by !== undefined && { annotator: by }) }
    for (const subject of subjects.length > 0 ? subjects : [''])
      builder.annotate(subject, annotation)
  }

  /** Common in the wild, and no reason to refuse: the rest of the document holds. */
  function remarkDangling(): void {
    const missing = [...wanted].filter((ref) => !known.has(ref))
    if (missing.length === 0) return
    const shown = missing.slice(0, 5).join(', ')
    const more = missing.length > 5 ? ', ...' : ''
    builder.remark(`${missing.length} references name no element of this document: ${shown}${more}`)
  }
}

/** Records of `domain/code`. */
const RECORD_PROPERTIES: ReadonlySet<string> = new Set(['headwater:code', 'headwater:presence'])

/** `urn:uuid:x` -> `urn:cdx:x` (BOM-Link, specification 1.4 and later). */
function linkOf(serialNumber: string): string {
  return `urn:cdx:${serialNumber.replace(/^urn:uuid:|^\{|\}$/g, '')}`
}

/** The fragment of a BOM-Link may be percent-encoded as a whole; a purl in it then shows no colon. */
function elementLink(link: string): string {
  const hash = link.indexOf('#')
  const fragment = link.slice(hash + 1)
  if (hash < 0 || !/%(?:3a|2f|23|20)/i.test(fragment) || /[:/]/.test(fragment)) return link
  try {
    return `${link.slice(0, hash)}#${decodeURIComponent(fragment)}`
  } catch {
    return link
  }
}
