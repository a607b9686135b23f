// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../audit/index.ts'
import { restoreBackup } from '../backup/index.ts'
import { documentBytes } from '../documents/index.ts'
import { listFindings } from '../findings/index.ts'
import { claimJobs } from '../jobs/index.ts'
import { createProduct, products } from '../portfolio/index.ts'
import { describeSchema } from '../schema/describe.ts'
import { openTestStore, runSql, TEST_DATABASES, type TestStore } from '../testing/index.ts'
import { readMigrations } from './index.ts'

/**
 * What the store held at the end of each schema that people had, as `headwater backup` writes it, unpacked. It is brought up to date
 * as their databases are: by the migrations behind it. A file is added whenever one is released, and none is ever changed.
 */
const FOLDER = join(import.meta.dirname, 'golden')
const GOLDEN = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

/** Rows of each table, as the file has them. */
function rowsOf(text: string): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  let table = ''
  for (const line of text.trimEnd().split('\n')) {
    const value = JSON.parse(line) as readonly unknown[] | { readonly table?: string }
    if (Array.isArray(value)) rows.set(table, (rows.get(table) ?? 0) + 1)
    else table = (value as { readonly table?: string }).table ?? table
  }
  return rows
}

for (const { name, database } of TEST_DATABASES) {
  describe.each(GOLDEN)(`on ${name}, a database as it stood at %s`, (file) => {
    let store: TestStore
    const text = readFileSync(join(FOLDER, file), 'utf8')
    beforeAll(async () => {
      store = await openTestStore(database)
      await restoreBackup(store.db, once(gzipSync(text)), { now: store.now })
    }, 120_000)
    afterAll(() => store.close())

    it('has the schema of today, and every row that it had', async () => {
      expect(await describeSchema(store.db)).toBe(
        readFileSync(join(import.meta.dirname, '..', 'schema', 'schema.sql'), 'utf8'),
      )
      const landed = await store.db.selectFrom('schema_migration').select('name').execute()
      expect(landed).toHaveLength(readMigrations().length)
      const before = rowsOf(text)
      expect(before.size).toBeGreaterThan(40)
      for (const [table, count] of before) {
        const [row] = await runSql<{ count: number }>(
          store.db,
          `select count(*) as count from ${table}`,
        )
        expect(row?.count, table).toBeGreaterThanOrEqual(count)
      }
    })

    it('answers as it did, and goes on', async () => {
      const { db, now, newId } = store
      expect(await verifyAudit(db, 1)).toMatchObject({ kind: 'whole', length: 3 })
      const visible = { organisation: 1, products: 'all' } as const
      const query = { sort: 'priority', direction: 'down', limit: 10 } as const
      const findings = await listFindings(db, visible, {}, query)
      expect(findings.map(({ vulnerability }) => vulnerability).sort()).toEqual([
        'CVE-2026-0401',
        'CVE-2026-0401',
        'CVE-2026-0402',
      ])
      const read: Uint8Array[] = []
      for await (const chunk of documentBytes(db, 2)) read.push(chunk)
      expect(Buffer.concat(read).toString()).toContain('CycloneDX')
      const until = new Date(Date.parse(now()) + 60_000).toISOString()
      const claim = { by: 'w', limit: 10, at: now(), until }
      // of two jobs of a release one is left over from a process that is gone
      store.advance(7 * 86_400_000)
      const jobs = await claimJobs(db, { ...claim, at: now() })
      expect(jobs).toMatchObject([{ kind: 'judge-release', attempts: 2 }])
      await createProduct(db, { publicId: newId(), organisation: 1, name: 'Next', at: now() })
      expect(await products(db, visible, { limit: 10 })).toHaveLength(2)
    })
  })
}
