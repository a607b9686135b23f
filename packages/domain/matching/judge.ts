// SPDX-License-Identifier: Apache-2.0
import { ecosystemCovers } from '@headwater/formats/purl'
import { schemeOfEcosystem } from '@headwater/formats/versions'
import type { Affected, AffectedNames } from './advisory.ts'
import type { AdvisoryEntry } from './advisory-index.ts'
import { anyOf, unknown, type Judgement, type Question } from './claim.ts'
import type { IsAncestor } from './commit.ts'
import type { KnownComponent, Lookup } from './component.ts'
import { judgeCpe } from './cpe-claim.ts'
import { judgeCve } from './cve-claim.ts'
import { keyKind } from './keys.ts'
import type { Claim, Match } from './match.ts'
import { judgeOsv } from './osv-claim.ts'
import { createVersionOrders, type VersionOrders } from './order.ts'

/** One for a run: what was parsed for one component serves the next. */
export interface MatchContext {
  readonly orders: VersionOrders
  /** What a local clone knows of its history. */
  readonly isAncestor?: IsAncestor
}

export function createMatchContext(isAncestor?: IsAncestor): MatchContext {
  return {
    orders: createVersionOrders(),
    isAncestor,
  }
}

/** An entry of an advisory and the component's identifier that leads to it. */
export interface Hit {
  readonly filed: AdvisoryEntry
  readonly lookup: Lookup
}

interface Answer extends Hit {
  readonly judgement: Judgement
}

/** What all entries of one advisory come to, and which of them decided; undefined where none speaks of the component. */
export interface Answers {
  readonly decided: Answer | undefined
  readonly all: readonly Answer[]
}

/** One repository holds many packages: where both sides name theirs, the address says nothing. */
export function isOtherPackage(
  { purlType }: AffectedNames,
  { packageTypes }: KnownComponent,
): boolean {
  return purlType !== undefined && packageTypes.size > 0 && !FORGES.has(purlType)
}

const FORGES: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket', 'generic'])

/**
 * CPE configurations are the record's `affected` once more, in words that know no branches (`[6.12, 6.15)` though 6.12.30 is
 * fixed): they are asked where the same container's entries did not decide.
 */
export function judgeAdvisory(
  hits: readonly Hit[],
  known: KnownComponent,
  context: MatchContext,
): Answers {
  const all: Answer[] = []
  let configurations: Hit[] | undefined
  let strangers: Hit[] | undefined
  for (const hit of hits) {
    if (hit.filed.affected.versions[0]?.kind === 'cpe') (configurations ??= []).push(hit)
    else if (namesAnotherPackage(hit)) (strangers ??= []).push(hit)
    else addAnswer(all, hit, known, context)
  }
  if (strangers !== undefined && !all.some(isHeard)) {
    for (const hit of strangers) addAnswer(all, hit, known, context)
  }
  for (const hit of configurations ?? NONE) {
    if (!isDecidedBy(hit.filed.affected.source, all)) addAnswer(all, hit, known, context)
  }
  return { decided: strongest(all), all }
}

/**
 * An entry that names a package and was found by less than that (the repository, vendor and product): Erlang's records name
 * OTP and its applications side by side, each with version numbers of its own. Asked where nothing else has an answer.
 */
function namesAnotherPackage({ filed, lookup }: Hit): boolean {
  return filed.affected.names.purlType !== undefined && !lookup.key.startsWith('package:')
}

function isHeard({ judgement, lookup }: Answer): boolean {
  return judgement.isSilent !== true && lookup.key.startsWith('package:')
}

const NONE: readonly Hit[] = Object.freeze([])

function isDecidedBy(source: string, answers: readonly Answer[]): boolean {
  for (const { filed, judgement } of answers) {
    if (judgement.range !== 'unknown' && filed.affected.source === source) return true
  }
  return false
}

function strongest(answers: readonly Answer[]): Answer | undefined {
  if (answers.length < 2) return answers[0]
  const verdict = anyOf(answers.map(({ judgement }) => judgement))
  return answers.find(({ judgement }) => judgement === verdict)
}

function addAnswer(
  answers: Answer[],
  hit: Hit,
  known: KnownComponent,
  context: MatchContext,
): void {
  const judgement = judgeHit(hit, known, context)
  if (judgement) answers.push({ filed: hit.filed, lookup: hit.lookup, judgement })
}

/** Undefined: the entry is of another release of the distribution. */
function judgeHit(hit: Hit, known: KnownComponent, context: MatchContext): Judgement | undefined {
  const { affected } = hit.filed
  const question = questionOf(hit, context)
  const { ecosystem } = affected.names
  const { subject } = hit.lookup
  const covers = ecosystem !== undefined && subject ? ecosystemCovers(ecosystem, subject) : 'yes'
  if (covers === 'no') return undefined
  const judgement = judgeEntry(affected, known, question)
  if (covers === 'yes' || judgement.range !== 'in') return judgement
  const text = `${judgement.explain()}, but the record is of ${ecosystem} and the component does not say its release`
  return unknown('distribution-release', text)
}

function judgeEntry(affected: Affected, known: KnownComponent, question: Question): Judgement {
  const claim = affected.versions[0]
  if (claim?.kind === 'cve') return judgeCve(claim, question)
  if (claim?.kind === 'cpe') return judgeCpe(claim, known.cpes, question)
  return judgeOsv(affected, question)
}

function questionOf({ filed, lookup }: Hit, { orders, isAncestor }: MatchContext): Question {
  const { ecosystem } = filed.affected.names
  const packageScheme =
    lookup.scheme ?? (ecosystem === undefined ? undefined : schemeOfEcosystem(ecosystem))
  return {
    version: lookup.version,
    commit: lookup.commit,
    orders,
    isAncestor,
    product: lookup.product,
    packageScheme,
  }
}

export function matchOf({ decided, all }: Answers, against: readonly Claim[]): Match {
  const { filed, lookup, judgement } = decided!
  const { advisory } = filed
  const claims = [decided!, ...all.filter((answer) => answer !== decided)].map(claimOf)
  return {
    advisory,
    entry: filed.entry,
    affected: filed.affected,
    by: {
      kind: keyKind(lookup.key),
      key: lookup.key,
      value: lookup.value,
      product: lookup.product?.id,
    },
    range: judgement.range === 'in' ? 'in' : 'unknown',
    reason: judgement.reason,
    claim: claims[0]!.text,
    claims,
    against,
  }
}

function claimOf({ filed, judgement }: Answer): Claim {
  return {
    advisory: filed.advisory.id,
    source: filed.affected.source,
    entry: filed.entry,
    range: judgement.range,
    text: judgement.explain(),
  }
}
