// SPDX-License-Identifier: Apache-2.0
import type { PortfolioRow } from '@headwater/store/portfolio'
import { expect, it } from 'vitest'
import { trendOf } from './trend.ts'

const day = (on: string, affected: number) => ({
  product_id: 1,
  day: on,
  affected,
  unknown: 0,
  not_affected: 0,
  fixed: 0,
  exploited: 0,
})

it('lets a day without change stand as the one before it, and the last as it is now', () => {
  const points = trendOf(
    { affected: 9 } as PortfolioRow,
    [day('2026-02-27', 3), day('2026-03-01', 4), day('2026-03-02', 5)],
    { from: '2026-02-26', to: '2026-03-02' },
  )
  expect(points.map(({ on, counts }) => [on, counts.affected])).toEqual([
    ['2026-02-26', 0],
    ['2026-02-27', 3],
    ['2026-02-28', 3],
    ['2026-03-01', 4],
    ['2026-03-02', 9],
  ])
})
