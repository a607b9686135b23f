// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import { plainText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** What one lane of a release shows and another does not. */
export interface NewDrift {
  readonly deployment?: number
  readonly from: string
  readonly to: string
  readonly kind: RowOf<'drift'>['kind']
  readonly component?: number
  readonly file?: number
  /** One sentence. */
  readonly detail: string
}

/** Makes the drift of a release what is given: what is there already stays, what is not among it any more is closed. */
export async function saveDrift(
  db: Db,
  {
    release,
    drifts,
    at,
  }: { readonly release: number; readonly drifts: readonly NewDrift[]; readonly at: string },
): Promise<{ readonly opened: number; readonly closed: number }> {
  return inTransaction(db, async (trx) => {
    const owner = await trx
      .selectFrom('release')
      .select(['organisation_id', 'product_id'])
      .where('id', '=', release)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (owner === undefined) throw new StoreError('MISSING', 'drift of a release that is not there')
    const known = await trx
      .selectFrom('drift')
      .selectAll()
      .where('release_id', '=', release)
      .where('closed_at', 'is', null)
      .execute()
    const wanted = new Map(drifts.map((drift) => [keyOf(drift), drift]))
    const gone: number[] = []
    for (const row of known) if (!wanted.delete(keyOfRow(row))) gone.push(row.id)
    await sql`update drift set closed_at = ${at}::timestamptz where id = any(${gone}::bigint[])`.execute(
      trx,
    )
    const added = [...wanted.values()]
    await sql`
      insert into drift (organisation_id, product_id, release_id, deployment_id, from_lane, to_lane, kind, component_id, file_id,
        detail, first_seen)
      select ${owner.organisation_id}::bigint, ${owner.product_id}::bigint, ${release}::bigint, i.*, ${at}::timestamptz from unnest(
        ${added.map(({ deployment }) => deployment ?? null)}::bigint[],
        ${added.map(({ from }) => from)}::text[],
        ${added.map(({ to }) => to)}::text[],
        ${added.map(({ kind }) => kind)}::text[],
        ${added.map(({ component }) => component ?? null)}::bigint[],
        ${added.map(({ file }) => file ?? null)}::bigint[],
        ${added.map(({ detail }) => plainText(detail))}::text[]
      ) as i
    `.execute(trx)
    return { opened: added.length, closed: gone.length }
  })
}

export interface ListedDrift extends RowOf<'drift'> {
  readonly component: string | null
  readonly component_version: string | null
  readonly path: string | null
  readonly release_public_id: string
  readonly release_version: string
  readonly product: string
}

/** What stands, the last first. */
export async function drifts(
  db: Db,
  visible: Visible,
  page: { readonly release?: number; readonly before?: number; readonly limit: number },
): Promise<readonly ListedDrift[]> {
  const { release, before, limit } = page
  const { rows } = await sql<ListedDrift>`
    select d.*, c.name as component, c.version as component_version, f.path, r.public_id as release_public_id,
      r.version as release_version, p.name as product
    from drift d join release r on r.id = d.release_id join product p on p.id = d.product_id
      left join component c on c.id = d.component_id left join file f on f.id = d.file_id
    where d.closed_at is null and ${visibleProducts(visible, 'd')}
      ${release === undefined ? sql`` : sql`and d.release_id = ${release}`}
      ${before === undefined ? sql`` : sql`and d.id < ${before}`}
    order by d.id desc limit ${limit}
  `.execute(db)
  return rows
}

function keyOf({ deployment, from, to, kind, component, file, detail }: NewDrift): string {
  return JSON.stringify([
    deployment ?? null,
    from,
    to,
    kind,
    component ?? null,
    file ?? null,
    plainText(detail),
  ])
}

function keyOfRow(row: RowOf<'drift'>): string {
  const { deployment_id, from_lane, to_lane, kind, component_id, file_id, detail } = row
  return JSON.stringify([deployment_id, from_lane, to_lane, kind, component_id, file_id, detail])
}
