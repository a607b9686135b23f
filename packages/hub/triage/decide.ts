// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { assess, type Assessment } from '@headwater/store/assessments'
import { findComponents } from '@headwater/store/components'
import { retried } from '@headwater/store/transactions'
import { decisions, holdVulnerabilities, undoDecision } from '@headwater/store/triage'
import {
  Id,
  NewTriageDecision,
  Text,
  TriageDecision,
  TriagePlanned,
  TriagePreview,
} from '../api-types/index.ts'
import { mayInScope, productOfAssessment } from '../assessments/scope.ts'
import { refuseWrongVerdict } from '../assessments/shapes.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type HubRoute } from '../http/index.ts'
import { layTogether } from '../judgement/index.ts'
import { Problem } from '../problem/index.ts'
import { planDecision, type PlannedFinding } from './plan.ts'
import { decisionOf } from './shapes.ts'

const MOST_SHOWN = 500
const MOST_DECISIONS = 20

export function decisionRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const preview = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/triage/previews',
      description: 'Changes nothing. `preview` in a decision makes sure that it does just this.',
      request: { body: jsonBody(TriagePlanned) },
      responses: { 200: jsonOf(TriagePreview, 'what would change, and what would not') },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const plan = await planDecision(db, context.get('caller'), context.req.valid('json'), now())
      const { changes, stays, assessments, hash } = plan
      const shown = [...changes.slice(0, MOST_SHOWN), ...stays.slice(0, MOST_SHOWN)]
      const components = new Map(
        (await findComponents(db, [...new Set(shown.map(({ component }) => component))])).map(
          ({ id, name, version }) => [id, `${name} ${version ?? ''}`.trim()],
        ),
      )
      const named = ({ finding, component }: PlannedFinding) => ({
        finding: String(finding),
        component: components.get(component) ?? '',
      })
      const { verdict: to } = context.req.valid('json')
      return context.json(
        {
          preview: hash,
          assessmentCount: assessments.length,
          changeCount: changes.length,
          waitingCount: changes.filter(({ waits }) => waits).length,
          changes: changes.slice(0, MOST_SHOWN).map((row) => ({ ...row, ...named(row), to })),
          stayCount: stays.length,
          stays: stays.slice(0, MOST_SHOWN).map((row) => ({ ...row, ...named(row) })),
        },
        200,
      )
    },
    ['invalid', 'not-found', 'forbidden'],
  )

  const decide = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/triage/decisions',
      description:
        'All or nothing. With `preview` it is refused (409) where findings have changed since.',
      request: { body: jsonBody(NewTriageDecision) },
      responses: {
        201: jsonOf(
          z.object({
            id: Id,
            assessments: z.array(Id),
            changeCount: z.int(),
            waitingCount: z.int(),
            /** So many findings are concerned that jobs change them: within seconds or minutes. */
            isLater: z.boolean(),
          }),
          'decided',
        ),
      },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const body = context.req.valid('json')
      refuseWrongVerdict(body, now())
      const made = await retried(db, async (trx) => {
        const at = now()
        // whoever decides on the same comes after us, and then sees what we said
        await holdVulnerabilities(
          trx,
          body.groups.map(({ vulnerability }) => vulnerability),
        )
        const plan = await planDecision(trx, caller, body, at)
        if (body.preview !== undefined && body.preview !== plan.hash) {
          throw new Problem('conflict', {
            detail: 'findings have changed since you looked: the decision would do something else',
            hint: 'look at what it does now, then decide',
          })
        }
        const decision = newId()
        const rows: Assessment[] = []
        for (const { scope, component, vulnerability, needsApproval } of plan.assessments) {
          rows.push(
            await assess(trx, {
              publicId: newId(),
              organisation: caller.organisationId,
              scope,
              component,
              vulnerability,
              verdict: body.verdict,
              ...(body.justification === undefined ? {} : { justification: body.justification }),
              reason: body.reason,
              author: caller.account,
              ...(body.expiresOn === undefined
                ? {}
                : { expiresAt: `${body.expiresOn}T00:00:00.000Z` }),
              needsApproval,
              decision,
              at,
            }),
          )
        }
        const ids = rows.map(({ public_id }) => public_id)
        await noteDeed(hub, trx, caller, {
          action: 'triage.decide',
          subject: `decision:${decision}`,
          detail: {
            groups: body.groups,
            scope: body.scope,
            verdict: body.verdict,
            reason: body.reason,
            assessments: ids,
          },
        })
        const standing = rows.filter(({ state }) => state === 'active')
        const { isLater } = await layTogether(trx, standing, at)
        const waitingCount = plan.changes.filter(({ waits }) => waits).length
        return {
          id: decision,
          assessments: ids,
          changeCount: plan.changes.length - waitingCount,
          waitingCount,
          isLater,
        }
      })
      return context.json(made, 201)
    },
    ['invalid', 'not-found', 'forbidden', 'conflict'],
  )

  const last = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/triage/decisions',
      responses: {
        200: jsonOf(z.object({ items: z.array(TriageDecision) }), 'the last twenty decisions'),
      },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const rows = await decisions(db, visibleTo(context.get('caller')), MOST_DECISIONS)
      return context.json({ items: rows.map(decisionOf) }, 200)
    },
  )

  const undo = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/triage/decisions/{id}/withdrawal',
      description:
        'Takes back every verdict of the decision that still stands; what these had replaced stands again.',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(z.object({ reason: Text.default('') })),
      },
      responses: { 200: jsonOf(z.object({ endedCount: z.int(), isLater: z.boolean() }), 'undone') },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const { id: decision } = context.req.valid('param')
      const { reason } = context.req.valid('json')
      const organisation = caller.organisationId
      const undone = await retried(db, async (trx) => {
        const at = now()
        const ended = await undoDecision(trx, {
          organisation,
          decision,
          by: caller.account,
          reason,
          at,
        })
        for (const row of ended) {
          const product = await productOfAssessment(trx, row)
          // one that they may not take back: then none is, and nothing of it is told
          if (!mayInScope(caller, 'judge', row.scope, product)) throw new Problem('not-found')
        }
        await noteDeed(hub, trx, caller, {
          action: 'triage.undo',
          subject: `decision:${decision}`,
          detail: { reason, assessments: ended.map(({ public_id }) => public_id) },
        })
        const { isLater } = await layTogether(trx, ended, at)
        return { endedCount: ended.length, isLater }
      })
      return context.json(undone, 200)
    },
    ['not-found', 'invalid'],
  )

  return [preview, decide, last, undo]
}
