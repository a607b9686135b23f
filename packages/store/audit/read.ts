// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** An event and its link in the chain; hashes are hexadecimal. */
export interface AuditEvent {
  readonly number: number
  readonly body: string
  readonly hash: string
}

/** The last first. Absent organisation: the chain of the installation. */
export async function auditEvents(
  db: Db,
  organisation: number | undefined,
  page: {
    readonly before?: number
    /** Any of these. */
    readonly actors?: readonly string[]
    readonly action?: string
    /** The whole of it, or with all that begins so where it ends in `:`. */
    readonly subject?: string
    /** Instants: at or after the one, before the other. */
    readonly from?: string
    readonly to?: string
    readonly limit: number
  },
): Promise<readonly AuditEvent[]> {
  const { before, actors, action, subject, from, to, limit } = page
  const isKind = subject?.endsWith(':') === true
  const chain = await db
    .selectFrom('audit_chain')
    .select('id')
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .executeTakeFirst()
  if (chain === undefined) return []
  const rows = await db
    .selectFrom('audit_event as e')
    .where('e.chain_id', '=', chain.id)
    .$if(before !== undefined, (query) => query.where('e.number', '<', before!))
    .$if(actors !== undefined, (query) =>
      query.where(sql<boolean>`e.actor = any(${actors ?? []}::text[])`),
    )
    .$if(action !== undefined, (query) => query.where('e.action', '=', action!))
    .$if(subject !== undefined && !isKind, (query) => query.where('e.subject', '=', subject!))
    .$if(subject !== undefined && isKind, (query) =>
      query.where('e.subject', '>=', subject!).where('e.subject', '<', `${subject!}\u{10FFFF}`),
    )
    .$if(from !== undefined, (query) => query.where('e.at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('e.at', '<', to!))
    .select(['e.number', 'e.body', 'e.hash'])
    .orderBy('e.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ number, body, hash }) => ({ number, body, hash: hash.toString('hex') }))
}

const BATCH = 1_000

/** The whole chain as JSON lines, `{"body": …, "hash": …}`, each body a text so that it can be hashed as it stands. */
export async function* exportAudit(
  db: Db,
  organisation: number | undefined,
): AsyncGenerator<string> {
  for await (const { body, hash } of wholeChain(db, organisation)) {
    yield `${JSON.stringify({ body, hash })}\n`
  }
}

export async function* wholeChain(
  db: Db,
  organisation: number | undefined,
): AsyncGenerator<AuditEvent & ChainColumns> {
  let last = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit_event as e')
      .innerJoin('audit_chain as c', 'c.id', 'e.chain_id')
      .where('c.organisation_id', 'is not distinct from', organisation ?? null)
      .where('e.number', '>', last)
      .select(['e.number', 'e.at', 'e.actor', 'e.action', 'e.subject', 'e.body', 'e.hash'])
      .orderBy('e.number')
      .limit(BATCH)
      .execute()
    for (const { hash, ...row } of rows) yield { ...row, hash: hash.toString('hex') }
    if (rows.length < BATCH) return
    last = rows.at(-1)!.number
  }
}

/** The copies beside the body. */
export interface ChainColumns {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
}
