// SPDX-License-Identifier: Apache-2.0
import { knowComponent, type ComponentIdentity } from '@headwater/domain/matching'
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { componentColumns, type ComponentColumns } from './columns.ts'
import { indexKey } from './key.ts'

export interface SavedComponents {
  /** Ids, in the order of what was given. */
  readonly ids: readonly number[]
  /** Ids of those that nobody had seen: they are to be matched. */
  readonly fresh: readonly number[]
}

/**
 * Gives every component its id. One component is everything that matching sees of it, so that two that differ in anything
 * that an advisory may ask for are two. Runs in the caller's transaction.
 */
export function saveComponents(
  db: Db,
  components: readonly ComponentIdentity[],
  at: string,
): Promise<SavedComponents> {
  return saveComponentColumns(db, componentColumns(components), at)
}

/** The same of columns that were made before. */
export async function saveComponentColumns(
  db: Db,
  columns: ComponentColumns,
  at: string,
): Promise<SavedComponents> {
  const { keys } = columns
  const places = new Map<string, number>()
  keys.forEach((key, place) => places.set(key, place))
  const known = await findComponents(db, [...places.keys()])
  // everybody in the same order: two uploads that share components must not wait for each other
  const missing = [...places]
    .filter(([key]) => !known.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const fresh: number[] = []
  const freshPlaces: number[] = []
  for (let from = 0; from < missing.length; from += BATCH) {
    const batch = missing.slice(from, from + BATCH)
    const inserted = await insertComponents(
      db,
      columns,
      batch.map(([, place]) => place),
      at,
    )
    for (const [key, id] of inserted) {
      known.set(key, id)
      fresh.push(id)
      freshPlaces.push(places.get(key)!)
    }
    const others = batch.map(([key]) => key).filter((key) => !known.has(key))
    for (const [key, id] of await findComponents(db, others)) known.set(key, id)
  }
  await insertKeys(db, columns, freshPlaces, fresh)
  return { ids: keys.map((key) => known.get(key)!), fresh }
}

/** Rows of one statement: enough to be quick, few enough that nobody waits long for it. */
const BATCH = 5_000

async function findComponents(db: Db, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; id: number }>`
    select k as key, c.id from unnest(${keys}::text[]) k
      -- one by one through the index: the planner would rather hash the whole table for a thousand of them
      cross join lateral (select id from component where identity = decode(k, 'hex') limit 1) c
  `.execute(db)
  return new Map(rows.map(({ key, id }) => [key, id]))
}

async function insertComponents(
  db: Db,
  { keys, names, versions, purls, facts }: ComponentColumns,
  places: readonly number[],
  at: string,
): Promise<readonly (readonly [string, number])[]> {
  const { rows } = await sql<{ key: string; id: number }>`
    insert into component (identity, name, version, purl, facts, first_seen)
    select decode(i.key, 'hex'), i.name, i.version, i.purl, i.facts::json, ${at}::timestamptz
    from unnest(
      ${places.map((place) => keys[place]!)}::text[],
      ${places.map((place) => names[place]!)}::text[],
      ${places.map((place) => versions[place]!)}::text[],
      ${places.map((place) => purls[place]!)}::text[],
      ${places.map((place) => facts[place]!)}::text[]
    ) as i (key, name, version, purl, facts)
    on conflict (identity) do nothing
    returning encode(identity, 'hex') as key, id
  `.execute(db)
  return rows.map(({ key, id }) => [key, id])
}

/** By what feeds may name those that are new. */
async function insertKeys(
  db: Db,
  { facts }: ComponentColumns,
  places: readonly number[],
  ids: readonly number[],
): Promise<void> {
  const keys: string[] = []
  const owners: number[] = []
  places.forEach((place, index) => {
    const component = JSON.parse(facts[place]!) as ComponentIdentity
    for (const key of new Set(knowComponent(component).lookups.map(({ key }) => indexKey(key)))) {
      keys.push(key)
      owners.push(ids[index]!)
    }
  })
  for (let from = 0; from < keys.length; from += BATCH) {
    await sql`
      insert into component_key (key, component_id)
      select * from unnest(${keys.slice(from, from + BATCH)}::text[], ${owners.slice(from, from + BATCH)}::bigint[])
      on conflict do nothing
    `.execute(db)
  }
}
