// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { jsonText, plainText, type Db } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

export interface NewMatch {
  readonly vulnerability: number
  readonly range: 'in' | 'unknown'
  /** Why the range could not be decided. */
  readonly reason?: string
  /** Which advisories say so, what speaks against it, where the code is, what fixes it: the hub's own shape. */
  readonly evidence: unknown
}

/** All that matching found of a component. */
export interface ComponentMatches {
  readonly component: number
  readonly matches: readonly NewMatch[]
}

/**
 * Makes the matches of components those that are given, writing only what differs, and notes that they were matched. Gives the
 * components of which something changed: their releases are to be judged again.
 * @param matcher generation of the matcher
 */
export async function saveMatches(
  db: Db,
  components: readonly ComponentMatches[],
  { matcher, at }: { readonly matcher: number; readonly at: string },
): Promise<readonly number[]> {
  const changed = new Set<number>()
  await inTransaction(db, async (trx) => {
    // in one order for everybody: see saveComponents
    const all = components.toSorted((a, b) => a.component - b.component)
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH)
      await note(trx, batch, matcher, at)
      for (const component of await write(trx, batch, at)) changed.add(component)
      for (const component of await forget(trx, batch)) changed.add(component)
    }
  })
  return [...changed].sort((a, b) => a - b)
}

const BATCH = 1_000

async function note(
  db: Db,
  batch: readonly ComponentMatches[],
  matcher: number,
  at: string,
): Promise<void> {
  await sql`
    insert into component_matching (component_id, matcher, matched_at)
    select id, ${matcher}::integer, ${at}::timestamptz from unnest(${batch.map(({ component }) => component)}::bigint[]) as id
    on conflict (component_id) do update set matcher = excluded.matcher, matched_at = excluded.matched_at
  `.execute(db)
}

async function write(
  db: Db,
  batch: readonly ComponentMatches[],
  at: string,
): Promise<readonly number[]> {
  const rows = batch.flatMap(({ component, matches }) =>
    matches.map((match) => {
      const evidence = jsonText(match.evidence)
      const said = JSON.stringify([match.range, match.reason ?? null, evidence])
      return {
        component,
        match,
        evidence,
        hash: createHash('sha256').update(said).digest('hex').slice(0, 32),
      }
    }),
  )
  const { rows: changed } = await sql<{ id: number }>`
    insert into component_match as m (component_id, vulnerability_id, range, reason, evidence, hash, first_seen, changed_at)
    select i.component, i.vulnerability, i.range, i.reason, i.evidence::json, decode(i.hash, 'hex'),
      ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${rows.map(({ component }) => component)}::bigint[],
      ${rows.map(({ match }) => match.vulnerability)}::bigint[],
      ${rows.map(({ match }) => match.range)}::text[],
      ${rows.map(({ match }) => (match.reason === undefined ? null : plainText(match.reason)))}::text[],
      ${rows.map(({ evidence }) => evidence)}::text[],
      ${rows.map(({ hash }) => hash)}::text[]
    ) as i (component, vulnerability, range, reason, evidence, hash)
    on conflict (component_id, vulnerability_id) do update set range = excluded.range, reason = excluded.reason,
      evidence = excluded.evidence, hash = excluded.hash, changed_at = excluded.changed_at
      where m.hash <> excluded.hash
    returning component_id as id
  `.execute(db)
  return changed.map(({ id }) => id)
}

/** What matches no more. */
async function forget(db: Db, batch: readonly ComponentMatches[]): Promise<readonly number[]> {
  const pairs = batch.flatMap(({ component, matches }) =>
    matches.map(({ vulnerability }) => [component, vulnerability] as const),
  )
  const { rows } = await sql<{ id: number }>`
    delete from component_match m
    where component_id = any(${batch.map(({ component }) => component)}::bigint[]) and not exists (
      select 1 from unnest(
        ${pairs.map(([component]) => component)}::bigint[], ${pairs.map(([, vulnerability]) => vulnerability)}::bigint[]
      ) as i (component, vulnerability)
      where i.component = m.component_id and i.vulnerability = m.vulnerability_id
    )
    returning component_id as id
  `.execute(db)
  return rows.map(({ id }) => id)
}
