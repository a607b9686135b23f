// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { Verdict } from '@headwater/domain/triage'
import {
  applicableAssessments,
  type ApplicableAssessment,
  type AssessmentScope,
} from '@headwater/store/assessments'
import type { Db } from '@headwater/store/schema'
import { groupMembers, otherVersions, type GroupMember } from '@headwater/store/triage'
import { vulnerabilitiesNamed } from '@headwater/store/vulnerabilities'
import type { TriagePlanned, ValueOf } from '../api-types/index.ts'
import { mayInScope, scopeOf, waitsForSecondPair } from '../assessments/scope.ts'
import { visibleTo } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import {
  dividedBy,
  nothingOfBuild,
  placeOf,
  rankOf,
  scopeWords,
  type Because,
  type Place,
} from './place.ts'

type Planned = ValueOf<typeof TriagePlanned>

export interface PlannedFinding {
  readonly finding: number
  readonly vulnerability: string
  readonly component: number
  readonly release: string
  readonly product: string
  readonly verdict: Verdict
}

/** One person's verdict that would be given, and whether it waits for a second one. */
interface PlannedAssessment {
  readonly scope: AssessmentScope
  readonly component: number
  readonly vulnerability: number
  readonly needsApproval: boolean
}

/** What a decision does and what it leaves alone, finding by finding. */
export interface Plan {
  readonly assessments: readonly PlannedAssessment[]
  readonly changes: readonly (PlannedFinding & { readonly waits: boolean })[]
  readonly stays: readonly (PlannedFinding & {
    readonly because: Because
    readonly detail: string
  })[]
  /** The same for the same plan: what was seen beforehand is what is done. */
  readonly hash: string
}

/** Findings that one decision may speak of. */
const MOST = 5_000
const MOST_OTHERS = 200

interface Group {
  readonly name: string
  readonly vulnerability: number
  readonly component: number
  readonly members: readonly GroupMember[]
}

/**
 * Computed by the rules by which verdicts are laid (`judgement/assessments.ts`): the narrowest scope counts, so that a wider verdict
 * leaves alone what somebody decided more closely.
 * @throws Problem `not-found` for a group of which the caller sees nothing, `forbidden` where their role does not reach so far, `invalid`
 *   where there is nothing to decide
 */
export async function planDecision(
  db: Db,
  caller: Caller,
  planned: Planned,
  at: string,
): Promise<Plan> {
  const { scope, verdict } = planned
  const groups = await groupsOf(db, caller, planned)
  const place = await placeOf(db, caller, scope)
  const assessments: PlannedAssessment[] = []
  const changes: Plan['changes'][number][] = []
  const stays: Plan['stays'][number][] = []
  const waits = memoOf((member) => waitsForSecondPair(db, member, place.name, verdict))
  for (const group of groups) {
    const { vulnerability, component, name } = group
    const shown = (member: GroupMember): PlannedFinding => ({
      finding: member.id,
      vulnerability: name,
      component,
      release: member.release_version,
      product: member.product,
      verdict: member.verdict,
    })
    const { inside, outside } = await dividedBy(db, place, group.members)
    stays.push(...outside.map((member) => ({ ...shown(member), ...place.outside })))
    const allowed = inside.filter((member) =>
      mayInScope(caller, 'judge', place.name, member.product_id),
    )
    const refused = inside.filter((member) => !allowed.includes(member))
    stays.push(
      ...refused.map((member) => ({
        ...shown(member),
        because: 'no-permission' as const,
        detail: `your role does not let you decide for ${member.product}`,
      })),
    )
    const heard = await heardFor(db, group, allowed, at)
    for (const member of spokenOf(place, allowed)) {
      const own = await scopeOf(db, member, place.name)
      if (own === undefined) throw nothingOfBuild()
      const needsApproval = await waits(member)
      assessments.push({ scope: own, component, vulnerability, needsApproval })
    }
    for (const member of allowed) {
      const narrower = heard.get(member.release_id)
      if (narrower !== undefined && rankOf(narrower.scope) < rankOf(place.name)) {
        stays.push({
          ...shown(member),
          because: 'narrower-verdict',
          detail: `${narrower.author ?? 'somebody'} decided more closely, for ${scopeWords(narrower.scope)}`,
        })
      } else changes.push({ ...shown(member), waits: await waits(member) })
    }
    const others = await otherVersions(db, visibleTo(caller), group, MOST_OTHERS)
    stays.push(
      ...others.map((other) => ({
        finding: other.finding,
        vulnerability: name,
        component: other.component_id,
        release: other.release_version,
        product: other.product,
        verdict: other.verdict,
        because: 'other-version' as const,
        detail: `it has version ${other.component_version ?? 'without a name'}, which is judged by itself`,
      })),
    )
  }
  if (assessments.length === 0) throw nothingThere(stays)
  return { assessments, changes, stays, hash: hashOf(planned, changes, stays) }
}

