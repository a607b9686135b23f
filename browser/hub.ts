// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveHub, type Serving } from '@headwater/hub/serve'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { type Database } from '@headwater/store/open'
import { chromium, type Browser, type Page } from 'playwright-core'

const root = join(import.meta.dirname, '..')
/** Debian's; another may be named. */
const CHROMIUM = process.env['HEADWATER_CHROMIUM'] ?? '/usr/bin/chromium'

export interface OpenHub {
  readonly url: string
  /** Of the first administrator, once. */
  readonly link: string
  readonly browser: Browser
  close(): Promise<void>
}

/** A hub of its own with the sample portfolio, and a browser before it. The pages must be built. */
export async function openHub(): Promise<OpenHub> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-browser-'))
  const { database, drop } = await freshDatabase(folder)
  const port = await freePort()
  const { filled, log } = watchLog()
  const serving: Serving = await serveHub({
    database,
    host: '127.0.0.1',
    port,
    publicUrl: new URL(`http://127.0.0.1:${port}`),
    limits: DEFAULT_LIMITS,
    version: '0.0.0',
    now: () => new Date(),
    maxUpload: 100_000_000,
    newLink: false,
    pages: join(root, 'packages', 'web', 'dist'),
    sample: join(root, 'samples', 'portfolio', 'portfolio.json'),
    log,
  })
  await filled
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    // a container has neither the rights for a sandbox nor much shared memory
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  return {
    url: serving.url.origin,
    link: serving.link ?? '',
    browser,
    async close() {
      await browser.close()
      await serving.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Signed in as the first administrator, on Today. */
export async function signIn({ link }: OpenHub, page: Page): Promise<void> {
  await page.goto(link)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForURL((url) => url.pathname === '/')
}

function watchLog() {
  let tell: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const filled = new Promise<void>((resolve, reject) => {
    tell = resolve
    fail = reject
  })
  const log = (line: Readonly<Record<string, unknown>>): void => {
    if (line['what'] === 'sample portfolio filled in') tell()
    if (line['level'] === 'error') fail(new Error(JSON.stringify(line)))
  }
  return { filled, log }
}

/** On PostgreSQL where `tools/postgres.ts` gives one, else embedded. */
async function freshDatabase(
  folder: string,
): Promise<{ readonly database: Database; drop(): Promise<void> }> {
  const server = process.env['HEADWATER_TEST_POSTGRES']
  if (server === undefined) {
    const directory = join(folder, 'database')
    return { database: { kind: 'embedded', directory }, drop: () => Promise.resolve() }
  }
  const { default: pg } = await import('pg')
  const name = `browser_${process.pid}_${Date.now()}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    database: { kind: 'postgres', url: url.href },
    async drop() {
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
