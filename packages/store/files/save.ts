// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { jsonText, keyText, plainText, type Db } from '../schema/index.ts'

export interface NewFile {
  readonly path: string
  /** Lower-case hexadecimal values. */
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[]
}

/** Gives every file (a path with its digests) its id, in the order of what was given. Runs in the caller's transaction. */
export async function saveFiles(db: Db, files: readonly NewFile[]): Promise<readonly number[]> {
  const keys = files.map(fileHash)
  const wanted = new Map<string, NewFile>()
  keys.forEach((key, index) => wanted.set(key, files[index]!))
  const known = new Map<string, number>()
  // in one order for everybody: see saveComponents
  const all = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH)
    await findFiles(
      db,
      batch.map(([key]) => key),
      known,
    )
    const missing = batch.filter(([key]) => !known.has(key))
    if (missing.length === 0) continue
    await insertFiles(db, missing, known)
    const others = missing.map(([key]) => key).filter((key) => !known.has(key))
    await findFiles(db, others, known)
  }
  return keys.map((key) => known.get(key)!)
}

const BATCH = 5_000

function fileHash({ path, digests }: NewFile): string {
  const sorted = digests.map(({ algorithm, value }) => `${algorithm}:${value}`).sort()
  return createHash('sha256')
    .update(`${path}\0${sorted.join('\0')}`)
    .digest('hex')
}

async function findFiles(
  db: Db,
  keys: readonly string[],
  into: Map<string, number>,
): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<{ key: string; id: number }>`
    select k as key, f.id from unnest(${keys}::text[]) k
      -- one by one through the index: see saveComponents
      cross join lateral (select id from file where identity = decode(k, 'hex') limit 1) f
  `.execute(db)
  for (const { key, id } of rows) into.set(key, id)
}

async function insertFiles(
  db: Db,
  batch: readonly (readonly [string, NewFile])[],
  into: Map<string, number>,
): Promise<void> {
  const { rows } = await sql<{ key: string; id: number }>`
    insert into file (identity, path, name, sha256, sha1, digests)
    select decode(i.key, 'hex'), i.path, i.name, decode(i.sha256, 'hex'), decode(i.sha1, 'hex'), i.digests::json
    from unnest(
      ${batch.map(([key]) => key)}::text[],
      ${batch.map(([, { path }]) => plainText(path))}::text[],
      ${batch.map(([, { path }]) => keyText(path.slice(path.lastIndexOf('/') + 1)))}::text[],
      ${batch.map(([, file]) => digestOf(file, 'sha256', 64))}::text[],
      ${batch.map(([, file]) => digestOf(file, 'sha1', 40))}::text[],
      ${batch.map(([, file]) => otherDigests(file))}::text[]
    ) as i (key, path, name, sha256, sha1, digests)
    on conflict (identity) do nothing
    returning encode(identity, 'hex') as key, id
  `.execute(db)
  for (const { key, id } of rows) into.set(key, id)
}

/** A value that is no such digest is kept with the others, as it was written. */
function digestOf({ digests }: NewFile, algorithm: string, length: number): string | null {
  const found = digests.find((digest) => isDigest(digest, algorithm, length))
  return found === undefined ? null : found.value
}

function otherDigests({ digests }: NewFile): string | null {
  const others = digests.filter(
    (digest) => !isDigest(digest, 'sha256', 64) && !isDigest(digest, 'sha1', 40),
  )
  return others.length === 0 ? null : jsonText(others)
}

function isDigest(digest: NewFile['digests'][number], algorithm: string, length: number): boolean {
  return (
    digest.algorithm === algorithm &&
    digest.value.length === length &&
    /^[0-9a-f]*$/.test(digest.value)
  )
}
