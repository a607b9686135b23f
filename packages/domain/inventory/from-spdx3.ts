// SPDX-License-Identifier: Apache-2.0
import {
  ids,
  idOf,
  isObject,
  list,
  objects,
  text,
  texts,
  type ClassModel,
  type IdTable,
  type Model,
  type Spdx3Object,
  type Spdx3Sink,
  type Spdx3Summary,
} from '@headwater/formats/spdx3'
import type { DocumentBuilder, DocumentFacts, NodeKind } from './facts.ts'
import { createBuilds, type Material } from './spdx3/builds.ts'
import { documentFacts, externalDocuments } from './spdx3/document.ts'
import { fileFacts, isDirectory, isHeaderPath, snippetFacts } from './spdx3/files.ts'
import { createLicenses } from './spdx3/licenses.ts'
import { createNotes } from './spdx3/notes.ts'
import { createPackages, PACKAGE_MEMBERS, PACKAGE_RELATIONSHIPS } from './spdx3/packages.ts'
import { propertiesOf } from './spdx3/properties.ts'
import { createDetails, NOWHERE, SPDX3_EDGES, type Spdx3EdgeRule } from './spdx3/relationships.ts'
import { isPackageRole, roleOf, type PackageRole } from './spdx3/roles.ts'

export interface Spdx3Intake {
  readonly sink: Spdx3Sink
  /** After the read: draws what had to wait, and answers what the document says of itself. */
  finish(summary: Spdx3Summary): DocumentFacts
}

