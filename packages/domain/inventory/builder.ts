// SPDX-License-Identifier: Apache-2.0
import { intColumn } from './columns.ts'
import { digestTable } from './digests.ts'
import type {
  Annotation,
  Digest,
  DocumentBuilder,
  DocumentFacts,
  EdgeDetail,
  EdgeKind,
  FileRole,
  NodeId,
  NodeKind,
  PackageFacts,
  SnippetFacts,
} from './facts.ts'
import type { Edge, Inventory, InventoryDocument, OpenReference } from './graph.ts'
import { idIndex, type IdIndex } from './id-index.ts'
import { fileRole, normalPath } from './roles.ts'

export interface InventoryBuilder {
  /** Opens a document: everything that its reader then says goes to `builder`. `close` makes it part of the inventory. */
  open(): { readonly builder: DocumentBuilder; close(facts: DocumentFacts, sha256: string): void }
  /** Resolves the references between documents. The builder must not be used afterwards. */
  seal(): Inventory
}

const KINDS: readonly NodeKind[] = [
  'document',
  'package',
  'file',
  'snippet',
  'build',
  'tool',
  'dataset',
  'model',
  'service',
  'agent',
  'vulnerability',
  'license',
  'other',
]
const KIND_INDEX = new Map(KINDS.map((kind, index) => [kind, index] as const))
const ROLES: readonly FileRole[] = [
  'unknown',
  'source',
  'header',
  'object',
  'archive',
  'image',
  'module',
  'generated',
  'config',
  'data',
]
/** A node's kind and a file's role share one column. */
const ROLE_SHIFT = 8
const KIND_MASK = 0xff
const FILE = KINDS.indexOf('file')
const ROLE_INDEX = new Map(ROLES.map((role, index) => [role, index] as const))
const EDGE_KINDS: readonly EdgeKind[] = [
  'describes',
  'contains',
  'dependsOn',
  'generatedFrom',
  'includes',
  'linksStatically',
  'linksDynamically',
  'builtWith',
  'configuredBy',
  'hasInput',
  'hasOutput',
  'invokedBy',
  'distributes',
  'ancestorOf',
  'variantOf',
  'copyOf',
  'patches',
  'documents',
  'tests',
  'provides',
  'trainedOn',
  'testedOn',
  'amends',
  'hasLicense',
  'hasVulnerability',
  'publishedBy',
  'other',
]
const EDGE_INDEX = new Map(EDGE_KINDS.map((kind, index) => [kind, index] as const))

interface PendingEdge {
  readonly from: string
  readonly kind: EdgeKind
  readonly to: string
  readonly document: number
  readonly detail: EdgeDetail | undefined
}

interface OpenDocument {
  readonly ids: IdIndex
  facts?: DocumentFacts
  sha256?: string
  readonly node: NodeId
  nodeCount: number
  readonly externalDocuments: { readonly id: string; readonly digests: readonly Digest[] }[]
  readonly remarks: string[]
}

