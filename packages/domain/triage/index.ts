// SPDX-License-Identifier: Apache-2.0
import {
  absenceOf,
  codeEvidence,
  readCodeRecords,
  type CodeRecords,
  type GivenCode,
} from '../code/index.ts'
import type { Inventory, NodeId } from '../inventory/index.ts'
import { readBuildEvidence } from './build-evidence.ts'
import type { Case } from './case.ts'
import type { Candidate, FilterReport, Judged } from './finding.ts'
import { guardFilter, type GuardAnswer } from './guard.ts'
import { judgePlace } from './judge-place.ts'
import { macrosIn } from './macro-use.ts'
import { clauseOf, isInImage, whyAbsent, whyAffected } from './reasons.ts'
import { sourceTreeOf, type SourceTree } from './source-tree.ts'
import { judgeSymbols } from './symbols.ts'
import { unseenPlace } from './unseen.ts'

export {
  readBuildEvidence,
  type BuildEvidence,
  type ChainStep,
  type Reach,
} from './build-evidence.ts'
export type { CodeJudgement, FunctionJudgement } from './code-judgement.ts'
export type * from './finding.ts'
export type { OtherChange, Place, PlaceJudgement, PlaceRule, RuleId } from './place.ts'
export { PLACE_RULES } from './rules/index.ts'
export { globMatcher } from './source-tree.ts'

/**
 * Judges candidates by the rules of triage (design section 4). Nothing is deleted: every candidate comes back with a
 * verdict, the rule that gave it and what was found at each of its places.
 */
export function triage<Subject>(
  inventory: Inventory,
  candidates: readonly Candidate<Subject>[],
  records: CodeRecords = readCodeRecords(inventory),
  given?: GivenCode,
): { readonly judged: readonly Judged<Subject>[]; readonly filters: readonly FilterReport[] } {
  const evidence = readBuildEvidence(inventory)
  const code = codeEvidence(inventory, evidence.images, records, given)
  const programs = given?.programs ?? []
  const macroIn = macrosIn(inventory, evidence, code)
  const judged: Judged<Subject>[] = []
  const filters: FilterReport[] = []
  for (const group of groupByComponent(candidates)) {
    const listed = new Set(
      group.flatMap((candidate) => candidate.places.map((place) => place.path)),
    )
    const component = group[0]?.component ?? []
    const tree = sourceTreeOf(inventory, component, evidence, listed)
    const guard = guardFilter(evidence, tree, listed)
    filters.push(report(component, tree, guard))
    let unseen: { readonly reason: string | undefined } | undefined
    const about: Case = {
      inventory,
      evidence,
      code,
      macroIn,
      tree,
      guard,
      unseen: () =>
        (unseen ??= { reason: unseenPlace(inventory, component, evidence, tree) }).reason,
    }
    for (const candidate of group) {
      judged.push(judgeSymbols(inventory, candidate, programs) ?? judge(about, candidate))
    }
  }
  return { judged, filters }
}

function judge<Subject>(about: Case, candidate: Candidate<Subject>): Judged<Subject> {
  const stays = stayingVerdict(about, candidate)
  const absence = absenceOf(about.inventory, candidate.component)
  if (absence !== undefined) {
    return {
      candidate,
      verdict: 'not_affected',
      justification: 'code_not_present',
      rule: 'package-not-in-bundle',
      reason: clauseOf(absence),
      places: [],
    }
  }
  if (candidate.places.length === 0) return stays
  if (about.guard.kind !== 'go') return seenAnyway(about, candidate) ?? stays
  const places = candidate.places.map((place) => judgePlace(about, place, candidate.places))

  const present = places.filter(({ judgement }) => judgement.state === 'present')
  if (present.length > 0) {
    if (candidate.range === 'unknown') return { ...stays, places }
    return { candidate, verdict: 'affected', ...whyAffected(present), places }
  }
  const undecided = places.find(({ judgement }) => judgement.state === 'undecided')
  const absent = places.filter(({ judgement }) => judgement.state === 'absent')
  if (undecided || absent.length === 0) {
    const first = undecided ?? places[0]
    return {
      candidate,
      verdict: 'unknown',
      rule: first?.judgement.rule ?? 'location-unknown',
      reason: first ? `${first.place.path}: ${first.judgement.reason}` : stays.reason,
      places,
    }
  }
  const unseen = about.unseen()
  if (unseen !== undefined) {
    const reason = `in the builds on record none of its files went into an image; but ${unseen}`
    return { candidate, verdict: 'unknown', rule: 'no-build-evidence', reason, places }
  }
  return {
    candidate,
    verdict: 'not_affected',
    justification: 'code_not_present',
    ...whyAbsent(absent),
    places,
  }
}

/**
 * Without a list of the component's files nothing can be missing from an image; what an image that was looked into has is
 * there nevertheless.
 */
function seenAnyway<Subject>(
  about: Case,
  candidate: Candidate<Subject>,
): Judged<Subject> | undefined {
  if (about.guard.kind !== 'no-evidence' || candidate.range !== 'in' || !about.code.speaks) {
    return undefined
  }
  const places = candidate.places
    .map((place) => judgePlace(about, place, candidate.places))
    .filter(({ judgement }) => judgement.functions?.some(isInImage))
  if (places.length === 0) return undefined
  return { candidate, verdict: 'affected', ...whyAffected(places), places }
}

/** The verdict where the filter does not come to bear: by version alone. */
function stayingVerdict<Subject>(about: Case, candidate: Candidate<Subject>): Judged<Subject> {
  if (candidate.range === 'unknown') {
    return {
      candidate,
      verdict: 'unknown',
      rule: 'version-unknown',
      reason: candidate.rangeReason ?? 'whether the version is in range cannot be decided',
      places: [],
    }
  }
  if (candidate.places.length === 0) {
    return {
      candidate,
      verdict: 'affected',
      rule: 'location-unknown',
      reason: 'the version is in range; where the vulnerable code is, nobody says',
      places: [],
    }
  }
  const { guard } = about
  return {
    candidate,
    verdict: 'affected',
    rule: guard.kind === 'stopped' ? 'filter-stopped' : 'no-build-evidence',
    reason: `the version is in range; ${guard.kind === 'go' ? '' : guard.reason}`,
    places: [],
  }
}

function groupByComponent<Subject>(
  candidates: readonly Candidate<Subject>[],
): readonly (readonly Candidate<Subject>[])[] {
  const groups = new Map<NodeId, Candidate<Subject>[]>()
  for (const candidate of candidates) {
    const key = candidate.component[0] ?? -1
    const group = groups.get(key)
    if (group) group.push(candidate)
    else groups.set(key, [candidate])
  }
  return [...groups.values()]
}

function report(component: readonly NodeId[], tree: SourceTree, guard: GuardAnswer): FilterReport {
  return {
    component,
    state: guard.kind === 'go' ? 'filtered' : guard.kind,
    ...(guard.kind === 'go' ? {} : { reason: guard.reason }),
    coverage: tree.coverage,
    listedSources: tree.sources,
    prefix: tree.prefix,
  }
}
