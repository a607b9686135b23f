// SPDX-License-Identifier: Apache-2.0
import type { ListedBuild } from '@headwater/store/portfolio'
import type { Build, ValueOf } from '../api-types/index.ts'

/** @param release the public id of its release */
export function buildOf(row: ListedBuild, release: string): ValueOf<typeof Build> {
  return {
    id: row.public_id,
    release,
    name: row.name,
    ...(row.built_at === null ? {} : { builtAt: row.built_at }),
    ...(row.builder === null ? {} : { builder: row.builder }),
    ...(row.tool === null ? {} : { tool: row.tool }),
    ...(row.source_commit === null ? {} : { sourceCommit: row.source_commit }),
    images: row.images.map(({ name, sha256 }) => ({ name, sha256 })),
    documents: [...row.documents],
    deploymentCount: row.deployment_count,
    sharedWith: row.shared_with,
    createdAt: row.created_at,
    version: row.revision,
  }
}
