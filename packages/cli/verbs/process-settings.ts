// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import type { ProcessOptions } from '@headwater/hub/serve'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { safe } from '../print/text.ts'
import { VERSION } from '../version.ts'
import { databaseOf } from './database.ts'
import { limitsOf } from './limits.ts'

/** The options that `serve` and `work` have in common, as they were typed. */
export interface ProcessVerbOptions {
  readonly database?: string
  readonly publicUrl?: string
  readonly workers: string
  readonly watch?: string
  readonly watchOrganisation?: string
  readonly feeds: string
  /** A list, or, out of the environment, names with commas between them. */
  readonly innerHost?: readonly string[]
  readonly mailServer?: string
  readonly mailFrom?: string
  readonly metrics?: string
  readonly log: string
  readonly grace: string
  readonly lease: string
  readonly limit?: readonly string[]
}

/** @throws UsageError for what cannot be meant */
export function processSettings(options: ProcessVerbOptions, io: Io): ProcessOptions {
  const { publicUrl, metrics, watch, watchOrganisation, feeds, innerHost } = options
  const mailServer = mailServerOf(options)
  const sealingKey = sealingKeyOf(io.env['HEADWATER_SEALING_KEY'])
  return {
    database: databaseOf(options.database, io),
    limits: limitsOf(options.limit),
    version: VERSION,
    now: () => io.now(),
    workers: wholeNumber('--workers', options.workers, 0, 64),
    grace: wholeNumber('--grace', options.grace, 0, 3_600) * 1_000,
    lease: wholeNumber('--lease', options.lease, 2, 600) * 1_000,
    ...(publicUrl === undefined ? {} : { publicUrl: urlOf('--public-url', publicUrl) }),
    ...(metrics === undefined ? {} : { metrics: listenerOf(metrics) }),
    ...(feeds === 'none' ? {} : { usualFeeds: feeds === 'usual' ? 'scheduled' : 'offline' }),
    ...(innerHost === undefined ? {} : { innerHosts: hostsOf(innerHost) }),
    ...(mailServer === undefined ? {} : { mailServer }),
    ...(sealingKey === undefined ? {} : { sealingKey }),
    ...(watch === undefined
      ? {}
      : {
          watched: {
            folder: folderOf(watch),
            ...(watchOrganisation === undefined ? {} : { organisation: watchOrganisation }),
          },
        }),
    log: options.log === 'text' ? textLog(io) : jsonLog(io),
  }
}

export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`${name} ${text}: must be a whole number from ${least} to ${most}`)
}

function urlOf(name: string, text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`${name} ${text}: must be http://… or https://…`)
  }
  return new URL(text)
}

function listenerOf(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(?:(.*):)?(\d{1,5})$/.exec(text) ?? []
  if (port === '' || Number(port) > 65_535) {
    throw new UsageError(`--metrics ${text}: must be a port, or host:port such as 127.0.0.1:9464`)
  }
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

function hostsOf(given: readonly string[]): readonly string[] {
  const hosts = given.flatMap((text) => text.split(',')).map((host) => host.trim().toLowerCase())
  for (const host of hosts) {
    if (host !== '' && !/^[a-z\d._:-]{1,253}$/.test(host)) {
      throw new UsageError(`--inner-host ${host}: must be a host name or address, without a port`)
    }
  }
  return hosts.filter((host) => host !== '')
}

function mailServerOf({ mailServer, mailFrom }: ProcessVerbOptions): ProcessOptions['mailServer'] {
  if (mailServer === undefined) return undefined
  // never printed: it may hold a password
  if (!URL.canParse(mailServer) || !/^smtps?:$/.test(new URL(mailServer).protocol)) {
    throw new UsageError('--mail-server: must be smtps://… or smtp://…')
  }
  if (mailFrom === undefined || !/^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/.test(mailFrom)) {
    throw new UsageError(
      '--mail-server needs --mail-from',
      'such as "Headwater <headwater@example.org>"',
    )
  }
  const url = new URL(mailServer)
  const isPlain = url.searchParams.has('plain')
  url.search = ''
  return { url: url.href, from: mailFrom, ...(isPlain ? { plain: true } : {}) }
}

/** Only from the environment: the command line can be read by others. */
function sealingKeyOf(text: string | undefined): Uint8Array | undefined {
  if (text === undefined || text === '') return undefined
  const key = Buffer.from(text, 'base64')
  if (key.length === 32) return key
  throw new UsageError(
    'HEADWATER_SEALING_KEY: must be 32 bytes in base64',
    'make one with `openssl rand -base64 32`, keep it, and give the same to all processes',
  )
}

function folderOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--watch ${path}: there is no such folder`, 'make it first')
  }
  return path
}

function jsonLog(io: Io): ProcessOptions['log'] {
  return (line) => io.err(`${JSON.stringify({ at: io.now().toISOString(), ...line })}\n`)
}

function textLog(io: Io): ProcessOptions['log'] {
  return ({ level, what, ...more }) => {
    const rest = Object.entries(more).map(([name, value]) => `${name}=${textOf(value)}`)
    io.err(`${[io.now().toISOString(), textOf(level), textOf(what), ...rest].join(' ')}\n`)
  }
}

function textOf(value: unknown): string {
  return safe(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 4_000)
}
