// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import type { ApplicableAssessment } from '@headwater/store/assessments'
import type { Opinion, ValueOf } from '../api-types/index.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { mayInScope } from './scope.ts'

const STATES: Readonly<Record<ApplicableAssessment['state'], ValueOf<typeof Opinion>['state']>> = {
  proposed: 'waiting-for-approval',
  active: 'in-force',
  rejected: 'withdrawn',
  withdrawn: 'withdrawn',
  replaced: 'overruled',
  expired: 'expired',
}

/** @throws Problem `invalid` where a verdict lacks its justification or would have run out before it counts */
export function refuseWrongVerdict(
  said: {
    readonly verdict: Verdict
    readonly justification?: string | undefined
    readonly expiresOn?: string | undefined
  },
  at: string,
): void {
  if (said.verdict === 'not_affected' && said.justification === undefined) {
    throw new Problem('invalid', {
      faults: [{ at: '/justification', message: 'say why it is not affected' }],
    })
  }
  if (said.expiresOn !== undefined && said.expiresOn <= at.slice(0, 10)) {
    throw new Problem('invalid', { faults: [{ at: '/expiresOn', message: 'lies in the past' }] })
  }
}

/** What every view of a person's verdict says. @param at what ran out before that counts no more, also before its job ran */
export function wordOf(row: ApplicableAssessment, at: string) {
  const isOver = row.expires_at !== null && row.expires_at <= at
  const isStanding = row.state === 'active' || row.state === 'proposed'
  return {
    verdict: row.verdict,
    ...(row.justification === null
      ? {}
      : { justification: row.justification as ValueOf<typeof Opinion>['justification'] }),
    reason: row.reason,
    author: row.author ?? 'somebody who has left',
    at: row.created_at,
    ...(row.expires_at === null ? {} : { expiresOn: row.expires_at.slice(0, 10) }),
    state: isOver && isStanding ? ('expired' as const) : STATES[row.state],
    scope: row.scope,
    ...(row.approver === null ? {} : { approvedBy: row.approver }),
  }
}

/** What the caller may do about it. */
export function rightsOn(
  caller: Caller,
  { state, scope, author_id }: ApplicableAssessment,
  product: number | undefined,
): { readonly mayApprove: boolean; readonly mayWithdraw: boolean } {
  return {
    mayApprove:
      state === 'proposed' &&
      author_id !== caller.account &&
      mayInScope(caller, 'approve', scope, product),
    mayWithdraw:
      (state === 'proposed' || state === 'active') && mayInScope(caller, 'judge', scope, product),
  }
}
