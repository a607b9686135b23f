// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from './advisory.ts'
import type { AdvisoryEntry, AdvisoryIndex } from './advisory-index.ts'
import { knowComponent, type ComponentIdentity, type KnownComponent } from './component.ts'
import { createContradictions } from './contradictions.ts'
import {
  createMatchContext,
  isOtherPackage,
  judgeAdvisory,
  type Hit,
  type MatchContext,
} from './judge.ts'
import { keyKind } from './keys.ts'
import type { Match } from './match.ts'

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
  const outcomes = createContradictions()
  for (const hits of hitsByAdvisory(known, index).values()) {
    outcomes.add(judgeAdvisory(hits, known, context))
  }
  return outcomes.matches()
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
      if (isAddress && isOtherPackage(filed.affected.names, known)) continue
      seen.add(filed)
      const list = hits.get(filed.advisory)
      if (list) list.push({ filed, lookup })
      else hits.set(filed.advisory, [{ filed, lookup }])
    }
  }
  return hits
}
