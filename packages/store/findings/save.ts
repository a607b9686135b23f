// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { Justification, Verdict } from '@headwater/domain/triage'
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import type { DECIDERS } from '../schema/findings.ts'
import { jsonText, plainText, type Db } from '../schema/index.ts'
import { retried } from '../transactions/index.ts'
import { noteDay } from './days.ts'
import { writeClosed, writeKnown, writeOpened, writeRated } from './write.ts'

/** What is to be kept of one judgement. */
export interface NewFinding {
  readonly component: number
  readonly vulnerability: number
  readonly verdict: Verdict
  readonly decidedBy: (typeof DECIDERS)[number]
  readonly rule: string
  readonly justification?: Justification
  /** One sentence: why. */
  readonly reason: string
  /** The chain of evidence, every author's word: the hub's own shape. */
  readonly evidence?: unknown
  /** Tenths of a base score, as the records of this component rate it; -1 where none does. Without it: as the vulnerability is rated. */
  readonly severity?: number
}

/** All findings of a release, or all of some of its components: what is not among them any more is closed. */
export interface ReleaseFindings {
  readonly release: number
  readonly components: 'all' | readonly number[]
  readonly findings: readonly NewFinding[]
}

export interface SavedFindings {
  readonly opened: number
  readonly changed: number
  readonly closed: number
  readonly unchanged: number
}

/**
 * Makes the findings of releases those that are given, and writes only what differs: a row, and an event that says why. Counters
 * follow in the same transaction.
 * @param cause what set it off, as JSON: `{document}`, `{advisories}`, `{assessment}`
 * @throws StoreError `MISSING` for a release, component or vulnerability that is not there
 */
export async function saveFindings(
  db: Db,
  releases: readonly ReleaseFindings[],
  { cause, at }: { readonly cause: unknown; readonly at: string },
): Promise<SavedFindings> {
  if (releases.length === 0) return { opened: 0, changed: 0, closed: 0, unchanged: 0 }
  return retried(db, async (trx) => {
    await lockReleases(trx, releases)
    const known = await knownFindings(trx, releases)
    const difference = compare(releases, known)
    const context = { cause: jsonText(cause), at }
    await writeOpened(trx, difference.opened, context)
    await writeKnown(trx, difference.changed, context)
    await writeClosed(trx, difference.closed, context)
    await writeRated(trx, difference.rated)
    await noteJudged(trx, releases, difference, at)
    return {
      opened: difference.opened.length,
      changed: difference.changed.length,
      closed: difference.closed.length,
      unchanged: difference.unchanged,
    }
  })
}

/** A judgement with its release and the hash of everything that it says. */
export interface StatedFinding extends NewFinding {
  readonly release: number
  readonly hash: string
}

export interface ChangedFinding {
  readonly id: number
  readonly kind: 'changed' | 'reopened'
  readonly finding: StatedFinding
}

export interface RatedFinding {
  readonly id: number
  readonly severity: number
}

interface Known {
  readonly id: number
  readonly severity: number
  readonly release_id: number
  readonly component_id: number
  readonly vulnerability_id: number
  readonly hash: string
  readonly is_closed: boolean
}

interface Difference {
  readonly opened: readonly StatedFinding[]
  readonly changed: readonly ChangedFinding[]
  readonly closed: readonly number[]
  /** They say what they said, and are rated otherwise: no event of theirs. */
  readonly rated: readonly RatedFinding[]
  readonly unchanged: number
}

/** In the order of ids, so that two jobs that share releases do not wait for each other in a circle. */
async function lockReleases(db: Db, releases: readonly ReleaseFindings[]): Promise<void> {
  const wanted = [...new Set(releases.map(({ release }) => release))]
  if (wanted.length < releases.length) throw new Error('a release is given twice')
  const { rows } = await sql<{ id: number }>`
    select id from release where id = any(${wanted}::bigint[]) order by id for no key update
  `.execute(db)
  if (rows.length < wanted.length) {
    throw new StoreError('MISSING', 'findings for a release that is not there')
  }
}

async function knownFindings(
  db: Db,
  releases: readonly ReleaseFindings[],
): Promise<readonly Known[]> {
  const whole = releases.filter(({ components }) => components === 'all')
  const pairs = releases.flatMap(({ release, components }) =>
    components === 'all' ? [] : components.map((component) => [release, component] as const),
  )
  const { rows } = await sql<Known>`
    select id, release_id, component_id, vulnerability_id, severity, encode(hash, 'hex') as hash, closed_at is not null as is_closed
    from finding where release_id = any(${whole.map(({ release }) => release)}::bigint[])
    union all
    select f.id, f.release_id, f.component_id, f.vulnerability_id, f.severity, encode(f.hash, 'hex'), f.closed_at is not null
    from unnest(${pairs.map(([release]) => release)}::bigint[], ${pairs.map(([, component]) => component)}::bigint[])
      as p (release_id, component_id)
      join finding f on f.release_id = p.release_id and f.component_id = p.component_id
  `.execute(db)
  return rows
}

function compare(releases: readonly ReleaseFindings[], known: readonly Known[]): Difference {
  const byKey = new Map(
    known.map((row) => [keyOf(row.release_id, row.component_id, row.vulnerability_id), row]),
  )
  const opened: StatedFinding[] = []
  const changed: ChangedFinding[] = []
  const rated: RatedFinding[] = []
  const seen = new Set<string>()
  let unchanged = 0
  for (const { release, components, findings } of releases) {
    const judged = components === 'all' ? undefined : new Set(components)
    for (const finding of findings) {
      const key = keyOf(release, finding.component, finding.vulnerability)
      if (seen.has(key)) throw new Error(`finding ${key} is given twice`)
      if (judged?.has(finding.component) === false) {
        throw new Error(`finding ${key} is of a component that was not judged`)
      }
      seen.add(key)
      const hash = hashOf(finding)
      const row = byKey.get(key)
      if (row === undefined) opened.push({ ...finding, release, hash })
      else if (row.is_closed || row.hash !== hash) {
        const kind = row.is_closed ? 'reopened' : 'changed'
        changed.push({ id: row.id, kind, finding: { ...finding, release, hash } })
      } else {
        unchanged++
        const { severity = row.severity } = finding
        if (severity !== row.severity) rated.push({ id: row.id, severity })
      }
    }
  }
  const closed = [...byKey]
    .filter(([key, { is_closed }]) => !is_closed && !seen.has(key))
    .map(([, { id }]) => id)
  return { opened, changed, closed, rated, unchanged }
}

function keyOf(release: number, component: number, vulnerability: number): string {
  return `${release}/${component}/${vulnerability}`
}

/** Sixteen bytes of SHA-256, hexadecimal: of what is said, in an order of our own. */
function hashOf({ verdict, decidedBy, rule, justification, reason, evidence }: NewFinding): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        verdict,
        decidedBy,
        rule,
        justification ?? null,
        plainText(reason),
        evidence ?? null,
      ]),
    )
    .digest('hex')
    .slice(0, 32)
}

/** That they were judged, and, where something changed, how the day ends for them. */
async function noteJudged(
  db: Db,
  releases: readonly ReleaseFindings[],
  { opened, changed, closed, rated }: Difference,
  at: string,
): Promise<void> {
  const ids = releases.map(({ release }) => release)
  await sql`
    insert into release_counter (release_id, changed_at, judged_at)
    select id, ${at}::timestamptz, ${at}::timestamptz from unnest(${ids}::bigint[]) as id
    on conflict (release_id) do update set judged_at = excluded.judged_at
  `.execute(db)
  if (opened.length + changed.length + closed.length + rated.length > 0) await noteDay(db, ids, at)
}
