// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface PageFile {
  readonly body: Uint8Array
  /** The same, gzipped, where that is smaller. */
  readonly gzipped?: Uint8Array
  readonly type: string
  /** Its name holds its hash: it never changes. */
  readonly isForever: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/**
 * The pages as they were built, read once and held: a request looks up a name in this table, so that no address ever becomes
 * a path.
 */
export function readPages(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    const body = readFileSync(path)
    const gzipped = gzipSync(body, { level: 9 })
    files.set(name, {
      body,
      ...(gzipped.length < body.length ? { gzipped } : {}),
      type,
      isForever: name.startsWith('/assets/'),
    })
  }
  return files
}

/** The answer to an address of the pages: its file, or the one page that shows all others. */
export function answerPage(
  files: ReadonlyMap<string, PageFile>,
  path: string,
  acceptsGzip: boolean,
): Response | undefined {
  const file = files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined)
  if (file === undefined) return undefined
  const isGzipped = acceptsGzip && file.gzipped !== undefined
  const body = isGzipped ? file.gzipped : file.body
  return new Response(new Uint8Array(body ?? file.body), {
    headers: {
      'Content-Type': file.type,
      'Cache-Control': file.isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(isGzipped ? { 'Content-Encoding': 'gzip' } : {}),
    },
  })
}
