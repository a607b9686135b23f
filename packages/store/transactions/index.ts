// SPDX-License-Identifier: Apache-2.0
import { StoreError } from '../fault/index.ts'
import type { Db } from '../schema/index.ts'

/** Runs it in the caller's transaction, or in one of its own where the caller has none. */
export function inTransaction<T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run)
}

const ATTEMPTS = 5

/**
 * A transaction that is run again where another one crossed it (`RETRY`): for work that may be repeated as a whole. Inside of a
 * transaction it is run once, since only the outermost can be repeated.
 */
export async function retried<T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return run(db)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(run)
    } catch (error) {
      const crossed = error instanceof StoreError && error.code === 'RETRY'
      if (!crossed || attempt === ATTEMPTS) throw error
    }
  }
}
