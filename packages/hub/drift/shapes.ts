// SPDX-License-Identifier: Apache-2.0
import type { ListedDrift } from '@headwater/store/drift'
import type { Drift, ValueOf } from '../api-types/index.ts'

type Shown = ValueOf<typeof Drift>

export function driftOf(row: ListedDrift): Shown {
  return {
    id: String(row.id),
    release: { id: row.release_public_id, name: row.release_version, product: row.product },
    between: [row.from_lane, row.to_lane] as Shown['between'],
    component: row.component ?? row.path ?? '',
    ...(row.component_id === null ? {} : { componentId: String(row.component_id) }),
    kind: kindOf(row),
    detail: row.detail,
    ...(row.deployment === null || row.deployment_public_id === null
      ? {}
      : { deployment: { id: row.deployment_public_id, name: row.deployment } }),
    since: row.first_seen,
    state: row.is_accepted ? 'accepted' : 'open',
    ...(row.accepted_at === null
      ? {}
      : {
          accepted: {
            by: row.accepted_name ?? 'somebody who has left',
            at: row.accepted_at,
            reason: row.accepted_reason ?? '',
            ...(row.accepted_until === null ? {} : { until: row.accepted_until }),
          },
        }),
  }
}

function kindOf({ kind, file_id }: ListedDrift): Shown['kind'] {
  if (kind === 'added') return 'only-in-second'
  if (kind === 'removed') return 'only-in-first'
  return file_id === null ? 'other-version' : 'other-content'
}
