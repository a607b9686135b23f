// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { afterAll, beforeAll, describe } from 'vitest'
import { openStore, type Database, type SlowQuery, type Store } from '../open/index.ts'
import type { Db } from '../schema/index.ts'

/** Time stands still in it until `advance` is called. */
export interface TestStore extends Store {
  readonly advance: (milliseconds: number) => void
  /** Queries of more than a second, as they ended. */
  readonly slow: readonly SlowQuery[]
}

/** PGlite always, PostgreSQL where `HEADWATER_TEST_POSTGRES` gives the URL of one that tests may write to. */
export const TEST_DATABASES: readonly {
  readonly name: string
  readonly database: Database
}[] = [
  { name: 'PGlite', database: { kind: 'memory' } },
  ...(process.env['HEADWATER_TEST_POSTGRES'] === undefined
    ? []
    : [
        {
          name: 'PostgreSQL',
          database: { kind: 'postgres', url: process.env['HEADWATER_TEST_POSTGRES'] } as const,
        },
      ]),
]

/** Runs the tests once on each database, each time in a fresh schema. `store()` is there once the tests run. */
export function onEveryDatabase(define: (store: () => TestStore, name: string) => void): void {
  for (const { name, database } of TEST_DATABASES) {
    describe(`on ${name}`, () => {
      let store: TestStore | undefined
      beforeAll(async () => {
        store = await openTestStore(database)
      }, 120_000)
      afterAll(async () => {
        await store?.close()
      })
      define(() => {
        if (store === undefined) throw new Error('the store is open inside of tests only')
        return store
      }, name)
    })
  }
}

export async function openTestStore(database: Database): Promise<TestStore> {
  let at = Date.UTC(2026, 8, 11, 8)
  const now = () => new Date(at)
  let count = 0
  const slow: SlowQuery[] = []
  const schema = `test_${process.pid}_${process.hrtime.bigint()}`
  const store = await openStore(database, {
    now,
    random: (length) => {
      const bytes = Buffer.alloc(Math.max(length, 4))
      bytes.writeUInt32BE(++count, bytes.length - 4)
      return bytes.subarray(bytes.length - length)
    },
    schema,
    patience: 5_000,
    onSlow: (query) => slow.push(query),
  })
  return {
    ...store,
    slow,
    advance: (milliseconds) => {
      at += milliseconds
    },
    async close() {
      await sql`drop schema ${sql.id(schema)} cascade`.execute(store.db)
      await store.close()
    },
  }
}

/** Does what no query function may: for tests of what happens when somebody else does. */
export async function runSql<Row>(db: Db, text: string): Promise<readonly Row[]> {
  return (await sql.raw<Row>(text).execute(db)).rows
}

/** Makes an empty database of its own on the server of the tests and gives its URL. Undefined: there is no server. */
export async function givenServerDatabase(name: string): Promise<string | undefined> {
  const server = process.env['HEADWATER_TEST_POSTGRES']
  if (server === undefined) return undefined
  const store = await openTestStore({ kind: 'postgres', url: server })
  await runSql(store.db, `create database ${name}`)
  await store.close()
  return server.replace(/[^/]*$/, name)
}
