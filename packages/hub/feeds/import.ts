// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LimitError, type Limits } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/documents'
import { MirrorError } from '@headwater/mirror/error'
import { openFeed } from '@headwater/mirror/feeds'
import { FETCH_DEFAULTS, fetchFeed } from '@headwater/mirror/update'
import {
  feedById,
  noteFeedFailure,
  noteFeedStart,
  noteFeedSuccess,
  type Feed,
} from '@headwater/store/feeds'
import type { Store } from '@headwater/store/open'
import { reportProblem, solveProblem } from '@headwater/store/problems'
import { setting } from '@headwater/store/settings'
import { inTransaction } from '@headwater/store/transactions'
import { endUpload, uploadBytes } from '@headwater/store/uploads'
import { requestOutside } from '../addresses/index.ts'
import { keepFeed, type Kept } from './keep.ts'
import { FeedRefusal } from './refusal.ts'
import { surveyFeed, type Survey } from './survey.ts'

export interface ImportTask {
  readonly feed: number
  /** A file that somebody handed over; absent: it is fetched. */
  readonly upload?: number
  /** Far fewer records than before are right. */
  readonly acceptsFewer?: boolean
}

export interface ImportOptions {
  readonly limits: Limits
  readonly version: string
  /** Other than the usual patience with servers: for tests. */
  readonly fetching?: {
    readonly attempts?: number
    readonly pause?: number
    readonly maxBytes?: number
    readonly patience?: number
  }
}

export type ImportOutcome =
  | ({ readonly kind: 'imported'; readonly records: number } & Kept)
  | { readonly kind: 'unchanged' }
  /** What was there stays; the feed and the page of problems say why. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'gone' }

/** Installation-wide setting: host names of the inner network that may be asked. Nobody can set it over HTTP. */
export const INNER_HOSTS = 'inner-hosts'

/**
 * Brings a feed up to date. What its server or its file does wrong is noted and never thrown: the next turn of the schedule tries
 * again.
 * @throws StoreError where the database is away: then the job is tried again
 */
export async function importFeed(
  store: Store,
  task: ImportTask,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { db, now } = store
  const feed = await feedById(db, task.feed)
  if (feed === undefined) return { kind: 'gone' }
  await noteFeedStart(db, feed.id, now())
  const folder = await mkdtemp(join(tmpdir(), 'headwater-feed-'))
  try {
    const obtained = await obtain(store, feed, task, { ...options, folder })
    if (obtained === undefined) {
      await noteSuccess(store, feed, {})
      return { kind: 'unchanged' }
    }
    const file = await openFeed(obtained.path, options.limits)
    const survey = await surveyFeed(store, feed, file, {
      path: obtained.path,
      acceptsFewer: task.acceptsFewer === true,
    })
    const kept = await keepFeed(store, feed, file, survey)
    const records = file.isArchive || survey.names.size === 0 ? survey.records : undefined
    await noteSuccess(store, feed, {
      ...(records === undefined ? {} : { records }),
      // what was handed over says nothing of what the server has
      ...(task.upload === undefined ? obtained : {}),
    })
    await noteUnreadable(store, feed, survey)
    if (task.upload !== undefined) await endUpload(db, task.upload)
    return { kind: 'imported', records: survey.records, ...kept }
  } catch (error) {
    const reason = reasonOf(error, folder, feed)
    await noteFailure(store, feed, reason ?? 'it failed in the hub')
    if (reason === undefined) throw error
    if (task.upload !== undefined) await endUpload(db, task.upload)
    return { kind: 'failed', reason }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Obtained {
  readonly path: string
  readonly etag?: string
  readonly lastModified?: string
}

/** Undefined: the server has what it had. */
async function obtain(
  { db }: Store,
  feed: Feed,
  { upload }: ImportTask,
  { folder, version, fetching }: ImportOptions & { readonly folder: string },
): Promise<Obtained | undefined> {
  if (upload !== undefined) {
    const path = join(folder, 'feed')
    const bytes = Readable.from(uploadBytes(db, upload), { objectMode: false })
    await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return { path }
  }
  if (feed.url === null) throw new FeedRefusal('it has no address; hand over its file')
  const innerHosts = new Set((await setting<readonly string[]>(db, { key: INNER_HOSTS })) ?? [])
  const known = {
    url: feed.url,
    ...(feed.etag === null ? {} : { etag: feed.etag }),
    ...(feed.last_modified === null ? {} : { lastModified: feed.last_modified }),
  }
  const fetched = await fetchFeed(feed.url, known, {
    ...FETCH_DEFAULTS,
    ...fetching,
    folder,
    userAgent: `Headwater/${version}`,
    progress: () => undefined,
    request: (url, init) => requestOutside(url, init, { innerHosts }),
  })
  if (fetched.kind === 'unchanged') return undefined
  const { etag, lastModified } = fetched.fetched
  return {
    path: fetched.path,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  }
}

async function noteSuccess(
  { db, now }: Store,
  feed: Feed,
  { records, etag, lastModified }: { readonly records?: number } & Partial<Obtained>,
): Promise<void> {
  const at = now()
  await inTransaction(db, async (trx) => {
    await noteFeedSuccess(trx, {
      feed: feed.id,
      ...(records === undefined ? {} : { records }),
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      at,
    })
    await solveProblem(trx, { key: problemKey(feed), at })
  })
}

async function noteFailure({ db, now }: Store, feed: Feed, reason: string): Promise<void> {
  const at = now()
  await inTransaction(db, async (trx) => {
    await noteFeedFailure(trx, { feed: feed.id, error: reason, at })
    await reportProblem(trx, {
      key: problemKey(feed),
      severity: 'error',
      title: `The feed ${feed.name} was not imported`,
      detail: `${reason}. What it said before still stands.`,
      at,
    })
  })
}

/** A few records that cannot be read are no reason to refuse the others, and are not to be kept quiet about. */
async function noteUnreadable(
  { db, now }: Store,
  feed: Feed,
  { unreadable }: Survey,
): Promise<void> {
  const key = `${problemKey(feed)}:records`
  if (unreadable.length === 0) {
    await solveProblem(db, { key, at: now() })
    return
  }
  const shown = unreadable.slice(0, 5).map(({ record, reason }) => `${record}: ${reason}`)
  await reportProblem(db, {
    key,
    severity: 'warning',
    title: `${unreadable.length} records of the feed ${feed.name} cannot be read`,
    detail: shown.join('\n'),
    at: now(),
  })
}

function problemKey({ name }: Feed): string {
  return `feed:${name}`
}

/**
 * What to say of an error that is the feed's, or the machine's; undefined for ours. No path of this machine is in it, and of the feed's
 * address no more than its host: the rest may hold a key, and everybody reads what is wrong.
 */
function reasonOf(error: unknown, folder: string, { url }: Feed): string | undefined {
  const isFeeds =
    error instanceof FeedRefusal ||
    error instanceof MirrorError ||
    error instanceof IntakeError ||
    error instanceof LimitError
  if (isFeeds)
    return error.message
      .replaceAll(/\S*\/headwater-feed-[^\s/]*\/[^\s:!]*/g, 'the file')
      .replaceAll(folder, '')
      .replaceAll(url ?? folder, url !== null && URL.canParse(url) ? new URL(url).host : '')
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : undefined
}
