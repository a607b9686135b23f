// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord, list, object, text, checkRecord } from '@headwater/formats/record'
import { damagedMirror, MirrorError, otherVersion } from '../error/index.ts'
import type { Skipped } from '../feeds/harvest.ts'

/**
 * `index.json`: what the mirror consists of. All other files are written once and never changed; an import writes new ones
 * beside them and then puts a new manifest in the place of the old, so that a reader sees the one or the other.
 */
export interface Manifest {
  readonly format: number
  /** RFC 3339 */
  readonly writtenAt: string
  /** Of two feeds with the same record, the later one is preferred. */
  readonly feeds: readonly MirrorFeed[]
}

export const MANIFEST_FORMAT = 1
export const MANIFEST_NAME = 'index.json'

export type FeedKind = 'osv' | 'cve' | 'exploited' | 'epss'

export interface MirrorFeed {
  /** `osv:PyPI`, `cve`, `CISA KEV`, `EU KEV`, `EPSS` */
  readonly name: string
  readonly kind: FeedKind
  /** What was imported last: a path or an address. */
  readonly source: string
  readonly importedAt: string
  /** When it was last found to be what its server has, or was imported. */
  readonly checkedAt: string
  /** Records that stand, entries, or scores. */
  readonly records: number
  /** When the youngest of them was modified, or the catalogue or the scores were made. */
  readonly newest?: string
  /** Of the last import; the first of them, and how many there were. */
  readonly skipped: readonly Skipped[]
  readonly skippedCount: number
  readonly files: readonly MirrorFile[]
  readonly fetched?: Fetched
}

export interface MirrorFile {
  readonly name: string
  readonly bytes: number
  /** Numbers of records that another file replaced: first, count, first, count … */
  readonly replaced?: readonly number[]
  /** CRC-32 of a file that is read whole. */
  readonly sum?: number
}

/** To ask a server for what is newer. */
export interface Fetched {
  readonly url: string
  readonly etag?: string
  readonly lastModified?: string
}

/** @throws MirrorError NO_MIRROR, MIRROR_DAMAGED, MIRROR_VERSION. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_NAME)
  const value = parse(path, read(path, folder))
  if (!isRecord(value)) throw damagedMirror(path, 'it is no JSON object')
  const { format } = value
  if (format !== MANIFEST_FORMAT) {
    const said = typeof format === 'number' ? `format ${format}` : 'no format'
    throw otherVersion(path, `the mirror has ${said}, and ${MANIFEST_FORMAT} is read here`)
  }
  const [fault] = checkRecord(value, MANIFEST)
  if (fault !== undefined) throw damagedMirror(path, `${fault.pointer}: ${fault.message}`)
  const manifest = value as unknown as Manifest
  const stray = manifest.feeds.flatMap(({ files }) => files).find(({ name }) => !isFileName(name))
  if (stray !== undefined) throw damagedMirror(path, `${stray.name} is no name of a file of ours`)
  return manifest
}

const MANIFEST = object({
  writtenAt: text(),
  feeds: list(
    object({
      name: text(),
      kind: text('a kind of feed', ['osv', 'cve', 'exploited', 'epss']),
      source: text(),
      importedAt: text(),
      checkedAt: text(),
      records: { kind: 'number' },
      skipped: list(object({ record: text(), reason: text() })),
      skippedCount: { kind: 'number' },
      files: list(object({ name: text(), bytes: { kind: 'number' } })),
    }),
  ),
})

/** Files of ours, and no path to anywhere else. */
export function isFileName(name: string): boolean {
  return /^(?:advisories|table)-[0-9a-f]{16}\.(?:seg|json|bin)$/.test(name)
}

function read(path: string, folder: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') {
      throw damagedMirror(path, cause instanceof Error ? cause.message : 'unreadable', cause)
    }
    throw new MirrorError(
      'NO_MIRROR',
      `there is no mirror of advisories in ${folder}`,
      'fetch one with `headwater advisories update`, import feeds with `headwater advisories import PATH…`, or give them with --advisories PATH',
      { cause },
    )
  }
}

function parse(path: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw damagedMirror(path, 'it is no JSON', cause)
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
