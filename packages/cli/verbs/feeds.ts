// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '@headwater/formats/source'
import type { CheckOptions } from '@headwater/check/run'
import { startLoading } from '@headwater/mirror/feeds'
import { mirrorFolder, openMirror } from '@headwater/mirror/folder'
import type { Io } from '../io.ts'

export interface FeedOptions {
  /** Of the command line; headwater.yaml may add some. */
  readonly advisories: readonly string[]
  readonly mirror: string | undefined
  readonly limits: Limits
  readonly progress: (what: string) => void
}

/**
 * Begins to read the feeds of the command line in threads of their own, and says how to get at them once the documents are
 * read: then it is also known what headwater.yaml names. Without any it is the local mirror.
 */
export function startFeeds(
  { advisories, mirror, limits, progress }: FeedOptions,
  io: Io,
): CheckOptions['openAdvisories'] {
  const options = { limits, progress: (name: string) => progress(`reading ${name}`) }
  const loading = startLoading(advisories, options)
  // oxlint-disable-next-line typescript/require-await -- the mirror is opened at once, feeds are waited for
  return async (paths, components) => {
    if (paths.length === 0) return openMirror(mirrorFolder(mirror, io.env))
    const more = paths.filter((path) => !advisories.includes(path))
    return loading.finish({ components, more })
  }
}