/** Puts an SPDX 3 document into the inventory. Elements are known by their IRIs, in this document and in all others. */
export function spdx3ToInventory(builder: DocumentBuilder, source: string): Spdx3Intake {
  const details = createDetails()
  const builds = createBuilds(builder)
  const packages = createPackages()
  const licenses = createLicenses()
  const notes = createNotes(builder)
  const headers = new Set<number>()
  const names = new Map<string, string>()
  const creations = new Map<string, Spdx3Object>()
  const collections: Spdx3Object[] = []
  const configured: { readonly build: string; readonly uris: readonly string[] }[] = []
  /** Licences that are spelled out in members, which may come later. */
  const spelled: { readonly id: string; readonly node: Spdx3Object }[] = []
  /** Licences that were referred to before they were defined, if they are. */
  const listed = new Set<string>()
  let table: IdTable | undefined
  let classes: Model['classList'] = []
  let document: Spdx3Object | undefined
  let firstCreation: Spdx3Object | undefined
  let unasserted = 0

  function take(node: Spdx3Object, id: string | undefined, model: ClassModel | undefined): void {
    if (model !== undefined && !model.element) {
      firstCreation ??= node
      if (id !== undefined) creations.set(id, node)
      return
    }
    if (id === undefined) return
    const role = roleOf(model)
    switch (role) {
      case 'relationship':
        relate(node, id)
        break
      case 'file':
        takeFile(node, id)
        break
      case 'package':
      case 'model':
      case 'dataset':
      case 'service':
        takePackage(node, id, role)
        break
      case 'snippet':
        builder.snippet(id, snippetFacts(node))
        break
      case 'annotation':
        notes.annotation(node)
        break
      case 'document':
        document = node
        break
      case 'collection':
        collections.push(node)
        takeElement(node, id, 'other')
        break
      case 'license':
        licenses.define(id, node)
        if (node['simplelicensing_licenseExpression'] === undefined) spelled.push({ id, node })
        else takeElement(node, id, 'license')
        break
      case 'build':
        takeElement(node, id, 'build')
        if (node['build_configSourceUri'] !== undefined) {
          configured.push({ build: id, uris: texts(node, 'build_configSourceUri') })
        }
        break
      case 'tool':
      case 'agent':
      case 'vulnerability':
      case 'other':
        takeElement(node, id, role)
        break
    }
    if (node['extension'] !== undefined) notes.extensions(node, id)
  }

  function takeFile(node: Spdx3Object, id: string): void {
    if (isDirectory(node)) {
      takeElement(node, id, 'other')
      return
    }
    const facts = fileFacts(node)
    if (isHeaderPath(facts.path)) headers.add(numberOf(id))
    builder.file(id, facts)
    notes.properties(node, id, FILE_NOTES)
  }

  function takePackage(node: Spdx3Object, id: string, kind: PackageRole): void {
    builder.package(id, packages.hold(node, id), kind)
    const more = Object.keys(node).filter((name) => !PACKAGE_MEMBERS.has(name))
    notes.properties(node, id, more)
  }

  function takeElement(node: Spdx3Object, id: string, kind: NodeKind): void {
    const shown =
      kind === 'license'
        ? licenses.expression(id)
        : kind === 'vulnerability'
          ? vulnerabilityName(node)
          : undefined
    const name = shown ?? text(node, 'name') ?? id
    names.set(id, name)
    builder.element(id, kind, name, propertiesOf(node))
  }

  function relate(node: Spdx3Object, id: string): void {
    const type = text(node, 'relationshipType') ?? 'other'
    const from = idOf(node['from']) ?? ''
    const rule = SPDX3_EDGES.get(type) ?? { kind: 'other', label: type }
    const to: string[] = []
    for (const value of list(node, 'to')) {
      const target = idOf(value)
      if (target === undefined) continue
      if (NOWHERE.has(target)) unasserted++
      to.push(target)
    }
    if (type === 'hasInput') builds.input(from, to.map(numberOf))
    else if (type === 'hasOutput') builds.output(from, to.map(numberOf))
    else if (PACKAGE_RELATIONSHIPS.has(type)) {
      for (const each of to) if (rule.kind === 'hasLicense' && !licenses.has(each)) listed.add(each)
      const about = type === 'fixedIn' ? 'package' : isA(numberOf(from))
      // files have their licences as edges: there may be millions
      if (about === 'package' || about === 'external') packages.relate(type, from, to)
    }
    draw(node, rule, from, to)
    if (ASSESSMENT.test(text(node, 'type') ?? '')) takeElement(node, id, 'other')
  }

  function draw(node: Spdx3Object, rule: Spdx3EdgeRule, from: string, to: readonly string[]): void {
    if (NOWHERE.has(from)) return
    const detail = details(rule, {
      scope: text(node, 'scope'),
      completeness: text(node, 'completeness'),
      comment: text(node, 'comment') ?? text(node, 'description'),
    })
    for (const target of to) {
      if (NOWHERE.has(target)) continue
      if (rule.turned) builder.edge(target, rule.kind, from, detail)
      else builder.edge(from, rule.kind, target, detail)
    }
  }

  function numberOf(id: string): number {
    return table?.find(id) ?? -1
  }

  function isA(element: number): Material {
    const classNumber = table?.classOf(element) ?? 0
    if (classNumber === 0) return 'external'
    const role = roleOf(classes[classNumber])
    if (role === 'file') return headers.has(element) ? 'header' : 'file'
    return isPackageRole(role) ? 'package' : 'other'
  }

  function nameOf(id: string): string {
    return names.get(id) ?? id
  }

  function addLicenses(): void {
    for (const { id, node } of spelled) takeElement(node, id, 'license')
    // licences of the SPDX list are elements everywhere without being written out anywhere
    for (const id of listed) {
      const name = licenses.has(id) ? undefined : licenses.expression(id)
      if (name !== undefined) builder.element(id, 'license', name)
    }
  }

  function describe(): void {
    const roots = new Set<string>(document ? ids(document, 'rootElement') : [])
    const own = document ? (text(document, 'spdxId') ?? '') : ''
    for (const collection of collections) {
      const id = text(collection, 'spdxId') ?? ''
      const described = ids(collection, 'rootElement')
      for (const root of described) builder.edge(id, 'describes', root)
      // the document describes an SBOM, and through it what that describes
      if (document === undefined || roots.has(id)) for (const root of described) roots.add(root)
    }
    for (const root of roots) if (root !== own) builder.edge(own, 'describes', root)
  }

  /** Files that a build was configured by, where the address is an element (the kernel's `.config`). */
  function configure(): void {
    for (const { build, uris } of configured) {
      for (const uri of uris) {
        if (isA(numberOf(uri)) !== 'external') builder.edge(build, 'configuredBy', uri)
      }
    }
  }

  function creationOf(node: Spdx3Object | undefined): Spdx3Object | undefined {
    const value = node?.['creationInfo']
    return isObject(value) ? value : typeof value === 'string' ? creations.get(value) : undefined
  }

  return {
    sink: {
      begin(ids, model) {
        table = ids
        classes = model.classList
      },
      node: take,
    },
    finish(summary) {
      addLicenses()
      packages.complete(nameOf, licenses.expression)
      describe()
      configure()
      builds.finish((element) => table?.name(element) ?? '', isA)
      notes.complete((node) => madeBy(creationOf(node), nameOf))
      for (const each of externalDocuments(document)) {
        builder.externalDocument(each.id, each.digests)
      }
      if (unasserted > 0) builder.remark(`${unasserted} relationships lead to NONE or NOASSERTION`)
      for (const remark of summary.remarks) builder.remark(remark)
      return documentFacts({
        summary,
        source,
        document,
        collections,
        creation: creationOf(document) ?? firstCreation,
        nameOf,
        license: licenses.expression,
      })
    },
  }
}

const FILE_NOTES = ['comment', 'description', 'summary', 'externalIdentifier', 'externalRef']

/** Relationships with a good deal to say of their own: scores, justifications, impact. */
const ASSESSMENT = /^security_\w+VulnAssessmentRelationship$/

/** The CVE id rather than an IRI, where the element has no name. */
function vulnerabilityName(node: Spdx3Object): string | undefined {
  for (const identifier of objects(node, 'externalIdentifier')) {
    if (text(identifier, 'externalIdentifierType') === 'cve') return text(identifier, 'identifier')
  }
  return undefined
}

function madeBy(
  creation: Spdx3Object | undefined,
  nameOf: (id: string) => string,
): { readonly by?: string; readonly at?: string } {
  if (creation === undefined) return {}
  const at = text(creation, 'created')
  return {
    by: ids(creation, 'createdBy').map(nameOf).join(', '),
    ...(at === undefined ? {} : { at }),
  }
}
