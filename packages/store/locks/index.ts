// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Store } from '../open/index.ts'

/** Each lock of a PostgreSQL holds a connection: the others of the pool are for what runs under it. */
const MOST_AT_ONCE = 3

/**
 * Runs one thing of a name at a time, in all processes of the hub: a look and the change that follows from it. Embedded there is one
 * process, whose own queue is enough.
 */
export function createLocks({ db, kind }: Pick<Store, 'db' | 'kind'>): {
  readonly whileHeld: <T>(name: string, run: () => Promise<T>) => Promise<T>
} {
  const waiting = new Map<string, Promise<unknown>>()
  let free = MOST_AT_ONCE
  const queue: (() => void)[] = []
  const place = async (): Promise<void> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => queue.push(resolve))
  }
  const leave = (): void => {
    const next = queue.shift()
    if (next === undefined) free++
    else next()
  }
  const held = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    if (kind !== 'postgres') return run()
    await place()
    try {
      return await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(${lockNumber(name)}::bigint)`.execute(trx)
        return run()
      })
    } finally {
      leave()
    }
  }
  return {
    async whileHeld(name, run) {
      const before = waiting.get(name) ?? Promise.resolve()
      const own = before.then(() => held(name, run))
      const settled = own.catch(() => undefined)
      waiting.set(name, settled)
      try {
        return await own
      } finally {
        if (waiting.get(name) === settled) waiting.delete(name)
      }
    },
  }
}

/** 64 bits of a hash, signed, as the server's locks are numbered. */
function lockNumber(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE().toString()
}
