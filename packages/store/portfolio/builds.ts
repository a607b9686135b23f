// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export type Build = RowOf<'build'>

/** Something that came out of a build. */
export interface BuildImage {
  readonly name: string
  /** Hexadecimal. */
  readonly sha256: string
}

interface BuildFields {
  readonly name: string
  readonly builtAt?: string | null
  readonly builder?: string | null
  readonly tool?: string | null
  readonly sourceCommit?: string | null
}

/** @throws StoreError `CONFLICT` where the release has a build of this name */
export async function createBuild(
  db: Db,
  build: BuildFields & {
    readonly publicId: string
    readonly organisation: number
    readonly release: number
    readonly images?: readonly BuildImage[]
    readonly at: string
  },
): Promise<Build> {
  return inTransaction(db, async (trx) => {
    const made = await trx
      .insertInto('build')
      .values({
        public_id: build.publicId,
        organisation_id: build.organisation,
        release_id: build.release,
        name: keyText(build.name),
        built_at: build.builtAt ?? null,
        builder: plainOrNull(build.builder),
        tool: plainOrNull(build.tool),
        source_commit: plainOrNull(build.sourceCommit),
        created_at: build.at,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await saveImages(trx, made.id, build.images ?? [])
    return made
  })
}

/** @throws StoreError `CONFLICT` where the release has another build of this name */
export async function updateBuild(
  db: Db,
  id: number,
  change: Partial<BuildFields> & { readonly images?: readonly BuildImage[] },
): Promise<Build> {
  const { name, builtAt, builder, tool, sourceCommit, images } = change
  return inTransaction(db, async (trx) => {
    const row = await trx
      .updateTable('build')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        ...(name === undefined ? {} : { name: keyText(name) }),
        ...(builtAt === undefined ? {} : { built_at: builtAt }),
        ...(builder === undefined ? {} : { builder: plainOrNull(builder) }),
        ...(tool === undefined ? {} : { tool: plainOrNull(tool) }),
        ...(sourceCommit === undefined ? {} : { source_commit: plainOrNull(sourceCommit) }),
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (images !== undefined) await saveImages(trx, id, images)
    return row
  })
}

/** Images that are given twice are one; the name that comes last is kept. */
async function saveImages(db: Db, build: number, images: readonly BuildImage[]): Promise<void> {
  await db.deleteFrom('build_image').where('build_id', '=', build).execute()
  const unique = [...new Map(images.map(({ name, sha256 }) => [sha256, name]))]
  if (unique.length === 0) return
  await db
    .insertInto('build_image')
    .values(
      unique.map(([sha256, name]) => ({
        build_id: build,
        sha256: Buffer.from(sha256, 'hex'),
        name: plainText(name),
      })),
    )
    .execute()
}

/** A build with what hangs on it. */
export interface ListedBuild extends Build {
  readonly images: readonly BuildImage[]
  /** Public ids of its documents that stand in a lane. */
  readonly documents: readonly string[]
  readonly deployment_count: number
  /** Other releases that may be seen and that ship one of its images or hold one of its documents as theirs of a build. */
  readonly shared_with: number
}

/** Of a release, or one of them, in the order in which they were noted. */
export async function builds(
  db: Db,
  visible: Visible,
  which: { readonly release: number } | { readonly id: number },
): Promise<readonly ListedBuild[]> {
  const condition = 'id' in which ? sql`b.id = ${which.id}` : sql`b.release_id = ${which.release}`
  const { rows } = await sql<ListedBuild>`
    select b.*,
      coalesce((select json_agg(json_build_object('name', i.name, 'sha256', encode(i.sha256, 'hex')) order by i.name, i.sha256)
        from build_image i where i.build_id = b.id), '[]') as images,
      ${documentsOf(sql`d.build_id = b.id`)} as documents,
      (select count(*) from deployment where build_id = b.id) as deployment_count,
      (select count(*) from release r where r.id <> b.release_id and ${visibleProducts(visible, 'r')} and r.id in (
        select o.release_id from build_image mine join build_image same on same.sha256 = mine.sha256
          join build o on o.id = same.build_id where mine.build_id = b.id
        union
        select same.release_id from release_document mine join release_document same on same.document_id = mine.document_id
        where mine.build_id = b.id and mine.lane = 'build' and mine.detached_at is null and same.lane = 'build'
          and same.detached_at is null
      )) as shared_with
    from build b where ${condition} order by b.id
  `.execute(db)
  return rows
}

/** Public ids of the documents `d` of which this is true and that stand in a lane. */
export function documentsOf(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array(
    select d.public_id::text from release_document d where ${condition} and d.detached_at is null order by d.id
  )`
}

/** Makes these documents of the release (public ids) those of a build or a deployment, and no others. False: one is not there. */
export async function assignDocuments(
  db: Db,
  owner: { readonly release: number } & (
    { readonly build: number } | { readonly deployment: number }
  ),
  documents: readonly string[],
): Promise<boolean> {
  const [column, id] =
    'build' in owner
      ? (['build_id', owner.build] as const)
      : (['deployment_id', owner.deployment] as const)
  const wanted = [...new Set(documents)]
  return inTransaction(db, async (trx) => {
    await sql`
      update release_document set ${sql.ref(column)} = null where ${sql.ref(column)} = ${id} and detached_at is null
        and public_id <> all(${wanted}::uuid[])
    `.execute(trx)
    const { rows } = await sql<{ id: number }>`
      update release_document set ${sql.ref(column)} = ${id}
      where release_id = ${owner.release} and detached_at is null and public_id = any(${wanted}::uuid[]) returning id
    `.execute(trx)
    return rows.length === wanted.length
  })
}

export function plainOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : plainText(text)
}
