// SPDX-License-Identifier: Apache-2.0
import type { ListedRelease, ProductLine as LineRow } from '@headwater/store/portfolio'
import type { Counts, ProductLine, ReleaseSummary, ValueOf } from '../api-types/index.ts'

type CountRow = Readonly<
  Partial<Record<'affected' | 'unknown' | 'not_affected' | 'fixed' | 'exploited', number | null>>
>

export function countsOf(row: CountRow): ValueOf<typeof Counts> {
  return {
    affected: row.affected ?? 0,
    unknown: row.unknown ?? 0,
    not_affected: row.not_affected ?? 0,
    fixed: row.fixed ?? 0,
    exploited: row.exploited ?? 0,
  }
}

export function sumOf(rows: readonly CountRow[]): ValueOf<typeof Counts> {
  const sum = (key: keyof CountRow): number =>
    rows.reduce((total, row) => total + (row[key] ?? 0), 0)
  return {
    affected: sum('affected'),
    unknown: sum('unknown'),
    not_affected: sum('not_affected'),
    fixed: sum('fixed'),
    exploited: sum('exploited'),
  }
}

export function releaseSummary(row: ListedRelease): ValueOf<typeof ReleaseSummary> {
  const state = stateOf(row)
  return {
    id: row.public_id,
    name: row.version,
    product: { id: row.product_public_id, name: row.product },
    ...(row.variant_public_id === null || row.variant === null
      ? {}
      : { variant: { id: row.variant_public_id, name: row.variant } }),
    ...(row.released_on === null ? {} : { releasedOn: row.released_on }),
    ...(row.support_start === null ? {} : { supportStart: row.support_start }),
    ...(row.support_end === null ? {} : { supportEnd: row.support_end }),
    counts: countsOf(row),
    ...(row.judged_at === null ? {} : { judgedAt: row.judged_at }),
    state,
    ...(state === 'failed' && row.problem !== null ? { problem: row.problem } : {}),
    archived: row.archived_at !== null,
  }
}

function stateOf(row: ListedRelease): ValueOf<typeof ReleaseSummary>['state'] {
  const { is_waiting, has_documents, judged_at, problem } = row
  if (is_waiting) return 'waiting'
  if (problem !== null) return 'failed'
  if (!has_documents) return 'empty'
  return judged_at === null ? 'waiting' : 'judged'
}

export function lineOf(
  row: LineRow,
  productCount: number,
  counts: ValueOf<typeof Counts>,
): ValueOf<typeof ProductLine> {
  return {
    id: row.public_id,
    name: row.name,
    description: row.description ?? '',
    productCount,
    counts,
    secondPair: secondPairOf(row.needs_second_pair),
    archived: row.archived_at !== null,
    version: row.revision,
  }
}

function secondPairOf(needs: boolean | null): ValueOf<typeof ProductLine>['secondPair'] {
  if (needs === null) return 'inherited'
  return needs ? 'required' : 'not-required'
}
