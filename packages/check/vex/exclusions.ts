// SPDX-License-Identifier: Apache-2.0
import { parse } from 'yaml'
import type { Inventory, NodeId } from '@headwater/domain/inventory'
import type { VexStatement } from '@headwater/domain/vex'

/** Comments are text of any length; a list of exclusions is not. */
const LONGEST_COMMENT = 200_000

/**
 * What esp-idf-sbom says of vulnerabilities in SPDX 2, which has no words for it: the comment of a package is YAML with a
 * `cve-exclude-list`, each with the reason why the package is not vulnerable.
 */
export function exclusionsOf(inventory: Inventory): readonly VexStatement[] {
  const statements: VexStatement[] = []
  for (const node of inventory.packages()) {
    for (const { type, text } of inventory.annotations(node)) {
      if (type !== 'comment' || !text.includes('cve-exclude-list:')) continue
      if (text.length > LONGEST_COMMENT) continue
      for (const { id, reason } of exclusionsIn(text)) {
        statements.push(statementOf(inventory, node, id, reason))
      }
    }
  }
  return statements
}

interface Exclusion {
  readonly id: string
  readonly reason?: string
}

/** A comment that is no such YAML is a comment and no more. */
function exclusionsIn(comment: string): readonly Exclusion[] {
  let value: unknown
  try {
    value = parse(comment, { maxAliasCount: 0 })
  } catch {
    return []
  }
  return listOf(memberOf(value, 'cve-exclude-list')).flatMap((entry) => {
    const id = memberOf(entry, 'cve')
    const reason = memberOf(entry, 'reason')
    if (typeof id !== 'string') return []
    return [{ id, ...(typeof reason === 'string' ? { reason } : {}) }]
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

function statementOf(
  inventory: Inventory,
  node: NodeId,
  id: string,
  reason: string | undefined,
): VexStatement {
  const document = inventory.documents[inventory.documentOf(node)]
  const [author] = [...(document?.facts.creators ?? []), ...(document?.facts.tools ?? [])]
  const local = inventory.elementId(node)
  return {
    vulnerability: { id, aliases: [] },
    products: [
      {
        label: inventory.name(node),
        name: inventory.name(node),
        purls: [],
        cpes: [],
        digests: [],
        elementIds: [document?.facts.id === undefined ? local : `${document.facts.id}#${local}`],
        subcomponents: [],
      },
    ],
    status: 'not_affected',
    ...(reason === undefined ? {} : { impact: reason.trim() }),
    ...(author === undefined ? {} : { author }),
    ...(document?.facts.createdAt === undefined ? {} : { timestamp: document.facts.createdAt }),
    source: { format: 'spdx-2', document: document?.facts.source ?? '', pointer: local },
  }
}
