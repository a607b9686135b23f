// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { mirrorFolder, readManifest } from '@headwater/mirror/folder'
import { importFeeds, sourceOfPath, type ImportOutcome } from '@headwater/mirror/import'
import { KNOWN_FEEDS, knownFeed, updateFeeds, type FeedAddress } from '@headwater/mirror/update'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { printMirror } from '../print/mirror.ts'
import { count, safe } from '../print/text.ts'
import { describeError } from '../report-error.ts'
import { VERSION } from '../version.ts'
import { progressOn } from './progress.ts'

export interface ImportOptions {
  readonly mirror?: string
  readonly replace?: boolean
}

/** Takes feeds into the mirror and says of each what came of it. */
export async function importAdvisories(
  paths: readonly string[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  const folder = mirrorFolder(options.mirror, io.env)
  const progress = progressOn(io)
  const outcome = await importFeeds({
    folder,
    sources: [...new Set(paths)].map(sourceOfPath),
    replace: options.replace ?? false,
    limits: DEFAULT_LIMITS,
    now: io.now(),
    progress: (name, records) => progress.step(describeStep(name, records)),
  })
  progress.end()
  return tell(outcome, folder, io)
}

export interface UpdateOptions {
  readonly mirror?: string
  readonly feed?: readonly string[]
}

/** Fetches feeds and imports what is new. */
export async function updateAdvisories(options: UpdateOptions, io: Io): Promise<ExitCode> {
  const folder = mirrorFolder(options.mirror, io.env)
  const progress = progressOn(io)
  const outcome = await updateFeeds({
    folder,
    feeds: (options.feed ?? []).map(feedAddress),
    limits: DEFAULT_LIMITS,
    now: io.now(),
    userAgent: `headwater/${VERSION}`,
    progress: (name, records) => progress.step(describeStep(name, records)),
  })
  progress.end()
  return tell(outcome, folder, io)
}

export interface StatusOptions {
  readonly mirror?: string
  readonly format?: 'table' | 'json'
}

/** Prints what the mirror holds and how old it is. */
// oxlint-disable-next-line typescript/require-await -- a verb like the others
export async function advisoriesStatus(options: StatusOptions, io: Io): Promise<ExitCode> {
  const folder = mirrorFolder(options.mirror, io.env)
  const manifest = readManifest(folder)
  io.out(
    options.format === 'json'
      ? `${JSON.stringify({ schemaVersion: 1, folder, ...manifest }, undefined, 2)}\n`
      : printMirror(manifest, folder, io.now(), io.colouredOut),
  )
  return EXIT.ok
}

function describeStep(name: string, records: number): string {
  return records === 0 ? name : `${records.toLocaleString('en-US')}  ${name}`
}

/** `NAME=URL`, or the name of a feed that is known. */
function feedAddress(text: string): FeedAddress {
  const at = text.indexOf('=')
  if (at > 0) return { name: text.slice(0, at), url: text.slice(at + 1) }
  const known = knownFeed(text)
  if (known !== undefined) return known
  const names = KNOWN_FEEDS.map(({ name }) => name).join(', ')
  throw new UsageError(
    `--feed ${text}: there is no known feed of that name`,
    `give NAME=URL, osv:ECOSYSTEM, or one of ${names}`,
  )
}

function tell({ imported, unchanged, failures }: ImportOutcome, folder: string, io: Io): ExitCode {
  for (const { feed, read, before = 0, how } of imported) {
    const took = `${safe(feed.name)}: ${count(read, 'record')}${HOW[how](before)}`
    const skipped = feed.skippedCount > 0 ? `, ${count(feed.skippedCount, 'record')} skipped` : ''
    io.out(`${took}${skipped}\n`)
    for (const { record, reason } of feed.skipped.slice(0, SKIPPED_SHOWN)) {
      io.err(`skipped: ${safe(record)}: ${safe(reason, 500)}\n`)
    }
    const more = feed.skippedCount - SKIPPED_SHOWN
    if (more > 0) io.err(`skipped: ${count(more, 'record')} more; see \`advisories status\`\n`)
  }
  for (const name of unchanged) io.out(`${safe(name)}: as it was\n`)
  if (imported.length + unchanged.length > 0) io.out(`The mirror is in ${safe(folder, 500)}\n`)
  if (failures.length === 0) return EXIT.ok
  for (const { error } of failures) io.err(describeError(error))
  io.err(
    imported.length + unchanged.length > 0
      ? `${count(failures.length, 'feed')} could not be imported; the others were\n`
      : 'nothing was imported; the mirror is as it was\n',
  )
  return EXIT.unreadable
}

const SKIPPED_SHOWN = 10

const HOW: Readonly<Record<ImportOutcome['imported'][number]['how'], (before: number) => string>> =
  {
    new: () => '',
    replaced: (before) => `, in the place of ${before.toLocaleString('en-US')}`,
    added: (before) => `, added to ${before.toLocaleString('en-US')}`,
    kept: () => ' that are older than what the mirror has, which stands',
  }
