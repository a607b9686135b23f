// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { storeError, StoreError } from '../fault/index.ts'
import { migrate } from '../migrate/index.ts'
import type { Schema } from '../schema/index.ts'
import { startEngine, type Engine } from './engine.ts'
import { createIds } from './ids.ts'
import { takeLock, type Lock } from './lock.ts'
import { engineSocket } from './socket.ts'
import { pooled } from './pool.ts'
import { readType } from './types.ts'

export type Database =
  /** PGlite in a thread of its own. One process at a time. */
  | { readonly kind: 'embedded'; readonly directory: string }
  /** The same, gone with the process. */
  | { readonly kind: 'memory' }
  /** PostgreSQL 15 or younger; any number of processes. */
  | { readonly kind: 'postgres'; readonly url: string; readonly connections?: number }

export interface StoreOptions {
  readonly now: () => Date
  /** So many random bytes. */
  readonly random: (count: number) => Uint8Array
  /** How long a query may wait for a connection, in milliseconds. */
  readonly patience?: number
  /** Another schema than `public`: for tests. */
  readonly schema?: string
  /** Hears of connections that were lost while nobody used them. */
  readonly onLost?: (error: Error) => void
  /** Hears of each query that took longer than {@link SLOW}, without its parameters. */
  readonly onSlow?: (query: SlowQuery) => void
}

/** No query should take that long, in milliseconds. */
const SLOW = 1_000

export interface SlowQuery {
  readonly ms: number
  readonly sql: string
}

export interface Store {
  readonly kind: Database['kind']
  readonly db: Kysely<Schema>
  /** The instant, as the store keeps it: RFC 3339, UTC, milliseconds. */
  readonly now: () => string
  /** A UUID of version 7 (RFC 9562). */
  readonly newId: () => string
  readonly close: () => Promise<void>
}

/**
 * Opens the database, brings its schema up to date, and holds the directory of an embedded one until it is closed.
 * @throws StoreError `LOCKED`, `CANNOT_OPEN`, `SERVER_TOO_OLD`, `SCHEMA_TOO_NEW`, `MIGRATION_CHANGED`, `DISK_FULL`
 */
export async function openStore(database: Database, options: StoreOptions): Promise<Store> {
  const backend =
    database.kind === 'postgres' ? serverBackend(database, options) : liteBackend(database, options)
  const now = () => options.now().toISOString()
  try {
    await backend.opened()
    const { schema, onSlow } = options
    const db = new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: pooled(backend.pool),
        onCreateConnection: async (connection) => {
          await connection.executeQuery(CompiledQuery.raw(sessionSettings(schema)))
        },
      }),
      log: ({ level, query, queryDurationMillis: ms }) => {
        if (level === 'query' && ms > SLOW) onSlow?.({ ms, sql: query.sql })
      },
    })
    await migrate(db, { now, ...(schema === undefined ? {} : { schema }) })
    return {
      kind: database.kind,
      db,
      now,
      newId: createIds(options),
      async close() {
        await db.destroy()
        await backend.close()
      },
    }
  } catch (error) {
    await backend.pool.end().catch(() => undefined)
    await backend.close()
    throw openingError(error)
  }
}

interface Backend {
  readonly opened: () => Promise<void>
  readonly pool: Pool
  readonly close: () => Promise<void>
}

const PATIENCE = 10_000
const CONNECTIONS = 10

function serverBackend(
  { url, connections = CONNECTIONS }: Extract<Database, { kind: 'postgres' }>,
  { patience = PATIENCE, onLost }: StoreOptions,
): Backend {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience,
    application_name: 'headwater',
    types: { getTypeParser: readType },
  })
  pool.on('error', (error) => onLost?.(error))
  return { pool, opened: async () => {}, close: async () => {} }
}

/** One connection: a query outside of the transaction that its caller holds waits for itself, and `patience` ends that. */
function liteBackend(
  database: Extract<Database, { kind: 'embedded' | 'memory' }>,
  { patience = PATIENCE, onLost, now }: StoreOptions,
): Backend {
  let lock: Lock | undefined
  if (database.kind === 'embedded') {
    mkdirSync(database.directory, { recursive: true })
    lock = takeLock(database.directory, now)
  }
  const directory = database.kind === 'embedded' ? database.directory : 'memory://'
  let engine: Engine | undefined
  // an engine that broke is started anew for the next connection
  const liveEngine = (): Engine => {
    if (engine === undefined || engine.isBroken()) engine = startEngine(directory)
    return engine
  }
  const pool = new Pool({
    stream: () => engineSocket(liveEngine()),
    // nothing of the environment (PGHOST, PGSSLMODE, ...) is for this one
    host: 'embedded',
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patience,
    types: { getTypeParser: readType },
  })
  pool.on('error', (error) => onLost?.(error))
  return {
    pool,
    // not counted against anybody's patience
    opened: () => liveEngine().opened,
    async close() {
      await engine?.stop()
      lock?.release()
    },
  }
}

/**
 * Without the compiler of expressions, which takes longer than any query of ours that the planner thinks worth it; and with pages that
 * cost the same wherever they are, as they do in memory and on anything but turning disks.
 */
function sessionSettings(schema: string | undefined): string {
  const path = schema === undefined ? '' : `; set search_path to "${schema.replaceAll('"', '""')}"`
  return `set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set jit to off; set random_page_cost to 1.1${path}`
}

function openingError(error: unknown): unknown {
  const named = storeError(error)
  return named instanceof StoreError && (named.code === 'CONNECTION_LOST' || named.code === 'BUSY')
    ? new StoreError('CANNOT_OPEN', named.message, { cause: error })
    : named
}
