// SPDX-License-Identifier: Apache-2.0
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { storeError } from '../fault/index.ts'

/** The driver's pool, with its errors under our names. A client is the same object each time: Kysely remembers them. */
export function pooled(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient & { current: pg.PoolClient }>()
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw storeError(error)
      })
      let named = known.get(client)
      if (named === undefined) {
        named = namedClient(client)
        known.set(client, named)
      }
      return named
    },
    end: () => pool.end(),
  }
}

function namedClient(
  client: pg.PoolClient,
): PostgresPoolClient & { readonly current: pg.PoolClient } {
  let isLost = false
  client.on('error', () => {
    isLost = true
  })
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(sql, [...parameters])
    } catch (error) {
      const named = storeError(error)
      if (named !== error && (named as { code: string }).code === 'CONNECTION_LOST') isLost = true
      throw named
    }
  }
  return {
    current: client,
    query: query as unknown as PostgresPoolClient['query'],
    // a client that lost its connection must not come back to the pool
    release: () => client.release(isLost),
  }
}
