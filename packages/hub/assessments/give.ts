// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { assess, type AssessmentScope } from '@headwater/store/assessments'
import { findFinding, type FoundFinding } from '@headwater/store/findings'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import { Id, NewAssessment } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { layAgain } from '../judgement/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { mayInScope, scopeOf, waitsForSecondPair, type ScopeName } from './scope.ts'
import { refuseWrongVerdict } from './shapes.ts'

/** As many verdicts are laid on their findings while the person waits; the rest are jobs. */
const AT_ONCE = 50

/** A finding, where a verdict on it is to hold, and whether that waits for somebody. */
interface Subject {
  readonly finding: FoundFinding
  readonly scope: AssessmentScope
  readonly needsApproval: boolean
}

export function giveRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store
  const give = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/assessments',
      description:
        'One verdict for each finding. With scope `build` it holds for every release, also of those to come, that shows the component by the same build documents or images: findings that share them are judged by one verdict.',
      request: { body: jsonBody(NewAssessment) },
      responses: {
        201: jsonOf(
          z.object({
            assessments: z.array(Id),
            waitsForApproval: z.boolean(),
            /** In how many releases what was given concerns something. */
            releaseCount: z.int(),
          }),
          'given; unless it waits for approval, it counts at once, in very many places a little later',
        ),
      },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const body = context.req.valid('json')
      refuseWrongVerdict(body, now())
      const subjects = await subjectsOf(caller, body)
      const given = await inTransaction(db, async (trx) => {
        const ids: string[] = []
        let releaseCount = 0
        const at = now()
        for (const [i, { finding, scope, needsApproval }] of subjects.entries()) {
          const row = await assess(trx, {
            publicId: newId(),
            organisation: caller.organisationId,
            scope,
            component: finding.component_id,
            vulnerability: finding.vulnerability_id,
            verdict: body.verdict,
            ...(body.justification === undefined ? {} : { justification: body.justification }),
            reason: body.reason,
            author: caller.account,
            ...(body.expiresOn === undefined
              ? {}
              : { expiresAt: `${body.expiresOn}T00:00:00.000Z` }),
            needsApproval,
            at,
          })
          await noteDeed(hub, trx, caller, {
            action: 'assessment.give',
            subject: `assessment:${row.public_id}`,
            detail: {
              finding: finding.id,
              scope: body.scope,
              verdict: body.verdict,
              reason: body.reason,
            },
          })
          const { releases } = await layAgain(trx, row, at, { isLater: i >= AT_ONCE })
          releaseCount += releases
          ids.push(row.public_id)
        }
        return { ids, releaseCount }
      })
      return context.json(
        {
          assessments: given.ids,
          waitsForApproval: subjects.some(({ needsApproval }) => needsApproval),
          releaseCount: given.releaseCount,
        },
        201,
      )
    },
    ['invalid', 'not-found', 'forbidden'],
  )
  return [give]

  /** Findings that one verdict covers are one subject. @throws Problem if any of them may not be judged so: then none is judged */
  async function subjectsOf(
    caller: Caller,
    body: {
      readonly findings: readonly string[]
      readonly scope: ScopeName
      readonly verdict: FoundFinding['verdict']
    },
  ): Promise<readonly Subject[]> {
    const visible = visibleTo(caller)
    const subjects = new Map<string, Subject>()
    for (const id of new Set(body.findings.map(Number))) {
      const finding = await findFinding(db, visible, id)
      if (
        finding === undefined ||
        !may(caller, 'judge', rowOfProduct(caller, finding.product_id))
      ) {
        throw new Problem('not-found', { detail: `there is no finding ${id} that you may judge` })
      }
      if (!mayInScope(caller, 'judge', body.scope, finding.product_id)) {
        throw new Problem('forbidden', {
          detail: 'a verdict that goes beyond one product needs a role for the whole organisation',
        })
      }
      const scope = await scopeOf(db, finding, body.scope)
      if (scope === undefined) {
        throw new Problem('invalid', {
          faults: [
            {
              at: '/scope',
              message:
                body.scope === 'line'
                  ? `the product of finding ${id} is in no product line`
                  : `no build document and no image of its release shows the component of finding ${id}`,
            },
          ],
        })
      }
      const key = JSON.stringify([scope, finding.component_id, finding.vulnerability_id])
      if (subjects.has(key)) continue
      const needsApproval = await waitsForSecondPair(db, finding, body.scope, body.verdict)
      subjects.set(key, { finding, scope, needsApproval })
    }
    return [...subjects.values()]
  }
}
