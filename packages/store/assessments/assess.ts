// SPDX-License-Identifier: Apache-2.0
import type { Justification, Verdict } from '@headwater/domain/triage'
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import { plainText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import type { BuildEvidence } from './builds.ts'

export type Assessment = RowOf<'assessment'>

/** Where a judgement holds. `build`: wherever the same evidence of a build shows the component, also in releases to come. */
export type AssessmentScope =
  | { readonly kind: 'release'; readonly release: number }
  | ({ readonly kind: 'build' } & BuildEvidence)
  | { readonly kind: 'product'; readonly product: number }
  | { readonly kind: 'line'; readonly productLine: number }
  | { readonly kind: 'organisation' }

export interface NewAssessment {
  readonly publicId: string
  readonly organisation: number
  readonly scope: AssessmentScope
  /** Absent: of whatever component. */
  readonly component?: number
  readonly vulnerability: number
  readonly verdict: Verdict
  readonly justification?: Justification
  readonly reason: string
  readonly response?: string
  readonly author: number
  readonly expiresAt?: string
  /** It holds once a second person has approved it. */
  readonly needsApproval: boolean
  /** Of the decision that it was given by, with others. */
  readonly decision?: string
  readonly at: string
}

/** Notes a judgement. One that holds at once takes the place of the one that held for the same thing in the same scope. */
export async function assess(db: Db, assessment: NewAssessment): Promise<Assessment> {
  const { scope, component, needsApproval, at } = assessment
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('assessment')
      .values({
        ...columnsOf(scope),
        component_id: component ?? null,
        public_id: assessment.publicId,
        organisation_id: assessment.organisation,
        vulnerability_id: assessment.vulnerability,
        verdict: assessment.verdict,
        justification: assessment.justification ?? null,
        reason: plainText(assessment.reason),
        response: assessment.response === undefined ? null : plainText(assessment.response),
        state: 'proposed',
        author_id: assessment.author,
        created_at: at,
        expires_at: assessment.expiresAt ?? null,
        decision: assessment.decision ?? null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return needsApproval ? inserted : activate(trx, inserted, at)
  })
}

/** @throws StoreError `INVALID` where it is no proposal any more, has run out, or the author would be the second pair of eyes */
export async function approveAssessment(
  db: Db,
  { assessment, by, at }: { readonly assessment: number; readonly by: number; readonly at: string },
): Promise<Assessment> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .updateTable('assessment')
      .set({ approved_by: by, approved_at: at })
      .where('id', '=', assessment)
      .where('state', '=', 'proposed')
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new StoreError('INVALID', 'the assessment is not proposed')
    return activate(trx, row, at)
  })
}

/** @throws StoreError `INVALID` where it ended before */
export async function endAssessment(
  db: Db,
  end: {
    readonly assessment: number
    readonly how: 'rejected' | 'withdrawn'
    readonly by: number
    readonly reason: string
    readonly at: string
  },
): Promise<Assessment> {
  const row = await db
    .updateTable('assessment')
    .set({ state: end.how, ended_by: end.by, ended_at: end.at, end_reason: plainText(end.reason) })
    .where('id', '=', end.assessment)
    .where('state', 'in', ['proposed', 'active'])
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new StoreError('INVALID', 'the assessment has ended')
  return row
}

/** Ends what ran out, so that the releases it held for are judged again. A proposal that nobody approved in time ends too. */
export async function expireAssessments(db: Db, at: string): Promise<readonly Assessment[]> {
  return db
    .updateTable('assessment')
    .set({ state: 'expired', ended_at: at })
    .where('state', 'in', ['active', 'proposed'])
    .where('expires_at', '<=', at)
    .returningAll()
    .execute()
}

function columnsOf(scope: AssessmentScope) {
  return {
    scope: scope.kind,
    release_id: scope.kind === 'release' ? scope.release : null,
    product_id: scope.kind === 'product' ? scope.product : null,
    product_line_id: scope.kind === 'line' ? scope.productLine : null,
    documents: scope.kind === 'build' ? scope.documents : null,
    images: scope.kind === 'build' ? scope.images : null,
  }
}

async function activate(db: Db, row: Assessment, at: string): Promise<Assessment> {
  // two that are made at once for one thing: the second waits here and replaces the first
  await db
    .selectFrom('vulnerability')
    .select('id')
    .where('id', '=', row.vulnerability_id)
    .forNoKeyUpdate()
    .execute()
  const replaced = await db
    .updateTable('assessment')
    .set({ state: 'replaced', ended_at: at, ended_by: row.author_id })
    .where('organisation_id', '=', row.organisation_id)
    .where('vulnerability_id', '=', row.vulnerability_id)
    .where('state', '=', 'active')
    .where('scope', '=', row.scope)
    .where('release_id', 'is not distinct from', row.release_id)
    .where('product_id', 'is not distinct from', row.product_id)
    .where('product_line_id', 'is not distinct from', row.product_line_id)
    .where(sql<boolean>`documents is not distinct from ${row.documents}::bigint[]`)
    .where(sql<boolean>`images is not distinct from ${row.images}::text[]`)
    .where('component_id', 'is not distinct from', row.component_id)
    .returning('id')
    .execute()
  return db
    .updateTable('assessment')
    .set({ state: 'active', replaces_id: replaced[0]?.id ?? null })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
