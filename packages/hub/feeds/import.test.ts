// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { deflateRawSync, crc32 } from 'node:zlib'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { feedById, registerFeed, updateFeed, type Feed } from '@headwater/store/feeds'
import { createOrganisation } from '@headwater/store/portfolio'
import { problems } from '@headwater/store/problems'
import { saveSetting } from '@headwater/store/settings'
import { onEveryDatabase, type TestStore } from '@headwater/store/testing'
import { beginUpload, continueUpload } from '@headwater/store/uploads'
import { importFeed, INNER_HOSTS } from './import.ts'

const OPTIONS = {
  limits: DEFAULT_LIMITS,
  version: '0.0.0',
  fetching: { attempts: 1, pause: 1 },
}

/** Each test has records of its own: a feed does not take those that another one holds word for word. */
let own = 0

const osv = (number: number, more: object = {}): string =>
  JSON.stringify({
    id: `GHSA-${own}-${number}`,
    aliases: [`CVE-2026-${1000 + number}`],
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: `pebble-${number}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
    ...more,
  })

const feedOf = (count: number, more: Readonly<Record<string, string>> = {}): Buffer =>
  zipOf({
    ...Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`GHSA-${own}-${i}.json`, osv(i)]),
    ),
    ...more,
  })

/** A zip with one deflated member for each text. */
function zipOf(texts: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(texts)) {
    const plain = Buffer.from(text)
    const packed = deflateRawSync(plain)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(plain), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(plain.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    entries.push(entry, Buffer.from(name))
    parts.push(head, Buffer.from(name), packed)
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length / 2, 8)
  end.writeUInt16LE(entries.length / 2, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

let served: { body: Uint8Array | string; etag?: string; location?: string }
let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    if (served.location !== undefined) {
      response.writeHead(302, { location: served.location }).end()
      return
    }
    if (served.etag !== undefined && request.headers['if-none-match'] === served.etag) {
      response.writeHead(304).end()
      return
    }
    response.writeHead(200, served.etag === undefined ? {} : { etag: served.etag }).end(served.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

onEveryDatabase((store) => {
  let feed: Feed

  beforeEach(async () => {
    own++
    const { db, newId, now } = store()
    await saveSetting(db, { key: INNER_HOSTS, value: ['127.0.0.1'], at: now() })
    feed = await registerFeed(db, {
      publicId: newId(),
      name: `osv ${newId()}`,
      kind: 'osv',
      url: `${origin}/all.zip`,
      at: now(),
    })
  })

  const run = (more: { upload?: number; acceptsFewer?: boolean } = {}) =>
    importFeed(store(), { feed: feed.id, ...more }, OPTIONS)
  const state = async () => {
    const row = await feedById(store().db, feed.id)
    return { state: row?.state, records: row?.records, error: row?.error }
  }
  const held = async () => {
    const rows = await store()
      .db.selectFrom('advisory')
      .select('name')
      .where('feed_id', '=', feed.id)
      .orderBy('name')
      .execute()
    return rows.map(({ name }) => name)
  }

  it('keeps what is new, then only what changed, and forgets what is gone', async () => {
    served = { body: feedOf(3, { 'README.md': 'hello' }), etag: '"1"' }
    expect(await run()).toMatchObject({ kind: 'imported', records: 3, changed: 3, removed: 0 })
    expect(await run()).toEqual({ kind: 'unchanged' })
    served = {
      body: feedOf(2, { [`GHSA-${own}-0.json`]: osv(0, { summary: 'worse' }) }),
      etag: '"2"',
    }
    expect(await run()).toMatchObject({ kind: 'imported', records: 2, changed: 1, removed: 1 })
    expect(await held()).toEqual([`GHSA-${own}-0`, `GHSA-${own}-1`])
    expect(await state()).toEqual({ state: 'idle', records: 2, error: null })
  })

  it('refuses a lying feed as a whole, says what is wrong, and keeps what it had', async () => {
    served = { body: feedOf(30) }
    await run()
    const lies: readonly (readonly [Uint8Array | string, RegExp])[] = [
      ['<!DOCTYPE html><html><body>Sign in</body></html>', /web page/],
      [feedOf(30).subarray(0, 900), /the file|damaged|zip/],
      ['', /empty|no feed/],
      ['{"a":1}', /no records/],
      ['cve,epss,percentile\nCVE-2026-1,0.5,0.5\n', /1 of kind epss/],
      [feedOf(5), /5 records where there were 30/],
      [
        feedOf(30, Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`x${i}.json`, '{']))),
        /10 of 40 records cannot be read/,
      ],
    ]
    for (const [body, reason] of lies) {
      served = { body }
      const outcome = await run()
      expect(outcome).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(reason) as string,
      })
      expect(JSON.stringify(outcome)).not.toContain('/tmp')
      expect(await held()).toHaveLength(30)
      expect((await state()).state).toBe('failed')
    }
    const wrong = await problems(store().db, { limit: 50 })
    expect(wrong.find(({ key }) => key === `feed:${feed.name}`)).toMatchObject({
      count: lies.length,
      severity: 'error',
    })
    served = { body: feedOf(5) }
    expect(await run({ acceptsFewer: true })).toMatchObject({ kind: 'imported', removed: 25 })
    const left = await problems(store().db, { limit: 50 })
    expect(left.filter(({ key }) => key === `feed:${feed.name}`)).toEqual([])
  })

  it('says of the address of a feed that fails no more than its host: it may hold a key', async () => {
    const { db } = store()
    feed = await updateFeed(db, feed.id, { url: `${origin}/all.zip?key=very-secret` })
    served = { body: 'no feed at all' }
    await run()
    feed = await updateFeed(db, feed.id, { url: 'https://127.0.0.1:1/all.zip?key=very-secret' })
    await run()
    const { error } = await state()
    expect(error).toContain('127.0.0.1:1')
    const told = JSON.stringify([error, await problems(db, { limit: 100 })])
    expect(told).not.toContain('very-secret')
  })

  it('keeps what it had when its server is gone, falls silent, breaks off, or sends without end', async () => {
    served = { body: feedOf(3) }
    await run()
    let behave: (response: ServerResponse) => void = () => undefined
    const bad = createServer((_, response) => behave(response))
    await new Promise<void>((resolve) => bad.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(bad.address() as AddressInfo).port}/all.zip`
    const ways: readonly ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(404).end(),
      (response) => response.writeHead(500).end(),
      // more bytes are announced than come
      (response) => {
        response.writeHead(200, { 'content-length': '100000' })
        response.write('PK', () => response.destroy())
      },
      (response) => {
        response.writeHead(200)
        const more = (): void =>
          void response.write(Buffer.alloc(64_000), () => setTimeout(more, 1))
        response.on('error', () => undefined)
        more()
      },
      // it takes the question and says nothing
      () => undefined,
    ]
    await updateFeed(store().db, feed.id, { url: address })
    for (const way of ways) {
      behave = way
      const outcome = await importFeed(
        store(),
        { feed: feed.id },
        { ...OPTIONS, fetching: { attempts: 1, pause: 1, maxBytes: 500_000, patience: 300 } },
      )
      expect(outcome.kind).toBe('failed')
      expect(await held()).toHaveLength(3)
    }
    bad.closeAllConnections()
    await new Promise((resolve) => bad.close(resolve))
    expect(await run()).toMatchObject({ kind: 'failed' })
    expect(await held()).toHaveLength(3)
    const wrong = await problems(store().db, { limit: 50 })
    expect(wrong.find(({ key }) => key === `feed:${feed.name}`)?.count).toBe(ways.length + 1)
  })

  it('says which records cannot be read, and keeps what they said before', async () => {
    served = { body: feedOf(20) }
    await run()
    served = { body: feedOf(20, { [`GHSA-${own}-3.json`]: '{"id":' }) }
    expect(await run()).toMatchObject({ kind: 'imported', removed: 0 })
    expect(await held()).toHaveLength(20)
    const wrong = await problems(store().db, { limit: 50 })
    expect(wrong.find(({ key }) => key === `feed:${feed.name}:records`)?.detail).toContain(
      `GHSA-${own}-3`,
    )
  })

  it('asks no inner address, also not by a redirect', async () => {
    served = { body: '', location: 'http://localhost:1/metadata' }
    expect(await run()).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/localhost is an inner address/) as string,
    })
    await saveSetting(store().db, { key: INNER_HOSTS, value: [], at: store().now() })
    served = { body: feedOf(3) }
    expect(await run()).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/127.0.0.1 is an inner address/) as string,
    })
    expect(await held()).toEqual([])
  })

  it('takes a file that somebody hands over', async () => {
    const given = await givenUpload(store(), feedOf(4))
    expect(await run({ upload: given })).toMatchObject({ kind: 'imported', changed: 4 })
    const single = await givenUpload(store(), Buffer.from(osv(9)))
    expect(await run({ upload: single })).toMatchObject({ kind: 'imported', changed: 1 })
    expect(await held()).toHaveLength(5)
    expect(await store().db.selectFrom('upload').select('id').execute()).toEqual([])
  })

  it('reads catalogues of exploited vulnerabilities and scores', async () => {
    const { db, newId, now } = store()
    const kev = await registerFeed(db, { publicId: newId(), name: newId(), kind: 'kev', at: now() })
    const epss = await registerFeed(db, {
      publicId: newId(),
      name: newId(),
      kind: 'epss',
      at: now(),
    })
    const catalogue = {
      title: 'CISA Catalog of Known Exploited Vulnerabilities',
      catalogVersion: '2026.09.10',
      dateReleased: '2026-09-10T00:00:00Z',
      count: 1,
      vulnerabilities: [
        {
          cveID: 'CVE-2026-1001',
          vendorProject: 'Acme',
          product: 'Pebble',
          vulnerabilityName: 'Pebble overflow',
          dateAdded: '2026-09-10',
          shortDescription: 'It overflows.',
          requiredAction: 'Update.',
          dueDate: '2026-10-01',
        },
      ],
    }
    const given = await givenUpload(store(), Buffer.from(JSON.stringify(catalogue)))
    expect(await importFeed(store(), { feed: kev.id, upload: given }, OPTIONS)).toMatchObject({
      kind: 'imported',
      records: 1,
    })
    const cut = await givenUpload(
      store(),
      Buffer.from(JSON.stringify({ ...catalogue, vulnerabilities: [] })),
    )
    expect(await importFeed(store(), { feed: kev.id, upload: cut }, OPTIONS)).toMatchObject({
      kind: 'failed',
    })
    const scores = await givenUpload(
      store(),
      Buffer.from(
        '#model_version:v1,score_date:2026-09-10T00:00:00Z\ncve,epss,percentile\nCVE-2026-1001,0.5,0.9\n',
      ),
    )
    expect(await importFeed(store(), { feed: epss.id, upload: scores }, OPTIONS)).toMatchObject({
      kind: 'imported',
      records: 1,
    })
    const entry = await db.selectFrom('kev_entry').selectAll().execute()
    expect(entry).toMatchObject([{ vulnerability: 'CVE-2026-1001', catalogue: 'CISA KEV' }])
    const score = await db.selectFrom('epss_score').selectAll().execute()
    expect(score).toMatchObject([{ vulnerability: 'CVE-2026-1001', probability: 0.5 }])
  })
})

async function givenUpload({ db, newId, now }: TestStore, bytes: Buffer): Promise<number> {
  const at = now()
  const { id } = await createOrganisation(db, { publicId: newId(), name: newId(), at })
  const upload = await beginUpload(db, { publicId: newId(), organisation: id, purpose: {}, at })
  await continueUpload(db, { upload: upload.id, offset: 0, bytes, at })
  return upload.id
}
