// SPDX-License-Identifier: Apache-2.0
import type { CsafDocument, CsafProduct, CsafRelationshipCategory, CsafScope } from './types.ts'

/** A product that a product tree defines, and how it came to be there. */
export type CsafProductDefinition = {
  readonly product: CsafProduct
  /** JSON pointer of the full product name. */
  readonly pointer: string
} & (
  | {
      readonly kind: 'branch'
      /** From the root to the product, e.g. vendor, product name, version. */
      readonly path: readonly { readonly category: string; readonly name: string }[]
    }
  | { readonly kind: 'name' }
  | {
      /** One product in or on another; in 2.1 the chain may have more steps. */
      readonly kind: 'relation'
      readonly first: string
      readonly steps: readonly {
        readonly category: CsafRelationshipCategory
        readonly to: string
      }[]
    }
)

/** In the order of the document: branches, full product names, relationships (2.0) or product paths (2.1). */
export function listProducts(document: CsafDocument): readonly CsafProductDefinition[] {
  const tree = document.product_tree
  const found: CsafProductDefinition[] = []
  for (const branch of walkBranches(document)) {
    const { product, path, pointer } = branch
    if (product) found.push({ kind: 'branch', product, path, pointer: `${pointer}/product` })
  }
  tree?.full_product_names?.forEach((product, index) => {
    found.push({ kind: 'name', product, pointer: `/product_tree/full_product_names/${index}` })
  })
  tree?.relationships?.forEach((relationship, index) => {
    found.push({
      kind: 'relation',
      product: relationship.full_product_name,
      pointer: `/product_tree/relationships/${index}/full_product_name`,
      first: relationship.product_reference,
      steps: [{ category: relationship.category, to: relationship.relates_to_product_reference }],
    })
  })
  tree?.product_paths?.forEach((path, index) => {
    found.push({
      kind: 'relation',
      product: path.full_product_name,
      pointer: `/product_tree/product_paths/${index}/full_product_name`,
      first: path.beginning_product_reference,
      steps: path.subpaths.map((step) => ({
        category: step.category,
        to: step.next_product_reference,
      })),
    })
  })
  return found
}

export interface WalkedBranch {
  readonly category: string
  readonly name: string
  readonly product?: CsafProduct
  readonly path: readonly { readonly category: string; readonly name: string }[]
  readonly pointer: string
}

/** Every branch, parents before children. */
export function walkBranches(document: CsafDocument): readonly WalkedBranch[] {
  const found: WalkedBranch[] = []
  // a queue and not recursion: the tree is as deep as its author likes
  const queue = [
    {
      branches: document.product_tree?.branches ?? [],
      path: [] as WalkedBranch['path'],
      at: '/product_tree/branches',
    },
  ]
  for (const { branches, path, at } of queue) {
    branches.forEach((branch, index) => {
      const { category, name, product } = branch
      const here = [...path, { category, name }]
      const pointer = `${at}/${index}`
      found.push({ category, name, ...(product && { product }), path: here, pointer })
      if (branch.branches) {
        queue.push({ branches: branch.branches, path: here, at: `${pointer}/branches` })
      }
    })
  }
  return found
}

/** A place that names a product or a product group. */
export interface CsafUse {
  readonly id: string
  readonly pointer: string
}

export function listProductUses(document: CsafDocument): readonly CsafUse[] {
  const uses: CsafUse[] = []
  const all = (ids: readonly string[] | undefined, at: string): void => {
    ids?.forEach((id, index) => uses.push({ id, pointer: `${at}/${index}` }))
  }
  const tree = document.product_tree
  tree?.product_groups?.forEach((group, index) => {
    all(group.product_ids, `/product_tree/product_groups/${index}/product_ids`)
  })
  tree?.relationships?.forEach((relationship, index) => {
    const at = `/product_tree/relationships/${index}`
    uses.push({ id: relationship.product_reference, pointer: `${at}/product_reference` })
    uses.push({
      id: relationship.relates_to_product_reference,
      pointer: `${at}/relates_to_product_reference`,
    })
  })
  tree?.product_paths?.forEach((path, index) => {
    const at = `/product_tree/product_paths/${index}`
    uses.push({
      id: path.beginning_product_reference,
      pointer: `${at}/beginning_product_reference`,
    })
    path.subpaths.forEach((step, number) => {
      const pointer = `${at}/subpaths/${number}/next_product_reference`
      uses.push({ id: step.next_product_reference, pointer })
    })
  })
  document.vulnerabilities?.forEach((vulnerability, index) => {
    const at = `/vulnerabilities/${index}`
    for (const [status, ids] of Object.entries(vulnerability.product_status ?? {})) {
      all(ids, `${at}/product_status/${status}`)
    }
    vulnerability.scores?.forEach((score, n) => all(score.products, `${at}/scores/${n}/products`))
    vulnerability.metrics?.forEach((one, n) => all(one.products, `${at}/metrics/${n}/products`))
  })
  for (const { scope, pointer } of listScopes(document)) {
    all(scope.product_ids, `${pointer}/product_ids`)
  }
  return uses
}

export function listGroupUses(document: CsafDocument): readonly CsafUse[] {
  return listScopes(document).flatMap(({ scope, pointer }) => {
    return (scope.group_ids ?? []).map((id, index) => ({
      id,
      pointer: `${pointer}/group_ids/${index}`,
    }))
  })
}

/** Members of a vulnerability whose items say to which products and groups they apply; the last five since 2.1. */
const SCOPED = [
  'flags',
  'remediations',
  'threats',
  'first_known_exploitation_dates',
  'ids',
  'involvements',
  'notes',
] as const

function listScopes(
  document: CsafDocument,
): readonly { readonly scope: CsafScope; readonly pointer: string }[] {
  const notes = (document.document.notes ?? []).map((scope, index) => ({
    scope,
    pointer: `/document/notes/${index}`,
  }))
  const rest = (document.vulnerabilities ?? []).flatMap((vulnerability, index) => {
    return SCOPED.flatMap((member) => {
      return (vulnerability[member] ?? []).map((scope: CsafScope, number) => ({
        scope,
        pointer: `/vulnerabilities/${index}/${member}/${number}`,
      }))
    })
  })
  return [...notes, ...rest]
}

/** Product ids of each group. */
export function groupMembers(document: CsafDocument): ReadonlyMap<string, readonly string[]> {
  return new Map(
    (document.product_tree?.product_groups ?? []).map((group) => [
      group.group_id,
      group.product_ids,
    ]),
  )
}

/** Every product that a flag, remediation or threat speaks of, by itself or through a group. */
export function productsInScope(
  scope: CsafScope,
  groups: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [
    ...(scope.product_ids ?? []),
    ...(scope.group_ids ?? []).flatMap((id) => groups.get(id) ?? []),
  ]
}
