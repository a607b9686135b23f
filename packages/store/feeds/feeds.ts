// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

export type Feed = RowOf<'feed'>

/** Makes a feed of this name, or gives the one that is there, as it was set up. */
export async function registerFeed(
  db: Db,
  feed: {
    readonly publicId: string
    readonly name: string
    readonly kind: Feed['kind']
    readonly url?: string
    readonly schedule?: string
    readonly isEnabled?: boolean
    readonly at: string
  },
): Promise<Feed> {
  await db
    .insertInto('feed')
    .values({
      public_id: feed.publicId,
      name: keyText(feed.name),
      kind: feed.kind,
      url: feed.url ?? null,
      schedule: feed.schedule ?? null,
      is_enabled: feed.isEnabled ?? true,
      created_at: feed.at,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return db
    .selectFrom('feed')
    .selectAll()
    .where('name', '=', keyText(feed.name))
    .executeTakeFirstOrThrow()
}

export async function feeds(db: Db): Promise<readonly Feed[]> {
  return db.selectFrom('feed').selectAll().orderBy('name').execute()
}

export async function feedById(db: Db, id: number): Promise<Feed | undefined> {
  return db.selectFrom('feed').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function updateFeed(
  db: Db,
  id: number,
  change: {
    readonly url?: string | null
    readonly schedule?: string | null
    readonly isEnabled?: boolean
  },
): Promise<Feed> {
  const { url, schedule, isEnabled } = change
  return db
    .updateTable('feed')
    .set({
      // another address has another history
      ...(url === undefined ? {} : { url, etag: null, last_modified: null, position: null }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(isEnabled === undefined ? {} : { is_enabled: isEnabled }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function noteFeedStart(db: Db, feed: number, at: string): Promise<void> {
  await db
    .updateTable('feed')
    .set({ state: 'running', started_at: at })
    .where('id', '=', feed)
    .execute()
}

/** In the transaction of the last records: where to go on is as true as they are. */
export async function noteFeedSuccess(
  db: Db,
  success: {
    readonly feed: number
    /** How many records it holds now. Absent: nothing new. */
    readonly records?: number
    readonly etag?: string
    readonly lastModified?: string
    readonly position?: unknown
    readonly at: string
  },
): Promise<void> {
  const { records, etag, lastModified, position } = success
  await db
    .updateTable('feed')
    .set({
      state: 'idle',
      succeeded_at: success.at,
      error: null,
      ...(records === undefined ? {} : { records }),
      ...(etag === undefined ? {} : { etag: keyText(etag, 500) }),
      ...(lastModified === undefined ? {} : { last_modified: keyText(lastModified) }),
      ...(position === undefined ? {} : { position: jsonText(position) }),
    })
    .where('id', '=', success.feed)
    .execute()
}

export async function noteFeedFailure(
  db: Db,
  { feed, error, at }: { readonly feed: number; readonly error: string; readonly at: string },
): Promise<void> {
  await db
    .updateTable('feed')
    .set({ state: 'failed', failed_at: at, error: plainText(error).slice(0, 4000) })
    .where('id', '=', feed)
    .execute()
}
