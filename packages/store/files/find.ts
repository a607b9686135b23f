// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from '@headwater/domain/inventory'
import { sql } from 'kysely'
import { containing } from '../rows/index.ts'
import type { Db } from '../schema/index.ts'

export interface FileRow {
  readonly id: number
  readonly path: string
  /** Hexadecimal. */
  readonly sha256: string | null
  readonly sha1: string | null
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[] | null
}

/** By id, in any order. */
export async function findFiles(db: Db, ids: readonly number[]): Promise<readonly FileRow[]> {
  const { rows } = await sql<FileRow>`
    select id, path, encode(sha256, 'hex') as sha256, encode(sha1, 'hex') as sha1, digests
    from file where id = any(${ids}::bigint[])
  `.execute(db)
  return rows
}

export interface ReleaseFile extends FileRow {
  readonly name: string
  readonly roles: readonly FileRole[]
  readonly lanes: readonly string[]
}

/** By id: the order in which they came. `text` is part of the path. */
export async function filesOfRelease(
  db: Db,
  release: number,
  page: {
    readonly after?: number
    readonly limit: number
    readonly text?: string
    readonly lane?: string
    readonly role?: FileRole
  },
): Promise<readonly ReleaseFile[]> {
  const { text, lane, role } = page
  const pattern = text === undefined ? undefined : containing(text)
  const { rows } = await sql<ReleaseFile>`
    select f.id, f.path, f.name, encode(f.sha256, 'hex') as sha256, encode(f.sha1, 'hex') as sha1, f.digests,
      own.roles, own.lanes
    from (
      select df.file_id, array_agg(distinct df.role) as roles, array_agg(distinct rd.lane) as lanes
      from release_document rd join document_file df on df.document_id = rd.document_id
        ${pattern === undefined ? sql`` : sql`join file f on f.id = df.file_id and f.path ilike ${pattern}`}
      where rd.release_id = ${release} and rd.detached_at is null and df.file_id > ${page.after ?? 0}
        ${lane === undefined ? sql`` : sql`and rd.lane = ${lane}`}
        ${role === undefined ? sql`` : sql`and df.role = ${role}`}
      group by df.file_id order by df.file_id limit ${page.limit}
    ) own join file f on f.id = own.file_id
    order by f.id
  `.execute(db)
  return rows
}
