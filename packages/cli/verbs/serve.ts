// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { serveHub, type ServeOptions } from '@headwater/hub/serve'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { VERSION } from '../version.ts'
import { limitsOf } from './limits.ts'

export interface ServeVerbOptions {
  readonly database?: string
  readonly host: string
  readonly port: string
  readonly publicUrl?: string
  readonly maxUpload: string
  readonly newLink?: boolean
  readonly limit?: readonly string[]
}

/** Runs the hub until it is interrupted. */
export async function serve(options: ServeVerbOptions, io: Io): Promise<ExitCode> {
  const pages = findPages()
  const serving = await serveHub({
    database: databaseOf(options.database, io),
    host: options.host,
    port: portOf(options.port),
    ...(options.publicUrl === undefined ? {} : { publicUrl: urlOf(options.publicUrl) }),
    ...(pages === undefined ? {} : { pages }),
    limits: limitsOf(options.limit),
    maxUpload: megabytesOf(options.maxUpload),
    version: VERSION,
    now: () => io.now(),
    newLink: options.newLink ?? false,
    log: (line) => io.err(`${JSON.stringify({ at: io.now().toISOString(), ...line })}\n`),
  })
  io.out(`Headwater listens at ${serving.url.origin}\n`)
  if (pages === undefined) {
    io.out('The pages are not built here (npm run build): only the API answers.\n')
  }
  if (serving.link !== undefined) {
    io.out(`Sign in as the first administrator, once, within a day:\n\n  ${serving.link}\n\n`)
  }
  await interrupted()
  await serving.close()
  return EXIT.ok
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function databaseOf(text: string | undefined, io: Io): ServeOptions['database'] {
  if (text === undefined) {
    const home = io.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
    return { kind: 'embedded', directory: join(home, 'headwater', 'hub') }
  }
  if (/^postgres(?:ql)?:\/\//.test(text)) return { kind: 'postgres', url: text }
  if (text.includes('://')) {
    throw new UsageError(
      `--database ${text}: neither postgres://… nor a folder`,
      'give the URL of a PostgreSQL 15 or younger, or the folder of an embedded database',
    )
  }
  return { kind: 'embedded', directory: text }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port ${text}: must be a number from 0 to 65535`)
  }
  return port
}

function urlOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`--public-url ${text}: must be http://… or https://…`)
  }
  return new URL(text)
}

function megabytesOf(text: string): number {
  const megabytes = Number(text)
  if (!(megabytes > 0 && megabytes <= 100_000)) {
    throw new UsageError(`--max-upload ${text}: must be a number of megabytes`)
  }
  return megabytes * 1_000_000
}

/** Beside the bundle when installed; built by Vite in a checkout. */
function findPages(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    for (const folder of [join(at, 'pages'), join(at, 'packages', 'web', 'dist')]) {
      if (existsSync(join(folder, 'index.html'))) return folder
    }
  }
  return undefined
}
