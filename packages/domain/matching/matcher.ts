// SPDX-License-Identifier: Apache-2.0
import type { Advisory, AffectedNames } from './advisory.ts'
import { knowComponent, type ComponentIdentity, type Lookup } from './component.ts'
import { createContradictions } from './contradictions.ts'
import {
  createMatchContext,
  isOtherPackage,
  judgeAdvisory,
  type Hit,
  type MatchContext,
} from './judge.ts'
import type { Match } from './match.ts'

/**
 * Matches a feed while it is read, for known components: an advisory that does not concern them is forgotten at once, so
 * that memory grows with the findings and not with the feed. Where the same components meet many feeds again and again,
 * `matchComponent` over an index does the same.
 */
export interface Matcher {
  /** Under which the components are known: what to ask an advisory source for. */
  readonly keys: readonly string[]
  /** Whether any component is known under this key; a reader may skip records of which it is none. */
  isWanted(key: string): boolean
  /** An id that comes again is another record of the same: offer each id once, or the newest only. */
  offer(advisory: Advisory): void
  /**
   * What it would be if it were offered: a match, a word against another advisory of the same vulnerability, or nothing to
   * these components. Keeps nothing of it: for those who sift a feed for somebody else.
   */
  sift(advisory: Advisory): 'match' | 'against' | 'nothing'
  /** By the place of the component in the list that the matcher was made of. */
  matches(): readonly (readonly Match[])[]
}

export function createMatcher(
  components: readonly ComponentIdentity[],
  context: MatchContext = createMatchContext(),
): Matcher {
  const known = components.map(knowComponent)
  const outcomes = components.map(createContradictions)
  const byKey = new Map<string, Target[]>()
  known.forEach(({ lookups }, component) => {
    lookups.forEach((lookup, rank) => {
      const target = { component, rank, lookup }
      const list = byKey.get(lookup.key)
      if (list) list.push(target)
      else byKey.set(lookup.key, [target])
    })
  })

  // Records that name a product in the same words share the object of its names, see `cve-names.ts`.
  const remembered = new WeakMap<AffectedNames, readonly Target[]>()
  const targetsOf = (names: AffectedNames): readonly Target[] => {
    let targets = remembered.get(names)
    if (targets === undefined) {
      const accepts = ({ component, lookup }: Target): boolean =>
        !lookup.key.startsWith('repository:') || !isOtherPackage(names, known[component]!)
      targets = surestTargets(names.keys, byKey, accepts)
      remembered.set(names, targets)
    }
    return targets
  }
  const hitsOf = (advisory: Advisory): ReadonlyMap<number, readonly Hit[]> => {
    const concerned = new Map<number, Hit[]>()
    const { affected } = advisory
    for (let entry = 0; entry < affected.length; entry++) {
      const filed = { advisory, entry, affected: affected[entry]! }
      for (const { component, lookup } of targetsOf(filed.affected.names)) {
        const hits = concerned.get(component)
        if (hits) hits.push({ filed, lookup })
        else concerned.set(component, [{ filed, lookup }])
      }
    }
    return concerned
  }
  return {
    keys: [...byKey.keys()],
    isWanted: (key) => byKey.has(key),
    offer(advisory) {
      for (const [component, hits] of hitsOf(advisory)) {
        outcomes[component]!.add(judgeAdvisory(hits, known[component]!, context))
      }
    },
    sift(advisory) {
      let found: 'against' | 'nothing' = 'nothing'
      for (const [component, hits] of hitsOf(advisory)) {
        const { decided } = judgeAdvisory(hits, known[component]!, context)
        if (decided === undefined) continue
        if (decided.judgement.range !== 'out') return 'match'
        found = 'against'
      }
      return found
    },
    matches: () => outcomes.map((outcome) => outcome.matches()),
  }
}

interface Target {
  readonly component: number
  /** Place among the component's lookups: the surest is 0. */
  readonly rank: number
  readonly lookup: Lookup
}

/** For each component the surest of its keys. */
function surestTargets(
  keys: readonly string[],
  byKey: ReadonlyMap<string, readonly Target[]>,
  accepts: (target: Target) => boolean,
): readonly Target[] {
  const surest = new Map<number, Target>()
  for (const key of keys) {
    for (const target of byKey.get(key) ?? []) {
      const best = surest.get(target.component)
      if (best !== undefined && best.rank <= target.rank) continue
      if (accepts(target)) surest.set(target.component, target)
    }
  }
  return surest.size === 0 ? NONE : [...surest.values()]
}

const NONE: readonly Target[] = Object.freeze([])
