// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import { basename, endsWithPath, readBuildEvidence, type BuildEvidence } from './build-evidence.ts'
import type { Candidate, FilterReport, Judged, JudgedPlace } from './finding.ts'
import { guardFilter, type GuardAnswer } from './guard.ts'
import type { Place, PlaceJudgement } from './place.ts'
import { PLACE_RULES } from './rules/index.ts'
import { globMatcher, sourceTreeOf, type SourceTree } from './source-tree.ts'
import { unseenPlace } from './unseen.ts'

export {
  readBuildEvidence,
  type BuildEvidence,
  type ChainStep,
  type Reach,
} from './build-evidence.ts'
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
): { readonly judged: readonly Judged<Subject>[]; readonly filters: readonly FilterReport[] } {
  const evidence = readBuildEvidence(inventory)
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
      tree,
      guard,
      unseen: () =>
        (unseen ??= { reason: unseenPlace(inventory, component, evidence, tree) }).reason,
    }
    for (const candidate of group) judged.push(judge(about, candidate))
  }
  return { judged, filters }
}

interface Case {
  readonly inventory: Inventory
  readonly evidence: BuildEvidence
  readonly tree: SourceTree
  readonly guard: GuardAnswer
  /** Where the component may be without any record of its build; asked only before something is dropped. */
  readonly unseen: () => string | undefined
}

function judge<Subject>(about: Case, candidate: Candidate<Subject>): Judged<Subject> {
  const stays = stayingVerdict(about, candidate)
  if (about.guard.kind !== 'go' || candidate.places.length === 0) return stays
  const places = candidate.places.map((place) => judgePlace(about, place))

  const present = places.filter(({ judgement }) => judgement.state === 'present')
  if (present.length > 0) {
    if (candidate.range === 'unknown') return { ...stays, places }
    const which = present.map(({ place }) => place.path).join(', ')
    return {
      candidate,
      verdict: 'affected',
      rule: 'code-in-image',
      reason: `vulnerable code is in the image: ${which}`,
      places,
    }
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
    rule: 'all-absent',
    reason:
      absent.length === 1
        ? `${absent[0]?.place.path ?? ''} did not go into any image`
        : `none of its ${absent.length} files went into any image`,
    places,
  }
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

function judgePlace({ inventory, evidence, tree }: Case, place: Place): JudgedPlace {
  const isGlob = /[*?]/.test(place.path)
  const inTree = isGlob ? tree.matching(place.path) : tree.at(place.path)
  const elsewhere = reachedElsewhere(inventory, evidence, place.path, isGlob, inTree)
  let judgement: PlaceJudgement = {
    state: 'absent',
    rule: 'all-absent',
    reason: 'not in any image',
    files: inTree,
  }
  for (const rule of PLACE_RULES) {
    const answer = rule.judge(place, { inventory, evidence, tree, inTree, elsewhere })
    if (answer === undefined) continue
    judgement = answer
    break
  }
  return {
    place,
    judgement,
    files: judgement.files.map((node) => ({
      node,
      reach: evidence.reach(node),
      chain: evidence.chain(node),
    })),
  }
}

/**
 * Reached files outside the component's own list whose path ends with the place: build documents often list the sources
 * under another root, or with contents that a patch changed so that no hash ties them to the tree.
 */
function reachedElsewhere(
  inventory: Inventory,
  evidence: BuildEvidence,
  path: string,
  isGlob: boolean,
  inTree: readonly NodeId[],
): readonly NodeId[] {
  const known = new Set(inTree)
  const found: NodeId[] = []
  if (!isGlob) {
    for (const node of evidence.reachedNamed(basename(path))) {
      if (!known.has(node) && endsWithPath(inventory.name(node), path)) found.push(node)
    }
    return found
  }
  const test = globMatcher(`**/${path}`)
  for (const node of evidence.reachedFiles()) {
    if (!known.has(node) && test(inventory.name(node))) found.push(node)
  }
  return found
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
