// SPDX-License-Identifier: Apache-2.0
import type { ListedOverlay } from '@headwater/store/portfolio'
import type { Overlay, ValueOf } from '../api-types/index.ts'

export function overlayOf(row: ListedOverlay): ValueOf<typeof Overlay> {
  return {
    id: row.public_id,
    kind: row.kind,
    name: row.name,
    scope: row.release_id === null ? 'product' : 'release',
    identities: [...row.identities],
    sha256: row.sha256.toString('hex'),
    createdAt: row.created_at,
    createdBy: row.author ?? 'somebody who has left',
  }
}
