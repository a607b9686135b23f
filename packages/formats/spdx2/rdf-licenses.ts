// SPDX-License-Identifier: Apache-2.0
import type { RdfNode } from './rdf-graph.ts'
import { LICENSES, SPDX_TERMS } from './rdf-terms.ts'

/** Licences that one expression may have; sets may share members, so a small graph can mean a huge text. */
const MAX_LICENSES = 10_000

/**
 * A licence as RDF tells it, a tree of sets, as the expression that the other serializations write (annex D). Undefined
 * where it is deeper than `maxDepth` or larger than any real one.
 */
export function licenseText(
  object: RdfNode | string,
  idOf: (iri: string) => string,
  maxDepth: number,
): string | undefined {
  let count = 0
  let isTooLarge = false

  function textOf(node: RdfNode | string, depth: number): string {
    if (typeof node === 'string') return node
    if (depth > maxDepth || ++count > MAX_LICENSES) {
      isTooLarge = true
      return ''
    }
    const inner = (member: RdfNode | string): string => textOf(member, depth + 1)
    if (node.types.has(`${SPDX_TERMS}ConjunctiveLicenseSet`)) return setText(node, ' AND ', inner)
    if (node.types.has(`${SPDX_TERMS}DisjunctiveLicenseSet`)) return setText(node, ' OR ', inner)
    if (node.types.has(`${SPDX_TERMS}OrLaterOperator`)) return `${membersOf(node, inner)[0] ?? ''}+`
    if (node.types.has(`${SPDX_TERMS}WithExceptionOperator`)) {
      return `${membersOf(node, inner)[0] ?? ''} WITH ${exceptionOf(node)}`
    }
    if (LICENSES.test(node.id)) return node.id.replace(LICENSES, '')
    return said(node, 'licenseId') ?? idOf(node.id)
  }

  const text = textOf(object, 0)
  return isTooLarge ? undefined : text
}

function setText(
  node: RdfNode,
  operator: string,
  inner: (node: RdfNode | string) => string,
): string {
  return `(${membersOf(node, inner).join(operator)})`
}

function membersOf(node: RdfNode, inner: (node: RdfNode | string) => string): string[] {
  return node.statements
    .filter(({ predicate }) => predicate === `${SPDX_TERMS}member`)
    .map(({ object }) => inner(object))
}

function exceptionOf(node: RdfNode): string {
  const found = node.statements.find(
    ({ predicate }) => predicate === `${SPDX_TERMS}licenseException`,
  )
  if (found === undefined) return ''
  if (typeof found.object === 'string') return found.object
  return said(found.object, 'licenseExceptionId') ?? found.object.id.replace(LICENSES, '')
}

function said(node: RdfNode, property: string): string | undefined {
  for (const { predicate, object } of node.statements) {
    if (predicate === SPDX_TERMS + property && typeof object === 'string') return object
  }
  return undefined
}
