// SPDX-License-Identifier: Apache-2.0
import type { SaxesTagNS } from 'saxes'
import { FormatError } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { readXml } from '../xml/index.ts'

/** A resource and what is said of it. Blank nodes have ids of the form `_:b1`, which no IRI has. */
export interface RdfNode {
  readonly id: string
  /** IRIs of its classes. */
  readonly types: Set<string>
  readonly statements: RdfStatement[]
  line: number
  column: number
}

interface RdfStatement {
  /** IRI */
  readonly predicate: string
  readonly object: RdfNode | string
}

/** All resources in the order in which they are first named. */
export type RdfGraph = ReadonlyMap<string, RdfNode>

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const XML = 'http://www.w3.org/XML/1998/namespace'

/** A node element, or a property element whose object is not known before it ends. */
type Frame =
  | { readonly kind: 'root' }
  | { readonly kind: 'node'; readonly node: RdfNode; readonly base: string }
  | {
      readonly kind: 'property'
      readonly subject: RdfNode
      readonly predicate: string
      readonly base: string
      text: string
      done: boolean
    }

/**
 * Reads RDF/XML (W3C, 2014) into a graph: the striped syntax that SPDX tools write, with `rdf:about`, `rdf:ID`,
 * `rdf:nodeID`, `rdf:resource`, property attributes and `rdf:parseType` Resource. Lists and XML literals do not occur in
 * SPDX and are refused. Nesting is kept on a stack, so its depth costs nothing.
 * @throws FormatError
 */
export async function readRdf(source: Source, limits: Limits): Promise<RdfGraph> {
  const graph = new Map<string, RdfNode>()
  const stack: Frame[] = []
  let blanks = 0
  let rootBase = ''

  function nodeAt(id: string, line: number, column: number): RdfNode {
    const known = graph.get(id)
    if (known !== undefined) return known
    const node: RdfNode = { id, types: new Set(), statements: [], line, column }
    graph.set(id, node)
    return node
  }

  function openNode(tag: SaxesTagNS, base: string, line: number, column: number): RdfNode {
    const about = attribute(tag, 'about')
    const id = attribute(tag, 'ID')
    const nodeId = attribute(tag, 'nodeID')
    const name =
      about !== undefined
        ? resolveIri(about, base)
        : id !== undefined
          ? resolveIri(`#${id}`, base)
          : `_:${nodeId === undefined ? `b${++blanks}` : `n${nodeId}`}`
    const node = nodeAt(name, line, column)
    const type = tag.uri + tag.local
    if (type !== `${RDF}Description`) {
      node.types.add(type)
      // the place where a resource is described counts, not where it is first mentioned
      node.line = line
      node.column = column
    }
    addPropertyAttributes(tag, node)
    return node
  }

  function openProperty(
    tag: SaxesTagNS,
    subject: RdfNode,
    base: string,
    line: number,
    column: number,
  ): Frame {
    const predicate = tag.uri + tag.local
    const resource = attribute(tag, 'resource')
    const nodeId = attribute(tag, 'nodeID')
    const parseType = attribute(tag, 'parseType')
    if (parseType === 'Resource') {
      const node = nodeAt(`_:b${++blanks}`, line, column)
      subject.statements.push({ predicate, object: node })
      return { kind: 'node', node, base }
    }
    if (parseType !== undefined) {
      throw new FormatError(source.name, [
        {
          code: 'UNEXPECTED',
          message: `rdf:parseType="${parseType.slice(0, 40)}" does not occur in SPDX`,
          place: { line, column },
        },
      ])
    }
    if (resource !== undefined || nodeId !== undefined) {
      const id = resource === undefined ? `_:n${nodeId ?? ''}` : resolveIri(resource, base)
      subject.statements.push({ predicate, object: nodeAt(id, line, column) })
      return { kind: 'property', subject, predicate, base, text: '', done: true }
    }
    return { kind: 'property', subject, predicate, base, text: '', done: false }
  }

  await readXml(source, limits, {
    open(tag, line, column) {
      const parent = stack.at(-1)
      const own = tag.attributes['xml:base']
      const base =
        own?.uri === XML ? own.value : parent && parent.kind !== 'root' ? parent.base : ''
      if (parent === undefined && tag.uri === RDF && tag.local === 'RDF') {
        rootBase = base
        stack.push({ kind: 'root' })
      } else if (parent?.kind === 'node') {
        stack.push(openProperty(tag, parent.node, base, line, column))
      } else {
        const node = openNode(tag, base === '' ? rootBase : base, line, column)
        if (parent?.kind === 'property' && !parent.done) {
          parent.done = true
          parent.subject.statements.push({ predicate: parent.predicate, object: node })
        }
        stack.push({ kind: 'node', node, base: base === '' ? rootBase : base })
      }
    },
    text(text) {
      const frame = stack.at(-1)
      if (frame?.kind === 'property' && !frame.done) frame.text += text
    },
    close() {
      const frame = stack.pop()
      if (frame?.kind === 'property' && !frame.done) {
        frame.subject.statements.push({ predicate: frame.predicate, object: frame.text })
      }
    },
  })
  return graph
}

function attribute(tag: SaxesTagNS, local: string): string | undefined {
  for (const each of Object.values(tag.attributes)) {
    // SPDX 1 tools wrote these names without the prefix, which RDF 1.0 allowed
    if (each.local === local && (each.uri === RDF || each.uri === '')) return each.value
  }
  return undefined
}

/** 2.12 "Property Attributes": `<spdx:File spdx:fileName="…">` */
function addPropertyAttributes(tag: SaxesTagNS, node: RdfNode): void {
  for (const each of Object.values(tag.attributes)) {
    if (each.uri === '' || each.uri === XML || each.prefix === 'xmlns' || each.name === 'xmlns')
      continue
    if (each.uri !== RDF)
      node.statements.push({ predicate: each.uri + each.local, object: each.value })
    else if (each.local === 'type') node.types.add(each.value)
  }
}

/** Enough of RFC 3986 for what stands here: absolute IRIs, `#fragment`, and nothing for the document itself. */
function resolveIri(reference: string, base: string): string {
  if (base === '' || /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(reference)) return reference
  const stem = base.split('#', 1)[0] ?? ''
  if (reference === '') return stem
  if (reference.startsWith('#')) return stem + reference
  return stem.slice(0, stem.lastIndexOf('/') + 1) + reference
}
