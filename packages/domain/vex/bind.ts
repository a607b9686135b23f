// SPDX-License-Identifier: Apache-2.0
import type { VexComponent } from './component.ts'
import { containment } from './containment.ts'
import {
  indexComponents,
  labelOf,
  type BoundBy,
  type ComponentIndex,
  type Precision,
  type RangeHolds,
} from './match.ts'
import { versRangeHolds } from './range.ts'
import type { VexProduct, VexStatement } from './statement.ts'

/** One statement on one component of the check. */
export interface BoundStatement {
  readonly statement: VexStatement
  readonly component: VexComponent
  /** Label of the statement's product (and part of it) that was found. */
  readonly product: string
  readonly by: BoundBy
  readonly precision: Precision
  /**
   * `whole`: the statement holds for every place where the component is. `part`: the component is also outside the product
   * that the statement names. `elsewhere`: that product was not found, or does not contain the component by any document.
   */
  readonly reach: 'whole' | 'part' | 'elsewhere'
  /** Why `reach` is not `whole`. */
  readonly note?: string
}

export interface UnboundStatement {
  readonly statement: VexStatement
  /** Label of the product; of the first one where the statement names several. */
  readonly product: string
  readonly reason: string
}

export interface VexBinding {
  readonly bound: readonly BoundStatement[]
  readonly unbound: readonly UnboundStatement[]
  /** What was said about a component: of itself, and of the products that contain it. */
  about(node: number): readonly BoundStatement[]
}

/**
 * Rule 8 of triage: binds statements to components by identity and version. One that binds to nothing is reported with the
 * reason, never lost; nothing is decided here (see {@link combineVerdicts}).
 */
export function bindVex(
  statements: readonly VexStatement[],
  components: readonly VexComponent[],
  rangeHolds: RangeHolds = versRangeHolds,
): VexBinding {
  const index = indexComponents(components, rangeHolds)
  const inside = containment(index)
  const bound: BoundStatement[] = []
  const unbound: UnboundStatement[] = []
  for (const statement of statements) {
    const reasons: string[] = []
    const best = new Map<VexComponent, BoundStatement>()
    for (const product of statement.products) {
      for (const one of bindProduct(statement, product, index, inside, reasons)) {
        const known = best.get(one.component)
        if (!known || strength(one) > strength(known)) best.set(one.component, one)
      }
    }
    bound.push(...best.values())
    if (best.size > 0) continue
    const more = statement.products.length - 1
    const reason = reasons[0] ?? 'the statement names no product'
    unbound.push({
      statement,
      product: statement.products[0]?.label ?? 'no product',
      reason: more > 0 ? `${reason} (and ${more} more of its products)` : reason,
    })
  }
  const byNode = new Map<number, BoundStatement[]>()
  for (const one of bound) {
    const list = byNode.get(one.component.node)
    if (list) list.push(one)
    else byNode.set(one.component.node, [one])
  }

  /** A statement on a product as a whole holds for what is in it. */
  function about(node: number): readonly BoundStatement[] {
    const component = index.byNode(node)
    if (!component) return []
    const outer = inside.containersOf(node).flatMap((container) => {
      return (byNode.get(container) ?? [])
        .filter(({ statement, product }) => isOfWhole(statement, product))
        .map((one): BoundStatement => {
          if (one.reach !== 'whole' || inside.onlyIn(node, new Set([container]))) {
            return { ...one, component }
          }
          const note = `${labelOf(component)} is also outside ${labelOf(one.component)}`
          return { ...one, component, reach: 'part', note }
        })
    })
    return [...(byNode.get(node) ?? []), ...outer]
  }

  return { bound, unbound, about }
}

const REACHES = ['elsewhere', 'part', 'whole'] as const
const PRECISIONS = ['name', 'all-versions', 'range', 'exact'] as const

/** A statement may name one component by several products: the firmest binding is kept. */
function strength({ reach, precision }: BoundStatement): number {
  return REACHES.indexOf(reach) * PRECISIONS.length + PRECISIONS.indexOf(precision)
}

function isOfWhole(statement: VexStatement, label: string): boolean {
  return statement.products.some((one) => one.subcomponents.length === 0 && one.label === label)
}

type Inside = ReturnType<typeof containment>

function bindProduct(
  statement: VexStatement,
  product: VexProduct,
  index: ComponentIndex,
  inside: Inside,
  reasons: string[],
): readonly BoundStatement[] {
  const { matches: wholes, nearMiss } = index.find(product)
  if (product.subcomponents.length === 0) {
    if (wholes.length === 0) {
      reasons.push(nearMiss ?? `no component of the check is ${product.label}`)
    }
    return wholes.map((one) => ({ statement, product: product.label, reach: 'whole', ...one }))
  }
  const nodes = new Set(wholes.map(({ component }) => component.node))
  return product.subcomponents.flatMap((part) => {
    const { matches, nearMiss: partMiss } = index.find(part)
    if (matches.length === 0) {
      reasons.push(
        partMiss ?? `no component of the check is ${part.label}, a part of ${product.label}`,
      )
    }
    return matches.map((one): BoundStatement => {
      const label = product.label.includes(part.label)
        ? product.label
        : `${part.label} in ${product.label}`
      return {
        statement,
        product: label,
        ...one,
        precision: isOfRelease(one.precision, wholes) ? 'range' : one.precision,
        ...reachOf(one.component, product, nodes, inside, nearMiss),
      }
    })
  })
}

/** A part without a version, in a product of a certain version, is the part that is in there. */
function isOfRelease(
  part: Precision,
  wholes: readonly { readonly precision: Precision }[],
): boolean {
  const isFirm = ({ precision }: { readonly precision: Precision }) =>
    precision === 'exact' || precision === 'range'
  return part === 'all-versions' && wholes.length > 0 && wholes.every(isFirm)
}

/** A statement on a part in a product says nothing of the same part in other products. */
function reachOf(
  part: VexComponent,
  product: VexProduct,
  wholes: ReadonlySet<number>,
  inside: Inside,
  nearMiss: string | undefined,
): Pick<BoundStatement, 'reach' | 'note'> {
  if (wholes.size === 0) {
    const why = nearMiss ?? 'no component of the check is that product'
    return { reach: 'elsewhere', note: `the statement is of ${product.label}; ${why}` }
  }
  if (wholes.has(part.node)) return { reach: 'whole' }
  if (!inside.containersOf(part.node).some((node) => wholes.has(node))) {
    return {
      reach: 'elsewhere',
      note: `no document says that ${labelOf(part)} is in ${product.label}`,
    }
  }
  if (inside.onlyIn(part.node, wholes)) return { reach: 'whole' }
  return { reach: 'part', note: `${labelOf(part)} is also outside ${product.label}` }
}
