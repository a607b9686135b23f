// SPDX-License-Identifier: Apache-2.0
import type { DigestTable } from './digests.ts'
import type {
  Annotation,
  Digest,
  DocumentFacts,
  EdgeDetail,
  EdgeKind,
  FileRole,
  NodeId,
  NodeKind,
  PackageFacts,
  SnippetFacts,
} from './facts.ts'

export interface InventoryDocument {
  readonly node: NodeId
  readonly facts: DocumentFacts
  /** SHA-256 of the bytes that were given to us, lower-case hexadecimal: the document's address. */
  readonly sha256: string
  readonly externalDocuments: readonly {
    readonly id: string
    readonly digests: readonly Digest[]
  }[]
  readonly remarks: readonly string[]
  readonly firstNode: NodeId
  readonly nodeCount: number
}

export interface Edge {
  readonly from: NodeId
  readonly kind: EdgeKind
  readonly to: NodeId
  /** Index of the document that asserted it. */
  readonly document: number
  readonly detail?: EdgeDetail
}

/** A reference whose target is in no document that was given. */
export interface OpenReference {
  readonly from: NodeId
  readonly kind: EdgeKind
  readonly to: string
  readonly document: number
}

/**
 * What a set of documents says, as one graph. Nodes are occurrences (an element of one document); nodes of equal content
 * are found through `digests`. Edges never change direction: see EdgeKind.
 */
export interface Inventory {
  readonly documents: readonly InventoryDocument[]
  readonly nodeCount: number
  readonly edgeCount: number
  readonly digests: DigestTable
  readonly openReferences: readonly OpenReference[]
  kind(node: NodeId): NodeKind
  name(node: NodeId): string
  /** Index into `documents`. */
  documentOf(node: NodeId): number
  /** The id that the document gives the element. */
  elementId(node: NodeId): string
  packageFacts(node: NodeId): PackageFacts | undefined
  snippetFacts(node: NodeId): SnippetFacts | undefined
  properties(node: NodeId): Readonly<Record<string, string>> | undefined
  annotations(node: NodeId): readonly Annotation[]
  role(node: NodeId): FileRole
  edgesFrom(node: NodeId, kind?: EdgeKind): readonly Edge[]
  edgesTo(node: NodeId, kind?: EdgeKind): readonly Edge[]
  /** Nodes that edges lead out of; most files of a source tree are none. */
  nodesWithTargets(): Iterable<NodeId>
  /** Targets only, without building edge objects: for walks over many nodes. */
  eachTarget(node: NodeId, visit: (target: NodeId, kind: EdgeKind, edge: number) => void): void
  countEdges(kind: EdgeKind): number
  edgesAssertedBy(document: number): number
  /** Edges that one document asserts into another (indexes into `documents`). */
  crossReferences(from: number, to: number): number
  packages(): readonly NodeId[]
  files(): Iterable<NodeId>
  find(globalId: string): NodeId | undefined
}
