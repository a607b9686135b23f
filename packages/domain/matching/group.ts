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
  const isOne = [id, ...aliases].filter(isCve).length < 2
  return [id, ...(isOne ? aliases : aliases.filter((one) => !isCve(one)))]
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
  const cveOf = matches.map((match) => cvesOf(match).join())
  const firstOfId = new Map<string, number>()
  const join = (index: number, first: number): void => {
    const [from, to] = [rootOf(index), rootOf(first)]
    const [left = '', right = ''] = [cveOf[from], cveOf[to]]
    if (from === to || (left !== '' && right !== '' && left !== right)) return
    parents[from] = to
    cveOf[to] = right || left
  }
  matches.forEach((match, index) => {
    const others = idsOf(match).filter((id) => !isCve(id))
    for (const id of [...others, cvesOf(match).join()]) {
      if (id === '') continue
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

/** A CVE record is of its own CVE, whatever it calls its aliases. */
function cvesOf(match: Match): readonly string[] {
  if (isCve(match.advisory.id)) return [match.advisory.id]
  return [...new Set(idsOf(match).filter(isCve))].sort()
}

function isCve(id: string): boolean {
  return id.startsWith('CVE-')
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
  const every = [...new Set(standing.flatMap(idsOf))].sort(byRank)
  const cves = [...new Set(standing.flatMap(cvesOf))]
  // a notice on several goes by its own id, each of them being a finding of its own
  const id = cves.length === 1 ? cves[0]! : cves.length === 0 ? every[0]! : standing[0]!.advisory.id
  const against = new Map<string, Claim>()
  for (const match of standing) {
    for (const claim of [...match.against, ...match.claims]) {
      if (claim.range === 'out') against.set(`${claim.advisory} ${claim.entry}`, claim)
    }
  }
  return {
    id,
    aliases: every.filter((one) => one !== id),
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
