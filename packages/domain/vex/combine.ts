// SPDX-License-Identifier: Apache-2.0
import { compareInstants } from '@headwater/formats/instant'
import type { Justification, Verdict } from '../triage/index.ts'
import type { BoundStatement } from './bind.ts'
import type { StatedJustification } from './justification.ts'

/** Our own verdict on one vulnerability in one component. */
export interface OwnVerdict {
  readonly verdict: Verdict
  readonly justification?: Justification
  /** True where only the version speaks; false where the build was looked into and showed the code, or its absence. */
  readonly versionLevel: boolean
}

export interface CombinedVerdict {
  readonly verdict: Verdict
  readonly justification?: Justification
  readonly stated?: StatedJustification
  /** The statement that decided; absent where the verdict is our own. */
  readonly decidedBy?: BoundStatement
  /** All statements, the youngest first, each with what became of it. */
  readonly statements: readonly HeardStatement[]
  /** Sentences about who contradicts whom; empty where all agree. */
  readonly conflicts: readonly string[]
}

export interface HeardStatement extends BoundStatement {
  /**
   * `decisive`: it may change a verdict. `shown`: it is bound too loosely for that, or is still under investigation.
   * `superseded`: its author has said something since.
   */
  readonly weight: 'decisive' | 'shown' | 'superseded'
}

/**
 * Our verdict beside other people's statements on the same vulnerability and component. Conservative:
 *
 * - `not_affected` and `fixed` of others turn our version-level `affected` (or `unknown`) only where they are bound by identity
 *   and version, hold wherever the component is, and nobody says `affected`;
 * - what our own evidence found in the image stays `affected`, unless its supplier says that this copy is fixed;
 * - `affected` of others is never hidden: it turns `not_affected` and `fixed` into `affected`, or into `unknown` where it is
 *   bound too loosely;
 * - whoever contradicts whom is told.
 */
export function combineVerdicts(
  ours: OwnVerdict,
  statements: readonly BoundStatement[],
): CombinedVerdict {
  const heard = weigh(statements)
  const standing = heard.filter(({ weight }) => weight !== 'superseded')
  const decisive = standing.filter(({ weight }) => weight === 'decisive')
  const says = (list: readonly HeardStatement[], ...statuses: readonly string[]) => {
    return list.filter(({ statement }) => statuses.includes(statement.status))
  }
  const accusers = says(standing, 'affected')
  const [accuser] = says(decisive, 'affected')
  const [acquitter] = says(decisive, 'not_affected', 'fixed')
  const result = {
    statements: heard,
    conflicts: findConflicts(ours, says(standing, 'affected', 'not_affected', 'fixed')),
  }
  const own = {
    ...result,
    verdict: ours.verdict,
    ...(ours.justification && { justification: ours.justification }),
  }
  if (ours.verdict === 'not_affected' || ours.verdict === 'fixed') {
    if (accuser) return { ...result, verdict: 'affected', decidedBy: accuser }
    const [loose] = accusers
    return loose ? { ...result, verdict: 'unknown', decidedBy: loose } : own
  }
  if (accuser && ours.verdict === 'unknown') {
    return { ...result, verdict: 'affected', decidedBy: accuser }
  }
  // that a file is in the image says nothing about whether the copy carries the fix
  const isHeard = ours.versionLevel || acquitter?.statement.status === 'fixed'
  if (acquitter && accusers.length === 0 && isHeard) {
    const { status, justification, stated } = acquitter.statement
    return {
      ...result,
      verdict: status === 'fixed' ? 'fixed' : 'not_affected',
      ...(status === 'not_affected' && justification && { justification }),
      ...(status === 'not_affected' && stated && { stated }),
      decidedBy: acquitter,
    }
  }
  return own
}

/**
 * Youngest first; of one author only the youngest counts. A statement that is bound loosely, or has no date, supersedes
 * nothing: it may be about something else.
 */
function weigh(statements: readonly BoundStatement[]): readonly HeardStatement[] {
  const sorted = statements.toSorted((a, b) => {
    return (
      compareInstants(b.statement.timestamp ?? '', a.statement.timestamp ?? '') ||
      compareTexts(authorOf(a), authorOf(b)) ||
      compareTexts(placeOf(a), placeOf(b))
    )
  })
  const latest = new Map<string, string>()
  return sorted.map((bound): HeardStatement => {
    const { timestamp } = bound.statement
    const author = authorOf(bound)
    const youngest = latest.get(author)
    if (timestamp !== undefined && youngest !== undefined) {
      if (compareInstants(timestamp, youngest) < 0) return { ...bound, weight: 'superseded' }
    } else if (timestamp !== undefined && isFirm(bound)) latest.set(author, timestamp)
    return { ...bound, weight: isDecisive(bound) ? 'decisive' : 'shown' }
  })
}

function isFirm({ precision, reach }: BoundStatement): boolean {
  return precision !== 'name' && precision !== 'all-versions' && reach === 'whole'
}

function isDecisive({ statement, precision, reach }: BoundStatement): boolean {
  if (statement.status === 'under_investigation' || precision === 'name') return false
  // without a version it is no word on this one: it may have been written before the vulnerable code came in, or after it went
  if (precision === 'all-versions' && statement.status !== 'affected') return false
  // one place where the code is vulnerable is enough to be affected, one where it is not is not enough to be safe
  return reach === 'whole' || (reach === 'part' && statement.status === 'affected')
}

function findConflicts(ours: OwnVerdict, standing: readonly HeardStatement[]): readonly string[] {
  const conflicts: string[] = []
  for (const one of standing) {
    const { status } = one.statement
    const againstUs =
      status === 'affected'
        ? ours.verdict === 'not_affected' || ours.verdict === 'fixed'
        : ours.verdict === 'affected' && !ours.versionLevel && status !== 'fixed'
    if (againstUs) conflicts.push(`${authorOf(one)} says ${status}, we find ${ours.verdict}`)
  }
  const accusers = standing.filter(({ statement }) => statement.status === 'affected')
  const others = standing.filter(({ statement }) => statement.status !== 'affected')
  for (const accuser of accusers) {
    for (const other of others) {
      const said = `${authorOf(accuser)} says affected`
      conflicts.push(`${said}, ${authorOf(other)} says ${other.statement.status}`)
    }
  }
  return [...new Set(conflicts)]
}

/** Two documents without an author are not taken for one author's. */
export function authorOf({ statement }: Pick<BoundStatement, 'statement'>): string {
  return statement.author?.trim() || `the author of ${statement.source.document}`
}

function placeOf({ statement }: BoundStatement): string {
  return `${statement.source.document} ${statement.source.pointer}`
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
