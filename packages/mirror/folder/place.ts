// SPDX-License-Identifier: Apache-2.0
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The folder of the mirror: what the user says, `$HEADWATER_MIRROR`, else the user's cache (XDG base directories). */
export function mirrorFolder(
  said: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (said !== undefined) return said
  const { HEADWATER_MIRROR: mirror, XDG_CACHE_HOME: cache } = env
  if (mirror !== undefined && mirror !== '') return mirror
  // "all paths set in these environment variables must be absolute", and others are to be ignored
  if (cache !== undefined && isAbsolute(cache)) return join(cache, 'headwater')
  return join(homedir(), '.cache', 'headwater')
}
