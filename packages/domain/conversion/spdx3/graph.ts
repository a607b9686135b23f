// SPDX-License-Identifier: Apache-2.0
import {
  idOf,
  isObject,
  modelOf,
  objects,
  text,
  texts,
  type Spdx3Document,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'
import type { Origin } from '../ledger.ts'
import type { Agent } from '../pivot.ts'
import { itemsOf, membersOf } from '../reading.ts'
import { toolOf } from '../words/agents.ts'

/** The nodes of a document by their ids, those that stand inline as well. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Spdx3Object>
  nodeOf(value: Spdx3Value | undefined): Spdx3Object | undefined
  /** Is the node of this class, or of one that descends from it? */
  isA(node: Spdx3Object, name: string): boolean
  /** Members that say only that the element is there; its creation information where it is that of the document. */
  identityOf(node: Spdx3Object): readonly Origin[]
  /** Who a reference names; undefined where nobody is defined. */
  agentOf(
    value: Spdx3Value | undefined,
  ): { readonly agent: Agent; readonly origins: readonly Origin[] } | undefined
  /** Nodes whose members went into facts of others. */
  readonly used: Set<Spdx3Object>
}

export function createGraph(document: Spdx3Document, creation: Spdx3Value | undefined): Graph {
  const nodes = new Map<string, Spdx3Object>()
  for (const node of document.graph) collect(node, nodes)
  const { classes } = modelOf(document.version)
  const used = new Set<Spdx3Object>()
  const main = idOf(creation)

  function nodeOf(value: Spdx3Value | undefined): Spdx3Object | undefined {
    const id = idOf(value)
    if (id !== undefined) return nodes.get(id) ?? (isObject(value) ? value : undefined)
    return isObject(value) ? value : undefined
  }

  function isA(node: Spdx3Object, name: string): boolean {
    return classes.get(text(node, 'type') ?? '')?.lineage.has(name) === true
  }

  function identityOf(node: Spdx3Object): readonly Origin[] {
    const own = idOf(node['creationInfo'])
    const isSame = own === main || node['creationInfo'] === creation
    return membersOf(node, 'type', 'spdxId', '@id', ...(isSame ? ['creationInfo'] : []))
  }

  return {
    nodes,
    nodeOf,
    isA,
    identityOf,
    used,
    agentOf(value) {
      const node = nodeOf(value)
      if (node === undefined || (!isA(node, 'Agent') && !isA(node, 'Tool'))) return undefined
      used.add(node)
      const name = text(node, 'name') ?? ''
      const email = identifierOf(node, 'email')
      const url = objects(node, 'externalRef').find(
        (each) => each['externalRefType'] === 'altWebPage',
      )
      const kind = isA(node, 'Person')
        ? 'person'
        : isA(node, 'Organization')
          ? 'organization'
          : isA(node, 'Tool') || isA(node, 'SoftwareAgent')
            ? 'software'
            : 'agent'
      const [address] = url ? texts(url, 'locator') : []
      return {
        agent: {
          kind,
          ...(kind === 'software' ? toolOf(name) : { name }),
          ...(email && { email: text(email, 'identifier') ?? '' }),
          ...(address !== undefined && { url: address }),
        },
        origins: [
          ...identityOf(node),
          ...membersOf(node, 'name'),
          ...(email ? membersOf(email, 'identifier', 'externalIdentifierType', 'type') : []),
          ...(url ? membersOf(url, 'locator', 'externalRefType', 'type') : []),
        ],
      }
    },
  }
}

function identifierOf(node: Spdx3Object, type: string): Spdx3Object | undefined {
  return objects(node, 'externalIdentifier').find((each) => each['externalIdentifierType'] === type)
}

/** Level by level: what stands inline may have more inline. */
function collect(root: Spdx3Object, nodes: Map<string, Spdx3Object>): void {
  const queue: Spdx3Object[] = [root]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const id = text(node, 'spdxId') ?? text(node, '@id')
    if (id !== undefined && !nodes.has(id)) nodes.set(id, node)
    for (const value of Object.values(node)) {
      if (isObject(value)) queue.push(value)
      else for (const [, item] of itemsOf(value)) if (isObject(item)) queue.push(item)
    }
  }
}
