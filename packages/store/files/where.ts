// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from '@headwater/domain/inventory'
import { sql, type RawBuilder } from 'kysely'
import { endingWith } from '../rows/index.ts'
import { keyText, type Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import type { FileRow } from './find.ts'

export type FileQuestion =
  | { readonly id: number }
  /** Hexadecimal. */
  | { readonly sha256: string }
  | { readonly sha1: string }
  /** The whole path, or its last segments: `net/ipv4/tcp.c`, `tcp.c`. */
  | { readonly path: string }

/** A release whose documents hold the file. */
export interface FilePlace extends Omit<FileRow, 'id' | 'digests'> {
  readonly file_id: number
  readonly release_id: number
  readonly release_public_id: string
  readonly release_version: string
  readonly product_public_id: string
  readonly product: string
  readonly lanes: readonly string[]
  readonly roles: readonly FileRole[]
}

/** Everywhere that it is, by release, then file. */
export async function whereIsFile(
  db: Db,
  visible: Visible,
  what: FileQuestion,
  page: {
    readonly after?: { readonly release: number; readonly file: number }
    readonly limit: number
  },
): Promise<readonly FilePlace[]> {
  const after = page.after ?? { release: 0, file: 0 }
  const { rows } = await sql<FilePlace>`
    with chosen as materialized (select id from file where ${condition(what)}),
    place as (
      select r.id as release_id, df.file_id, array_agg(distinct rd.lane) as lanes, array_agg(distinct df.role) as roles
      from chosen join document_file df on df.file_id = chosen.id
        join release_document rd on rd.document_id = df.document_id and rd.detached_at is null
        join release r on r.id = rd.release_id
      where ${visibleProducts(visible, 'r')} and (r.id, df.file_id) > (${after.release}, ${after.file})
      group by r.id, df.file_id order by 1, 2 limit ${page.limit}
    )
    select f.id as file_id, f.path, encode(f.sha256, 'hex') as sha256, encode(f.sha1, 'hex') as sha1,
      r.id as release_id, r.public_id as release_public_id, r.version as release_version,
      p.public_id as product_public_id, p.name as product, place.lanes, place.roles
    from place join file f on f.id = place.file_id join release r on r.id = place.release_id
      join product p on p.id = r.product_id
    order by r.id, f.id
  `.execute(db)
  return rows
}

function condition(what: FileQuestion): RawBuilder<unknown> {
  if ('id' in what) return sql`id = ${what.id}`
  if ('sha256' in what) return sql`sha256 = ${bytesOf(what.sha256)}`
  if ('sha1' in what) return sql`sha1 = ${bytesOf(what.sha1)}`
  // by the last segment, which has an index; what stands before it must end the rest of the path
  const path = what.path.replace(/^(?:\.?\/)+/, '').replaceAll('\0', '')
  const name = keyText(path.slice(path.lastIndexOf('/') + 1))
  return sql`name = ${name} and (path = ${path} or path like ${endingWith(`/${path}`)})`
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}
