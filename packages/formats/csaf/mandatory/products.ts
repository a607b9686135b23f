// SPDX-License-Identifier: Apache-2.0
import { listGroupUses, listProducts, listProductUses } from '../products.ts'
import type { CsafDocument } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const PRODUCT_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.1', title: 'missing definition of product id', run: findUndefinedProducts },
  { id: '6.1.2', title: 'multiple definition of product id', run: findRepeatedProducts },
  { id: '6.1.3', title: 'circular definition of product id', run: findCircles },
  { id: '6.1.4', title: 'missing definition of product group id', run: findUndefinedGroups },
  { id: '6.1.5', title: 'multiple definition of product group id', run: findRepeatedGroups },
  { id: '6.1.25', title: 'multiple use of same hash algorithm', run: findRepeatedAlgorithms },
]

function findUndefinedProducts(document: CsafDocument, report: Report): void {
  const defined = new Set(listProducts(document).map(({ product }) => product.product_id))
  for (const { id, pointer } of listProductUses(document)) {
    if (!defined.has(id)) {
      report('DANGLING_REFERENCE', pointer, 'no product of the product tree has this id')
    }
  }
}

function findRepeatedProducts(document: CsafDocument, report: Report): void {
  const first = new Map<string, string>()
  for (const { product, pointer } of listProducts(document)) {
    const earlier = first.get(product.product_id)
    if (earlier === undefined) first.set(product.product_id, pointer)
    else report('DUPLICATE', `${pointer}/product_id`, `the same id as the product at ${earlier}`)
  }
}

/** A product of a relationship must not be made of itself. Iterative: chains are as long as their author likes. */
function findCircles(document: CsafDocument, report: Report): void {
  const parts = new Map<string, readonly string[]>()
  const places = new Map<string, string>()
  for (const one of listProducts(document)) {
    if (one.kind !== 'relation' || parts.has(one.product.product_id)) continue
    parts.set(one.product.product_id, [one.first, ...one.steps.map((step) => step.to)])
    places.set(one.product.product_id, one.pointer)
  }
  const done = new Set<string>()
  for (const start of parts.keys()) {
    const open = new Set<string>()
    const stack: { readonly id: string; readonly leaving: boolean }[] = [
      { id: start, leaving: false },
    ]
    for (let top = stack.pop(); top; top = stack.pop()) {
      if (top.leaving) {
        open.delete(top.id)
        done.add(top.id)
      } else if (open.has(top.id)) {
        const pointer = `${places.get(top.id) ?? ''}/product_id`
        report('INVALID_VALUE', pointer, 'the product is defined by itself')
      } else if (!done.has(top.id)) {
        open.add(top.id)
        stack.push({ id: top.id, leaving: true })
        for (const part of parts.get(top.id) ?? []) stack.push({ id: part, leaving: false })
      }
    }
  }
}

function findUndefinedGroups(document: CsafDocument, report: Report): void {
  const groups = document.product_tree?.product_groups ?? []
  const defined = new Set(groups.map((group) => group.group_id))
  for (const { id, pointer } of listGroupUses(document)) {
    if (!defined.has(id)) report('DANGLING_REFERENCE', pointer, 'no product group has this id')
  }
}

function findRepeatedGroups(document: CsafDocument, report: Report): void {
  const seen = new Set<string>()
  document.product_tree?.product_groups?.forEach((group, index) => {
    const pointer = `/product_tree/product_groups/${index}/group_id`
    if (seen.has(group.group_id)) report('DUPLICATE', pointer, 'an earlier group has this id')
    seen.add(group.group_id)
  })
}

function findRepeatedAlgorithms(document: CsafDocument, report: Report): void {
  for (const { product, pointer } of listProducts(document)) {
    product.product_identification_helper?.hashes?.forEach((file, index) => {
      const seen = new Set<string>()
      file.file_hashes.forEach(({ algorithm }, number) => {
        const at = `${pointer}/product_identification_helper/hashes/${index}/file_hashes/${number}`
        if (seen.has(algorithm)) report('DUPLICATE', at, 'one file has two hashes of one algorithm')
        seen.add(algorithm)
      })
    })
  }
}
