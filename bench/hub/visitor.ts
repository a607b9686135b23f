// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { serveHub } from '@headwater/hub/serve'
import type { Database } from '@headwater/store/open'

/** Somebody who is signed in at a hub that runs in this process and is reached over loopback. */
export interface Visitor {
  /** The answer, read to its end. @throws for any status but 200 to 299 */
  ask(path: string, request?: { readonly method: string; readonly body: string }): Promise<Answer>
  /** Queries of more than a second since this was asked last, as the hub logs them. */
  slowQueries(): readonly SlowQuery[]
  close(): Promise<void>
}

interface SlowQuery {
  readonly ms: number
  readonly sql: string
}

interface Answer {
  /** Milliseconds until the last byte was there. */
  readonly ms: number
  readonly bytes: number
  readonly said: unknown
}

export async function visit(database: Database): Promise<Visitor> {
  const origin = 'http://hub.bench'
  const slow: SlowQuery[] = []
  const serving = await serveHub({
    database,
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL(origin),
    limits: DEFAULT_LIMITS,
    maxUpload: 512 * 2 ** 20,
    version: '0.0.0',
    now: () => new Date(),
    newLink: true,
    log: (line) => {
      if (line['what'] === 'slow query') slow.push(line as unknown as SlowQuery)
      else process.stderr.write(`${JSON.stringify(line)}\n`)
    },
  })
  const base = `http://127.0.0.1:${serving.port}`
  const signedIn = await fetch(`${base}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ link: serving.link?.split('#')[1] }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    async ask(path, request) {
      const start = performance.now()
      const response = await fetch(`${base}/api/v1${path}`, {
        headers: { cookie, origin },
        ...request,
      })
      const text = await response.text()
      const ms = performance.now() - start
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`)
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return { ms, bytes: text.length, said: isJson ? (JSON.parse(text) as unknown) : text }
    },
    slowQueries: () => slow.splice(0),
    close: () => serving.close(),
  }
}
