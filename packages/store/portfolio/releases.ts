// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { isPublicId } from '../rows/index.ts'
import { keyText, type Db, type RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { plainOrNull } from './builds.ts'

export type Release = RowOf<'release'>

/** @throws StoreError `CONFLICT` where the product (and variant) has a release of this version */
export async function createRelease(
  db: Db,
  release: {
    readonly publicId: string
    readonly organisation: number
    readonly product: number
    readonly variant?: number
    readonly version: string
    readonly description?: string
    readonly releasedOn?: string
    readonly supportStart?: string
    readonly supportEnd?: string
    readonly identities?: readonly string[]
    readonly at: string
  },
): Promise<Release> {
  return db
    .insertInto('release')
    .values({
      public_id: release.publicId,
      organisation_id: release.organisation,
      product_id: release.product,
      variant_id: release.variant ?? null,
      version: keyText(release.version),
      description: plainOrNull(release.description),
      released_on: release.releasedOn ?? null,
      support_start: release.supportStart ?? null,
      support_end: release.supportEnd ?? null,
      identities: release.identities ?? [],
      created_at: release.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @throws StoreError `CONFLICT` where there is another release of this version */
export async function updateRelease(
  db: Db,
  id: number,
  change: {
    readonly version?: string
    readonly description?: string | null
    readonly variant?: number | null
    readonly releasedOn?: string | null
    readonly supportStart?: string | null
    readonly supportEnd?: string | null
    readonly identities?: readonly string[]
    readonly archivedAt?: string | null
  },
): Promise<Release> {
  const { version, description, variant, releasedOn, supportStart, supportEnd } = change
  const { identities, archivedAt } = change
  return db
    .updateTable('release')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      ...(version === undefined ? {} : { version: keyText(version) }),
      ...(description === undefined ? {} : { description: plainOrNull(description) }),
      ...(variant === undefined ? {} : { variant_id: variant }),
      ...(releasedOn === undefined ? {} : { released_on: releasedOn }),
      ...(supportStart === undefined ? {} : { support_start: supportStart }),
      ...(supportEnd === undefined ? {} : { support_end: supportEnd }),
      ...(identities === undefined ? {} : { identities }),
      ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** With its product, variant and counters. */
export async function findRelease(
  db: Db,
  visible: Visible,
  key: { readonly id: number } | { readonly publicId: string },
) {
  if ('publicId' in key && !isPublicId(key.publicId)) return undefined
  return releaseQuery(db)
    .where(visibleProducts(visible, 'r'))
    .where((eb) => ('id' in key ? eb('r.id', '=', key.id) : eb('r.public_id', '=', key.publicId)))
    .executeTakeFirst()
}
export type FoundRelease = NonNullable<Awaited<ReturnType<typeof findRelease>>>

/** Of a product, or of all of them; the youngest first. */
export async function releases(
  db: Db,
  visible: Visible,
  page: {
    readonly product?: number
    readonly variant?: number
    readonly withArchived?: boolean
    /** The id of the last release of the page before. */
    readonly before?: number
    readonly limit: number
  },
) {
  const { product, variant, withArchived = false, before, limit } = page
  return releaseQuery(db)
    .where(visibleProducts(visible, 'r'))
    .$if(product !== undefined, (query) => query.where('r.product_id', '=', product!))
    .$if(variant !== undefined, (query) => query.where('r.variant_id', '=', variant!))
    .$if(!withArchived, (query) => query.where('r.archived_at', 'is', null))
    .$if(before !== undefined, (query) => query.where('r.id', '<', before!))
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute()
}
export type ListedRelease = Awaited<ReturnType<typeof releases>>[number]

/** Those of them that may be seen, in no order. */
export async function releasesById(
  db: Db,
  visible: Visible,
  ids: readonly number[],
): Promise<readonly ListedRelease[]> {
  if (ids.length === 0) return []
  return releaseQuery(db).where(visibleProducts(visible, 'r')).where('r.id', 'in', ids).execute()
}

/** Of each product the youngest that is not archived. */
export async function newestReleases(db: Db, visible: Visible): Promise<readonly ListedRelease[]> {
  return releaseQuery(db)
    .where(visibleProducts(visible, 'p', 'id'))
    .where(
      sql<boolean>`r.id = (
        select n.id from release n where n.product_id = p.id and n.archived_at is null order by n.id desc limit 1
      )`,
    )
    .execute()
}

/** Those whose support ends until then, or has ended: the first first. */
export async function releasesEndingBy(
  db: Db,
  visible: Visible,
  { until, limit }: { readonly until: string; readonly limit: number },
): Promise<readonly ListedRelease[]> {
  return releaseQuery(db)
    .where(visibleProducts(visible, 'r'))
    .where('r.archived_at', 'is', null)
    .where('p.archived_at', 'is', null)
    .where('r.support_end', '<=', until)
    .orderBy('r.support_end')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

function releaseQuery(db: Db) {
  return (
    db
      .selectFrom('release as r')
      .innerJoin('product as p', 'p.id', 'r.product_id')
      .leftJoin('variant as v', 'v.id', 'r.variant_id')
      .leftJoin('release_counter as c', 'c.release_id', 'r.id')
      .leftJoin('release_judgement as g', 'g.release_id', 'r.id')
      .selectAll('r')
      .select([
        'p.public_id as product_public_id',
        'p.name as product',
        'p.product_line_id',
        'v.public_id as variant_public_id',
      ])
      // a judgement from documents that is to come, and why the last one was given up, where none has succeeded since
      .select(
        sql<boolean>`exists (
          select 1 from job j where j.kind = 'judge-release' and j.dedupe_key = r.id::text and j.finished_at is null and j.dead_at is null
        )`.as('is_waiting'),
      )
      .select(
        sql<string | null>`(
          select j.last_error from job j
          where j.kind = 'judge-release' and j.dedupe_key = r.id::text and j.finished_at is null
            and j.dead_at > coalesce(g.judged_at, '-infinity')
          order by j.id desc limit 1
        )`.as('problem'),
      )
      // what no judgement has seen yet waits for one
      .select(
        sql<boolean>`exists (select 1 from release_document d where d.release_id = r.id and d.detached_at is null)`.as(
          'has_documents',
        ),
      )
      .select(['v.name as variant', 'c.affected', 'c.unknown', 'c.not_affected', 'c.fixed'])
      .select([
        'c.exploited',
        'c.critical',
        'c.high',
        'c.medium',
        'c.low',
        'c.unrated',
        'c.judged_at',
      ])
  )
}
