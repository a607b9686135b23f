// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { approveAssessment, endAssessment, type Assessment } from '@headwater/store/assessments'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import type { Action } from '../access/index.ts'
import { Id, Text } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, type Caller, type HubRoute } from '../http/index.ts'
import { layAgain } from '../judgement/index.ts'
import { Problem } from '../problem/index.ts'
import { mayInScope, productOfAssessment } from './scope.ts'

const Named = z.object({ id: Id })

/** What becomes of a verdict: wherever it holds, or held, the findings say so in the same transaction. */
export function reviewRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const approve = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments/{id}/approval',
      request: { params: Named },
      responses: { 204: { description: 'it counts now' } },
    }),
    { kind: 'action', action: 'approve' },
    async (context) => {
      const caller = context.get('caller')
      const row = await assessmentFor(caller, context.req.valid('param').id, 'approve')
      if (row.author_id === caller.account) {
        throw new Problem('forbidden', {
          detail: 'the second pair of eyes must be another person’s',
        })
      }
      const at = now()
      await inTransaction(db, async (trx) => {
        await approveAssessment(trx, { assessment: row.id, by: caller.account, at })
        await noteDeed(hub, trx, caller, {
          action: 'assessment.approve',
          subject: `assessment:${row.public_id}`,
        })
        await layAgain(trx, row, at)
      })
      return context.body(null, 204)
    },
    ['not-found', 'forbidden', 'invalid'],
  )

  const withdraw = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments/{id}/withdrawal',
      description: 'By somebody else it is a rejection where it still waits for approval.',
      request: { params: Named, body: jsonBody(z.object({ reason: Text.default('') })) },
      responses: { 204: { description: 'it counts no more; it stays in the history' } },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const row = await assessmentFor(caller, context.req.valid('param').id, 'judge')
      const { reason } = context.req.valid('json')
      const isRejected = row.state === 'proposed' && row.author_id !== caller.account
      const at = now()
      await inTransaction(db, async (trx) => {
        await endAssessment(trx, {
          assessment: row.id,
          how: isRejected ? 'rejected' : 'withdrawn',
          by: caller.account,
          reason,
          at,
        })
        await noteDeed(hub, trx, caller, {
          action: isRejected ? 'assessment.reject' : 'assessment.withdraw',
          subject: `assessment:${row.public_id}`,
          detail: { reason },
        })
        await layAgain(trx, row, at)
      })
      return context.body(null, 204)
    },
    ['not-found', 'invalid'],
  )

  return [approve, withdraw]

  async function assessmentFor(
    caller: Caller,
    publicId: string,
    action: Action,
  ): Promise<Assessment> {
    const organisation = caller.organisationId
    const row = await findRow(db, 'assessment', { organisation, publicId })
    const product = row === undefined ? undefined : await productOfAssessment(db, row)
    if (row === undefined || !mayInScope(caller, action, row.scope, product)) {
      throw new Problem('not-found')
    }
    return row
  }
}
