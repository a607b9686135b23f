// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { openStore, type Database } from '@headwater/store/open'
import { givenServerDatabase } from '@headwater/store/testing'
import { serveHub, type Serving } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'headwater-trouble-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

interface Told {
  readonly what: string
}

async function start(database: Database, logged: Told[]): Promise<Serving> {
  return serveHub({
    database,
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL('http://hub.example'),
    limits: DEFAULT_LIMITS,
    maxUpload: 50_000_000,
    version: '0.0.0',
    now: () => new Date(),
    newLink: true,
    grace: 2_000,
    log: (line) => logged.push(line as unknown as Told),
  })
}

/** The first administrator, at this hub. */
async function administrator({ port, link }: Serving) {
  let cookie = ''
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        origin: 'http://hub.example',
        'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
        ...(cookie === '' ? {} : { cookie }),
      },
      ...(body === undefined
        ? {}
        : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await response.text()
    const said = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
    return { status: response.status, said }
  }
  await ask('POST', '/api/v1/sessions', { link: link?.split('#')[1] })
  const product = await ask('POST', '/api/v1/products', { name: 'Lantern' })
  const release = await ask('POST', '/api/v1/releases', {
    product: product.said['id'],
    name: '1.0',
  })
  const path = `/api/v1/releases/${String(release.said['id'])}`
  return {
    cookie: () => cookie,
    ask,
    path,
    upload: (body: Buffer) => ask('POST', `${path}/documents?fileName=x`, body),
  }
}

let serial = 0
/** What no compression makes small. */
function sbom(padding = 0): Buffer {
  const noise = Array.from({ length: padding / 16 }, () => Math.random().toString(36).slice(2, 18))
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: ++serial,
      metadata: { properties: [{ name: 'noise', value: noise.join('') }] },
      components: [{ type: 'library', name: 'brook', version: '1', purl: 'pkg:npm/brook@1' }],
    }),
  )
}

describe.skipIf(process.env['HEADWATER_TEST_POSTGRES'] === undefined)(
  'a PostgreSQL that goes away and comes back',
  () => {
    it('is said, and nothing is lost', async () => {
      const url = new URL((await givenServerDatabase(`trouble_${process.pid}`)) ?? '')
      const line = await openLine(Number(url.port))
      url.port = String(line.port)
      const logged: Told[] = []
      const serving = await start({ kind: 'postgres', url: url.href }, logged)
      const { ask, path, upload } = await administrator(serving)
      expect((await upload(sbom())).status).toBe(201)
      expect((await ask('GET', '/healthz')).status).toBe(200)

      await line.cut()
      expect(await upload(sbom())).toMatchObject({ status: 503, said: { code: 'unavailable' } })
      expect((await ask('GET', path)).status).toBe(503)
      expect((await ask('GET', '/healthz')).status).toBe(503)
      const times = (what: string) => logged.filter((each) => each.what === what).length
      await expect.poll(() => times('the database is away'), { timeout: 20_000 }).toBe(1)

      await line.mend()
      await expect.poll(() => times('the database is back'), { timeout: 20_000 }).toBe(1)
      expect(times('the database is away')).toBe(1)
      expect((await upload(sbom())).status).toBe(201)
      await expect
        .poll(async () => (await ask('GET', path)).said['state'], { timeout: 30_000 })
        .toBe('judged')
      expect((await ask('GET', '/healthz')).status).toBe(200)
      await serving.close()
      await line.cut()
    }, 120_000)
  },
)

/** A line to the server that can be cut: to who uses it, the server is gone. */
async function openLine(target: number) {
  const sockets = new Set<Socket>()
  let server: Server
  const listen = (port: number): Promise<number> =>
    new Promise((resolve) => {
      server = createServer((near) => {
        const far = connect(target, '127.0.0.1')
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(from)
          from.on('error', () => to.destroy())
          from.on('close', () => to.destroy())
          from.pipe(to)
        }
      })
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    })
  const port = await listen(0)
  return {
    port,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      await closed
    },
    async mend() {
      await listen(port)
    },
  }
}

