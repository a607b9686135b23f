// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { Advisory } from '@headwater/domain/matching'
import { sql } from 'kysely'
import { indexKey } from '../components/key.ts'
import { jsonText, keyText, type Db } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

export interface SavedAdvisories {
  /** Ids of those that are new or say something new. */
  readonly changed: readonly number[]
  readonly unchanged: number
  /** Held by another feed in a younger form: not written. */
  readonly older: number
}

/**
 * Keeps a feed's records, each once: one that says what it said is not written, one that another feed holds in a younger form is left
 * as it is (without dates the later one stands, as in `buildAdvisoryIndex`), and its own form is kept beside it. Runs in the caller's
 * transaction, or one of its own.
 */
export async function saveAdvisories(
  db: Db,
  feed: number,
  advisories: readonly Advisory[],
  at: string,
): Promise<SavedAdvisories> {
  const byName = new Map(advisories.map((advisory) => [keyText(advisory.id), advisory]))
  const all = [...byName].sort(([a], [b]) => (a < b ? -1 : 1))
  const changed: number[] = []
  let unchanged = 0
  let older = 0
  await inTransaction(db, async (trx) => {
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH).map(writtenOf)
      const shared = await heldByOthers(trx, feed, batch)
      await keepBeside(trx, shared)
      const written = await upsert(trx, feed, batch, at)
      await dropOwn(trx, feed, batch)
      const others = new Set(shared.map(({ name }) => name))
      await keepBeside(
        trx,
        batch
          .filter(({ name }) => others.has(name) && !written.has(name))
          .map((each) => ({ ...each, feed })),
      )
      const known = await hashesOf(
        trx,
        batch.map(({ name }) => name).filter((name) => !written.has(name)),
      )
      for (const { name, hash } of batch) {
        if (written.has(name)) continue
        if (known.get(name) === hash) unchanged++
        else older++
      }
      await writeKeys(trx, batch, written)
      changed.push(...written.values())
    }
  })
  return { changed, unchanged, older }
}

/**
 * Forgets records that a feed does not have any more; where another feed has them still, its word stands from now on. Gives the keys
 * that they were and are filed under: what has them is to be matched again.
 */
export async function removeAdvisories(
  db: Db,
  feed: number,
  names: readonly string[],
  at: string,
): Promise<readonly string[]> {
  return inTransaction(db, async (trx) => {
    await sql`delete from advisory_beside where feed_id = ${feed} and name = any(${names}::text[])`.execute(
      trx,
    )
    const { rows } = await sql<{ key: string }>`
      select distinct k.key from advisory a join advisory_key k on k.advisory_id = a.id
      where a.feed_id = ${feed} and a.name = any(${names}::text[])
    `.execute(trx)
    await sql`delete from advisory where feed_id = ${feed} and name = any(${names}::text[])`.execute(
      trx,
    )
    const keys = new Set(rows.map(({ key }) => key))
    for (const [other, advisories] of await besides(trx, names)) {
      await saveAdvisories(trx, other, advisories, at)
      for (const { affected } of advisories) {
        for (const each of affected) for (const key of each.names.keys) keys.add(key)
      }
    }
    return [...keys]
  })
}

interface Beside {
  readonly feed: number
  readonly name: string
  readonly hash: string
  readonly record: string
}

/** Records of these names that stand by the word of other feeds. */
async function heldByOthers(
  db: Db,
  feed: number,
  batch: readonly Written[],
): Promise<readonly Beside[]> {
  const { rows } = await sql<Beside>`
    select feed_id as feed, name, encode(hash, 'hex') as hash, record::text as record from advisory
    where name = any(${batch.map(({ name }) => name)}::text[]) and feed_id <> ${feed}
  `.execute(db)
  return rows
}

async function keepBeside(db: Db, records: readonly Beside[]): Promise<void> {
  if (records.length === 0) return
  await sql`
    insert into advisory_beside (feed_id, name, hash, record)
    select i.feed, i.name, decode(i.hash, 'hex'), i.record::json from unnest(
      ${records.map(({ feed }) => feed)}::bigint[],
      ${records.map(({ name }) => name)}::text[],
      ${records.map(({ hash }) => hash)}::text[],
      ${records.map(({ record }) => record)}::text[]
    ) as i (feed, name, hash, record)
    on conflict (name, feed_id) do update set hash = excluded.hash, record = excluded.record
  `.execute(db)
}

