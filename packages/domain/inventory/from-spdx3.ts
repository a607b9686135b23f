// SPDX-License-Identifier: Apache-2.0
import {
  ids,
  idOf,
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
import { joined, licenseText } from './spdx3/licenses.ts'
import { holdPackage, PACKAGE_MEMBERS, type HeldPackage } from './spdx3/packages.ts'
import { flat, propertiesOf } from './spdx3/properties.ts'
import { createDetails, NOWHERE, SPDX3_EDGES, type Spdx3EdgeRule } from './spdx3/relationships.ts'

export interface Spdx3Intake {
  readonly sink: Spdx3Sink
  /** After the read: draws what had to wait, and answers what the document says of itself. */
  finish(summary: Spdx3Summary): DocumentFacts
}

/** What an element becomes; the first class of its lineage that stands here decides. */
type Role =
  | 'document'
  | 'collection'
  | 'package'
  | 'file'
  | 'snippet'
  | 'relationship'
  | 'annotation'
  | NodeKind

const ROLES: readonly (readonly [string, Role])[] = [
  ['SpdxDocument', 'document'],
  ['ElementCollection', 'collection'],
  ['ai_AIPackage', 'model'],
  ['dataset_DatasetPackage', 'dataset'],
  ['software_Package', 'package'],
  ['software_File', 'file'],
  ['software_Snippet', 'snippet'],
  ['Relationship', 'relationship'],
  ['Annotation', 'annotation'],
  ['build_Build', 'build'],
  ['Tool', 'tool'],
  ['Agent', 'agent'],
  ['security_Vulnerability', 'vulnerability'],
  ['simplelicensing_AnyLicenseInfo', 'license'],
  ['simplelicensing_SimpleLicensingText', 'license'],
  ['expandedlicensing_LicenseAddition', 'license'],
  ['service_SoftwareService', 'service'],
  ['hardware_Hardware', 'package'],
]

/** Puts an SPDX 3 document into the inventory. Elements are known by their IRIs, in this document and in all others. */
export function spdx3ToInventory(builder: DocumentBuilder, source: string): Spdx3Intake {
  const details = createDetails()
  const builds = createBuilds(builder)
  const roles = new Map<ClassModel, Role>()
  const packages = new Map<string, HeldPackage>()
  const headers = new Set<number>()
  const licenses = new Map<string, Spdx3Object>()
  const names = new Map<string, string>()
  const creations = new Map<string, Spdx3Object>()
  const collections: Spdx3Object[] = []
  const configured: { readonly build: string; readonly uris: readonly string[] }[] = []
  /** Licences of and fixes in packages that come later. */
  const waiting: {
    readonly type: string
    readonly from: string
    readonly to: readonly string[]
  }[] = []
  /** Licences that were referred to before they were defined, if they are. */
  const listed = new Set<string>()
  let table: IdTable | undefined
  let classes: Model['classList'] = []
  let document: Spdx3Object | undefined
  let creation: Spdx3Object | undefined
  let unasserted = 0

  function roleOf(model: ClassModel | undefined): Role {
    if (model === undefined) return 'other'
    let role = roles.get(model)
    if (role === undefined) {
      role = ROLES.find(([name]) => model.lineage.has(name))?.[1] ?? 'other'
      roles.set(model, role)
    }
    return role
  }

  function numberOf(id: string): number {
    return table?.find(id) ?? -1
  }

  function isA(element: number): Material {
    const classNumber = table?.classOf(element) ?? 0
    if (classNumber === 0) return 'external'
    const role = roleOf(classes[classNumber])
    if (role === 'file') return headers.has(element) ? 'header' : 'file'
    return PACKAGE_ROLES.has(role) ? 'package' : 'other'
  }

  function take(node: Spdx3Object, id: string | undefined, model: ClassModel | undefined): void {
    if (model !== undefined && !model.element) {
      creation ??= node
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
        annotate(node)
        break
      case 'document':
        document = node
        break
      case 'collection':
        collections.push(node)
        element(node, id, 'other')
        break
      case 'build':
      case 'tool':
      case 'agent':
      case 'vulnerability':
      case 'license':
      case 'other':
        element(node, id, role)
        break
    }
    if (node['extension'] !== undefined) extensions(node, id)
  }

  function takeFile(node: Spdx3Object, id: string): void {
    if (isDirectory(node)) {
      element(node, id, 'other')
      return
    }
    const facts = fileFacts(node)
    if (isHeaderPath(facts.path)) headers.add(numberOf(id))
    builder.file(id, facts)
    remember(node, id, FILE_REMARKS)
  }

  function takePackage(
    node: Spdx3Object,
    id: string,
    kind: 'package' | 'model' | 'dataset' | 'service',
  ): void {
    const held = holdPackage(node)
    packages.set(id, held)
    builder.package(id, held.facts, kind)
    for (const name of Object.keys(node)) {
      if (!PACKAGE_MEMBERS.has(name)) remember(node, id, [name])
    }
  }

  /** What the facts have no member for is kept as annotations under the name of the property. */
  function remember(node: Spdx3Object, id: string, properties: readonly string[]): void {
    for (const property of properties) {
      if (node[property] === undefined) continue
      for (const [type, said] of flat(property, node)) builder.annotate(id, { type, text: said })
    }
  }

  function element(node: Spdx3Object, id: string, kind: NodeKind): void {
    const name = text(node, 'name')
    names.set(id, name ?? id)
    if (kind === 'license') licenses.set(id, node)
    const shown = kind === 'license' ? licenseText(id, licenses) : vulnerabilityName(node, kind)
    if (shown !== undefined && kind === 'vulnerability') names.set(id, shown)
    builder.element(id, kind, shown ?? name ?? id, propertiesOf(node))
    if (kind === 'build') {
      const uris = texts(node, 'build_configSourceUri')
      if (uris.length > 0) configured.push({ build: id, uris })
    }
  }

  function extensions(node: Spdx3Object, id: string): void {
    for (const extension of objects(node, 'extension')) {
      const alias = text(extension, YOCTO_ALIAS)
      if (alias !== undefined) builder.alias(alias, id)
      else {
        builder.annotate(id, {
          type: text(extension, 'type') ?? 'extension',
          text: JSON.stringify(extension),
        })
      }
    }
  }

  function annotate(node: Spdx3Object): void {
    const subject = ids(node, 'subject')[0] ?? ''
    const type = text(node, 'annotationType')
    const statement = text(node, 'statement') ?? ''
    builder.annotate(subject, { ...(type === undefined ? {} : { type }), text: statement })
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
    else if (rule.kind === 'hasLicense') for (const id of to) if (!licenses.has(id)) listed.add(id)
    if (HELD_TYPES.has(type)) {
      const material = type === 'fixedIn' ? 'package' : isA(numberOf(from))
      if (material === 'package' || material === 'external') waiting.push({ type, from, to })
    }
    draw(node, rule, from, to)
    if (ASSESSMENT.test(text(node, 'type') ?? '')) element(node, id, 'other')
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

  /** Names of people and organizations, licences and fixes: known only now. */
  function completePackages(): void {
    for (const { type, from, to } of waiting) {
      if (type === 'fixedIn') {
        for (const id of to) packages.get(id)?.fixes.push(names.get(from) ?? from)
      } else if (type === 'hasDeclaredLicense') packages.get(from)?.declared.push(...to)
      else packages.get(from)?.concluded.push(...to)
    }
    for (const { facts, suppliers, originators, declared, concluded, fixes } of packages.values()) {
      const called = (id: string): string => names.get(id) ?? id
      if (suppliers.length > 0) facts.supplier = suppliers.map(called).join(', ')
      if (originators.length > 0) facts.originator = originators.map(called).join(', ')
      const licenseDeclared = expression(declared)
      if (licenseDeclared !== undefined) facts.licenseDeclared = licenseDeclared
      const licenseConcluded = expression(concluded)
      if (licenseConcluded !== undefined) facts.licenseConcluded = licenseConcluded
      if (fixes.length > 0) facts.resolves = [...new Set(fixes)]
    }
  }

  /** Licences of the SPDX list are elements everywhere without being written out anywhere. */
  function addListedLicenses(): void {
    for (const id of listed) {
      const name = licenses.has(id) ? undefined : licenseText(id, licenses)
      if (name !== undefined) builder.element(id, 'license', name)
    }
  }

  function expression(licenseIds: readonly string[]): string | undefined {
    const found: string[] = []
    for (const id of licenseIds) {
      const said = licenseText(id, licenses)
      if (said !== undefined) found.push(said)
    }
    return joined(
      found.length > 1 ? found.map((said) => (said.includes(' OR ') ? `(${said})` : said)) : found,
      'AND',
    )
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

  return {
    sink: {
      begin(ids, model) {
        table = ids
        classes = model.classList
      },
      node: take,
    },
    finish(summary) {
      completePackages()
      addListedLicenses()
      describe()
      for (const { build, uris } of configured) {
        for (const uri of uris) {
          const number = table?.find(uri)
          if (number !== undefined && isA(number) !== 'external') {
            builder.edge(build, 'configuredBy', uri)
          }
        }
      }
      builds.finish((element) => table?.name(element) ?? '', isA)
      for (const { id, digests } of externalDocuments(document))
        builder.externalDocument(id, digests)
      if (unasserted > 0) builder.remark(`${unasserted} relationships lead to NONE or NOASSERTION`)
      for (const remark of summary.remarks) builder.remark(remark)
      return documentFacts({
        summary,
        source,
        document,
        collections,
        creation: creationOf(document) ?? creation,
        nameOf: (id) => names.get(id) ?? id,
        license: (id) => licenseText(id, licenses),
      })
    },
  }

  function creationOf(node: Spdx3Object | undefined): Spdx3Object | undefined {
    const value = node?.['creationInfo']
    return typeof value === 'string' ? creations.get(value) : undefined
  }
}

const PACKAGE_ROLES: ReadonlySet<Role> = new Set([
  'package',
  'model',
  'dataset',
  'service',
] as const)

/** Yocto links its documents by aliases that do not change from build to build: OpenEmbedded, meta/lib/oe/sbom30.py. */
const YOCTO_ALIAS = 'https://rdf.openembedded.org/spdx/3.0/alias'

const FILE_REMARKS = ['comment', 'description', 'summary', 'externalIdentifier', 'externalRef']

/** Relationships that say something of a package which its facts have a member for. */
const HELD_TYPES: ReadonlySet<string> = new Set([
  'hasDeclaredLicense',
  'hasConcludedLicense',
  'fixedIn',
])

/** Relationships with a good deal to say of their own: scores, justifications, impact. */
const ASSESSMENT = /^security_\w+VulnAssessmentRelationship$/

/** The CVE id rather than an IRI, where the element has no name. */
function vulnerabilityName(node: Spdx3Object, kind: NodeKind): string | undefined {
  if (kind !== 'vulnerability') return undefined
  for (const identifier of objects(node, 'externalIdentifier')) {
    if (text(identifier, 'externalIdentifierType') === 'cve') return text(identifier, 'identifier')
  }
  return text(node, 'name')
}
