// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '@headwater/formats/source'
import { listMembers } from './members.ts'
import { harvestMembers, type HeldHarvest } from './share.ts'

/**
 * Records that were left because they are of other versions and have no other ids: those that an advisory which was kept
 * names as its own vulnerability are read after all, to be heard against it. Mostly there are none.
 */
export async function harvestLeft(
  held: readonly HeldHarvest[],
  limits: Limits,
): Promise<readonly HeldHarvest[]> {
  const named = new Set(held.flatMap(({ harvest }) => harvest.aliases))
  if (named.size === 0) return []
  const filesByPath = new Map<string, number[]>()
  for (const { harvest } of held) {
    for (const [id, , file] of harvest.passed) {
      if (file < 0 || !named.has(id)) continue
      filesByPath.set(harvest.path, [...(filesByPath.get(harvest.path) ?? []), file])
    }
  }
  const late: HeldHarvest[] = []
  for (const [path, files] of filesByPath) {
    const members = await listMembers(path, limits)
    late.push(
      harvestMembers(
        path,
        files.map((file) => members[file]!),
      ),
    )
  }
  return late
}
