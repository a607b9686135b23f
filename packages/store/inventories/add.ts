// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { saveComponents } from '../components/index.ts'
import { plainText, type Db } from '../schema/index.ts'
import { retried } from '../transactions/index.ts'
import type { Occurrence } from './save.ts'

/**
 * More components that a document holds, beside those that were read from it alone: what other documents of a release add to
 * who they are.
 */
export async function addOccurrences(
  db: Db,
  document: number,
  components: readonly Occurrence[],
  at: string,
): Promise<void> {
  await retried(db, async (trx) => {
    const identities = components.map(({ identity }) => identity)
    const { ids } = await saveComponents(trx, identities, at)
    const text = (value: string | undefined) => (value === undefined ? null : plainText(value))
    await sql`
      insert into document_component (document_id, component_id, element, licence, supplier, scope)
      select ${document}::bigint, * from unnest(
        ${ids}::bigint[],
        ${components.map(({ element }) => text(element))}::text[],
        ${components.map(({ licence }) => text(licence))}::text[],
        ${components.map(({ supplier }) => text(supplier))}::text[],
        ${components.map(({ scope }) => text(scope))}::text[]
      )
      on conflict do nothing
    `.execute(trx)
  })
}
