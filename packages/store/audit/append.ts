// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { keyText, type Db } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import { canonicalJson } from './canonical.ts'

export interface NewAuditEvent {
  /** Absent: what concerns the whole installation. */
  readonly organisation?: number
  readonly at: string
  /** Who: `user:<id>`, `token:<id>`, `system`. */
  readonly actor: string
  /** What was done: `release.create`, `assessment.approve`. */
  readonly action: string
  /** To what: `release:<id>`. */
  readonly subject: string
  /** What was changed, from where: JSON, without secrets. */
  readonly detail?: unknown
}

/** What is hashed, as it stands in `body`. */
export interface AuditBody {
  readonly number: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: unknown
}

/** Before the first event. */
export const NO_HASH = Buffer.alloc(32)

/**
 * Adds an event to its chain, in the transaction of the change that it tells of; the chain is held until that ends, so that its
 * numbers have no gaps.
 */
export async function appendAudit(db: Db, event: NewAuditEvent): Promise<number> {
  return inTransaction(db, async (trx) => {
    const chain = await lockedChain(trx, event.organisation)
    const number = chain.length + 1
    const columns = {
      at: new Date(event.at).toISOString(),
      actor: keyText(event.actor),
      action: keyText(event.action),
      subject: keyText(event.subject),
    }
    const body = canonicalJson({ number, ...columns, detail: event.detail ?? null })
    const hash = chainHash(chain.hash, body)
    await trx
      .insertInto('audit_event')
      .values({ chain_id: chain.id, number, ...columns, body, hash })
      .execute()
    await trx
      .updateTable('audit_chain')
      .set({ length: number, hash })
      .where('id', '=', chain.id)
      .execute()
    return number
  })
}

/** SHA-256 of the hash before and the body's UTF-8. */
export function chainHash(before: Uint8Array, body: string): Buffer {
  return createHash('sha256').update(before).update(body, 'utf8').digest()
}

async function lockedChain(db: Db, organisation: number | undefined) {
  await db
    .insertInto('audit_chain')
    .values({ organisation_id: organisation ?? null, hash: NO_HASH })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing())
    .execute()
  return db
    .selectFrom('audit_chain')
    .select(['id', 'length', 'hash'])
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .forUpdate()
    .executeTakeFirstOrThrow()
}