/** For which findings a verdict is written: each release has its own, else one holds for all. */
function spokenOf({ name, id }: Place, allowed: readonly GroupMember[]): readonly GroupMember[] {
  if (name === 'release') return allowed
  // whose build it is decides which releases share it
  const first = name === 'build' ? allowed.find(({ release_id }) => release_id === id) : allowed[0]
  return first === undefined ? [] : [first]
}

async function groupsOf(db: Db, caller: Caller, { groups }: Planned): Promise<readonly Group[]> {
  const ids = await vulnerabilitiesNamed(
    db,
    groups.map(({ vulnerability }) => vulnerability),
  )
  const found = new Map<string, Group>()
  let count = 0
  for (const { vulnerability: name, component: key } of groups) {
    const component = Number(key)
    const vulnerability = ids.get(name)
    const members =
      vulnerability === undefined
        ? []
        : await groupMembers(
            db,
            visibleTo(caller),
            { vulnerability, component },
            { limit: MOST + 1 },
          )
    if (vulnerability === undefined || members.length === 0) {
      throw new Problem('not-found', { detail: `nothing open of ${name} in component ${key}` })
    }
    found.set(`${vulnerability} ${component}`, { name, vulnerability, component, members })
    count += members.length
    if (count > MOST) {
      throw new Problem('invalid', {
        detail: `one decision speaks of ${MOST} findings at most`,
        hint: 'choose fewer groups',
      })
    }
  }
  return [...found.values()]
}

/** Of each release the verdict of a person that holds there now. */
async function heardFor(
  db: Db,
  { vulnerability, component }: Group,
  members: readonly GroupMember[],
  at: string,
): Promise<ReadonlyMap<number, ApplicableAssessment>> {
  if (members.length === 0) return new Map()
  const all = await applicableAssessments(db, {
    releases: members.map(({ release_id }) => release_id),
    vulnerabilities: [vulnerability],
  })
  const first = new Map<number, ApplicableAssessment>()
  for (const one of all) {
    if (one.expires_at !== null && one.expires_at <= at) continue
    if (one.component_id !== null && one.component_id !== component) continue
    if (!first.has(one.for_release)) first.set(one.for_release, one)
  }
  return first
}

/** A policy is a line's: it is asked once for each. */
function memoOf(ask: (member: GroupMember) => Promise<boolean>) {
  const known = new Map<number | null, Promise<boolean>>()
  return (member: GroupMember): Promise<boolean> => {
    const line = member.product_line_id
    const answer = known.get(line) ?? ask(member)
    known.set(line, answer)
    return answer
  }
}

function nothingThere(stays: Plan['stays']): Problem {
  const isForbidden = stays.some(({ because }) => because === 'no-permission')
  return isForbidden
    ? new Problem('forbidden', { detail: 'your role does not let you decide for any of these' })
    : new Problem('invalid', {
        faults: [{ at: '/scope', message: 'no finding of the groups lies there' }],
      })
}

function hashOf(
  { scope, verdict }: Planned,
  changes: Plan['changes'],
  stays: Plan['stays'],
): string {
  const all = [
    scope,
    verdict,
    changes.map(({ finding, verdict: from, waits }) => [finding, from, waits]),
    stays.map(({ finding, verdict: from, because }) => [finding, from, because]),
  ]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32)
}
