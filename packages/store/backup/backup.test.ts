// SPDX-License-Identifier: Apache-2.0
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { appendAudit, verifyAudit } from '../audit/index.ts'
import { assess } from '../assessments/index.ts'
import { documentBytes, saveDocument } from '../documents/index.ts'
import { saveFindings } from '../findings/index.ts'
import { enqueue } from '../jobs/index.ts'
import { storeSize, tidy } from '../maintenance/index.ts'
import { createProduct } from '../portfolio/index.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
  openTestStore,
  TEST_DATABASES,
  type TestStore,
} from '../testing/index.ts'
import { restoreBackup, verifyBackup, writeBackup } from './index.ts'
import { TABLES } from '../schema/index.ts'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import { createAccount } from '../accounts/index.ts'

async function fill(store: TestStore): Promise<{ organisation: number; document: number }> {
  const { db, newId, now } = store
  const { organisation, release } = await givenRelease(store)
  const { components } = await givenDocument(store, 'backed up', {
    components: [
      npm('kept', '1'),
      { identity: { name: `quote"\\ \n{é},NULL\u2028\u0085x`, purls: ['a,b', '"'] } },
    ],
    files: [
      {
        path: 'a\tb.c',
        digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
        role: 'source',
      },
    ],
  })
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id: document } = await saveDocument(db, { sha256, bytes, at: now() })
  const vulnerabilities = await givenVulnerabilities(store, [
    { name: 'CVE-2026-0401', severity: { score: 9 } },
  ])
  const findings = [finding(components[0]!, vulnerabilities[0]!, { evidence: { text: 'a\n"b"' } })]
  await saveFindings(db, [{ release, components: 'all', findings }], { cause: {}, at: now() })
  await saveFindings(db, [{ release, components: 'all', findings: [] }], { cause: {}, at: now() })
  const author = await createAccount(db, {
    publicId: newId(),
    name: 'Ada',
    email: 'ada@example.org',
    at: now(),
  })
  for (const verdict of ['affected', 'fixed'] as const) {
    await assess(db, {
      publicId: newId(),
      organisation,
      scope: { kind: 'release', release },
      vulnerability: vulnerabilities[0]!,
      verdict,
      reason: 'So.',
      author: author.id,
      needsApproval: false,
      at: now(),
    })
  }
  await enqueue(db, { kind: 'mail', payload: { to: 'x' }, at: now() })
  await appendAudit(db, { organisation, at: now(), actor: 'a', action: 'b', subject: 'c' })
  return { organisation, document }
}

/** Every row of every table, as texts. */
async function everything({ db }: TestStore): Promise<unknown> {
  const all: Record<string, unknown> = {}
  for (const name of Object.keys(TABLES)) {
    const { rows } = await sql<{
      row: string
    }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(db)
    all[name] = rows.map(({ row }) => row)
  }
  return all
}

async function backupOf({ db, now }: TestStore): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeBackup(db, { at: now() })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000)
}

onEveryDatabase((store, name) => {
  for (const target of TEST_DATABASES) {
    it(`is restored on ${target.name}, row by row, and goes on from there`, async () => {
      const isFilled =
        (await store().db.selectFrom('organisation').select('id').execute()).length > 0
      const { organisation, document } = isFilled
        ? { organisation: 1, document: 2 }
        : await fill(store())
      const backup = await backupOf(store())
      const other = await openTestStore(target.database)
      try {
        const { db, now, newId } = other
        const rows = await restoreBackup(db, pieces(backup), { now })
        expect(rows).toBeGreaterThan(20)
        expect(await verifyBackup(pieces(backup))).toBe(rows)
        expect(await everything(other)).toEqual(await everything(store()))
        expect(await verifyAudit(db, organisation)).toMatchObject({ kind: 'whole', length: 1 })
        const read: Uint8Array[] = []
        for await (const chunk of documentBytes(db, document)) read.push(chunk)
        expect(Buffer.concat(read)).toHaveLength(100_000)
        // ids go on behind those that are there, and history is append-only again
        await createProduct(db, { publicId: newId(), organisation, name: 'Next', at: now() })
        await expect(db.deleteFrom('finding_event').execute()).rejects.toMatchObject({
          code: 'APPEND_ONLY',
        })
        await expect(restoreBackup(db, pieces(backup), { now })).rejects.toMatchObject({
          code: 'CONFLICT',
        })
      } finally {
        await other.close()
      }
    }, 60_000)
  }

  it('is refused whole where it is cut off, or is something else', async () => {
    const backup = await backupOf(store())
    const text = gunzipSync(backup).toString()
    const lines = text.split('\n')
    const target = await openTestStore(TEST_DATABASES.find((one) => one.name === name)!.database)
    const without = (index: number) => gzipSync(lines.filter((_, at) => at !== index).join('\n'))
    const row = lines.findIndex((line) => line.startsWith('["'))
    try {
      const before = await everything(target)
      for (const [bad, code] of [
        [backup.subarray(0, backup.length >> 1), 'BAD_BACKUP'],
        [gzipSync(lines.slice(0, -2).join('\n')), 'BAD_BACKUP'],
        [without(row), 'BAD_BACKUP'],
        [without(0), 'BAD_BACKUP'],
        [Buffer.from('no gzip'), 'BAD_BACKUP'],
        [gzipSync(''), 'BAD_BACKUP'],
        [
          gzipSync(text.replace('"backed up"', '"backed_up"').replace('kept', 'Kept')),
          'BAD_BACKUP',
        ],
        [gzipSync(text.replace('0001-portfolio', '0001-other')), 'MIGRATION_CHANGED'],
        [
          gzipSync(
            text.replace('"migrations":[', '"migrations":[{},{},{},{},{},{},{},{},{},{},{},{},'),
          ),
          'MIGRATION_CHANGED',
        ],
      ] as const) {
        await expect(
          restoreBackup(target.db, pieces(bad), { now: target.now }),
        ).rejects.toMatchObject({ code })
        await expect(verifyBackup(pieces(bad))).rejects.toMatchObject({ code })
      }
      expect(await everything(target)).toEqual(before)
    } finally {
      await target.close()
    }
  }, 60_000)

  it('can be tidied, and says how large it is', async () => {
    await tidy(store().db)
    const { bytes, rows } = await storeSize(store().db)
    expect(bytes).toBeGreaterThan(100_000)
    expect(rows['finding']).toBe(1)
  })
})
