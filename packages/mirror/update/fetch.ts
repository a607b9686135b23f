// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { MirrorError } from '../error/index.ts'
import type { Fetched } from '../folder/manifest.ts'

export interface FetchOptions {
  /** Where the file goes. */
  readonly folder: string
  readonly userAgent: string
  /** Largest file, in bytes. */
  readonly maxBytes: number
  /** After so many milliseconds in which next to nothing came a server counts as gone. */
  readonly patience: number
  /** Pause before the second attempt, in milliseconds; it doubles each time. */
  readonly pause: number
  readonly attempts: number
  readonly progress: (bytes: number) => void
  /** Sends one request and follows nothing; without: any address may be asked. */
  readonly request?: (
    url: URL,
    init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
  ) => Promise<Response>
}

export const FETCH_DEFAULTS = {
  // zips are read whole, and Node reads no file of 2 GiB
  maxBytes: 2 ** 31 - 1,
  patience: 60_000,
  pause: 1_000,
  attempts: 4,
} as const

export type FetchOutcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'file'; readonly path: string; readonly fetched: Fetched }

/**
 * Fetches a feed into a file, unless the server says that it is still what `known` describes.
 * Only https is spoken, also after redirects; http to this very machine, for tests and local mirrors.
 * @throws MirrorError FETCH_FAILED once every attempt has failed, or at once where another would be of no use.
 */
export async function fetchFeed(
  url: string,
  known: Fetched | undefined,
  options: FetchOptions,
): Promise<FetchOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryFetch(url, known, options)
    } catch (error) {
      const failure = failureOf(url, error)
      if (!failure.isPassing || attempt >= options.attempts) {
        throw new MirrorError('FETCH_FAILED', failure.message, undefined, { cause: error })
      }
      const pause = options.pause * 2 ** (attempt - 1)
      await sleep(Math.min(LONGEST_PAUSE, Math.max(pause, failure.retryAfter)))
    }
  }
}

const LONGEST_PAUSE = 60_000

/** What went wrong, and whether it may go right the next time. */
class AttemptError extends Error {
  override readonly name = 'AttemptError'
  readonly isPassing: boolean
  /** Milliseconds that the server asks for. */
  readonly retryAfter: number

  constructor(message: string, isPassing: boolean, retryAfter = 0) {
    super(message)
    this.isPassing = isPassing
    this.retryAfter = retryAfter
  }
}

/** Thrown by a request whose address is not to be asked: another attempt would not help. */
export class AddressError extends Error {
  override readonly name = 'AddressError'
}

/** Whatever `fetch` throws is of the network. */
function failureOf(
  url: string,
  error: unknown,
): Pick<AttemptError, 'message' | 'isPassing' | 'retryAfter'> {
  if (error instanceof AttemptError) return error
  if (error instanceof AddressError)
    return { message: `${url}: ${error.message}`, isPassing: false, retryAfter: 0 }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const what = cause instanceof Error ? cause.message : String(cause)
  return { message: `${url}: ${what}`, isPassing: true, retryAfter: 0 }
}

async function tryFetch(
  url: string,
  known: Fetched | undefined,
  options: FetchOptions,
): Promise<FetchOutcome> {
  const watch = createWatch(options.patience)
  try {
    const response = await follow(
      url,
      headersOf(known, url, options),
      watch.signal,
      options.request,
    )
    if (response.status === 304 && known !== undefined) return { kind: 'unchanged' }
    if (!response.ok) throw refused(url, response)
    const path = await save(url, response, options, watch)
    return { kind: 'file', path, fetched: fetchedOf(url, response) }
  } catch (error) {
    if (!watch.signal.aborted) throw error
    throw new AttemptError(`${url}: no answer for ${options.patience / 1000} seconds`, true)
  } finally {
    watch.end()
  }
}

/** A slow server may take its time. One that keeps somebody waiting with a byte now and then is as good as silent. */
const LEAST_BYTES = 32 * 1024

/** Ends an attempt during which nothing, or next to nothing, comes for too long. */
interface Watch {
  readonly signal: AbortSignal
  heard(bytes: number): void
  end(): void
}

function createWatch(patience: number): Watch {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  let timer = setTimeout(abort, patience)
  let came = 0
  return {
    signal: controller.signal,
    heard(bytes) {
      came += bytes
      if (came < LEAST_BYTES) return
      came = 0
      clearTimeout(timer)
      timer = setTimeout(abort, patience)
    },
    end: () => clearTimeout(timer),
  }
}

function headersOf(
  known: Fetched | undefined,
  url: string,
  { userAgent }: FetchOptions,
): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': userAgent }
  if (known?.url !== url) return headers
  if (known.etag !== undefined) headers['if-none-match'] = known.etag
  if (known.lastModified !== undefined) headers['if-modified-since'] = known.lastModified
  return headers
}

const MOST_REDIRECTS = 5

/** By hand, since every address on the way is looked at. */
async function follow(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  request: NonNullable<FetchOptions['request']> = send,
): Promise<Response> {
  let at = checkedUrl(url, url)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await request(at, { headers, signal })
    const location = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || location === null) return response
    await response.body?.cancel()
    at = checkedUrl(location, url, at)
  }
  throw new AttemptError(`${url}: more than ${MOST_REDIRECTS} redirects`, false)
}

const send: NonNullable<FetchOptions['request']> = (url, init) =>
  fetch(url, { ...init, redirect: 'manual' })

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** @throws AttemptError for what is no address that may be fetched. */
function checkedUrl(text: string, asked: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href))
    throw new AttemptError(`${asked}: ${text} is no address`, false)
  const url = new URL(text, base)
  const isLocal = url.protocol === 'http:' && LOOPBACK.has(url.hostname)
  if (url.protocol !== 'https:' && !isLocal) {
    const by = base === undefined ? '' : ` (redirected to ${url.protocol}//${url.host})`
    throw new AttemptError(`${asked}: only https addresses are fetched${by}`, false)
  }
  return url
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

function refused(url: string, { status, statusText, headers }: Response): AttemptError {
  const isPassing = status === 408 || status === 429 || status >= 500
  const seconds = Number(headers.get('retry-after'))
  const message = `${url}: the server answers ${status} ${statusText}`.trimEnd()
  return new AttemptError(message, isPassing, Number.isFinite(seconds) ? seconds * 1000 : 0)
}

function fetchedOf(url: string, { headers }: Response): Fetched {
  const etag = headers.get('etag')
  const lastModified = headers.get('last-modified')
  return {
    url,
    ...(etag === null ? undefined : { etag }),
    ...(lastModified === null ? undefined : { lastModified }),
  }
}

async function save(
  url: string,
  response: Response,
  { folder, maxBytes, progress }: FetchOptions,
  watch: Watch,
): Promise<string> {
  const tooLarge = (): AttemptError =>
    new AttemptError(`${url}: larger than ${maxBytes} bytes`, false)
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body?.cancel()
    throw tooLarge()
  }
  if (response.body === null) throw new AttemptError(`${url}: the server sends nothing`, true)
  // the end of the name tells zips from others, as it does for files of a user
  const end = new URL(url).pathname.endsWith('.zip') ? '.zip' : ''
  const path = join(folder, `fetch-${randomBytes(8).toString('hex')}${end}`)
  let size = 0
  async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      size += chunk.byteLength
      if (size > maxBytes) throw tooLarge()
      watch.heard(chunk.byteLength)
      progress(size)
      yield chunk
    }
  }
  try {
    await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(path))
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
  return path
}
