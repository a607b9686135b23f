// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '@headwater/store/seed'
import { openStore, type Database, type Store } from '@headwater/store/open'

/** One of the two databases, empty, and gone afterwards. */
export interface BenchDatabase {
  readonly name: 'PGlite' | 'PostgreSQL'
  readonly database: Database
  /** False: it was there before (see {@link onDatabases}). */
  readonly isNew: boolean
}

/**
 * PGlite, and PostgreSQL where HEADWATER_TEST_POSTGRES gives a server; DATABASE=PGlite or PostgreSQL takes one of them. With
 * HUB_BENCH_DATA=folder what `keep` names is kept there, or on the server, and is there the next time.
 */
export async function onDatabases(
  keep: string | undefined,
  run: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  const url = process.env['HEADWATER_TEST_POSTGRES']
  const wanted = process.env['DATABASE']
  const kept = process.env['HUB_BENCH_DATA']
  const lasting = keep === undefined || kept === undefined ? undefined : join(kept, keep)
  if (wanted === undefined || wanted === 'PGlite') await onEmbedded(lasting, run)
  if (url !== undefined && (wanted === undefined || wanted === 'PostgreSQL')) {
    await onServer(url, lasting === undefined ? undefined : `bench_${keep ?? ''}`, run)
  }
}

export function openBenchStore(database: Database): Promise<Store> {
  return openStore(database, { now: () => new Date(), random: randomBytes, patience: 600_000 })
}

async function onEmbedded(
  lasting: string | undefined,
  run: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  const directory = lasting ?? mkdtempSync(join(tmpdir(), 'headwater-hub-bench-'))
  const isNew = mkdirSync(join(directory, 'data'), { recursive: true }) !== undefined
  try {
    const database = { kind: 'embedded', directory: join(directory, 'data') } as const
    await run({ name: 'PGlite', database, isNew })
  } finally {
    if (lasting === undefined) rmSync(directory, { recursive: true, force: true })
  }
}

async function onServer(
  url: string,
  lasting: string | undefined,
  run: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  const name = lasting ?? `bench_${process.pid}_${Date.now()}`
  const server = await openBenchStore({ kind: 'postgres', url, connections: 1 })
  try {
    const isNew = await createDatabase(server.db, name)
    const own = new URL(url)
    own.pathname = `/${name}`
    await run({ name: 'PostgreSQL', database: { kind: 'postgres', url: own.href }, isNew })
    if (lasting === undefined) await dropDatabase(server.db, name)
  } finally {
    await server.close()
  }
}
