// SPDX-License-Identifier: Apache-2.0
import type { FormatError } from '@headwater/formats/fault'
import { jsonText, type Db } from '../schema/index.ts'

/** Notes that a document could not be read, and why. It stays: a later reader may know better. */
export async function refuseDocument(
  db: Db,
  refusal: {
    readonly document: number
    readonly faults: FormatError['faults']
    readonly reader: number
    readonly at: string
  },
): Promise<void> {
  await db
    .updateTable('document')
    .set({
      state: 'refused',
      faults: jsonText(refusal.faults),
      reader: refusal.reader,
      read_at: refusal.at,
    })
    .where('id', '=', refusal.document)
    .execute()
}
