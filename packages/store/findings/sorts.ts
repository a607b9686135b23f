// SPDX-License-Identifier: Apache-2.0
import type { RowOf } from '../schema/index.ts'
import type { About } from './filter.ts'

/** What a list may be sorted by, each a stored column with an index. Ties are broken by id, in the same direction. */
export const FINDING_SORTS = {
  priority: { column: 'priority', type: 'integer', about: 'score' },
  severity: { column: 'severity', type: 'smallint', about: 'score' },
  epss: { column: 'epss', type: 'smallint', about: 'score' },
  firstSeen: { column: 'first_seen', type: 'timestamptz', about: 'time' },
  changedAt: { column: 'changed_at', type: 'timestamptz', about: 'time' },
  vulnerability: { column: 'vulnerability', type: 'text', about: 'name' },
  component: { column: 'component', type: 'text', about: 'name' },
} as const satisfies Readonly<
  Record<
    string,
    { readonly column: keyof RowOf<'finding'>; readonly type: string; readonly about: About }
  >
>
export type FindingSort = keyof typeof FINDING_SORTS
