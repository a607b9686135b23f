// SPDX-License-Identifier: Apache-2.0
import {
  idOf,
  ids,
  objects,
  text,
  type Spdx3Document,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'
import { withToldKind } from './kinds.ts'
import type { Ledger, Origin } from './ledger.ts'
import {
  NOASSERTION,
  NONE,
  type ElementKind,
  type Pivot,
  type PivotElement,
  type PivotRelationship,
} from './pivot.ts'
import { createFacts, each, itemsOf, membersOf, type FactList, type Rules } from './reading.ts'
import { createGraph, type Graph } from './spdx3/graph.ts'
import { readImports } from './spdx3/read-imports.ts'
import { readElement } from './spdx3/read-element.ts'
import { createSpdx3Licenses, type Spdx3Licenses } from './spdx3/read-licenses.ts'
import { readAssessment } from './spdx3/read-security.ts'

/** An SPDX 3 document as the pivot has it. Elements are known by their IRIs. */
export function pivotOfSpdx3(document: Spdx3Document, ledger: Ledger): Pivot {
  const main = document.graph.find((node) => node['type'] === 'SpdxDocument')
  const info =
    main?.['creationInfo'] ?? document.graph.find((node) => node['creationInfo'])?.['creationInfo']
  const graph = createGraph(document, info)
  const licenses = createSpdx3Licenses(graph, ledger)
  const head = createFacts(ledger)
  const documentId = (main && idOf(main)) ?? '#'
  const elements: PivotElement[] = []
  const known = new Map<string, { readonly kind: ElementKind; readonly facts: FactList }>()
  const relationships: PivotRelationship[] = []
  /** Collections that stand for the document. */
  const merged = new Set<string>()
  const terms = { graph, licenses, ledger }

  const creation = graph.nodeOf(info)
  if (creation) readCreation(creation, head, graph)
  if (main) readDocument(main)
  document.graph.forEach((node, key) => addElement(node, { holder: document.graph, key }))
  for (const node of document.graph) if (graph.isA(node, 'Relationship')) relate(node)
  const licenseElements = licenses.elements()
  const listVersion = licenses.listVersion()
  if (listVersion) head.add('licenseListVersion', listVersion.text, ...listVersion.origins)
  addOthers()
  return {
    family: 'spdx-3',
    document: {
      kind: 'document',
      id: documentId,
      facts: head.list,
      identity: main ? graph.identityOf(main) : [],
    },
    elements: [...elements, ...licenseElements].map(withToldKind),
    relationships,
  }

  function readDocument(node: Spdx3Object): void {
    graph.used.add(node)
    readElement(
      node,
      head,
      graph,
      DOCUMENT,
      new Set(['rootElement', 'import', 'namespaceMap', 'dataLicense']),
    )
    head.add('namespace', documentId, ...membersOf(node, 'spdxId'))
    readImports(node, head)
    const license = licenses.expressionOf(node['dataLicense'])
    if (license)
      head.add('dataLicense', license.text, ...membersOf(node, 'dataLicense'), ...license.origins)
    const roots = itemsOf(node['rootElement'])
    for (const [at, value] of roots) {
      const root = graph.nodeOf(value as Spdx3Value)
      const id = idOf(value as Spdx3Value) ?? ''
      if (root && roots.length === 1 && graph.isA(root, 'ElementCollection'))
        mergeCollection(root, id, at)
      else describe(id, [at])
    }
  }

  /** The SBOM in the document: what it says of itself, the document says. */
  function mergeCollection(node: Spdx3Object, id: string, at: Origin): void {
    if (node === main) return
    graph.used.add(node)
    merged.add(id)
    ledger.imply([at, ...graph.identityOf(node)])
    readElement(node, head, graph, DOCUMENT, new Set(['rootElement']))
    for (const [root, value] of itemsOf(node['rootElement'])) {
      const rootId = idOf(value as Spdx3Value) ?? ''
      if (rootId === documentId || rootId === id) ledger.imply([root])
      else describe(rootId, [root])
    }
  }

  function describe(to: string, origins: readonly Origin[]): void {
    relationships.push({ type: 'describes', from: documentId, to, origins })
  }

  function addElement(node: Spdx3Object, origin: Origin): void {
    const id = idOf(node)
    const [kind] = KINDS.find(([, name]) => graph.isA(node, name)) ?? []
    if (id === undefined || kind === undefined || known.has(id)) return
    graph.used.add(node)
    const facts = createFacts(ledger)
    const whole = { list: '@graph', value: node, origin }
    if (kind === 'annotation') readAnnotation(node, facts)
    else readElement(node, facts, graph)
    if (kind === 'vulnerability') nameVulnerability(facts)
    known.set(id, { kind, facts })
    const isPart = kind !== 'snippet' && kind !== 'build' && kind !== 'vulnerability'
    elements.push({
      kind,
      id,
      facts: facts.list,
      identity: graph.identityOf(node),
      ...(!isPart && { whole }),
    })
  }

  function readAnnotation(node: Spdx3Object, facts: FactList): void {
    for (const id of ids(node, 'subject')) {
      facts.add('subject', merged.has(id) ? documentId : id, ...membersOf(node, 'subject'))
    }
    readElement(node, facts, graph, ANNOTATION, new Set(['subject']))
    const own = graph.nodeOf(node['creationInfo'])
    if (own === undefined) return
    const isOwn = own !== creation
    const [first] = itemsOf(own['createdBy'])
    const by = graph.agentOf(first?.[1] as Spdx3Value | undefined)
    const said = isOwn ? [...(first ? [first[0]] : []), ...(by?.origins ?? [])] : []
    if (by) facts.add('annotator', by.agent, ...said)
    const created = text(own, 'created')
    const when = isOwn
      ? [
          ...membersOf(own, 'created', 'type', '@id', 'specVersion'),
          ...membersOf(node, 'creationInfo'),
        ]
      : []
    if (created !== undefined) facts.add('annotationTime', created, ...when)
  }

  function relate(node: Spdx3Object): void {
    graph.used.add(node)
    const type = text(node, 'relationshipType') ?? 'other'
    const fromId = idOf(node['from']) ?? ''
    const from = merged.has(fromId) ? documentId : fromId
    const own = known.get(from)
    if (graph.isA(node, 'security_VulnAssessmentRelationship')) {
      if (own?.kind === 'vulnerability')
        relationships.push(...readAssessment(node, own.facts, graph))
      return
    }
    const term = LICENSE_TERMS.get(type)
    if (term !== undefined && own !== undefined) {
      readLicense(node, term, own, terms)
      return
    }
    const label = labelOf(node)
    const said = text(node, 'comment') ?? text(node, 'description')
    const spoken = text(node, 'comment') === undefined ? 'description' : 'comment'
    const scope = text(node, 'scope')
    const completeness = text(node, 'completeness')
    const origins = [...graph.identityOf(node), ...membersOf(node, 'relationshipType', 'from')]
    // nobody knows: so it is where nobody says
    if (completeness === 'noAssertion') ledger.imply(membersOf(node, 'completeness'))
    const qualifiers = [
      ...membersOf(
        node,
        'scope',
        spoken,
        ...(completeness === 'noAssertion' ? [] : ['completeness']),
      ),
      ...(label?.origins ?? []),
    ]
    for (const [at, value] of itemsOf(node['to'])) {
      const to = targetOf(idOf(value as Spdx3Value) ?? '')
      const isImplied = to === NONE || to === NOASSERTION || completeness === 'noAssertion'
      relationships.push({
        type,
        from,
        to: merged.has(to) ? documentId : to,
        ...(scope !== undefined && { scope }),
        ...(completeness !== undefined && !isImplied && { completeness }),
        ...(said !== undefined && { comment: said }),
        ...(label && { label: label.text }),
        origins: [at, ...origins],
        qualifiers,
      })
    }
  }

  /** What is defined here and has no kind of its own: other classes, agents that nothing is by, licences of nothing. */
  function addOthers(): void {
    document.graph.forEach((node, key) => {
      const id = idOf(node)
      if (id === undefined || known.has(id) || id === documentId || graph.isA(node, 'Relationship'))
        return
      if (node['type'] === 'CreationInfo') return
      const whole = { list: '@graph', value: node, origin: { holder: document.graph, key } }
      const isUsed = graph.used.has(node)
      elements.push({ kind: 'other', id, facts: [], identity: [], ...(!isUsed && { whole }) })
    })
  }
}

const KINDS: readonly (readonly [ElementKind, string])[] = [
  ['model', 'ai_AIPackage'],
  ['dataset', 'dataset_DatasetPackage'],
  ['package', 'software_Package'],
  ['file', 'software_File'],
  ['snippet', 'software_Snippet'],
  ['annotation', 'Annotation'],
  ['build', 'build_Build'],
  ['vulnerability', 'security_Vulnerability'],
]

const LICENSE_TERMS: ReadonlyMap<string, 'licenseDeclared' | 'licenseConcluded'> = new Map([
  ['hasDeclaredLicense', 'licenseDeclared'],
  ['hasConcludedLicense', 'licenseConcluded'],
])

const DOCUMENT: Rules = {
  profileConformance: (_value, facts, at) => facts.imply(at),
  element: (_value, facts, at) => facts.imply(at),
  software_sbomType: each('sbomType'),
}

const ANNOTATION: Rules = {
  annotationType: 'annotationType',
  statement: 'statement',
}

/** SPDX 3.0.1 Core, CreationInfo: that of the document holds for every element that does not say otherwise. */
function readCreation(node: Spdx3Object, head: FactList, graph: Graph): void {
  graph.used.add(node)
  head.imply(...membersOf(node, 'type', '@id', 'specVersion'))
  const created = text(node, 'created')
  if (created !== undefined) head.add('created', created, ...membersOf(node, 'created'))
  const comment = text(node, 'comment')
  if (comment !== undefined) head.add('creationComment', comment, ...membersOf(node, 'comment'))
  const tools = new Set<string>()
  for (const [at, value] of itemsOf(node['createdUsing'])) {
    const found = graph.agentOf(value as Spdx3Value)
    if (found === undefined) continue
    head.add('tool', { ...found.agent, kind: 'software' }, at, ...found.origins)
    tools.add(found.agent.name)
  }
  for (const [at, value] of itemsOf(node['createdBy'])) {
    const found = graph.agentOf(value as Spdx3Value)
    if (found === undefined) continue
    // where only a tool is known, it stands in both places (annex "Differences from previous editions", Agent)
    if (found.agent.kind === 'software' && tools.has(found.agent.name))
      head.imply(at, ...found.origins)
    else
      head.add(
        found.agent.kind === 'software' ? 'tool' : 'creator',
        found.agent,
        at,
        ...found.origins,
      )
  }
}

function readLicense(
  node: Spdx3Object,
  term: 'licenseDeclared' | 'licenseConcluded',
  own: { readonly kind: ElementKind; readonly facts: FactList },
  { graph, licenses }: { readonly graph: Graph; readonly licenses: Spdx3Licenses },
): void {
  const said = itemsOf(node['to']).flatMap(([at, value]) => {
    const found = licenses.expressionOf(value as Spdx3Value)
    return found ? [{ text: found.text, origins: [at, ...found.origins] }] : []
  })
  const origins = [
    ...graph.identityOf(node),
    ...membersOf(node, 'from', 'relationshipType', 'completeness'),
  ]
  if (own.kind === 'package' && said.length > 1) {
    const texts = said.map((each) => (/ OR /.test(each.text) ? `(${each.text})` : each.text))
    own.facts.add(term, texts.join(' AND '), ...origins, ...said.flatMap((each) => each.origins))
  } else for (const each of said) own.facts.add(term, each.text, ...origins, ...each.origins)
}

function targetOf(id: string): string {
  if (id === 'NoneElement') return NONE
  return id === 'NoAssertionElement' ? NOASSERTION : id
}

/** The word that another format had for the relationship. */
function labelOf(
  node: Spdx3Object,
): { readonly text: string; readonly origins: readonly Origin[] } | undefined {
  for (const extension of objects(node, 'extension')) {
    for (const property of objects(extension, 'extension_cdxProperty')) {
      if (text(property, 'extension_cdxPropName') !== 'headwater:label') continue
      return {
        text: text(property, 'extension_cdxPropValue') ?? '',
        origins: [
          ...membersOf(extension, 'type'),
          ...membersOf(property, 'type', 'extension_cdxPropName', 'extension_cdxPropValue'),
        ],
      }
    }
  }
  return undefined
}

/** The CVE id rather than an IRI, where the element has no name. */
function nameVulnerability(facts: FactList): void {
  if (facts.list.some(({ term }) => term === 'name')) return
  const id = facts.list.find((fact) => fact.term === 'identifier' && fact.value.type === 'cve')
  if (id?.term === 'identifier') facts.add('name', id.value.value, ...id.origins)
}
