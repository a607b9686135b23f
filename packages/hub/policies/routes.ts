// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'
import { saveSetting } from '@headwater/store/settings'
import { inTransaction } from '@headwater/store/transactions'
import { AssessmentPolicy } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type HubRoute } from '../http/index.ts'
import { organisationNeedsSecondPair, SECOND_PAIR } from './second-pair.ts'

/** What the organisation asks of people's verdicts; a product line may say otherwise for itself. */
export function policyRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const read = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/policies/assessments',
      responses: { 200: jsonOf(AssessmentPolicy, 'the policy') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { organisationId } = context.get('caller')
      const secondPair = await organisationNeedsSecondPair(db, organisationId)
      return context.json({ secondPair }, 200)
    },
  )

  const save = hubRoute(
    createRoute({
      method: 'put',
      path: '/api/v1/policies/assessments',
      request: { body: jsonBody(AssessmentPolicy) },
      responses: { 200: jsonOf(AssessmentPolicy, 'it holds for verdicts from now on') },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const caller = context.get('caller')
      const policy = context.req.valid('json')
      await inTransaction(db, async (trx) => {
        await saveSetting(trx, {
          organisation: caller.organisationId,
          key: SECOND_PAIR,
          value: policy.secondPair,
          by: caller.account,
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'policy.change',
          subject: 'policy:assessments',
          detail: policy,
        })
      })
      return context.json(policy, 200)
    },
    ['invalid'],
  )

  return [read, save]
}
