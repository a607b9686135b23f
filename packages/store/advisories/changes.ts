// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import { sql } from 'kysely'
import { indexKey } from '../components/key.ts'
import { keyText, type Db } from '../schema/index.ts'
import { writtenOf } from './save.ts'

/** Which of these a feed does not have kept word for word, by their places: only they are worth `saveAdvisories`. */
export async function changedAdvisories(
  db: Db,
  feed: number,
  advisories: readonly Advisory[],
): Promise<readonly number[]> {
  const all = advisories.map((advisory) => writtenOf([keyText(advisory.id), advisory]))
  const { rows } = await sql<{ place: number }>`
    select i.place from unnest(${all.map(({ name }) => name)}::text[], ${all.map(({ hash }) => hash)}::text[])
      with ordinality as i (name, hash, place)
    where not exists (
      select 1 from advisory a where a.name = i.name and a.feed_id = ${feed} and a.hash = decode(i.hash, 'hex')
      union all
      select 1 from advisory_beside b where b.name = i.name and b.feed_id = ${feed} and b.hash = decode(i.hash, 'hex')
    ) order by 1
  `.execute(db)
  return rows.map(({ place }) => place - 1)
}

/** What a feed holds, whether its word stands or another feed's, in the order of names. */
export async function advisoryNames(
  db: Db,
  feed: number,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from advisory where feed_id = ${feed} and name > ${page.after ?? ''}
    union select name from advisory_beside where feed_id = ${feed} and name > ${page.after ?? ''}
    order by name limit ${page.limit}
  `.execute(db)
  return rows.map(({ name }) => name)
}

/** Under which keys these are filed now: what they say next may leave one out. */
export async function keysOfAdvisories(
  db: Db,
  names: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct k.key from advisory a join advisory_key k on k.advisory_id = a.id
    where a.name = any(${names.map((name) => keyText(name))}::text[])
  `.execute(db)
  return rows.map(({ key }) => key)
}

/**
 * Notes that components which share a key with any of these are to be matched again (`unmatchedComponents` finds them), in the
 * transaction that writes the advisories. Gives how many.
 */
export async function markConcerned(
  db: Db,
  change: { readonly advisories?: readonly number[]; readonly keys?: readonly string[] },
  at: string,
): Promise<number> {
  const { advisories = [], keys = [] } = change
  const { numAffectedRows } = await sql`
    insert into component_matching (component_id, matcher, matched_at)
    select distinct c.component_id, 0, ${at}::timestamptz from (
      select key from advisory_key where advisory_id = any(${advisories}::bigint[])
      union select * from unnest(${keys.map(indexKey)}::text[])
    ) k join component_key c on c.key = k.key
    order by 1
    on conflict (component_id) do update set matcher = 0
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}
