// SPDX-License-Identifier: Apache-2.0
import type { Advisory, VersionClaim } from '@headwater/domain/matching'

/** What an advisory says of the commits that fix it. */
export interface Fixes {
  readonly id: string
  readonly aliases: readonly string[]
  /** Commits that end a range: each is the whole fix, on its branch. */
  readonly ends: readonly string[]
  /** Commits that references name as fix; several may be parts of one. */
  readonly named: readonly string[]
  /** Addresses of pull requests and the like, which a clone does not hold. */
  readonly addresses: readonly string[]
}

/** The fix commits that an OSV or CVE record names: ranges of commits first, then references. */
export function fixesOf(advisory: Advisory): Fixes {
  const ends = new Set<string>()
  for (const { versions } of advisory.affected) {
    for (const claim of versions) for (const commit of endsOf(claim)) ends.add(commit.toLowerCase())
  }
  const named = new Set<string>()
  const addresses = new Set<string>()
  for (const { url, type, tags = [] } of advisory.references) {
    const isFix = type === 'FIX' || tags.includes('patch')
    const commit = commitOfAddress(url)
    if (commit !== undefined) {
      // kernel.org's records name their fixes in references without a tag
      if (isFix || advisory.kind === 'cve') named.add(commit)
    } else if (isFix && REQUEST.test(url)) addresses.add(url)
  }
  const { id, aliases } = advisory
  return {
    id,
    aliases,
    ends: [...ends],
    named: [...named].filter((commit) => !ends.has(commit)),
    addresses: [...addresses],
  }
}

function endsOf(claim: VersionClaim): readonly string[] {
  if (claim.kind === 'commits') {
    return claim.events.flatMap(({ fixed }) =>
      fixed !== undefined && COMMIT.test(fixed) ? [fixed] : [],
    )
  }
  if (claim.kind !== 'cve') return []
  // CVE 5 "versions": `lessThan` of type git is the commit that fixed; so is a change to unaffected
  return claim.versions.flatMap(({ versionType, status, version, lessThan, changes = [] }) => {
    if (versionType !== 'git') return []
    const found: string[] = []
    if (status === 'affected' && lessThan !== undefined && COMMIT.test(lessThan))
      found.push(lessThan)
    for (const change of changes) {
      if (change.status === 'unaffected' && COMMIT.test(change.at)) found.push(change.at)
    }
    // older records write the fix as an unaffected version of its own
    const isAlone = lessThan === undefined && status === 'unaffected' && COMMIT.test(version)
    return isAlone ? [...found, version] : found
  })
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

/**
 * The commit in an address of GitHub, GitLab, Bitbucket, Gitiles, cgit or gitweb. Short names are taken as they are: the clone
 * tells whether they name one commit.
 */
function commitOfAddress(url: string): string | undefined {
  for (const pattern of ADDRESSES) {
    const [, commit] = pattern.exec(url.slice(0, 2000)) ?? []
    if (commit !== undefined) return commit.toLowerCase()
  }
  return undefined
}

const ADDRESSES: readonly RegExp[] = [
  /\/commits?\/(?:\?id=)?([0-9a-f]{7,64})(?:[/.?#&;]|$)/i,
  // git.kernel.org/stable/c/…, gitiles' /+/…
  /\/(?:c|\+)\/([0-9a-f]{7,64})(?:[/.?#^]|$)/i,
  /\/commit\/[^?#]{0,500}\?(?:[^#]{0,200}[&;])?id=([0-9a-f]{7,64})\b/i,
  /[?;&]a=commit(?:diff)?[;&](?:[^#]{0,200}[;&])?h=([0-9a-f]{7,64})\b/i,
  /[?;&]h=([0-9a-f]{7,64})[;&]a=commit/i,
]

const REQUEST = /\/(?:pull|merge_requests|pull-requests|changes?)\/|\/c\/.{0,500}\/\+\/\d/