/** What stands is not kept beside itself. */
async function dropOwn(db: Db, feed: number, batch: readonly Written[]): Promise<void> {
  await sql`
    delete from advisory_beside b using advisory a
    where b.name = any(${batch.map(({ name }) => name)}::text[]) and a.name = b.name and a.feed_id = b.feed_id
  `.execute(db)
  await sql`
    delete from advisory_beside b where b.feed_id = ${feed} and b.name = any(${batch.map(({ name }) => name)}::text[])
  `.execute(db)
}

/** What other feeds say of records that nobody's word stands for any more, by feed. */
async function besides(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<number, readonly Advisory[]>> {
  const { rows } = await sql<{ feed_id: number; record: Advisory }>`
    select b.feed_id, b.record from advisory_beside b
    where b.name = any(${names}::text[]) and not exists (select 1 from advisory a where a.name = b.name)
    order by b.feed_id, b.name
  `.execute(db)
  const byFeed = new Map<number, Advisory[]>()
  for (const { feed_id, record } of rows) {
    const list = byFeed.get(feed_id)
    if (list === undefined) byFeed.set(feed_id, [record])
    else list.push(record)
  }
  return byFeed
}

const BATCH = 500

interface Written {
  readonly name: string
  readonly advisory: Advisory
  readonly record: string
  readonly hash: string
}

/** As it is kept; its hash is of what it says. */
export function writtenOf([name, advisory]: readonly [string, Advisory]): Written {
  const record = jsonText(advisory)
  return { name, advisory, record, hash: createHash('sha256').update(record).digest('hex') }
}

async function upsert(
  db: Db,
  feed: number,
  batch: readonly Written[],
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; id: number }>`
    insert into advisory as a (feed_id, name, kind, source, hash, record, modified_at, is_withdrawn, changed_at)
    select ${feed}::bigint, i.name, i.kind, i.source, decode(i.hash, 'hex'), i.record::json, i.modified::timestamptz, i.withdrawn,
      ${at}::timestamptz
    from unnest(
      ${batch.map(({ name }) => name)}::text[],
      ${batch.map(({ advisory }) => advisory.kind)}::text[],
      ${batch.map(({ advisory }) => keyText(advisory.source))}::text[],
      ${batch.map(({ hash }) => hash)}::text[],
      ${batch.map(({ record }) => record)}::text[],
      ${batch.map(({ advisory }) => instantOf(advisory.modifiedAt))}::text[],
      ${batch.map(({ advisory }) => advisory.withdrawn !== undefined)}::boolean[]
    ) as i (name, kind, source, hash, record, modified, withdrawn)
    on conflict (name) do update set feed_id = excluded.feed_id, kind = excluded.kind, source = excluded.source,
      hash = excluded.hash, record = excluded.record, modified_at = excluded.modified_at,
      is_withdrawn = excluded.is_withdrawn, changed_at = excluded.changed_at
      where a.hash <> excluded.hash and (a.feed_id = excluded.feed_id or a.modified_at is null
        or excluded.modified_at is null or excluded.modified_at >= a.modified_at)
    returning a.name, a.id
  `.execute(db)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

async function hashesOf(db: Db, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ name: string; hash: string }>`
    select name, encode(hash, 'hex') as hash from advisory where name = any(${names}::text[])
  `.execute(db)
  return new Map(rows.map(({ name, hash }) => [name, hash]))
}

async function writeKeys(
  db: Db,
  batch: readonly Written[],
  written: ReadonlyMap<string, number>,
): Promise<void> {
  const keys: string[] = []
  const owners: number[] = []
  for (const { name, advisory } of batch) {
    const id = written.get(name)
    if (id === undefined) continue
    const own = new Set(advisory.affected.flatMap(({ names }) => names.keys.map(indexKey)))
    for (const key of own) {
      keys.push(key)
      owners.push(id)
    }
  }
  await sql`delete from advisory_key where advisory_id = any(${[...written.values()]}::bigint[])`.execute(
    db,
  )
  await sql`
    insert into advisory_key (key, advisory_id) select * from unnest(${keys}::text[], ${owners}::bigint[])
  `.execute(db)
}

function instantOf(text: string | undefined): string | null {
  const time = text === undefined ? NaN : Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
