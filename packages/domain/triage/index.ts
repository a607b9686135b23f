// SPDX-License-Identifier: Apache-2.0
import {
  absenceOf,
  codeEvidence,
  readCodeRecords,
  type CodeEvidence,
  type CodeRecords,
  type GivenCode,
} from '../code/index.ts'
import {
  basename,
  endsWithPath,
  fileRole,
  type Inventory,
  type NodeId,
} from '../inventory/index.ts'
import { readBuildEvidence, type BuildEvidence } from './build-evidence.ts'
import { judgeCode, type FunctionJudgement } from './code-judgement.ts'
import type { Candidate, FilterReport, Judged, JudgedPlace } from './finding.ts'
import { guardFilter, type GuardAnswer } from './guard.ts'
import type { Place, PlaceContext, PlaceJudgement } from './place.ts'
import { PLACE_RULES } from './rules/index.ts'
import { globMatcher, sourceTreeOf, type SourceTree } from './source-tree.ts'
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
  readonly code: CodeEvidence
  readonly tree: SourceTree
  readonly guard: GuardAnswer
  /** Where the component may be without any record of its build; asked only before something is dropped. */
  readonly unseen: () => string | undefined
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
      reason: firstLower(absence),
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

/** A sentence becomes a clause, as all reasons are. */
function firstLower(sentence: string): string {
  const cut = sentence.slice(0, 300).replace(/\.$/, '')
  return cut.charAt(0).toLowerCase() + cut.slice(1)
}

type Why = Pick<Judged<unknown>, 'rule' | 'reason'>

/** Code that is seen in the image speaks before files of which nothing more is known. */
function whyAffected(present: readonly JudgedPlace[]): Why {
  const seen = present.filter(({ judgement }) => judgement.functions?.some(isInImage))
  if (seen.length > 0) {
    const which = seen.map(({ place, judgement }) => `${place.path}: ${judgement.reason}`)
    return { rule: 'code-in-image', reason: `vulnerable code is in the image: ${listed(which)}` }
  }
  const byFile = present.filter(({ judgement }) => judgement.rule === 'code-in-image')
  if (byFile.length > 0) {
    const which = byFile.map(({ place }) => place.path).join(', ')
    return { rule: 'code-in-image', reason: `vulnerable code is in the image: ${which}` }
  }
  const [first] = present
  return {
    rule: first?.judgement.rule ?? 'code-in-image',
    reason: `${first?.place.path ?? ''}: ${first?.judgement.reason ?? ''}`,
  }
}

function isInImage({ state }: FunctionJudgement): boolean {
  return state === 'own' || state === 'inlined'
}

function whyAbsent(absent: readonly JudgedPlace[]): Why {
  const byCode = absent.filter(({ judgement }) => judgement.rule !== 'all-absent')
  if (byCode.length === 0) {
    const reason =
      absent.length === 1
        ? `${absent[0]?.place.path ?? ''} did not go into any image`
        : `none of its ${absent.length} files went into any image`
    return { rule: 'all-absent', reason }
  }
  const isEmpty = byCode.every(({ judgement }) => judgement.rule === 'compiled-empty')
  const which = byCode.map(({ place, judgement }) => `${place.path}: ${judgement.reason}`)
  const rest = absent.length - byCode.length
  const more = rest === 0 ? [] : [`${rest} more ${rest === 1 ? 'file' : 'files'} in no image`]
  return {
    rule: isEmpty ? 'compiled-empty' : 'function-absent',
    reason: listed([...which, ...more]),
  }
}

const MOST_LISTED = 4

function listed(parts: readonly string[]): string {
  const more = parts.length - MOST_LISTED
  return more > 1 ? `${parts.slice(0, MOST_LISTED).join('; ')}; and ${more} more` : parts.join('; ')
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

function judgePlace(about: Case, place: Place, places: readonly Place[]): JudgedPlace {
  const { inventory, evidence, tree } = about
  const { inTree, elsewhere } = filesAt(about, place)
  const reached = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'image')
  const copies = reachedCopies(about, inTree, reached)
  const code = judgeCode({
    place,
    code: about.code,
    reached: [...reached, ...copies],
    all: [...inTree, ...elsewhere],
    doubt: doubtAbout(evidence, place.path),
    isElsewhere: (name) =>
      places.some((other) => other !== place && isDefinedAt(about, place, other, name)),
  })
  const context: PlaceContext = {
    inventory,
    evidence,
    tree,
    inTree,
    elsewhere,
    ...(code === undefined ? {} : { code }),
    judged: new Set(code?.state === 'absent' ? [...reached, ...copies] : []),
    // files whose functions were looked for in the image are known to be in it
    hidingPlaceOf: (file) =>
      evidence.reach(file) === 'image' ? undefined : about.code.hidingPlaceOf(file),
    hasFunctions: places.some((other) => other !== place && other.functions.length > 0),
  }
  let judgement: PlaceJudgement = {
    state: 'absent',
    rule: 'all-absent',
    reason: 'not in any image',
    files: inTree,
  }
  for (const rule of PLACE_RULES) {
    const answer = rule.judge(place, context)
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

function filesAt({ inventory, evidence, tree }: Case, { path }: Place) {
  const isGlob = /[*?]/.test(path)
  const inTree = isGlob ? tree.matching(path) : tree.at(path)
  return { inTree, elsewhere: reachedElsewhere(inventory, evidence, path, isGlob, inTree) }
}

/** The same content under another path of the same documents: its functions are those of the place. */
function reachedCopies(
  { inventory, evidence, code }: Case,
  inTree: readonly NodeId[],
  reached: readonly NodeId[],
): readonly NodeId[] {
  if (!code.speaks) return []
  const known = new Set(reached)
  const found = new Set<NodeId>()
  for (const file of inTree) {
    for (const { node } of inventory.digests.sameContent(file)) {
      if (!known.has(node) && evidence.reach(node) === 'image') found.add(node)
    }
  }
  return [...found]
}

/** What no list of functions can make good: an object that took the file in may be missing from the documents. */
function doubtAbout(evidence: BuildEvidence, path: string): string | undefined {
  if (fileRole(path) === 'header' && !evidence.knowsIncludes) {
    return 'the build documents do not say which headers were included'
  }
  if (path.endsWith('.rs') && evidence.hidesModules) {
    return 'the build documents name the roots of crates, and not the modules that they take in'
  }
  return undefined
}

/** Entries that name several files and several functions mean that each function is in one of the files. */
function isDefinedAt(about: Case, place: Place, other: Place, name: string): boolean {
  if (place.pool === undefined || place.pool !== other.pool) return false
  const { inTree, elsewhere } = filesAt(about, other)
  return [...inTree, ...elsewhere].some((file) => about.code.defines(file, name))
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
