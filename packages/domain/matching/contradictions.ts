// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from './advisory.ts'
import type { Judgement } from './claim.ts'
import { matchOf, type Answers } from './judge.ts'
import type { Claim, Match } from './match.ts'

/**
 * Gathers what advisories say of one component. Those that say `out` matter only where another of the same vulnerability
 * does not, and most say it: no more is kept of them than the claim, so that the record can be forgotten.
 */
export interface Contradictions {
  add(answers: Answers): void
  matches(): readonly Match[]
}

export function createContradictions(): Contradictions {
  const open: Answers[] = []
  const closed: Closed[] = []
  return {
    add(answers) {
      const { decided } = answers
      if (decided === undefined) return
      if (decided.judgement.range !== 'out') {
        open.push(answers)
        return
      }
      const { advisory, entry, affected } = decided.filed
      // what was withdrawn speaks neither for nor against
      if (advisory.withdrawn !== undefined) return
      const { id, aliases } = advisory
      closed.push({ id, aliases, entry, source: affected.source, judgement: decided.judgement })
    },
    matches() {
      const idsOfOpen = new Set(open.flatMap(({ decided }) => idsOf(decided!.filed.advisory)))
      const against = claimsById(closed, idsOfOpen)
      return open.flatMap((answers) => {
        const { filed, judgement } = answers.decided!
        const claims = [...new Set(idsOf(filed.advisory).flatMap((id) => against.get(id) ?? []))]
        // A record of commits alone says nothing of a release; one that knows releases has said that this one is out.
        if (judgement.isSilent === true && claims.length > 0) return []
        return [matchOf(answers, claims)]
      })
    },
  }
}

interface Closed {
  readonly id: string
  readonly aliases: readonly string[]
  readonly source: string
  readonly entry: number
  readonly judgement: Judgement
}

function claimsById(
  closed: readonly Closed[],
  idsOfOpen: ReadonlySet<string>,
): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>()
  for (const outcome of closed) {
    const shared = idsOf(outcome).filter((id) => idsOfOpen.has(id))
    if (shared.length === 0) continue
    const { id: advisory, source, entry, judgement } = outcome
    const claim: Claim = { advisory, source, entry, range: 'out', text: judgement.explain() }
    for (const id of shared) {
      const list = claims.get(id)
      if (list) list.push(claim)
      else claims.set(id, [claim])
    }
  }
  return claims
}

function idsOf({ id, aliases }: Pick<Advisory, 'id' | 'aliases'>): readonly string[] {
  return aliases.length === 0 ? [id] : [id, ...aliases]
}
