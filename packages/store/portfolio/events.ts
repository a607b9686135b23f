// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Something that was done to a release. What it did to findings is told by their own events. */
export interface ReleaseEvent {
  readonly at: string
  readonly kind: string
  /** Of its row, among those of its kind. */
  readonly id: number
  readonly what: string
  readonly by: string | null
}

type Place = Pick<ReleaseEvent, 'at' | 'kind' | 'id'>

/** The last first; `before` is the last row of the page before. */
export async function releaseEvents(
  db: Db,
  release: number,
  page: { readonly before?: Place; readonly limit: number },
): Promise<readonly ReleaseEvent[]> {
  const { before, limit } = page
  const mine = sql`release_id = ${release}`
  const account = (column: RawBuilder<unknown>) =>
    sql`(select name from account where id = ${column})`
  // each kind gives no more than a page of its youngest
  const of = (
    kind: string,
    table: string,
    at: string,
    what: RawBuilder<unknown>,
    by: RawBuilder<unknown> = sql`null::text`,
    condition: RawBuilder<unknown> = mine,
  ) => sql`(
    select ${sql.ref(at)} as at, ${kind}::text as kind, id, ${what} as what, ${by} as by from ${sql.table(table)} e
    where ${condition} and ${sql.ref(at)} is not null
      ${before === undefined ? sql`` : sql`and (${sql.ref(at)}, ${kind}::text, id) < (${before.at}::timestamptz, ${before.kind}::text, ${before.id}::bigint)`}
    order by 1 desc, 3 desc limit ${limit}
  )`
  const document = sql`lane || ': ' || name`
  const word = sql`(select v.name from vulnerability v where v.id = e.vulnerability_id) || ': ' || replace(verdict, '_', ' ') || ', ' || reason`
  const { rows } = await sql<ReleaseEvent>`
    select * from (
      ${sql.join(
        [
          of(
            'document-attached',
            'release_document',
            'uploaded_at',
            document,
            account(sql`uploaded_by`),
          ),
          of('document-detached', 'release_document', 'detached_at', document),
          of('build-noted', 'build', 'created_at', sql`name`),
          of('deployment-noted', 'deployment', 'created_at', sql`name`),
          of('deployment-ended', 'deployment', 'until', sql`name`),
          of('drift-opened', 'drift', 'first_seen', sql`detail`),
          of('drift-closed', 'drift', 'closed_at', sql`detail`),
          of(
            'drift-accepted',
            'drift',
            'accepted_at',
            sql`detail || ': ' || accepted_reason`,
            account(sql`accepted_by`),
          ),
          of('assessment-given', 'assessment', 'created_at', word, account(sql`author_id`)),
          of('assessment-approved', 'assessment', 'approved_at', word, account(sql`approved_by`)),
          of(
            'assessment-ended',
            'assessment',
            'ended_at',
            sql`${word} || ' (' || state || ')'`,
            account(sql`ended_by`),
          ),
          of(
            'overlay-added',
            'overlay',
            'created_at',
            sql`kind || ': ' || name`,
            account(sql`created_by`),
          ),
          of('overlay-removed', 'overlay', 'removed_at', sql`kind || ': ' || name`),
        ],
        sql` union all `,
      )}
    ) events
    order by at desc, kind desc, id desc limit ${limit}
  `.execute(db)
  return rows
}
