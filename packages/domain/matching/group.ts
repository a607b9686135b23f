// SPDX-License-Identifier: Apache-2.0
import type { Claim, Match } from './match.ts'

/** One vulnerability under all its ids: one finding, with what each source says of it. */
export interface VulnerabilityMatch {
  /** The CVE id where there is one, else GHSA, else the first in order. */
  readonly id: string
  readonly aliases: readonly string[]
  /** In by any source; unknown where none is sure. */
  readonly range: 'in' | 'unknown'
  /** Of advisories that stand, those with range `in` first. */
  readonly matches: readonly Match[]
  /** Claims of advisories of this vulnerability that say `out`. */
  readonly against: readonly Claim[]
  /** Advisories of this vulnerability that were withdrawn: named, and not counted. */
  readonly withdrawn: readonly Match[]
}

export interface GroupedMatches {
  readonly vulnerabilities: readonly VulnerabilityMatch[]
  /** Of which only withdrawn advisories speak: no finding, to be said. */
  readonly withdrawn: readonly Match[]
}

/**
 * Ids by which something may be settled about all of a vulnerability: of a notice on several CVEs what is said of one of them
 * does not settle it.
 */
export function settlingIds({
  id,
  aliases,
}: Pick<VulnerabilityMatch, 'id' | 'aliases'>): readonly string[] {
  const ids = [id, ...aliases]
  return cvesOf(ids).length > 1 ? ids.filter((one) => !one.startsWith('CVE-')) : ids
}

/** Joins matches of one component by id and alias. */
export function groupByVulnerability(matches: readonly Match[]): GroupedMatches {
  const vulnerabilities: VulnerabilityMatch[] = []
  const dropped: Match[] = []
  for (const group of joinByIds(matches)) {
    const standing = group.filter(({ advisory }) => advisory.withdrawn === undefined)
    const withdrawn = group.filter(({ advisory }) => advisory.withdrawn !== undefined)
    if (standing.length === 0) dropped.push(...withdrawn)
    else vulnerabilities.push(vulnerabilityOf(standing, withdrawn))
  }
  return { vulnerabilities: vulnerabilities.sort(byId), withdrawn: dropped }
}

/**
 * Union of what shares an id; time is linear in the number of ids. Two CVE ids are two vulnerabilities: a record that calls
 * both its aliases (a notice, or an error) does not make one of them, else what settles the one would settle the other.
 */
function joinByIds(matches: readonly Match[]): Iterable<readonly Match[]> {
  const parents = matches.map((_match, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root]!
    for (let at = index; at !== root;) {
      const next = parents[at]!
      parents[at] = root
      at = next
    }
    return root
  }
  const cveOf = matches.map((match) => cvesOf(idsOf(match)))
  const firstOfId = new Map<string, number>()
  const join = (index: number, first: number): void => {
    const [from, to] = [rootOf(index), rootOf(first)]
    const [left = NO_CVE, right = NO_CVE] = [cveOf[from], cveOf[to]]
    const isOne = left.length === 0 || right.length === 0 || left.join() === right.join()
    if (from === to || !isOne) return
    parents[from] = to
    cveOf[to] = right.length > 0 ? right : left
  }
  matches.forEach((match, index) => {
    // a record that is named by another is joined first by its own id, whatever else it is called
    for (const id of idsOf(match)) {
      const first = firstOfId.get(id)
      if (first === undefined) firstOfId.set(id, index)
      else join(index, first)
    }
  })
  const groups = new Map<number, Match[]>()
  matches.forEach((match, index) => {
    const root = rootOf(index)
    const group = groups.get(root)
    if (group) group.push(match)
    else groups.set(root, [match])
  })
  return groups.values()
}

const NO_CVE: readonly string[] = Object.freeze([])

function cvesOf(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id) => id.startsWith('CVE-')))].sort()
}

/**
 * A distribution's record of a single upstream vulnerability (`DEBIAN-CVE-2026-1`, `UBUNTU-CVE-2026-1`) is that vulnerability;
 * one of several (a DSA) is a notice about them.
 */
function idsOf({ advisory: { id, aliases, upstream } }: Match): readonly string[] {
  const [only] = upstream
  return upstream.length === 1 && only !== undefined && id.endsWith(only)
    ? [id, ...aliases, only]
    : [id, ...aliases]
}

function vulnerabilityOf(
  standing: readonly Match[],
  withdrawn: readonly Match[],
): VulnerabilityMatch {
  const every = [...new Set(standing.flatMap(idsOf))]
  const isNotice = cvesOf(every).length > 1
  // a notice on several goes by its own id, that of each being a finding of its own
  const ids = isNotice
    ? [
        standing[0]!.advisory.id,
        ...every.filter((id) => id !== standing[0]!.advisory.id).sort(byRank),
      ]
    : every.sort(byRank)
  const against = new Map<string, Claim>()
  for (const match of standing) {
    for (const claim of [...match.against, ...match.claims]) {
      if (claim.range === 'out') against.set(`${claim.advisory} ${claim.entry}`, claim)
    }
  }
  return {
    id: ids[0]!,
    aliases: ids.slice(1),
    range: standing.some(({ range }) => range === 'in') ? 'in' : 'unknown',
    matches: [...standing].sort((left, right) =>
      left.range === right.range ? 0 : left.range === 'in' ? -1 : 1,
    ),
    against: [...against.values()],
    withdrawn,
  }
}

function byRank(left: string, right: string): number {
  return rankOf(left) - rankOf(right) || (left < right ? -1 : left > right ? 1 : 0)
}

function rankOf(id: string): number {
  return id.startsWith('CVE-') ? 0 : id.startsWith('GHSA-') ? 1 : 2
}

function byId(left: VulnerabilityMatch, right: VulnerabilityMatch): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}
