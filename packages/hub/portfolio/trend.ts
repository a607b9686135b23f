// SPDX-License-Identifier: Apache-2.0
import type { ProductDay } from '@headwater/store/counters'
import type { PortfolioRow } from '@headwater/store/portfolio'
import type { TrendPoint, ValueOf } from '../api-types/index.ts'
import { countsOf } from './shapes.ts'

const DAY = 86_400_000

/**
 * A point for each day, both ends included (`YYYY-MM-DD`): a day without change stands as the one before it, the last one as it is now.
 * @param noted days on which something changed, rising
 */
export function trendOf(
  now: PortfolioRow,
  noted: readonly ProductDay[],
  { from, to }: { readonly from: string; readonly to: string },
): ValueOf<typeof TrendPoint>[] {
  const byDay = new Map(noted.map((row) => [row.day, row]))
  const points: ValueOf<typeof TrendPoint>[] = []
  let last: Partial<ProductDay> = {}
  for (let at = Date.parse(from); ; at += DAY) {
    const on = new Date(at).toISOString().slice(0, 10)
    if (on >= to) break
    last = byDay.get(on) ?? last
    points.push({ on, counts: countsOf(last) })
  }
  return [...points, { on: to, counts: countsOf(now) }]
}
