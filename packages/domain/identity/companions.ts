// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import { ZEPHYR_WRITER } from './shapes.ts'

/**
 * Packages that say nothing but who another one is. Since 3.5 `west spdx` writes for each module `mbedtls-sources`, with files
 * and the address of Zephyr's own copy, and in a document of its own (`modules-deps`) `mbedtls-deps`, with the purl and the CPE
 * of the project that it was taken from. Answers the followers of each leader.
 */
export function companionsOf(
  inventory: Inventory,
  isAsked: (node: NodeId) => boolean = () => true,
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const leaders = new Map<string, NodeId>()
  const followers: { readonly node: NodeId; readonly leader: string }[] = []
  const builds = inventory.documents.map(({ facts }) =>
    [...facts.tools, ...facts.creators].some((name) => ZEPHYR_WRITER.test(name))
      ? parentOf(facts.id ?? '')
      : undefined,
  )
  if (builds.every((build) => build === undefined)) return new Map()
  for (const node of inventory.packages()) {
    if (!isAsked(node)) continue
    const build = builds[inventory.documentOf(node)]
    const [, module, what] = /^(.+)-(sources|deps)$/.exec(inventory.name(node)) ?? []
    if (build === undefined || module === undefined) continue
    const leader = `${build}\n${module}`
    if (what === 'sources') leaders.set(leader, node)
    else followers.push({ node, leader })
  }
  const found = new Map<NodeId, NodeId[]>()
  for (const { node, leader } of followers) {
    const target = leaders.get(leader)
    if (target !== undefined) found.set(target, [...(found.get(target) ?? []), node])
  }
  return found
}

/** The documents of one build share the namespace up to the last part: `…/zephyr`, `…/build`, `…/modules-deps`. */
function parentOf(namespace: string): string {
  return namespace.slice(0, namespace.lastIndexOf('/') + 1)
}
