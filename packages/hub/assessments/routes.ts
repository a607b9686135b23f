// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  approveAssessment,
  assess,
  endAssessment,
  type Assessment,
} from '@headwater/store/assessments'
import { appendAudit } from '@headwater/store/audit'
import { findFinding, type FoundFinding } from '@headwater/store/findings'
import { enqueue } from '@headwater/store/jobs'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { may, type Action } from '../access/index.ts'
import { Id, NewAssessment, Text } from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { rowOfProduct } from '../portfolio/routes.ts'
import { Problem } from '../problem/index.ts'
import { JUDGE_RELEASE } from '../work/index.ts'

type Db = Hub['store']['db']

/** People's verdicts: given with a reason, approved by a second pair of eyes where a policy asks for it, withdrawn. */
export function assessmentRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const give = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments',
      request: { body: jsonBody(NewAssessment) },
      responses: {
        201: jsonOf(
          z.object({ assessments: z.array(Id), waitsForApproval: z.boolean() }),
          'given; the releases are judged again in the background',
        ),
      },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const body = context.req.valid('json')
      if (body.verdict === 'not_affected' && body.justification === undefined) {
        throw new Problem('invalid', {
          faults: [{ at: '/justification', message: 'say why it is not affected' }],
        })
      }
      if (body.expiresOn !== undefined && body.expiresOn <= now().slice(0, 10)) {
        throw new Problem('invalid', {
          faults: [{ at: '/expiresOn', message: 'lies in the past' }],
        })
      }
      const findings = await judgeable(hub, caller, body.findings.map(Number))
      const waitsForApproval = await needsApproval(hub, caller.organisationId)
      const made = await inTransaction(db, async (trx) => {
        const ids: string[] = []
        for (const finding of findings) {
          const publicId = newId()
          await assess(trx, {
            publicId,
            organisation: caller.organisationId,
            scope: { kind: 'release', release: finding.release_id },
            component: finding.component_id,
            vulnerability: finding.vulnerability_id,
            verdict: body.verdict,
            ...(body.justification === undefined ? {} : { justification: body.justification }),
            reason: body.reason,
            author: caller.account,
            ...(body.expiresOn === undefined
              ? {}
              : { expiresAt: `${body.expiresOn}T00:00:00.000Z` }),
            needsApproval: waitsForApproval,
            at: now(),
          })
          await note(trx, caller, 'assessment.give', publicId, {
            finding: finding.id,
            verdict: body.verdict,
            reason: body.reason,
          })
          ids.push(publicId)
        }
        const releases = new Set(findings.map(({ release_id }) => release_id))
        for (const release of releases) await judgeAgain(trx, caller, release, ids[0] ?? '')
        return ids
      })
      return context.json({ assessments: made, waitsForApproval }, 201)
    },
    ['invalid', 'not-found'],
  )

  const approve = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments/{id}/approval',
      request: { params: z.object({ id: Id }) },
      responses: { 204: { description: 'it counts now' } },
    }),
    { kind: 'action', action: 'approve' },
    async (context) => {
      const caller = context.get('caller')
      const row = await assessmentFor(hub, caller, context.req.valid('param').id, 'approve')
      if (row.author_id === caller.account) {
        throw new Problem('forbidden', {
          detail: 'the second pair of eyes must be another person’s',
        })
      }
      await inTransaction(db, async (trx) => {
        await approveAssessment(trx, { assessment: row.id, by: caller.account, at: now() })
        await note(trx, caller, 'assessment.approve', row.public_id, null)
        if (row.release_id !== null) await judgeAgain(trx, caller, row.release_id, row.public_id)
      })
      return context.body(null, 204)
    },
    ['not-found', 'forbidden', 'invalid'],
  )

  const withdraw = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments/{id}/withdrawal',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(z.object({ reason: Text.default('') })),
      },
      responses: { 204: { description: 'it counts no more; it stays in the history' } },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const row = await assessmentFor(hub, caller, context.req.valid('param').id, 'judge')
      const { reason } = context.req.valid('json')
      await inTransaction(db, async (trx) => {
        await endAssessment(trx, {
          assessment: row.id,
          how: 'withdrawn',
          by: caller.account,
          reason,
          at: now(),
        })
        await note(trx, caller, 'assessment.withdraw', row.public_id, { reason })
        if (row.release_id !== null) await judgeAgain(trx, caller, row.release_id, row.public_id)
      })
      return context.body(null, 204)
    },
    ['not-found', 'invalid'],
  )

  return [give, approve, withdraw]

  async function note(
    trx: Db,
    caller: Caller,
    action: string,
    publicId: string,
    detail: unknown,
  ): Promise<void> {
    await appendAudit(trx, {
      organisation: caller.organisationId,
      at: now(),
      actor: caller.actor,
      action,
      subject: `assessment:${publicId}`,
      detail,
    })
  }

  async function judgeAgain(
    trx: Db,
    caller: Caller,
    release: number,
    assessment: string,
  ): Promise<void> {
    await enqueue(trx, {
      kind: JUDGE_RELEASE,
      payload: { release, cause: { assessment } },
      organisation: caller.organisationId,
      dedupeKey: String(release),
      at: now(),
    })
  }
}

/** @throws Problem `not-found` if any of them is not there for this caller: then none is judged */
async function judgeable(
  { store }: Hub,
  caller: Caller,
  ids: readonly number[],
): Promise<readonly FoundFinding[]> {
  const visible = visibleTo(caller)
  const found: FoundFinding[] = []
  for (const id of new Set(ids)) {
    const finding = await findFinding(store.db, visible, id)
    if (finding === undefined || !may(caller, 'judge', rowOfProduct(caller, finding.product_id))) {
      throw new Problem('not-found', { detail: `there is no finding ${id} that you may judge` })
    }
    found.push(finding)
  }
  return found
}

async function assessmentFor(
  { store }: Hub,
  caller: Caller,
  publicId: string,
  action: Action,
): Promise<Assessment> {
  const row = await findRow(store.db, 'assessment', {
    organisation: caller.organisationId,
    publicId,
  })
  if (row === undefined) throw new Problem('not-found')
  const product = row.product_id ?? (await productOfRelease(store.db, row.release_id))
  const place =
    product === undefined
      ? ({ organisation: caller.organisation, visibility: 'organisation' } as const)
      : rowOfProduct(caller, product)
  if (!may(caller, action, place)) throw new Problem('not-found')
  return row
}

async function productOfRelease(db: Db, release: number | null): Promise<number | undefined> {
  if (release === null) return undefined
  const row = await db
    .selectFrom('release')
    .select('product_id')
    .where('id', '=', release)
    .executeTakeFirst()
  return row?.product_id
}

/** The organisation's policy: whether one person's word is enough. */
async function needsApproval({ store }: Hub, organisation: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('setting')
    .select('value')
    .where('organisation_id', '=', organisation)
    .where('key', '=', 'assessments.need-approval')
    .executeTakeFirst()
  return row?.value === true
}
