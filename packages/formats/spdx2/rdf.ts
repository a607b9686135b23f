// SPDX-License-Identifier: Apache-2.0
import type { Place } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { createAssembly, DOCUMENT_ID, type Assembly } from './assembly.ts'
import { quote, type Raw } from './members.ts'
import { licenseText } from './rdf-licenses.ts'
import { readRdf, type RdfGraph, type RdfNode } from './rdf-graph.ts'
import {
  ELEMENT_MEMBERS,
  LICENSE_MEMBERS,
  PASSED_OVER,
  RDF_MEMBERS,
  SPDX_TERMS,
} from './rdf-terms.ts'
import {
  DOCUMENT,
  LISTS,
  RELATIONSHIP,
  type ElementRule,
  type ListName,
  type MemberRule,
} from './rules.ts'
import type { Spdx2Sink } from './sink.ts'
import { throwFaults } from './throw.ts'
import { isListRule, typedValue } from './typed.ts'
import { nearWord } from './words.ts'

/** The RDF/XML serialization: the graph is read whole, then told as the members of JSON. */
export async function streamRdf(source: Source, sink: Spdx2Sink, limits: Limits): Promise<void> {
  const graph = await readRdf(source, limits)
  const assembly = createAssembly(sink)
  const tellers = tellGraph(graph, assembly, limits)
  if (assembly.findings.faultCount > 0) {
    await throwFaults(source.name, assembly.findings, () => (pointer) => placeOf(tellers, pointer))
  }
}

/** Which node stands behind `/packages/3`. */
type Tellers = ReadonlyMap<string, RdfNode>

function placeOf(tellers: Tellers, pointer: string): Place {
  const [, list = '', index = ''] = pointer.split('/')
  const node = tellers.get(`/${list}/${index}`) ?? tellers.get('')
  if (node === undefined) return { pointer }
  const name = node.id.startsWith('_:') ? pointer : node.id
  return { pointer: name, line: node.line, column: node.column }
}

/** The classes whose resources are elements, in the order in which they are told. */
const CLASSES: readonly (readonly [string, ListName])[] = [
  ['ExternalDocumentRef', 'externalDocumentRefs'],
  ['Package', 'packages'],
  ['File', 'files'],
  ['Snippet', 'snippets'],
  ['ExtractedLicensingInfo', 'hasExtractedLicensingInfos'],
]

function tellGraph(graph: RdfGraph, assembly: Assembly, limits: Limits): Tellers {
  const { findings } = assembly
  const tellers = new Map<string, RdfNode>()
  const document = [...graph.values()].find((node) => node.types.has(`${SPDX_TERMS}SpdxDocument`))
  if (document === undefined) {
    findings.fault('UNKNOWN_FORMAT', 'the RDF has no resource of the class SpdxDocument', '')
    return tellers
  }
  tellers.set('', document)
  const namespace = document.id.split('#', 1)[0] ?? ''
  const idOf = createIdReader(namespace, graph)
  const toRaw = createNodeTeller(assembly, idOf, limits)

  const head = toRaw(document, DOCUMENT, '')
  for (const [key, value] of Object.entries(head)) {
    if (!(key in LISTS) && key !== 'documentDescribes') {
      if (assembly.member(key, value)) break
    }
  }
  assembly.member('SPDXID', DOCUMENT_ID)
  assembly.member('documentNamespace', namespace)

  const counts = new Map<ListName, number>()
  const tell = (list: ListName, node: RdfNode, raw: Raw): void => {
    const index = counts.get(list) ?? 0
    counts.set(list, index + 1)
    tellers.set(`/${list}/${index}`, node)
    assembly.element(list, index, raw)
  }
  const annotations = head['annotations']
  if (Array.isArray(annotations))
    for (const raw of annotations as Raw[]) tell('annotations', document, raw)
  const reviews = head['revieweds']
  if (Array.isArray(reviews)) for (const raw of reviews as Raw[]) tell('revieweds', document, raw)

  for (const [name, list] of CLASSES) {
    for (const node of graph.values()) {
      if (!node.types.has(SPDX_TERMS + name)) continue
      const raw = toRaw(node, LISTS[list], `/${list}/${counts.get(list) ?? 0}`)
      if (list === 'externalDocumentRefs') raw['externalDocumentId'] ??= idOf(node.id)
      else if (list === 'hasExtractedLicensingInfos') raw['licenseId'] ??= idOf(node.id)
      else raw['SPDXID'] = idOf(node.id)
      tell(list, node, raw)
    }
  }
  for (const node of graph.values()) {
    const isElement =
      node === document || CLASSES.some(([name]) => node.types.has(SPDX_TERMS + name))
    if (!isElement) continue
    for (const { predicate, object } of node.statements) {
      if (predicate !== `${SPDX_TERMS}relationship` || typeof object === 'string') continue
      const raw = toRaw(object, RELATIONSHIP, `/relationships/${counts.get('relationships') ?? 0}`)
      raw['spdxElementId'] = node === document ? DOCUMENT_ID : idOf(node.id)
      tell('relationships', object, raw)
    }
  }
  if (Array.isArray(head['documentDescribes'])) {
    assembly.member('documentDescribes', head['documentDescribes'])
  }
  assembly.finish()
  return tellers
}