/** A disk of its own, which can be filled. Undefined where we may not make one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = join(scratch, `disk-${++serial}`)
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
    return folder
  } catch {
    return undefined
  }
}

const disk = smallDisk(1)
const embedded = disk === undefined ? undefined : smallDisk(200)
afterAll(() => {
  for (const each of [disk, embedded]) {
    if (each !== undefined) execFileSync('umount', ['-l', each])
  }
})

/** Writes until nothing more fits. */
function fill(folder: string): string {
  const file = join(folder, 'filler')
  for (let size = 1 << 20; size >= 512; size >>= 1) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // a smaller piece may still fit
    }
  }
  return file
}

it('ends what is in hand before it stops, and says no more to who comes then', async () => {
  const serving = await start({ kind: 'memory' }, [])
  const { cookie, path } = await administrator(serving)
  let send: (bytes: Uint8Array) => void = () => undefined
  let end: () => void = () => undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (bytes) => controller.enqueue(bytes)
      end = () => controller.close()
    },
  })
  const bytes = sbom(100_000)
  const address = `http://127.0.0.1:${serving.port}${path}/documents?fileName=x`
  const headers = { origin: 'http://hub.example', cookie: cookie() }
  send(bytes.subarray(0, 1_000))
  const answer = fetch(address, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const closed = serving.close()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await expect(fetch(address)).rejects.toThrow('fetch failed')
  send(bytes.subarray(1_000))
  end()
  expect((await answer).status).toBe(201)
  await closed
}, 60_000)

describe.skipIf(disk === undefined)('a disk that is full', () => {
  it('refuses what does not fit where uploads are laid down, and takes what does', async () => {
    const logged: Told[] = []
    const serving = await start({ kind: 'memory' }, logged)
    const { ask, upload } = await administrator(serving)
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = disk
    try {
      const refused = await upload(sbom(4_000_000))
      expect(refused).toMatchObject({ status: 507, said: { code: 'out-of-space' } })
      expect(JSON.stringify(refused.said)).not.toContain(scratch)
      expect(logged.map(({ what }) => what)).toContain('request failed')
      expect((await upload(sbom())).status).toBe(201)
      const health = await ask('GET', '/api/v1/health')
      expect(health.said['ailments']).toContainEqual(
        expect.objectContaining({ code: 'disk-full', what: 'A disk is full' }),
      )
      expect(JSON.stringify(health.said)).not.toContain(scratch)
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    }
    expect((await ask('GET', '/healthz')).status).toBe(200)
    await serving.close()
  }, 60_000)

  it('refuses what does not fit into the embedded database, and keeps all that was acknowledged', async () => {
    const directory = join(embedded ?? '', 'hub')
    const logged: Told[] = []
    const serving = await start({ kind: 'embedded', directory }, logged)
    const { ask, upload } = await administrator(serving)
    expect((await upload(sbom())).status).toBe(201)
    const filler = fill(embedded ?? '')
    const refused = await upload(sbom(8_000_000))
    expect([503, 507]).toContain(refused.status)
    rmSync(filler)
    await expect
      .poll(async () => (await ask('GET', '/healthz')).status, { timeout: 30_000 })
      .toBe(200)
    expect((await upload(sbom(8_000_000))).status).toBe(201)
    await serving.close()
    const again = await start({ kind: 'embedded', directory }, logged)
    const response = await fetch(`http://127.0.0.1:${again.port}/healthz`)
    expect(response.status).toBe(200)
    await again.close()
    const store = await openStore(
      { kind: 'embedded', directory },
      { now: () => new Date(), random: randomBytes },
    )
    const kept = await store.db.selectFrom('release_document').select('id').execute()
    await store.close()
    expect(kept).toHaveLength(2)
  }, 120_000)
})
