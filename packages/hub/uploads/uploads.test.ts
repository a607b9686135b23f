// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createBuild } from '@headwater/store/portfolio'
import { saveSetting } from '@headwater/store/settings'
import { givenRelease, onEveryDatabase } from '@headwater/store/testing'
import { givenHub, givenOrganisation, givenPerson, type Asking } from '../testing/index.ts'
import { createWorker, RECEIVE_UPLOAD } from '../work/index.ts'
import { receiveUpload } from './receive.ts'
import { uploadRoutes } from './routes.ts'

const SBOM = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  components: [{ type: 'library', name: 'brook', version: '1.0.0', purl: 'pkg:npm/brook@1.0.0' }],
})
const base64 = (text: string) => Buffer.from(text).toString('base64')
const digest = (algorithm: string, text: string) =>
  createHash(algorithm).update(text).digest('base64')

onEveryDatabase((store) => {
  const given = async (quota?: object) => {
    const { db, now, newId } = store()
    const home = await givenOrganisation(store(), 'Acme')
    const { release, product } = await givenRelease(store(), { organisation: home.id })
    const { public_id: publicId } = await db
      .selectFrom('release')
      .select('public_id')
      .where('id', '=', release)
      .executeTakeFirstOrThrow()
    if (quota !== undefined) {
      const key = { organisation: home.id, key: 'upload-quota' }
      await saveSetting(db, { ...key, value: quota, at: now() })
    }
    const person = (role: 'contributor' | 'viewer', of = home.id) =>
      givenPerson(store(), {
        email: `${newId()}@example.org`,
        organisation: of,
        roles: [{ role }],
      })
    const { token } = await person('contributor')
    // each request meets another hub, as after a restart
    const tus = (method: string, path: string, asking: Asking = {}) =>
      givenHub(store(), uploadRoutes, { maxUpload: 10_000 }).ask(method, path, {
        token,
        ...asking,
        headers: { 'tus-resumable': '1.0.0', ...asking.headers },
      })
    const path = `/api/v1/releases/${publicId}/uploads`
    const begin = (length: string | number, metadata = '', asking: Asking = {}) =>
      tus('POST', path, {
        ...asking,
        headers: { 'upload-length': String(length), 'upload-metadata': metadata },
      })
    const piece = (
      at: string,
      offset: string | number,
      body: string,
      headers: Asking['headers'] = {},
      asking: Asking = {},
    ) =>
      tus('PATCH', at, {
        body,
        ...asking,
        headers: {
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
          ...headers,
        },
      })
    const { hub } = givenHub(store(), uploadRoutes)
    const worker = createWorker({
      store: store(),
      name: 'w',
      pause: 1,
      handlers: {
        [RECEIVE_UPLOAD]: (payload) =>
          receiveUpload(hub, (payload as { readonly upload: number }).upload),
      },
      report: ({ error }) => expect.unreachable(String(error)),
      isFinal: () => true,
    })
    return { tus, begin, piece, worker, path, release, product, home, person, token }
  }

  it('takes a document in pieces, each at another process, and puts it into its release', async () => {
    const { tus, begin, piece, worker, path, release } = await given()
    const options = await tus('OPTIONS', '/api/v1/uploads')
    expect(options.headers.get('tus-version')).toBe('1.0.0')
    expect(options.headers.get('tus-extension')).toContain('creation')
    expect(options.headers.get('tus-max-size')).toBe('10000')
    const made = await begin(SBOM.length, `filename ${base64('a.json')},type ${base64('source')}`)
    expect(made.status).toBe(201)
    expect(made.headers.get('upload-expires')).toBe('Sat, 12 Sep 2026 08:00:00 GMT')
    const at = made.headers.get('location') ?? ''
    expect((await piece(at, 0, SBOM.slice(0, 50))).headers.get('upload-offset')).toBe('50')
    const head = await tus('HEAD', at)
    expect([
      head.status,
      head.headers.get('upload-offset'),
      head.headers.get('upload-length'),
    ]).toEqual([200, '50', String(SBOM.length)])
    expect(head.headers.get('cache-control')).toBe('no-store')
    expect((await tus('GET', path)).said).toMatchObject({ items: [{ offset: 50, state: 'open' }] })
    expect((await piece(at, 50, SBOM.slice(50))).status).toBe(204)
    expect((await tus('GET', at)).said).toMatchObject({ state: 'complete' })
    expect((await tus('DELETE', at)).status).toBe(409)
    await worker.drain()
    expect((await tus('GET', at)).said).toMatchObject({
      state: 'done',
      receipt: { lane: 'source', isNew: true },
    })
    const held = await store()
      .db.selectFrom('release_document')
      .select(['name', 'lane'])
      .where('release_id', '=', release)
      .execute()
    expect(held).toEqual([{ name: 'a.json', lane: 'source' }])
    expect((await piece(at, SBOM.length, '')).status).toBe(409)
  })

  it('refuses what cannot be read, or is not what was announced, with every fault', async () => {
    const { tus, begin, piece, worker } = await given()
    const bad = (await begin(2)).headers.get('location') ?? ''
    await piece(bad, 0, '{}')
    const other = `sha256 ${base64(createHash('sha256').update('other').digest('hex'))}`
    const wrong = (await begin(SBOM.length, other)).headers.get('location') ?? ''
    await piece(wrong, 0, SBOM)
    await worker.drain()
    expect((await tus('GET', bad)).said).toMatchObject({
      state: 'refused',
      problem: { code: 'unreadable-document' },
    })
    expect((await tus('GET', wrong)).said).toMatchObject({
      state: 'refused',
      problem: { code: 'checksum-mismatch' },
    })
  })

  it('puts it where its sender says: in this lane, of this build', async () => {
    const { db, newId, now } = store()
    const { begin, piece, worker, release, home } = await given()
    const { public_id: build, id } = await createBuild(db, {
      publicId: newId(),
      organisation: home.id,
      release,
      name: 'build 7',
      at: now(),
    })
    const metadata = (of: string) => `type ${base64('design')},build ${base64(of)}`
    expect((await begin(9, metadata(newId()))).status).toBe(404)
    const made = await begin(SBOM.length, metadata(build))
    await piece(made.headers.get('location') ?? '', 0, SBOM)
    await worker.drain()
    const row = await db
      .selectFrom('release_document')
      .select(['lane', 'build_id'])
      .where('release_id', '=', release)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ lane: 'design', build_id: id })
  })

  it('keeps nothing at an offset that is not the next one, nor beyond the end', async () => {
    const { tus, begin, piece } = await given()
    const at = (await begin(10)).headers.get('location') ?? ''
    expect((await piece(at, 0, 'abc')).status).toBe(204)
    for (const [offset, status] of [
      ['0', 409],
      ['2', 409],
      ['4', 409],
      ['9007199254740993', 400],
      ['-1', 400],
      ['3.0', 400],
      ['0x3', 400],
      ['', 400],
      ['1e1', 400],
    ] as const) {
      expect((await piece(at, offset, 'xyz')).status, offset).toBe(status)
    }
    expect((await piece(at, 3, 'x'.repeat(8))).status).toBe(413)
    expect((await piece(at, 3, 'x', { 'content-type': 'text/plain' })).status).toBe(415)
    const old = await piece(at, 3, 'x', { 'tus-resumable': '0.2.2' })
    expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0'])
    expect((await tus('HEAD', at)).headers.get('upload-offset')).toBe('3')
    for (const length of ['0', '-1', '', 'a', '10001', '99999999999999999999']) {
      expect((await begin(length)).status, length).toBeGreaterThanOrEqual(400)
    }
    for (const metadata of ['filename', 'filename ä', 'type bm9uZQ==', 'a b c']) {
      expect((await begin(9, metadata)).status, metadata).toBeGreaterThanOrEqual(
        metadata === 'filename' ? 422 : 400,
      )
    }
  })

  it('keeps a piece with a checksum as a whole or not at all', async () => {
    const { tus, begin, piece } = await given()
    const at = (await begin(10)).headers.get('location') ?? ''
    const sum = (algorithm: string, text: string) => ({
      'upload-checksum': `${algorithm} ${digest(algorithm, text)}`,
    })
    expect((await piece(at, 0, 'abc', sum('sha1', 'abd'))).status).toBe(460)
    expect((await piece(at, 0, 'abc', sum('md5', 'abc'))).status).toBe(400)
    expect((await piece(at, 0, 'abc', { 'upload-checksum': 'sha1' })).status).toBe(460)
    expect((await tus('HEAD', at)).headers.get('upload-offset')).toBe('0')
    expect((await piece(at, 0, 'abc', sum('sha1', 'abc'))).status).toBe(204)
    expect((await piece(at, 3, 'def', sum('sha256', 'def'))).status).toBe(204)
  })

  it('lets one of several who send at once go on, and keeps what came before a connection broke', async () => {
    const { tus, begin, piece, token } = await given()
    const at = (await begin(9)).headers.get('location') ?? ''
    const all = await Promise.all(['abc', 'ABC', 'xyz'].map((text) => piece(at, 0, text)))
    expect(all.map(({ status }) => status).sort()).toEqual([204, 409, 409])
    const { app } = givenHub(store(), uploadRoutes, { maxUpload: 10_000 })
    let count = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (count++ === 0) controller.enqueue(Buffer.from('de'))
        else controller.error(new Error('reset'))
      },
    })
    const broken = await app.request(at, {
      method: 'PATCH',
      body,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '3',
      },
    } as RequestInit)
    expect(broken.status).toBe(400)
    expect((await tus('HEAD', at)).headers.get('upload-offset')).toBe('5')
  })

  it('is seen and gone on with by nobody but who began it', async () => {
    const { tus, begin, piece, person } = await given()
    const at = (await begin(9)).headers.get('location') ?? ''
    const elsewhere = await givenOrganisation(store(), 'Else')
    for (const { token } of [
      await person('contributor'),
      await person('contributor', elsewhere.id),
    ]) {
      expect((await tus('GET', at, { token })).status).toBe(404)
      expect((await piece(at, 0, 'x', {}, { token })).status).toBe(404)
      expect((await tus('DELETE', at, { token })).status).toBe(404)
    }
    const viewer = await person('viewer')
    expect((await begin(9, '', { token: viewer.token })).status).toBe(403)
    const foreign = await person('contributor', elsewhere.id)
    expect((await begin(9, '', { token: foreign.token })).status).toBe(404)
  })

  it('lets an organisation send so much at once, and forgets what nobody goes on with', async () => {
    const { tus, begin, piece } = await given({ bytes: 100, count: 3 })
    const first = (await begin(60)).headers.get('location') ?? ''
    const full = await begin(60)
    expect(full.said).toMatchObject({ code: 'quota-exceeded' })
    expect(full.headers.get('retry-after')).toBe('60')
    const two = await Promise.all([begin(15), begin(15), begin(15)])
    expect(two.map(({ status }) => status).sort()).toEqual([201, 201, 429])
    expect((await tus('DELETE', first)).status).toBe(204)
    expect((await tus('HEAD', first)).status).toBe(404)
    expect((await begin(60)).status).toBe(201)
    store().advance(25 * 3_600_000)
    const gone = two.find(({ status }) => status === 201)?.headers.get('location') ?? ''
    expect((await piece(gone, 0, 'x')).status).toBe(404)
    expect((await begin(100)).status).toBe(201)
    const left = await store()
      .db.selectFrom('upload')
      .select('size')
      .where('state', '=', 'open')
      .where('size', 'in', [15, 60])
      .execute()
    expect(left).toEqual([])
  })
})