type NodeTeller = (node: RdfNode, of: ElementRule, pointer: string) => Raw

function createNodeTeller(
  assembly: Assembly,
  idOf: (iri: string) => string,
  limits: Limits,
): NodeTeller {
  const { findings } = assembly
  const told = new Map<ElementRule, Map<RdfNode, Raw>>()

  function toRaw(node: RdfNode, of: ElementRule, pointer: string): Raw {
    const raw: Raw = {}
    for (const { predicate, object } of node.statements) {
      const local = predicate.slice(
        Math.max(predicate.lastIndexOf('#'), predicate.lastIndexOf('/')) + 1,
      )
      const member = memberOf(local, of)
      const rule = of.members.get(member)
      if (rule === undefined) {
        if (!PASSED_OVER.has(local))
          findings.remark(`${of.what} has no property ${quote(local)}; passed over`, pointer)
        continue
      }
      // lists of the document are told class by class
      if (of === DOCUMENT && rule.kind === 'objects' && !INLINE_LISTS.has(member)) continue
      const value = valueOf(object, member, rule, `${pointer}/${member}`)
      if (isListRule(rule)) {
        const list = raw[member]
        if (Array.isArray(list)) list.push(value)
        else raw[member] = [value]
      } else if (raw[member] === undefined) raw[member] = value
      else if (raw[member] !== value) {
        findings.fault('DUPLICATE', `${quote(member)} is given twice`, pointer)
      }
    }
    return raw
  }

  /** Many elements may share one node, and a hostile graph a large one. */
  function toldOnce(node: RdfNode, of: ElementRule, pointer: string): Raw {
    let known = told.get(of)
    if (known === undefined) told.set(of, (known = new Map()))
    let raw = known.get(node)
    if (raw === undefined) known.set(node, (raw = toRaw(node, of, pointer)))
    return raw
  }

  function valueOf(
    object: RdfNode | string,
    member: string,
    rule: MemberRule,
    pointer: string,
  ): unknown {
    if (LICENSE_MEMBERS.has(member)) {
      const text = licenseText(object, idOf, limits.depth)
      if (text === undefined) {
        findings.fault('LIMIT', 'a licence expression is too deep or too large', pointer)
      }
      return text
    }
    if (typeof object === 'string') return typedValue(object, rule)
    if (rule.kind === 'object' || rule.kind === 'objects') {
      // the rules are a tree of bounded depth, so this ends whatever the graph is
      const raw = toldOnce(object, rule.of, pointer)
      if (member === 'artifactOfs' && !object.id.startsWith('_:')) raw['projectUri'] ??= object.id
      return raw
    }
    if (rule.kind === 'word' || rule.kind === 'words') return wordOf(object.id, rule.words)
    // an address may be written as a resource; an element, NONE and NOASSERTION always are
    const isName = ELEMENT_MEMBERS.has(member) || object.id.startsWith(SPDX_TERMS)
    return isName ? idOf(object.id) : object.id
  }

  return toRaw
}

/** Annotations and reviews are blank nodes inside the document; all else has an id of its own. */
const INLINE_LISTS: ReadonlySet<string> = new Set(['annotations', 'revieweds'])

function memberOf(local: string, of: ElementRule): string {
  const named = RDF_MEMBERS.get(local)
  if (named !== undefined && of.members.has(named)) return named
  if (local === 'homepage' && !of.members.has('homepage')) return 'homePage'
  return local
}

/** `…#relationshipType_dynamicLink` -> `DYNAMIC_LINK`, as the table of words spells it. */
function wordOf(iri: string, words: ReadonlyMap<string, object>): string {
  const local = iri.slice(iri.lastIndexOf('#') + 1)
  const word = local.slice(local.indexOf('_') + 1)
  return nearWord(words, word) ?? word
}

/** IRIs to SPDX ids: `namespace#SPDXRef-x`, and the elements of the documents that this one refers to. */
function createIdReader(namespace: string, graph: RdfGraph): (iri: string) => string {
  const documents = new Map<string, string>()
  for (const node of graph.values()) {
    if (!node.types.has(`${SPDX_TERMS}ExternalDocumentRef`)) continue
    for (const { predicate, object } of node.statements) {
      if (predicate !== `${SPDX_TERMS}spdxDocument`) continue
      const iri = typeof object === 'string' ? object : object.id
      documents.set(iri.split('#', 1)[0] ?? '', fragmentOf(node.id))
    }
  }
  return (iri) => {
    if (iri === `${SPDX_TERMS}noassertion`) return 'NOASSERTION'
    if (iri === `${SPDX_TERMS}none`) return 'NONE'
    const other = documents.get(iri.split('#', 1)[0] ?? '')
    const isOwn = iri.startsWith(`${namespace}#`)
    return other !== undefined && !isOwn ? `${other}:${fragmentOf(iri)}` : fragmentOf(iri)
  }
}

function fragmentOf(iri: string): string {
  const hash = iri.indexOf('#')
  const fragment = hash < 0 ? iri : iri.slice(hash + 1)
  return fragment.replaceAll('%3A', ':').replaceAll('%3a', ':')
}
