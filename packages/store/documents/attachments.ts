// SPDX-License-Identifier: Apache-2.0
import { plainText, type Db, type RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export type Lane = RowOf<'release_document'>['lane']

export interface NewAttachment {
  readonly publicId: string
  readonly organisation: number
  readonly release: number
  readonly document: number
  readonly lane: Lane
  readonly build?: number
  readonly deployment?: number
  /** What the uploader calls it. */
  readonly name: string
  readonly author?: string
  readonly tool?: string
  readonly method?: string
  readonly uploadedBy?: number
  readonly at: string
}

/** Puts a document into a lane of a release. Undefined: it stands there already. */
export async function attachDocument(
  db: Db,
  attachment: NewAttachment,
): Promise<{ readonly id: number } | undefined> {
  const { author, tool, method } = attachment
  return db
    .insertInto('release_document')
    .values({
      public_id: attachment.publicId,
      organisation_id: attachment.organisation,
      release_id: attachment.release,
      document_id: attachment.document,
      lane: attachment.lane,
      build_id: attachment.build ?? null,
      deployment_id: attachment.deployment ?? null,
      name: plainText(attachment.name),
      author: author === undefined ? null : plainText(author),
      tool: tool === undefined ? null : plainText(tool),
      method: method === undefined ? null : plainText(method),
      uploaded_by: attachment.uploadedBy ?? null,
      uploaded_at: attachment.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['release_id', 'document_id', 'lane'])
        .where('detached_at', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
}

/** Takes it out of its lane; the row stays and says that it was there. False: it was not. */
export async function detachDocument(
  db: Db,
  { attachment, at }: { readonly attachment: number; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('release_document')
    .set({ detached_at: at })
    .where('id', '=', attachment)
    .where('detached_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What stands in the lanes of a release, in the order in which it came. */
export function documentsOfRelease(db: Db, release: number) {
  return db
    .selectFrom('release_document as a')
    .innerJoin('document as d', 'd.id', 'a.document_id')
    .where('a.release_id', '=', release)
    .where('a.detached_at', 'is', null)
    .select([
      'a.id',
      'a.public_id',
      'a.document_id',
      'a.lane',
      'a.build_id',
      'a.deployment_id',
      'a.name',
      'a.author',
      'a.tool',
      'a.method',
      'a.uploaded_by',
      'a.uploaded_at',
      'd.sha256',
      'd.size',
      'd.state',
      'd.format',
      'd.spec_version',
      'd.document_id as document_name',
      'd.facts',
      'd.faults',
      'd.components',
      'd.files',
      'd.reader',
    ])
    .orderBy('a.id')
    .execute()
}
export type Attachment = Awaited<ReturnType<typeof documentsOfRelease>>[number]

/** Releases that have this very document in this lane: what is judged of the one may be judged for all. */
export function releasesWithDocument(db: Db, visible: Visible, document: number, lane?: Lane) {
  return db
    .selectFrom('release_document as a')
    .innerJoin('release as r', 'r.id', 'a.release_id')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('a.document_id', '=', document)
    .where('a.detached_at', 'is', null)
    .$if(lane !== undefined, (query) => query.where('a.lane', '=', lane!))
    .where(visibleProducts(visible, 'r'))
    .select(['r.id', 'r.public_id', 'r.version', 'a.lane', 'p.name as product'])
    .orderBy('r.id')
    .execute()
}

/** Of each document of a release: in how many other releases that may be seen it stands. None are left out. */
export async function releasesSharing(
  db: Db,
  visible: Visible,
  release: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('release_document as mine')
    .innerJoin('release_document as other', 'other.document_id', 'mine.document_id')
    .innerJoin('release as r', 'r.id', 'other.release_id')
    .where('mine.release_id', '=', release)
    .where('mine.detached_at', 'is', null)
    .where('other.detached_at', 'is', null)
    .where('other.release_id', '<>', release)
    .where(visibleProducts(visible, 'r'))
    .groupBy('mine.document_id')
    .select(['mine.document_id', (eb) => eb.fn.count<number>('r.id').distinct().as('count')])
    .execute()
  return new Map(rows.map(({ document_id, count }) => [document_id, count]))
}
