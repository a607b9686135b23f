// SPDX-License-Identifier: Apache-2.0
import { MirrorError } from '../error/index.ts'
import { readManifest, type MirrorFeed } from '../folder/manifest.ts'
import { importFeeds, type ImportOutcome, type ImportSource } from '../import/index.ts'
import type { ImportTask } from '../import/index.ts'
import { KNOWN_FEEDS, knownFeed } from './feeds.ts'
import { FETCH_DEFAULTS, fetchFeed, type FetchOptions } from './fetch.ts'

export interface UpdateTask extends Omit<ImportTask, 'sources' | 'replace'> {
  /** Instead of the feeds that the mirror holds. */
  readonly feeds: readonly FeedAddress[]
  readonly userAgent: string
  /** Other than FETCH_DEFAULTS. */
  readonly fetching?: Partial<Pick<FetchOptions, 'maxBytes' | 'patience' | 'pause' | 'attempts'>>
}

export interface FeedAddress {
  readonly name: string
  readonly url: string
}

/**
 * Fetches feeds and imports what is new: those that are given, else those of the mirror, else the usual ones. What could not
 * be fetched stays as it is and is told.
 * @throws as `importFeeds` does.
 */
export async function updateFeeds(task: UpdateTask): Promise<ImportOutcome> {
  const { folder, progress } = task
  const held = heldFeeds(folder)
  const addresses = task.feeds.length > 0 ? task.feeds : addressesOf(held)
  const sources = addresses.map(({ name, url }): ImportSource => {
    const known = held.find((feed) => feed.name === name)
    return {
      source: url,
      feed: name,
      async obtain() {
        progress(`fetching ${url}`, 0)
        const fetched = await fetchFeed(url, known?.fetched, {
          ...FETCH_DEFAULTS,
          ...task.fetching,
          folder,
          userAgent: task.userAgent,
          progress: (bytes) => progress(`fetching ${url} (${Math.floor(bytes / 1e6)} MB)`, 0),
        })
        return fetched.kind === 'unchanged' ? fetched : { ...fetched, isTemporary: true }
      },
    }
  })
  return importFeeds({ ...task, sources, replace: false })
}

function heldFeeds(folder: string): readonly MirrorFeed[] {
  try {
    return readManifest(folder).feeds
  } catch (error) {
    if (error instanceof MirrorError && error.code === 'NO_MIRROR') return []
    throw error
  }
}

/** A feed that was imported from a file is fetched from where everybody gets it. */
function addressesOf(held: readonly MirrorFeed[]): readonly FeedAddress[] {
  if (held.length === 0) return KNOWN_FEEDS.filter(({ isDefault }) => isDefault)
  return held.flatMap(({ name, fetched }) => {
    const url = fetched?.url ?? knownFeed(name)?.url
    return url === undefined ? [] : [{ name, url }]
  })
}
