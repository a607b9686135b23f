// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import { sql } from 'kysely'
import { indexKey } from '../components/key.ts'
import type { Db } from '../schema/index.ts'

/** Every advisory that is filed under any of these keys, once: what `createMatcher` is given for components of these keys. */
export async function advisoriesConcerning(
  db: Db,
  keys: Iterable<string>,
): Promise<readonly Advisory[]> {
  const wanted = [...new Set([...keys].map(indexKey))]
  const { rows } = await sql<{ record: Advisory }>`
    select record from advisory where id in (
      select advisory_id from advisory_key where key = any(${wanted}::text[])
    ) order by id
  `.execute(db)
  return rows.map(({ record }) => record)
}

/** With the feed that holds it. */
export async function advisoryNamed(db: Db, name: string) {
  return db
    .selectFrom('advisory as a')
    .innerJoin('feed as f', 'f.id', 'a.feed_id')
    .where('a.name', '=', name)
    .select(['a.id', 'a.name', 'a.record', 'a.changed_at', 'f.name as feed'])
    .executeTakeFirst()
}

/**
 * A feed's change meets the portfolio: every component that shares a key with any of these advisories (or that has one of these
 * keys), by id.
 */
export async function componentsConcerned(
  db: Db,
  change: { readonly advisories?: readonly number[]; readonly keys?: readonly string[] },
): Promise<readonly number[]> {
  const { advisories = [], keys = [] } = change
  const { rows } = await sql<{ id: number }>`
    select distinct c.component_id as id from (
      select key from advisory_key where advisory_id = any(${advisories}::bigint[])
      union select * from unnest(${keys.map(indexKey)}::text[])
    ) k join component_key c on c.key = k.key
    order by 1
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Components that this generation of the matcher has not looked at, by id. */
export async function unmatchedComponents(
  db: Db,
  {
    matcher,
    after = 0,
    limit,
  }: { readonly matcher: number; readonly after?: number; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from component c left join component_matching m on m.component_id = c.id
    where c.id > ${after} and (m.matcher is null or m.matcher < ${matcher})
    order by c.id limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}
