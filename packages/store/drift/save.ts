// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import { plainText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

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

/**
 * Makes the drift of a release what is given: what is there already stays, what is not among it any more is closed. What comes back in
 * the same words is still answered for, if somebody did.
 */
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
      .where((eb) => eb.or([eb('closed_at', 'is', null), eb('accepted_at', 'is not', null)]))
      .orderBy('id')
      .execute()
    const wanted = new Map(drifts.map((drift) => [keyOf(drift), drift]))
    const gone: number[] = []
    const answered = new Map<string, RowOf<'drift'>>()
    for (const row of known) {
      const key = keyOfRow(row)
      if (row.accepted_at !== null) answered.set(key, row)
      if (row.closed_at === null && !wanted.delete(key)) gone.push(row.id)
    }
    await sql`update drift set closed_at = ${at}::timestamptz where id = any(${gone}::bigint[])`.execute(
      trx,
    )
    const added = [...wanted]
    const before = added.map(([key]) => answered.get(key))
    const rows = added.map(([, drift]) => drift)
    await sql`
      insert into drift (organisation_id, product_id, release_id, deployment_id, from_lane, to_lane, kind, component_id, file_id,
        detail, accepted_by, accepted_at, accepted_until, accepted_reason, first_seen)
      select ${owner.organisation_id}::bigint, ${owner.product_id}::bigint, ${release}::bigint, i.*, ${at}::timestamptz from unnest(
        ${rows.map(({ deployment }) => deployment ?? null)}::bigint[],
        ${rows.map(({ from }) => from)}::text[],
        ${rows.map(({ to }) => to)}::text[],
        ${rows.map(({ kind }) => kind)}::text[],
        ${rows.map(({ component }) => component ?? null)}::bigint[],
        ${rows.map(({ file }) => file ?? null)}::bigint[],
        ${rows.map(({ detail }) => plainText(detail))}::text[],
        ${before.map((row) => row?.accepted_by ?? null)}::bigint[],
        ${before.map((row) => row?.accepted_at ?? null)}::timestamptz[],
        ${before.map((row) => row?.accepted_until ?? null)}::timestamptz[],
        ${before.map((row) => row?.accepted_reason ?? null)}::text[]
      ) as i
    `.execute(trx)
    return { opened: added.length, closed: gone.length }
  })
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
