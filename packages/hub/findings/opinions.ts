// SPDX-License-Identifier: Apache-2.0
import { assessmentsOn, type ApplicableAssessment } from '@headwater/store/assessments'
import type { FindingEvent, FoundFinding } from '@headwater/store/findings'
import type { Opinion, ValueOf } from '../api-types/index.ts'
import { productOfAssessment } from '../assessments/scope.ts'
import { rightsOn, wordOf } from '../assessments/shapes.ts'
import type { Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import type { AssessedEvidence, FindingEvidence } from '../judgement/index.ts'

type Said = ValueOf<typeof Opinion>

/** What everybody says of a finding, side by side: our own rules, each statement of a supplier, each person, with what became of it. */
export async function opinionsOn(
  { store }: Hub,
  caller: Caller,
  row: FoundFinding,
  history: readonly FindingEvent[],
): Promise<Said[]> {
  const evidence = row.evidence as Partial<FindingEvidence & AssessedEvidence> | null
  const standing = await assessmentsOn(store.db, row.id)
  const inForce = standing.find(({ public_id }) => public_id === evidence?.assessment)
  const people: Said[] = []
  for (const each of standing) {
    people.push(await personal(store.db, caller, each, inForce?.id, store.now()))
  }
  return [...ownOpinions(row, history, evidence), ...suppliers(evidence, row), ...people]
}

/** Under a person's word stands what was said without it; without one the last event says it. */
function ownOpinions(
  row: FoundFinding,
  history: readonly FindingEvent[],
  evidence: Partial<AssessedEvidence> | null,
): Said[] {
  const last = history.findLast(({ decided_by }) => decided_by !== 'person')
  const said =
    row.decided_by === 'person' && evidence?.own !== undefined
      ? evidence.own
      : last === undefined
        ? undefined
        : {
            verdict: last.verdict,
            decidedBy: last.decided_by,
            rule: last.rule,
            justification: last.justification as Said['justification'],
            reason: last.reason,
          }
  if (said === undefined) return []
  const own = said.decidedBy === 'supplier' ? OWN.exec(said.reason) : null
  const verdict = VERDICTS.get(own?.[1] ?? '')
  // a supplier's statement decides: it stands by itself, and here is what our own evidence says
  const isOverruled = said.decidedBy === 'supplier' || row.decided_by === 'person'
  return [
    {
      author: 'Headwater',
      kind: 'headwater',
      verdict: verdict ?? said.verdict,
      reason: own?.[2] ?? said.reason,
      ...(last === undefined ? {} : { at: last.at }),
      state: isOverruled ? 'overruled' : 'in-force',
      ...(said.justification == null || verdict !== undefined
        ? {}
        : { justification: said.justification }),
    },
  ]
}

/** As `check/vex/hear` words them: both sentences are ours. */
const OWN = /; by our own evidence: (affected|not affected|fixed|unknown), (.*)$/s
const STATED = /^says (affected|not affected|fixed|under investigation)(?:, (.*))?$/s
const VERDICTS: ReadonlyMap<string, Said['verdict']> = new Map([
  ['affected', 'affected'],
  ['not affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['unknown', 'unknown'],
  ['under investigation', 'unknown'],
])

function suppliers(evidence: Partial<FindingEvidence> | null, row: FoundFinding): Said[] {
  return (evidence?.evidence ?? []).flatMap(({ kind, statement, author }): Said[] => {
    const stated = kind === 'vex' ? STATED.exec(statement) : null
    const verdict = VERDICTS.get(stated?.[1] ?? '')
    if (stated === null || verdict === undefined) return []
    const decides = row.decided_by === 'supplier' && row.verdict === verdict
    return [
      {
        author,
        kind: 'supplier',
        verdict,
        reason: stated[2] ?? stated[1] ?? '',
        state: decides ? 'in-force' : 'overruled',
      },
    ]
  })
}

async function personal(
  db: Hub['store']['db'],
  caller: Caller,
  row: ApplicableAssessment,
  inForce: number | undefined,
  at: string,
): Promise<Said> {
  const word = wordOf(row, at)
  return {
    ...word,
    kind: 'person',
    // a wider word holds, and a narrower one stands over it
    state: word.state === 'in-force' && row.id !== inForce ? 'overruled' : word.state,
    assessment: row.public_id,
    ...rightsOn(caller, row, await productOfAssessment(db, row)),
    ...(row.end_reason === null || row.end_reason === '' ? {} : { endedBecause: row.end_reason }),
  }
}
