// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { EPSS, KEV, osvRecord, temporaryFolder, zipOfFeed } from '@headwater/testing/feeds'
import { openMirror, readManifest } from '../folder/index.ts'
import type { ImportOutcome } from '../import/index.ts'
import { KNOWN_FEEDS, knownFeed, updateFeeds, type FeedAddress } from './index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let temporary: ReturnType<typeof temporaryFolder>
let folder: string
let server: Server
let base: string
let answers: Record<string, Answer>
let asked: { path: string; headers: IncomingMessage['headers'] }[]

beforeEach(async () => {
  temporary = temporaryFolder()
  folder = join(temporary.path, 'mirror')
  answers = {}
  asked = []
  server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, headers: request.headers })
    const answer = answers[path]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  temporary.remove()
})

function update(
  feeds: readonly FeedAddress[],
  fetching: Parameters<typeof updateFeeds>[0]['fetching'] = {},
): Promise<ImportOutcome> {
  return updateFeeds({
    folder,
    feeds,
    limits: DEFAULT_LIMITS,
    now: new Date('2026-03-01T00:00:00Z'),
    userAgent: 'headwater/test',
    progress: () => undefined,
    fetching: { pause: 1, patience: 2000, ...fetching },
  })
}

const file = (body: string | Uint8Array, headers: Record<string, string> = {}): Answer => {
  return (_request, response) => void response.writeHead(200, headers).end(body)
}

const feed = (name: string, path: string): FeedAddress => ({ name, url: `${base}${path}` })

const PYPI = zipOfFeed({ 'PYSEC-2026-1.json': osvRecord('PYSEC-2026-1', '2') })

