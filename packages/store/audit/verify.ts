// SPDX-License-Identifier: Apache-2.0
import type { Db } from '../schema/index.ts'
import { chainHash, NO_HASH, type AuditBody } from './append.ts'
import { wholeChain, type AuditEvent } from './read.ts'

export type AuditVerdict =
  | { readonly kind: 'whole'; readonly length: number; readonly hash: string }
  /** `number` is where an event of the chain should stand that is missing or is not what it was. */
  | { readonly kind: 'broken'; readonly number: number; readonly reason: string }

/** Walks the chain from its first event to its head. */
export async function verifyAudit(db: Db, organisation: number | undefined): Promise<AuditVerdict> {
  // the head first: what is appended while we walk lies behind it
  const head = await headOf(db, organisation)
  const walk = startWalk()
  for await (const event of wholeChain(db, organisation)) {
    const fault = walk.step(event) ?? columnsFault(event)
    if (fault !== undefined) return { kind: 'broken', number: event.number, reason: fault }
    if (event.number === head?.length && event.hash !== head.hash.toString('hex')) {
      return { kind: 'broken', number: event.number, reason: 'the head of the chain is another' }
    }
  }
  if (walk.length() < (head?.length ?? 0)) {
    return { kind: 'broken', number: walk.length() + 1, reason: 'events are missing at the end' }
  }
  // and once more: by now it is at least where we came
  const known = (await headOf(db, organisation))?.length ?? 0
  if (known < walk.length()) {
    return { kind: 'broken', number: known + 1, reason: 'the head of the chain was put back' }
  }
  return { kind: 'whole', length: walk.length(), hash: walk.hash() }
}

/** Where a hash that somebody noted stands: the chain's organisation, and the event's number. Only of chains that were verified. */
export async function findAuditHash(
  db: Db,
  hash: string,
): Promise<{ readonly organisation: number | null; readonly number: number } | undefined> {
  return db
    .selectFrom('audit_event as e')
    .innerJoin('audit_chain as c', 'c.id', 'e.chain_id')
    .where('e.hash', '=', Buffer.from(hash, 'hex'))
    .select(['c.organisation_id as organisation', 'e.number'])
    .executeTakeFirst()
}

/**
 * The same of an exported chain. That its end is not cut off can only be told by whoever noted length and hash before.
 * @param lines of {@link exportAudit}
 */
export async function verifyAuditLines(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<AuditVerdict> {
  const walk = startWalk()
  for await (const line of lines) {
    if (line.trim() === '') continue
    const event = readLine(line)
    const number = walk.length() + 1
    if (event === undefined) return { kind: 'broken', number, reason: 'the line is no event' }
    const fault = walk.step({ ...event, number })
    if (fault !== undefined) return { kind: 'broken', number, reason: fault }
  }
  return { kind: 'whole', length: walk.length(), hash: walk.hash() }
}

async function headOf(db: Db, organisation: number | undefined) {
  return db
    .selectFrom('audit_chain')
    .select(['length', 'hash'])
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .executeTakeFirst()
}

function startWalk() {
  let length = 0
  let hash: Buffer = NO_HASH
  return {
    length: () => length,
    hash: () => hash.toString('hex'),
    step(event: AuditEvent): string | undefined {
      if (event.number !== length + 1) return `event ${length + 1} is missing`
      if (readBody(event.body)?.number !== event.number) return 'its body is of another event'
      const expected = chainHash(hash, event.body)
      if (expected.toString('hex') !== event.hash) return 'its hash is not that of its body'
      hash = expected
      length++
      return undefined
    },
  }
}

function columnsFault(event: AuditEvent & Omit<AuditBody, 'detail'>): string | undefined {
  const body = readBody(event.body)
  const differs = (['at', 'actor', 'action', 'subject'] as const).find(
    (name) => body?.[name] !== event[name],
  )
  return differs === undefined ? undefined : `its column ${differs} is not that of its body`
}

function readBody(text: string): AuditBody | undefined {
  try {
    return JSON.parse(text) as AuditBody
  } catch {
    return undefined
  }
}

function readLine(line: string): Omit<AuditEvent, 'number'> | undefined {
  try {
    const { body, hash } = JSON.parse(line) as Record<string, unknown>
    return typeof body === 'string' && typeof hash === 'string' ? { body, hash } : undefined
  } catch {
    return undefined
  }
}
