// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { createOrganisation } from '../portfolio/index.ts'
import { onEveryDatabase, openTestStore } from '../testing/index.ts'
import { openStore, type StoreOptions } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const options: StoreOptions = {
  now: () => new Date('2026-09-11T08:00:00.000Z'),
  random: randomBytes,
  patience: 1_500,
}

onEveryDatabase((store, name) => {
  it.skipIf(name === 'PGlite')('goes on with another connection where one was lost', async () => {
    const { db } = store()
    const lost = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
    await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  })

  it('tells of a query that takes more than a second, and of no other', async () => {
    const { db } = store()
    await sql`select 1`.execute(db)
    await sql`select pg_sleep(1.1)`.execute(db)
    expect(store().slow.map(({ sql: text }) => text)).toEqual(['select pg_sleep(1.1)'])
    expect(store().slow[0]!.ms).toBeGreaterThan(1_000)
  })

  it('gives values of the same types', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as big, sum(2::bigint) as total, array[1, null]::bigint[] as ids,
        '2026-09-11 10:00:00.5+02'::timestamptz(3) as at, array['2026-09-11 08:00:00Z'::timestamptz(3)] as instants,
        '2026-09-11'::date as day, '\\x00ff'::bytea as bytes, '{"a":[1]}'::json as json, array['a,b', null] as texts,
        0.5::real as ratio
    `.execute(store().db)
    expect(rows).toEqual([
      {
        big: 9007199254740991,
        total: 2,
        ids: [1, null],
        at: '2026-09-11T08:00:00.500Z',
        instants: ['2026-09-11T08:00:00.000Z'],
        day: '2026-09-11',
        bytes: Buffer.from([0, 255]),
        json: { a: [1] },
        texts: ['a,b', null],
        ratio: 0.5,
      },
    ])
    await expect(sql`select 9007199254740992::bigint`.execute(store().db)).rejects.toThrow('2^53')
  })

  it('goes on after an error of any stage of a query', async () => {
    const { db } = store()
    for (const [query, code] of [
      [sql`selec`, '42601'],
      [sql`select 1 / ${0}::integer`, '22012'],
      [sql`select * from nowhere where a = ${1}`, '42P01'],
      [sql`select ${'x'}::integer`, '22P02'],
    ] as const) {
      await expect(query.execute(db)).rejects.toMatchObject({ code })
      expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    }
  })

  it('undoes a transaction that fails', async () => {
    const { db, newId, now } = store()
    const failing = db.transaction().execute(async (trx) => {
      await createOrganisation(trx, { publicId: newId(), name: 'Lost', at: now() })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const found = await db
      .selectFrom('organisation')
      .select('id')
      .where('name', '=', 'Lost')
      .execute()
    expect(found).toEqual([])
  })

  it('names what is broken by its code and constraint', async () => {
    const { db, newId, now } = store()
    const id = newId()
    await createOrganisation(db, { publicId: id, name: 'One', at: now() })
    await expect(
      createOrganisation(db, { publicId: id, name: 'Two', at: now() }),
    ).rejects.toMatchObject({ code: 'CONFLICT', constraint: 'organisation_public_id_key' })
  })

  it('makes ids that sort by time and are of version 7', () => {
    const first = store().newId()
    store().advance(1)
    const second = store().newId()
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(second > first).toBe(true)
  })
})

describe('the embedded database', () => {
  it('keeps what it was told, and its directory for itself', async () => {
    const directory = join(folder, 'kept')
    const store = await openStore({ kind: 'embedded', directory }, options)
    await createOrganisation(store.db, { publicId: store.newId(), name: 'Kept', at: store.now() })
    await expect(openStore({ kind: 'embedded', directory }, options)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await store.close()
    const again = await openStore({ kind: 'embedded', directory }, options)
    const rows = await again.db.selectFrom('organisation').select(['name', 'created_at']).execute()
    expect(rows).toEqual([{ name: 'Kept', created_at: '2026-09-11T08:00:00.000Z' }])
    await again.close()
  })

  it('fails in time when a query waits for the transaction that it stands in', async () => {
    const store = await openStore({ kind: 'memory' }, options)
    const nested = store.db.transaction().execute(async () => {
      await store.db.selectFrom('organisation').selectAll().execute()
    })
    await expect(nested).rejects.toMatchObject({ code: 'BUSY' })
    expect(await store.db.selectFrom('organisation').selectAll().execute()).toEqual([])
    await store.close()
  })
})

it('says that a server is not there', async () => {
  const nowhere = { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' } as const
  await expect(openTestStore(nowhere)).rejects.toMatchObject({ code: 'CANNOT_OPEN' })
})
