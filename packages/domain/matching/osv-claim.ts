// SPDX-License-Identifier: Apache-2.0
import {
  compileOsvRange,
  rangeContains,
  schemeOfEcosystem,
  type OsvEvent,
} from '@headwater/formats/versions'
import type { Affected, VersionClaim } from './advisory.ts'
import { anyOf, incomparable, quote, unknown, type Judgement, type Question } from './claim.ts'
import { commitInRange, isCommit, type CommitRange } from './commit.ts'
import type { VersionOrder } from './order.ts'

/**
 * One entry of `affected` of an OSV record, by the schema's own evaluation: a version is affected if it is listed, or if a
 * range holds it. Each range is compared in its own terms.
 */
export function judgeOsv(affected: Affected, question: Question): Judgement {
  const { versions } = affected
  if (versions.length === 0) {
    return { range: 'in', explain: () => 'the record limits no versions' }
  }
  const ecosystem = affected.names.ecosystem
  const scheme = ecosystem === undefined ? undefined : schemeOfEcosystem(ecosystem)
  const judgements: Judgement[] = []
  let listed: Judgement | undefined
  for (const claim of versions) {
    if (claim.kind === 'listed') listed = judgeListed(claim.versions, scheme, question)
    else if (claim.kind === 'osv') judgements.push(judgeRange(claim, scheme, ecosystem, question))
    else if (claim.kind === 'commits') judgements.push(judgeCommits(claim, question))
  }
  // Where a range decides, the list adds its own versions and takes none away.
  if (listed && (listed.range === 'in' || !judgements.some(isDecided))) judgements.push(listed)
  return anyOf(judgements)!
}

function isDecided({ range }: Judgement): boolean {
  return range !== 'unknown'
}

type RangeClaim = VersionClaim & { readonly kind: 'osv' }

function judgeRange(
  { type, events }: RangeClaim,
  ecosystemScheme: string | undefined,
  ecosystem: string | undefined,
  { version, orders, product }: Question,
): Judgement {
  const { length } = events
  if (length === 1 && events[0]?.introduced === '0') {
    return { range: 'in', explain: () => 'every version since the first' }
  }
  if (version === undefined) return unknown('no-version', 'the component has no version')
  // SEMVER is SemVer whatever the ecosystem is; a range without an ecosystem is of the product that the catalogue knows.
  const schemeId = ecosystemScheme ?? (type === 'SEMVER' ? 'semver' : product?.scheme)
  const order = schemeId === undefined ? undefined : orders.of(schemeId)
  if (order?.scheme === undefined) {
    return unknown('unknown-scheme', `nobody says how versions of ${ecosystem ?? 'it'} are ordered`)
  }
  const parsed = order.scheme.parse(version)
  const range = compileOsvRange(order.scheme, events)
  if (parsed === undefined || !range) {
    const reason = incomparable(order, version, oddBound(events, order))
    return { range: 'unknown', reason, explain: () => reason.text }
  }
  const isIn = rangeContains(range, parsed)
  return {
    range: isIn ? 'in' : 'out',
    explain: () =>
      `${version} is ${isIn ? 'in' : 'not in'} ${describeEvents(events)} per ${order.name}`,
  }
}

function oddBound(events: readonly OsvEvent[], order: VersionOrder): string {
  for (const event of events) {
    for (const text of Object.values(event)) {
      if (typeof text === 'string' && text !== '0' && text !== '*' && !order.isVersion(text))
        return text
    }
  }
  return '0'
}

/** `[1.0, 1.2), [2.0, 2.0.3]` */
function describeEvents(events: readonly OsvEvent[]): string {
  const parts: string[] = []
  let open: string | undefined
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined) open = introduced
    if (fixed !== undefined) parts.push(`[${open ?? '0'}, ${fixed})`)
    if (last !== undefined) parts.push(`[${open ?? '0'}, ${last}]`)
    if (fixed !== undefined || last !== undefined) open = undefined
  }
  if (open !== undefined) parts.push(`[${open}, …)`)
  return parts.slice(0, 8).join(', ') + (parts.length > 8 ? `, … (${parts.length} ranges)` : '')
}

/** `versions` are texts of the ecosystem; of a repository without an ecosystem they are its tags. */
function judgeListed(
  versions: readonly string[],
  scheme: string | undefined,
  { version, orders, product }: Question,
): Judgement {
  if (version === undefined) return unknown('no-version', 'the component has no version')
  const explainIn = (): string => `the record lists ${version}`
  if (versions.includes(version)) return { range: 'in', explain: explainIn }
  const order = orders.of(scheme ?? product?.scheme)
  if (order?.isVersion(version) === true) {
    for (const listed of versions) {
      if (order.compare(version, listed) === 0) return { range: 'in', explain: explainIn }
    }
  }
  if (scheme === undefined) {
    const text = `the record lists tags of a repository, and ${quote(version)} is none of them`
    return unknown('commit-graph', text, true)
  }
  return {
    range: 'out',
    explain: () => `${version} is none of the ${versions.length} versions that the record lists`,
  }
}

type CommitClaim = VersionClaim & { readonly kind: 'commits' }

function judgeCommits(claim: CommitClaim, { commit, isAncestor }: Question): Judgement {
  if (commit === undefined || !isCommit(commit)) {
    const text = 'the record speaks of commits, and the component has none'
    return unknown('commit-graph', text, true)
  }
  const verdicts = commitRanges(claim).map((range) => commitInRange(range, commit, isAncestor))
  if (verdicts.includes('in')) {
    return { range: 'in', explain: () => `${commit} is in the record's range of commits` }
  }
  if (verdicts.includes('unknown')) {
    const text = `where ${commit} stands in the record's range of commits needs the repository`
    return unknown('commit-graph', text, true)
  }
  return { range: 'out', explain: () => `${commit} is not in the record's range of commits` }
}

/** A GIT range may introduce several times and fix on several branches: every fix ends every introduction. */
function commitRanges({ events, repository }: CommitClaim): readonly CommitRange[] {
  const fixed: string[] = []
  const last: string[] = []
  for (const event of events) {
    if (event.fixed !== undefined) fixed.push(event.fixed)
    if (event.last_affected !== undefined) last.push(event.last_affected)
  }
  return events.flatMap(({ introduced }) =>
    introduced === undefined ? [] : [{ introduced, fixed, last, repository }],
  )
}
