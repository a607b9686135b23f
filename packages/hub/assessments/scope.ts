// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { buildEvidence, type Assessment, type AssessmentScope } from '@headwater/store/assessments'
import type { Db } from '@headwater/store/schema'
import { may, type Action } from '../access/index.ts'
import type { Caller } from '../http/index.ts'
import { needsSecondPair, type PolicyPlace } from '../policies/second-pair.ts'
import { rowOfOrganisation, rowOfProduct } from '../portfolio/rights.ts'

export type ScopeName = AssessmentScope['kind']

/** What of a finding says where a verdict on it may hold. */
export interface ScopedFinding {
  readonly release_id: number
  readonly product_id: number
  readonly component_id: number
  readonly organisation_id: number
}

/** Where a verdict of this scope on a finding would hold. Undefined: the finding has no such place (no build, no line). */
export async function scopeOf(
  db: Db,
  finding: ScopedFinding,
  name: ScopeName,
): Promise<AssessmentScope | undefined> {
  switch (name) {
    case 'release':
      return { kind: 'release', release: finding.release_id }
    case 'product':
      return { kind: 'product', product: finding.product_id }
    case 'organisation':
      return { kind: 'organisation' }
    case 'line': {
      const productLine = await lineOfProduct(db, finding.product_id)
      return productLine === null ? undefined : { kind: 'line', productLine }
    }
    case 'build': {
      const { release_id: release, component_id: component } = finding
      const evidence = await buildEvidence(db, { release, component })
      const isNone = evidence.documents.length + evidence.images.length === 0
      return isNone ? undefined : { kind: 'build', ...evidence }
    }
  }
}

/** Whether a role carries this for a scope: what goes beyond one product needs a role for the whole organisation. */
export function mayInScope(
  caller: Caller,
  action: Action,
  name: ScopeName,
  product: number | undefined,
): boolean {
  const isOfProduct = name === 'release' || name === 'product'
  const row =
    isOfProduct && product !== undefined ? rowOfProduct(caller, product) : rowOfOrganisation(caller)
  return may(caller, action, row)
}

/** Whether such a verdict waits for a second person. */
export async function waitsForSecondPair(
  db: Db,
  finding: ScopedFinding,
  name: ScopeName,
  verdict: Verdict,
): Promise<boolean> {
  const isWide = name === 'build' || name === 'organisation'
  const place: PolicyPlace = isWide
    ? { kind: 'anywhere' }
    : { kind: 'line', productLine: await lineOfProduct(db, finding.product_id) }
  return needsSecondPair(db, finding.organisation_id, place, verdict)
}

/** The product that an assessment is of; undefined where it holds wider. */
export async function productOfAssessment(
  db: Db,
  { scope, product_id: product, release_id: release }: Assessment,
): Promise<number | undefined> {
  if (scope === 'product') return product ?? undefined
  if (scope !== 'release' || release === null) return undefined
  const row = await db
    .selectFrom('release')
    .select('product_id')
    .where('id', '=', release)
    .executeTakeFirst()
  return row?.product_id
}

async function lineOfProduct(db: Db, product: number): Promise<number | null> {
  const row = await db
    .selectFrom('product')
    .select('product_line_id')
    .where('id', '=', product)
    .executeTakeFirst()
  return row?.product_line_id ?? null
}
