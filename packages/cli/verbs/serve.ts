// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { serveHub, workHub, type ProcessOptions } from '@headwater/hub/serve'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { VERSION } from '../version.ts'
import { dataFolder } from './database.ts'
import { processSettings, wholeNumber, type ProcessVerbOptions } from './process-settings.ts'

export type { ProcessVerbOptions } from './process-settings.ts'

export interface ServeVerbOptions extends ProcessVerbOptions {
  readonly host: string
  readonly port: string
  readonly maxUpload: string
  readonly newLink?: boolean
  readonly sample?: boolean
  readonly proxies: string
}

/** Runs the hub until it is interrupted. */
export async function serve(options: ServeVerbOptions, io: Io): Promise<ExitCode> {
  const pages = findPages()
  const sample = options.sample === true ? findSample() : undefined
  const settings = processSettings(sample === undefined ? options : apart(options, io), io)
  const serving = await started(
    serveHub({
      ...settings,
      host: options.host,
      port: wholeNumber('--port', options.port, 0, 65_535),
      ...(pages === undefined ? {} : { pages }),
      maxUpload: wholeNumber('--max-upload', options.maxUpload, 1, 100_000) * 1_000_000,
      newLink: options.newLink ?? false,
      ...(sample === undefined ? {} : { sample }),
      proxies: wholeNumber('--proxies', options.proxies, 0, 10),
    }),
  )
  io.out(`Headwater listens at ${serving.url.origin}\n`)
  if (sample !== undefined && settings.database.kind === 'embedded') {
    io.out(`The sample portfolio is in ${settings.database.directory}\n`)
  }
  if (pages === undefined) {
    io.out('The pages are not built here (npm run build): only the API answers.\n')
  }
  if (serving.link !== undefined) {
    io.out(`Sign in as the first administrator, once, within a day:\n\n  ${serving.link}\n\n`)
  }
  return untilInterrupted(serving, settings)
}

/** A sample never lies beside what is real, and fetches nothing. */
function apart(options: ServeVerbOptions, io: Io): ServeVerbOptions {
  return { ...options, feeds: 'none', database: options.database ?? dataFolder('sample', io) }
}

/** Works through the jobs of a hub until it is interrupted. */
export async function work(options: ProcessVerbOptions, io: Io): Promise<ExitCode> {
  const settings = processSettings(options, io)
  if (settings.database.kind !== 'postgres') {
    throw new UsageError(
      'more hands are for PostgreSQL: an embedded database belongs to one process',
      'give --database postgres://…, or --workers to `headwater serve`',
    )
  }
  return untilInterrupted(await started(workHub(settings)), settings)
}

async function untilInterrupted(
  { close }: { close(): Promise<void> },
  { log }: ProcessOptions,
): Promise<ExitCode> {
  log({ level: 'info', what: 'started', version: VERSION, pid: process.pid })
  const signal = await interrupted()
  log({ level: 'info', what: 'stopping', signal })
  // who asks twice does not want to wait
  void interrupted().then(() => process.exit(130))
  await close()
  log({ level: 'info', what: 'stopped' })
  return EXIT.ok
}

function interrupted(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}

/** An address that is taken is the user's to know of. */
async function started<Running>(running: Promise<Running>): Promise<Running> {
  try {
    return await running
  } catch (error) {
    const { code, address, port } = error as NodeJS.ErrnoException & {
      readonly address?: string
      readonly port?: number
    }
    const reason = code === undefined ? undefined : REASONS[code]
    if (reason === undefined) throw error
    throw new UsageError(`cannot listen at ${address ?? ''}:${port ?? ''}: ${reason}`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there; give another --port',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'ports below 1024 are for the administrator',
}

/** Beside the bundle when installed; built by Vite in a checkout. */
function findPages(): string | undefined {
  const page = findAbove([
    ['pages', 'index.html'],
    ['packages', 'web', 'dist', 'index.html'],
  ])
  return page === undefined ? undefined : dirname(page)
}

function findSample(): string {
  const path = findAbove([['samples', 'portfolio', 'portfolio.json']])
  if (path === undefined) {
    throw new UsageError('the samples are not installed here', 'they are in the source: samples/')
  }
  return path
}

function findAbove(names: readonly (readonly string[])[]): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    for (const name of names) {
      const path = join(at, ...name)
      if (existsSync(path)) return path
    }
  }
  return undefined
}
