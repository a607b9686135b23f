// SPDX-License-Identifier: Apache-2.0
import { KNOWN_FEEDS } from '@headwater/mirror/update'
import { feeds, registerFeed, type Feed } from '@headwater/store/feeds'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import { IMPORT_FEED } from '../work/kinds.ts'

const MINUTE = 60_000
/** After a failure it is tried again sooner, where its schedule is slow. */
const PAUSE_AFTER_FAILURE = 30
/** A run of which nothing came for so long has died with its process. */
const LONGEST_RUN = 240
const USUAL_MINUTES = 360

/** Enqueues an import for every feed whose time has come. Any number of processes may ask: one job of a feed waits at a time. */
export async function enqueueDueFeeds({ db, now }: Store): Promise<number> {
  const at = now()
  let count = 0
  for (const feed of await feeds(db)) {
    if (!isDue(feed, Date.parse(at))) continue
    await enqueueImport(db, { feed: feed.id }, at)
    count++
  }
  return count
}

export async function enqueueImport(
  db: Store['db'],
  task: { readonly feed: number; readonly upload?: number; readonly acceptsFewer?: boolean },
  at: string,
): Promise<void> {
  await enqueue(db, {
    kind: IMPORT_FEED,
    payload: task,
    // what people wait for comes first: a feed may take minutes
    priority: -1,
    // files that are handed over are all read
    dedupeKey: task.upload === undefined ? String(task.feed) : `${task.feed}:${task.upload}`,
    at,
  })
}

/**
 * The feeds that everybody wants, for a hub that has none: those of the mirror.
 * @param isOffline without a schedule: they are there for their files to be handed over, and nobody is asked
 */
export async function registerUsualFeeds(
  { db, newId, now }: Store,
  { isOffline = false }: { readonly isOffline?: boolean } = {},
): Promise<void> {
  if ((await feeds(db)).length > 0) return
  for (const { name, url, isDefault } of KNOWN_FEEDS) {
    if (!isDefault) continue
    await registerFeed(db, {
      publicId: newId(),
      name,
      kind: kindOfKnown(name),
      url,
      ...(isOffline ? {} : { schedule: scheduleText(USUAL_MINUTES) }),
      at: now(),
    })
  }
}

function kindOfKnown(name: string): Feed['kind'] {
  if (name === 'CISA KEV') return 'kev'
  if (name === 'EU KEV') return 'eukev'
  if (name === 'EPSS') return 'epss'
  return name === 'cve' ? 'cve' : 'osv'
}

export function scheduleText(minutes: number): string {
  return `every ${minutes} minutes`
}

/** Minutes; undefined where it is fetched only when somebody says so. */
export function scheduleMinutes(schedule: string | null): number | undefined {
  const minutes = /^every (\d{1,6}) minutes$/.exec(schedule ?? '')?.[1]
  return minutes === undefined ? undefined : Number(minutes)
}

function isDue(feed: Feed, now: number): boolean {
  const minutes = scheduleMinutes(feed.schedule)
  if (!feed.is_enabled || feed.url === null || minutes === undefined) return false
  if (feed.started_at === null) return true
  const elapsed = (now - Date.parse(feed.started_at)) / MINUTE
  // the clock of the machine went back
  if (elapsed < 0) return true
  if (feed.state === 'running') return elapsed >= Math.max(minutes, LONGEST_RUN)
  return elapsed >= (feed.state === 'failed' ? Math.min(minutes, PAUSE_AFTER_FAILURE) : minutes)
}
