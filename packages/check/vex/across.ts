// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '@headwater/domain/inventory'
import type { ProductIdentity, VexStatement } from '@headwater/domain/vex'

/**
 * Documents that may hold statements: those that define vulnerabilities, and those that relate packages to them. Yocto describes the
 * vulnerabilities in the recipe's document and what they do to a package in the package's.
 */
export function carriersOf(inventory: Inventory): ReadonlySet<number> {
  const carriers = new Set<number>()
  for (let node = 0; node < inventory.nodeCount; node++) {
    if (inventory.kind(node) !== 'vulnerability') continue
    carriers.add(inventory.documentOf(node))
    for (const { document } of inventory.edgesFrom(node)) carriers.add(document)
    for (const { document } of inventory.edgesTo(node)) carriers.add(document)
  }
  return carriers
}

/** A statement whose vulnerability and products are named in other documents of the set, by id or alias, in their own names. */
export function acrossDocuments(inventory: Inventory, statement: VexStatement): VexStatement {
  if (statement.source.format !== 'spdx-3') return statement
  const node = inventory.find(statement.vulnerability.id)
  const isKnown = node !== undefined && inventory.kind(node) === 'vulnerability'
  return {
    ...statement,
    ...(isKnown ? { vulnerability: { ...statement.vulnerability, id: inventory.name(node) } } : {}),
    products: statement.products.map((product) => ({
      ...product,
      elementIds: ownIds(inventory, product),
    })),
  }
}

function ownIds(inventory: Inventory, { elementIds }: ProductIdentity): readonly string[] {
  const found = elementIds.flatMap((id) => {
    const node = inventory.find(id)
    return node === undefined ? [] : [inventory.elementId(node)]
  })
  return [...new Set([...elementIds, ...found])]
}