describe('updating the mirror', () => {
  it('fetches feeds of every kind', async () => {
    answers = {
      '/PyPI/all.zip': file(PYPI),
      '/kev.json': file(gzipSync(JSON.stringify(KEV)), { 'content-encoding': 'gzip' }),
      '/epss.csv.gz': file(gzipSync(EPSS)),
    }
    const { imported, failures } = await update([
      feed('osv:PyPI', '/PyPI/all.zip'),
      feed('CISA KEV', '/kev.json'),
      feed('EPSS', '/epss.csv.gz'),
    ])
    expect(failures).toEqual([])
    expect(imported.map((each) => [each.feed.name, each.feed.records])).toEqual([
      ['osv:PyPI', 1],
      ['CISA KEV', 1],
      ['EPSS', 2],
    ])
    expect(asked[0]?.headers['user-agent']).toBe('headwater/test')
    const mirror = openMirror(folder)
    expect(mirror.index.get('PYSEC-2026-1')?.title).toBe('A flaw that 2 fixes')
    expect(mirror.epss('CVE-2026-1001')?.probability).toBe(0.5)
    expect(readdirSync(folder).filter((name) => name.startsWith('fetch'))).toEqual([])
  })

  it('asks for what the mirror holds, and only for what is newer', async () => {
    answers['/PyPI/all.zip'] = file(PYPI, { etag: '"one"', 'last-modified': 'yesterday' })
    await update([feed('osv:PyPI', '/PyPI/all.zip')])
    answers['/PyPI/all.zip'] = (_request, response) => void response.writeHead(304).end()
    expect(await update([])).toEqual({ imported: [], failures: [], unchanged: ['osv:PyPI'] })
    expect(asked[1]?.headers).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': 'yesterday',
    })
    expect(openMirror(folder).index.size).toBe(1)
    answers['/PyPI/all.zip'] = file(PYPI, { etag: '"two"' })
    expect((await update([])).imported).toMatchObject([{ how: 'replaced' }])
    expect(readManifest(folder).feeds[0]?.fetched?.etag).toBe('"two"')
  })

  it('tells what failed, keeps it as it was, and imports the others', async () => {
    answers = { '/PyPI/all.zip': file(PYPI), '/kev.json': file(JSON.stringify(KEV)) }
    const feeds = [feed('osv:PyPI', '/PyPI/all.zip'), feed('CISA KEV', '/kev.json')]
    await update(feeds)
    answers['/PyPI/all.zip'] = file('<html>sorry</html>')
    const { imported, failures } = await update(feeds)
    expect(imported.map((each) => each.feed.name)).toEqual(['CISA KEV'])
    expect(failures).toMatchObject([{ source: `${base}/PyPI/all.zip`, error: { code: 'NO_FEED' } }])
    expect(openMirror(folder).index.size).toBe(1)
  })

  it('tries again what may pass, and not what will not', async () => {
    let times = 0
    answers['/flaky.zip'] = (request, response) => {
      times++
      if (times === 1) response.writeHead(503, { 'retry-after': '0' }).end()
      else if (times === 2) response.destroy()
      else file(PYPI)(request, response)
    }
    expect((await update([feed('osv:PyPI', '/flaky.zip')])).failures).toEqual([])
    expect(times).toBe(3)
    const { failures } = await update([feed('x', '/missing.zip')])
    expect(failures[0]?.error.message).toMatch(/answers 404/)
    expect(asked.filter(({ path }) => path === '/missing.zip')).toHaveLength(1)
    answers['/down.zip'] = (_request, response) => void response.writeHead(500).end()
    await update([feed('x', '/down.zip')], { attempts: 2 })
    expect(asked.filter(({ path }) => path === '/down.zip')).toHaveLength(2)
  })

  it('gives up on a server that falls silent, or sends less than it promised', async () => {
    answers['/silent.zip'] = (_request, response) => {
      response.writeHead(200)
      response.write('PK')
    }
    answers['/short.zip'] = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('PK', () => response.destroy())
    }
    // a byte now and then would keep whoever waits for it for years
    answers['/drip.zip'] = (_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('P'), 5)
      response.on('close', () => clearInterval(drip))
    }
    const feeds = [feed('a', '/silent.zip'), feed('b', '/short.zip'), feed('c', '/drip.zip')]
    const { failures } = await update(feeds, { patience: 50, attempts: 2 })
    expect(failures.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/no answer for 0.05 seconds/),
      expect.stringMatching(/short\.zip: /),
      expect.stringMatching(/no answer for 0.05 seconds/),
    ])
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes no file that is larger than it may be, whatever the server says', async () => {
    answers['/large.zip'] = file(Buffer.alloc(1000))
    answers['/endless.zip'] = (_request, response) => {
      response.writeHead(200)
      const more = (): void => void response.write(Buffer.alloc(100), more)
      response.on('error', () => undefined)
      more()
    }
    const { failures } = await update([feed('a', '/large.zip'), feed('b', '/endless.zip')], {
      maxBytes: 500,
    })
    expect(failures.map(({ error }) => error.message)).toEqual([
      `${base}/large.zip: larger than 500 bytes`,
      `${base}/endless.zip: larger than 500 bytes`,
    ])
  })

  it('follows redirects, but never away from https or to a file', async () => {
    const to = (location: string): Answer => {
      return (_request, response) => void response.writeHead(302, { location }).end()
    }
    answers = {
      '/PyPI/all.zip': file(PYPI),
      '/moved.zip': to('/PyPI/all.zip'),
      '/plain.zip': to('http://mirror.example/all.zip'),
      '/file.zip': to('file:///etc/passwd'),
      '/round.zip': to('/round.zip'),
    }
    const { imported, failures } = await update([
      feed('osv:PyPI', '/moved.zip'),
      feed('a', '/plain.zip'),
      feed('b', '/file.zip'),
      feed('c', '/round.zip'),
      { name: 'd', url: 'file:///etc/passwd' },
      { name: 'e', url: 'http://mirror.example/all.zip' },
      { name: 'f', url: 'nonsense' },
    ])
    expect(imported).toHaveLength(1)
    expect(failures.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/only https addresses are fetched \(redirected to http:/),
      expect.stringMatching(/only https addresses are fetched \(redirected to file:/),
      expect.stringMatching(/more than 5 redirects/),
      expect.stringMatching(/only https addresses are fetched$/),
      expect.stringMatching(/only https addresses are fetched$/),
      expect.stringMatching(/nonsense is no address/),
    ])
  })

  it('keeps a feed with a name of its own apart', async () => {
    answers = {
      '/PyPI/all.zip': file(PYPI),
      '/own.zip': file(zipOfFeed({ 'a.json': osvRecord('ACME-1', '7') })),
    }
    await update([feed('osv:PyPI', '/PyPI/all.zip'), feed('acme', '/own.zip')])
    expect(readManifest(folder).feeds.map(({ name }) => name)).toEqual(['osv:PyPI', 'acme'])
    expect(openMirror(folder).index.size).toBe(2)
    asked = []
    await update([])
    expect(asked.map(({ path }) => path)).toEqual(['/PyPI/all.zip', '/own.zip'])
  })
})

describe('the feeds that are known', () => {
  it('are fetched over https, each under one name', () => {
    for (const { url } of KNOWN_FEEDS) expect(new URL(url).protocol).toBe('https:')
    expect(new Set(KNOWN_FEEDS.map(({ name }) => name)).size).toBe(KNOWN_FEEDS.length)
  })

  it('hold every bucket of OSV, also younger ones', () => {
    const bucket = 'https://osv-vulnerabilities.storage.googleapis.com'
    expect(knownFeed('osv:GitHub Actions')?.url).toBe(`${bucket}/GitHub%20Actions/all.zip`)
    expect(knownFeed('OSV:pypi')).toMatchObject({ name: 'osv:PyPI' })
    expect(knownFeed('osv:Brandnew')?.url).toBe(`${bucket}/Brandnew/all.zip`)
    expect(knownFeed('osv:../x')).toBeUndefined()
    expect(knownFeed('nvd')).toBeUndefined()
  })
})