export function createInventory(): InventoryBuilder {
  const kinds = intColumn()
  /** First node of each document: documents are read one after the other, never woven. */
  const starts: number[] = []
  const names: string[] = []
  const elementIds: string[] = []
  const packageFacts = new Map<NodeId, PackageFacts>()
  const snippets = new Map<NodeId, SnippetFacts>()
  const properties = new Map<NodeId, Readonly<Record<string, string>>>()
  const annotations = new Map<NodeId, Annotation[]>()
  const digests = digestTable()
  const from = intColumn()
  const to = intColumn()
  const edgeKinds = intColumn()
  const edgeOwners = intColumn()
  const details = new Map<number, EdgeDetail>()
  const edgesOfKind = new Int32Array(EDGE_KINDS.length)
  const edgesOfDocument: number[] = []
  let pending: PendingEdge[] = []
  const documents: OpenDocument[] = []
  const aliases = new Map<string, NodeId>()

  function addNode(id: string, kind: NodeKind, name: string): NodeId {
    const node = names.length
    names.push(name)
    elementIds.push(id)
    kinds.push(KIND_INDEX.get(kind) ?? 0)
    return node
  }

  function addEdge(
    source: NodeId,
    kind: EdgeKind,
    target: NodeId,
    owner: number,
    detail: EdgeDetail | undefined,
  ): void {
    if (detail !== undefined) details.set(from.length, detail)
    from.push(source)
    to.push(target)
    const kindIndex = EDGE_INDEX.get(kind) ?? 0
    edgeKinds.push(kindIndex)
    edgeOwners.push(owner)
    edgesOfKind[kindIndex] = (edgesOfKind[kindIndex] ?? 0) + 1
    edgesOfDocument[owner] = (edgesOfDocument[owner] ?? 0) + 1
  }

  function ownerOf(node: NodeId): number {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) <= node) low = middle
      else high = middle
    }
    return low
  }

  function open(): ReturnType<InventoryBuilder['open']> {
    const owner = documents.length
    starts.push(names.length)
    const node = addNode('', 'document', '')
    const document: OpenDocument = {
      ids: idIndex(elementIds),
      node,
      nodeCount: 1,
      externalDocuments: [],
      remarks: [],
    }
    documents.push(document)
    const { ids } = document

    let isNew = true
    function addElement(id: string, kind: NodeKind, name: string): NodeId {
      const added = addNode(id, kind, name)
      document.nodeCount++
      isNew = ids.set(id, added)
      return added
    }

    const builder: DocumentBuilder = {
      package(id, facts, kind = 'package') {
        const added = addElement(id, kind, facts.name)
        packageFacts.set(added, facts)
        for (const digest of facts.digests ?? []) digests.add(added, digest)
        return isNew
      },
      file(id, facts) {
        const added = addElement(id, 'file', normalPath(facts.path))
        const role = ROLE_INDEX.get(fileRole(facts.path, facts.types)) ?? 0
        kinds.set(added, FILE | (role << ROLE_SHIFT))
        if (facts.digests) for (const digest of facts.digests) digests.add(added, digest)
        return isNew
      },
      snippet(id, facts) {
        const added = addElement(id, 'snippet', facts.name ?? '')
        snippets.set(added, facts)
        const answer = isNew
        builder.edge(facts.file, 'contains', id)
        return answer
      },
      element(id, kind, name, said) {
        const added = addElement(id, kind, name)
        if (said) properties.set(added, said)
        return isNew
      },
      edge(source, kind, target, detail) {
        const a = ids.get(source)
        const b = a === undefined ? undefined : ids.get(target)
        if (a !== undefined && b !== undefined) {
          addEdge(a, kind, b, owner, detail)
          return true
        }
        pending.push({ from: source, kind, to: target, document: owner, detail })
        return false
      },
      has: (id) => ids.get(id) !== undefined,
      externalDocument(id, expected) {
        document.externalDocuments.push({ id, digests: expected })
      },
      annotate(id, annotation) {
        const target = ids.get(id) ?? node
        const list = annotations.get(target)
        if (list) list.push(annotation)
        else annotations.set(target, [annotation])
      },
      alias(globalId, id) {
        const target = ids.get(id)
        if (target !== undefined) aliases.set(globalId, target)
      },
      remark(text) {
        document.remarks.push(text)
      },
    }
    return {
      builder,
      close(facts, sha256) {
        document.facts = facts
        document.sha256 = sha256
        names[node] = facts.name ?? facts.source
        elementIds[node] = facts.id ?? ''
      },
    }
  }

  function seal(): Inventory {
    const closed = documents.filter((document) => document.facts !== undefined)
    const byId = new Map<string, OpenDocument>()
    for (const document of closed) if (document.facts?.id) byId.set(document.facts.id, document)

    function find(globalId: string, near?: OpenDocument): NodeId | undefined {
      const local = near?.ids.get(globalId)
      if (local !== undefined) return local
      const alias = aliases.get(globalId)
      if (alias !== undefined) return alias
      const whole = byId.get(globalId)
      if (whole) return whole.node
      const hash = globalId.lastIndexOf('#')
      if (hash > 0) {
        const found = byId.get(globalId.slice(0, hash))?.ids.get(globalId.slice(hash + 1))
        if (found !== undefined) return found
      }
      for (const document of closed) {
        const found = document.ids.get(globalId)
        if (found !== undefined && isGlobal(globalId)) return found
      }
      return undefined
    }

    const openReferences: OpenReference[] = []
    const crossings = new Map<number, number>()
    for (const edge of pending) {
      const near = documents[edge.document]
      const own = near?.facts?.id
      const source = edge.from === '' || edge.from === own ? near?.node : find(edge.from, near)
      const target = edge.to === '' || edge.to === own ? near?.node : find(edge.to, near)
      if (source !== undefined && target !== undefined) {
        addEdge(source, edge.kind, target, edge.document, edge.detail)
        const other = ownerOf(target) === edge.document ? ownerOf(source) : ownerOf(target)
        if (other !== edge.document) {
          const pair = edge.document * documents.length + other
          crossings.set(pair, (crossings.get(pair) ?? 0) + 1)
        }
      } else {
        openReferences.push({
          from: source ?? near?.node ?? 0,
          kind: edge.kind,
          to: target === undefined ? edge.to : edge.from,
          document: edge.document,
        })
      }
    }
    pending = []

    const outgoing = adjacency(names.length, from.view())
    const incoming = adjacency(names.length, to.view())
    const edgeAt = (index: number): Edge => {
      const detail = details.get(index)
      const kind = EDGE_KINDS[edgeKinds.at(index)] ?? 'other'
      const edge = { from: from.at(index), kind, to: to.at(index), document: edgeOwners.at(index) }
      return detail === undefined ? edge : { ...edge, detail }
    }
    const edgesAt = (lists: Adjacency, node: NodeId, kind: EdgeKind | undefined): Edge[] => {
      const wanted = kind === undefined ? -1 : (EDGE_INDEX.get(kind) ?? -1)
      const found: Edge[] = []
      for (let i = lists.starts[node] ?? 0; i < (lists.starts[node + 1] ?? 0); i++) {
        const edge = lists.edges[i] ?? 0
        if (wanted < 0 || edgeKinds.at(edge) === wanted) found.push(edgeAt(edge))
      }
      return found
    }

    return {
      documents: documents.map((document, index): InventoryDocument => ({
        node: document.node,
        facts: document.facts ?? UNREAD,
        sha256: document.sha256 ?? '',
        externalDocuments: document.externalDocuments,
        remarks: document.remarks,
        firstNode: document.node,
        nodeCount: documents[index]?.nodeCount ?? 0,
      })),
      nodeCount: names.length,
      edgeCount: from.length,
      digests,
      openReferences,
      kind: (node) => KINDS[kinds.at(node) & KIND_MASK] ?? 'other',
      name: (node) => names[node] ?? '',
      documentOf: ownerOf,
      elementId: (node) => elementIds[node] ?? '',
      packageFacts: (node) => packageFacts.get(node),
      snippetFacts: (node) => snippets.get(node),
      properties: (node) => properties.get(node),
      annotations: (node) => annotations.get(node) ?? [],
      role: (node) => ROLES[kinds.at(node) >> ROLE_SHIFT] ?? 'unknown',
      edgesFrom: (node, kind) => edgesAt(outgoing, node, kind),
      edgesTo: (node, kind) => edgesAt(incoming, node, kind),
      eachTarget(node, visit) {
        for (let i = outgoing.starts[node] ?? 0; i < (outgoing.starts[node + 1] ?? 0); i++) {
          const edge = outgoing.edges[i] ?? 0
          visit(to.at(edge), EDGE_KINDS[edgeKinds.at(edge)] ?? 'other', edge)
        }
      },
      *nodesWithTargets() {
        const { starts: ends } = outgoing
        for (let node = 0; node < names.length; node++)
          if (ends[node] !== ends[node + 1]) yield node
      },
      edgesAssertedBy: (document) => edgesOfDocument[document] ?? 0,
      crossReferences: (a, b) => crossings.get(a * documents.length + b) ?? 0,
      countEdges: (kind) => edgesOfKind[EDGE_INDEX.get(kind) ?? -1] ?? 0,
      packages: () => [...packageFacts.keys()],
      *files() {
        for (let node = 0; node < names.length; node++) {
          if ((kinds.at(node) & KIND_MASK) === FILE) yield node
        }
      },
      find: (globalId) => find(globalId),
    }
  }

  return { open, seal }
}

/** A document that was opened and never closed says nothing. */
const UNREAD: DocumentFacts = {
  format: '',
  specVersion: '',
  syntax: '',
  source: '',
  creators: [],
  tools: [],
  sbomTypes: [],
}

/** Element IRIs (SPDX 3) mean the same element in every document; `SPDXRef-1` and bom-refs do not. */
function isGlobal(id: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(id)
}

interface Adjacency {
  /** Where the edges of each node begin in `edges`; one more entry than nodes. */
  readonly starts: Int32Array
  readonly edges: Int32Array
}

function adjacency(nodes: number, ends: Int32Array): Adjacency {
  const starts = new Int32Array(nodes + 1)
  for (const node of ends) starts[node + 1] = (starts[node + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) {
    starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
  }
  const fill = starts.slice()
  const edges = new Int32Array(ends.length)
  for (let edge = 0; edge < ends.length; edge++) {
    const node = ends[edge] ?? 0
    const at = fill[node] ?? 0
    edges[at] = edge
    fill[node] = at + 1
  }
  return { starts, edges }
}
