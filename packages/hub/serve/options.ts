// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '@headwater/formats/source'
import type { Database } from '@headwater/store/open'
import type { MailServer } from '../notifications/index.ts'

/** What every process of a hub needs, whatever it does. */
export interface ProcessOptions {
  readonly database: Database
  readonly limits: Limits
  readonly version: string
  readonly now: () => Date
  /** Where browsers reach the hub: it stands in messages. By default where it listens. */
  readonly publicUrl?: URL
  /** Where `/metrics` answers, if anywhere: a port of its own, that the pages' proxy does not reach. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** Jobs that are done at once by this process; only the first of them is ever a feed. */
  readonly workers?: number
  /** After how many milliseconds of silence a worker counts as dead. */
  readonly lease?: number
  /** Milliseconds that requests and jobs have to end in when the process is to stop. */
  readonly grace?: number
  /** Settings of the installation that are given at the start and kept; absent ones stay as they are. */
  readonly innerHosts?: readonly string[]
  readonly mailServer?: MailServer
  /** The feeds that everybody wants, at the first start: fetched by schedule, or only there for their files; absent: none. */
  readonly usualFeeds?: 'scheduled' | 'offline'
  /** What secrets of the installation are sealed with, 32 bytes, the same for all of its processes; without: one in the database. */
  readonly sealingKey?: Uint8Array
  /** Largest document, in bytes. */
  readonly maxUpload?: number
  /** A folder whose finished files are taken in. */
  readonly watched?: WatchedFolder
  /** One line of the log, as JSON. */
  readonly log: Log
}

export type Log = (line: Readonly<Record<string, unknown>>) => void

interface WatchedFolder {
  readonly folder: string
  /** Whose products they are, by name, where there are several organisations. */
  readonly organisation?: string
}

export const GRACE = 8_000
