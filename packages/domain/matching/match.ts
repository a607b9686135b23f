// SPDX-License-Identifier: Apache-2.0
import { ecosystemCovers } from '@headwater/formats/purl'
import { schemeOfEcosystem } from '@headwater/formats/versions'
import type { Advisory, Affected } from './advisory.ts'
import type { AdvisoryEntry, AdvisoryIndex } from './advisory-index.ts'
import { anyOf, unknown, type Judgement, type Question, type UnknownReason } from './claim.ts'
import type { IsAncestor } from './commit.ts'
import {
  knowComponent,
  type ComponentIdentity,
  type KnownComponent,
  type Lookup,
} from './component.ts'
import { judgeCpe } from './cpe-claim.ts'
import { judgeCve } from './cve-claim.ts'
import { keyKind, type KeyKind } from './keys.ts'
import { judgeOsv } from './osv-claim.ts'
import { createVersionOrders, type VersionOrders } from './order.ts'

/** An advisory whose range holds the component, or may. */
export interface Match {
  readonly advisory: Advisory
  /** The entry of `advisory.affected` that decided. */
  readonly entry: number
  readonly affected: Affected
  readonly by: MatchedBy
  readonly range: 'in' | 'unknown'
  /** Of an unknown range. */
  readonly reason?: UnknownReason
  /** Evidence: `6.1.192 is in [4.9, 5.4.1) per semver`. */
  readonly claim: string
  /** Everything that this advisory's entries say of the component, the deciding one first. */
  readonly claims: readonly Claim[]
  /** What other advisories of the same vulnerability say against it. */
  readonly against: readonly Claim[]
}

export interface MatchedBy {
  readonly kind: KeyKind
  /** The key under which the two met. */
  readonly key: string
  /** The component's own identifier that led there. */
  readonly value: string
  /** The catalogue's product, where the two use different names. */
  readonly product?: string
}

export interface Claim {
  readonly advisory: string
  readonly source: string
  readonly entry: number
  readonly range: 'in' | 'out' | 'unknown'
  readonly text: string
}

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

/**
 * Every advisory whose range holds this component or cannot be judged, withdrawn ones included (see `groupByVulnerability`).
 * Empty for a component without identifiers: ask {@link knowComponent} whether it can be matched at all.
 */
export function matchComponent(
  component: ComponentIdentity,
  index: AdvisoryIndex,
  context: MatchContext = createMatchContext(),
): readonly Match[] {
  const known = knowComponent(component)
  const judge = (hits: readonly Hit[]): Answers => judgeAdvisory(hits, known, context)
  const outcomes: Outcome[] = []
  for (const [advisory, hits] of hitsByAdvisory(known, index)) {
    const { decided } = judge(hits)
    if (decided) outcomes.push({ advisory, range: decided.judgement.range, hits })
  }
  return withContradictions(outcomes, judge)
}

interface Hit {
  readonly filed: AdvisoryEntry
  readonly lookup: Lookup
}

interface Outcome {
  readonly advisory: Advisory
  readonly range: 'in' | 'out' | 'unknown'
  readonly hits: readonly Hit[]
}

interface Answer extends Hit {
  readonly judgement: Judgement
}

/** An entry that is found under several keys is asked once, by the surest of them. */
function hitsByAdvisory(
  known: KnownComponent,
  index: AdvisoryIndex,
): ReadonlyMap<Advisory, readonly Hit[]> {
  const seen = new Set<AdvisoryEntry>()
  const hits = new Map<Advisory, Hit[]>()
  for (const lookup of known.lookups) {
    const isAddress = keyKind(lookup.key) === 'repository'
    for (const filed of index.find(lookup.key)) {
      if (seen.has(filed)) continue
      if (isAddress && isOtherPackage(filed.affected, known)) continue
      seen.add(filed)
      const list = hits.get(filed.advisory)
      if (list) list.push({ filed, lookup })
      else hits.set(filed.advisory, [{ filed, lookup }])
    }
  }
  return hits
}

/** One repository holds many packages: where both sides name theirs, the address says nothing. */
function isOtherPackage({ names }: Affected, { packageTypes }: KnownComponent): boolean {
  return names.purlType !== undefined && packageTypes.size > 0 && !FORGES.has(names.purlType)
}

const FORGES: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket', 'generic'])

/** Most advisories of a product say `out`: their answers are dropped, and asked for again where somebody wants to know. */
interface Answers {
  readonly decided: Answer | undefined
  readonly all: readonly Answer[]
}

/**
 * CPE configurations are the record's `affected` once more, in words that know no branches (`[6.12, 6.15)` though 6.12.30 is
 * fixed): they are asked where the same container's entries did not decide.
 */
function judgeAdvisory(
  hits: readonly Hit[],
  known: KnownComponent,
  context: MatchContext,
): Answers {
  const all: Answer[] = []
  let configurations: Hit[] | undefined
  for (const hit of hits) {
    if (hit.filed.affected.versions[0]?.kind === 'cpe') (configurations ??= []).push(hit)
    else addAnswer(all, hit, known, context)
  }
  for (const hit of configurations ?? []) {
    const { source } = hit.filed.affected
    const isDecided = all.some(
      ({ filed, judgement }) => filed.affected.source === source && judgement.range !== 'unknown',
    )
    if (!isDecided) addAnswer(all, hit, known, context)
  }
  return { decided: strongest(all), all }
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
  if (judgement) answers.push({ ...hit, judgement })
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

/** Advisories that say `out` matter only where another of the same vulnerability does not. */
function withContradictions(
  outcomes: readonly Outcome[],
  judge: (hits: readonly Hit[]) => Answers,
): readonly Match[] {
  const open = outcomes.filter(({ range }) => range !== 'out')
  const idsOfOpen = new Set(open.flatMap(({ advisory }) => idsOf(advisory)))
  const closed = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    if (outcome.range !== 'out') continue
    for (const id of idsOf(outcome.advisory)) {
      if (!idsOfOpen.has(id)) continue
      const list = closed.get(id)
      if (list) list.push(outcome)
      else closed.set(id, [outcome])
    }
  }
  return open.map(({ advisory, hits }) => {
    const contradicting = new Set(idsOf(advisory).flatMap((id) => closed.get(id) ?? []))
    const against = [...contradicting].map((outcome) => claimOf(judge(outcome.hits).decided!))
    return matchOf(advisory, judge(hits), against)
  })
}

function idsOf({ id, aliases }: Advisory): readonly string[] {
  return aliases.length === 0 ? [id] : [id, ...aliases]
}

function matchOf(advisory: Advisory, { decided, all }: Answers, against: readonly Claim[]): Match {
  const { filed, lookup, judgement } = decided!
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
