// SPDX-License-Identifier: Apache-2.0
import type { ListedDeployment } from '@headwater/store/portfolio'
import type { Deployment, ValueOf } from '../api-types/index.ts'

/** @param release the public id of its release */
export function deploymentOf(row: ListedDeployment, release: string): ValueOf<typeof Deployment> {
  return {
    id: row.public_id,
    release,
    name: row.name,
    ...(row.place === null ? {} : { place: row.place }),
    ...(row.count === null ? {} : { count: row.count }),
    ...(row.build === null || row.build_public_id === null
      ? {}
      : { build: { id: row.build_public_id, name: row.build } }),
    ...(row.since === null ? {} : { since: row.since }),
    ...(row.until === null ? {} : { until: row.until }),
    documents: [...row.documents],
    drift: { open: row.open_drift, accepted: row.accepted_drift },
    createdAt: row.created_at,
    version: row.revision,
  }
}
