// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { productLines } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { setting } from '@headwater/store/settings'

/** The organisation's setting: whether one person's word is not enough. */
export const SECOND_PAIR = 'assessments.need-approval'

/** Where a verdict is to hold, as far as the policy is concerned. */
export type PolicyPlace =
  | { readonly kind: 'line'; readonly productLine: number | null }
  /** It may hold in any line, also for releases that do not exist yet. */
  | { readonly kind: 'anywhere' }

export async function organisationNeedsSecondPair(db: Db, organisation: number): Promise<boolean> {
  return (await setting<boolean>(db, { organisation, key: SECOND_PAIR })) === true
}

/**
 * Whether a person's verdict waits for a second person. Every verdict but "affected" takes something away from what a finding says;
 * a verdict that may hold in several lines is under the strictest of their policies.
 */
export async function needsSecondPair(
  db: Db,
  organisation: number,
  place: PolicyPlace,
  verdict: Verdict,
): Promise<boolean> {
  if (verdict === 'affected') return false
  const whole = await organisationNeedsSecondPair(db, organisation)
  const lines = await productLines(db, organisation)
  if (place.kind === 'anywhere') {
    return whole || lines.some(({ needs_second_pair: needs }) => needs === true)
  }
  const own = lines.find(({ id }) => id === place.productLine)?.needs_second_pair
  return own ?? whole
}
