// SPDX-License-Identifier: Apache-2.0
import type { Fixes } from './fixes.ts'

/** One vulnerability under all of its ids, with the fixes that all of its records name, in the order of the ids. */
export function groupFixes(records: readonly Fixes[]): readonly Fixes[] {
  const parent = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root))
      root = up
    // shorten the way for the next
    for (let at = id; at !== root;) {
      const up = parent.get(at) ?? root
      parent.set(at, root)
      at = up
    }
    return root
  }
  for (const { id, aliases } of records) {
    for (const alias of aliases) {
      const one = rootOf(id)
      const other = rootOf(alias)
      if (one !== other) parent.set(other, one)
    }
  }
  const groups = new Map<string, Fixes[]>()
  for (const record of records) {
    const root = rootOf(record.id)
    const group = groups.get(root)
    if (group) group.push(record)
    else groups.set(root, [record])
  }
  return [...groups.values()].map(joined).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function joined(group: readonly Fixes[]): Fixes {
  const ids = [...new Set(group.flatMap(({ id, aliases }) => [id, ...aliases]))].sort()
  const id =
    ids.find((each) => /^CVE-\d/.test(each)) ?? group.map((each) => each.id).sort()[0] ?? ''
  const ends = new Set(group.flatMap((each) => each.ends))
  const named = new Set(group.flatMap((each) => each.named))
  return {
    id,
    aliases: ids.filter((each) => each !== id),
    ends: [...ends].sort(),
    named: [...named].filter((commit) => !ends.has(commit)).sort(),
    addresses: [...new Set(group.flatMap((each) => each.addresses))].sort(),
  }
}
