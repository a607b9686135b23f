// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { knowComponent, type ComponentIdentity } from '@headwater/domain/matching'
import { sql } from 'kysely'
import { jsonText, keyText, plainText, type Db } from '../schema/index.ts'
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
export async function saveComponents(
  db: Db,
  components: readonly ComponentIdentity[],
  at: string,
): Promise<SavedComponents> {
  const keys = components.map(componentHash)
  const wanted = new Map<string, ComponentIdentity>()
  keys.forEach((key, index) => wanted.set(key, components[index]!))
  const known = await findComponents(db, [...wanted.keys()])
  // everybody in the same order: two uploads that share components must not wait for each other
  const missing = [...wanted]
    .filter(([key]) => !known.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const fresh: number[] = []
  for (let from = 0; from < missing.length; from += BATCH) {
    const batch = missing.slice(from, from + BATCH)
    for (const [key, id] of await insertComponents(db, batch, at)) {
      known.set(key, id)
      fresh.push(id)
    }
    const others = batch.map(([key]) => key).filter((key) => !known.has(key))
    for (const [key, id] of await findComponents(db, others)) known.set(key, id)
  }
  await insertKeys(db, missing, known, new Set(fresh))
  return { ids: keys.map((key) => known.get(key)!), fresh }
}

/** Rows of one statement: enough to be quick, few enough that nobody waits long for it. */
const BATCH = 5_000

function componentHash(component: ComponentIdentity): string {
  const { name, version, purls, cpes, repositories, commit, digests } = component
  return createHash('sha256')
    .update(
      JSON.stringify([
        name,
        version ?? null,
        sorted(purls),
        sorted(cpes),
        sorted(repositories),
        commit ?? null,
        sorted(digests?.map(({ algorithm, value }) => `${algorithm}:${value}`)),
      ]),
    )
    .digest('hex')
}

function sorted(texts: readonly string[] = []): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort()
}

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
  batch: readonly (readonly [string, ComponentIdentity])[],
  at: string,
): Promise<readonly (readonly [string, number])[]> {
  const { rows } = await sql<{ key: string; id: number }>`
    insert into component (identity, name, version, purl, facts, first_seen)
    select decode(i.key, 'hex'), i.name, i.version, i.purl, i.facts::json, ${at}::timestamptz
    from unnest(
      ${batch.map(([key]) => key)}::text[],
      ${batch.map(([, { name }]) => keyText(name))}::text[],
      ${batch.map(([, { version }]) => (version === undefined ? null : plainText(version)))}::text[],
      ${batch.map(([, { purls }]) => (purls?.[0] === undefined ? null : plainText(purls[0])))}::text[],
      ${batch.map(([, component]) => jsonText(component))}::text[]
    ) as i (key, name, version, purl, facts)
    on conflict (identity) do nothing
    returning encode(identity, 'hex') as key, id
  `.execute(db)
  return rows.map(({ key, id }) => [key, id])
}

async function insertKeys(
  db: Db,
  components: readonly (readonly [string, ComponentIdentity])[],
  ids: ReadonlyMap<string, number>,
  fresh: ReadonlySet<number>,
): Promise<void> {
  const keys: string[] = []
  const owners: number[] = []
  for (const [hash, component] of components) {
    const id = ids.get(hash)
    if (id === undefined || !fresh.has(id)) continue
    for (const key of new Set(knowComponent(component).lookups.map(({ key }) => indexKey(key)))) {
      keys.push(key)
      owners.push(id)
    }
  }
  for (let from = 0; from < keys.length; from += BATCH) {
    await sql`
      insert into component_key (key, component_id)
      select * from unnest(${keys.slice(from, from + BATCH)}::text[], ${owners.slice(from, from + BATCH)}::bigint[])
      on conflict do nothing
    `.execute(db)
  }
}
