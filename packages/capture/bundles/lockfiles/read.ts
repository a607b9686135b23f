// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { parseJson } from '@headwater/formats/json'
import { DEFAULT_LIMITS, type Limits } from '@headwater/formats/source'
import { parseYaml } from '@headwater/formats/yaml'
import { readBerryLock } from './berry.ts'
import { plainJson, readBunLock } from './bun.ts'
import type { Lockfile } from './lockfile.ts'
import { readNpmLock } from './npm.ts'
import { readPnpmLock } from './pnpm.ts'
import { readYarnLock } from './yarn.ts'

/** Names of lockfiles, in the order in which they are trusted: `npm` itself prefers the shrinkwrap. */
export const LOCKFILE_NAMES = [
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
] as const

/**
 * A lockfile of npm, Yarn, pnpm or Bun.
 *
 * @param name its path or name, by which its format is told
 * @throws FormatError if it is none
 */
export function readLockfile(
  name: string,
  text: string,
  limits: Limits = DEFAULT_LIMITS,
): Lockfile {
  const base = name.slice(name.lastIndexOf('/') + 1)
  switch (base) {
    case 'pnpm-lock.yaml':
      return readPnpmLock(yamlOf(name, text, limits))
    case 'yarn.lock':
      return /^__metadata:/m.test(text)
        ? readBerryLock(yamlOf(name, text, limits))
        : readYarnLock(text)
    case 'bun.lock':
      return readBunLock(parseJson(name, plainJson(text), limits))
    default:
      if (base.endsWith('.json')) return readNpmLock(parseJson(name, text, limits))
      throw new FormatError(name, [
        { code: 'UNKNOWN_FORMAT', message: 'no lockfile that we know', place: {} },
      ])
  }
}

/** Scalars stay text: `1.10` is a version, no number. Aliases are not followed: lockfiles have none. */
function yamlOf(name: string, text: string, limits: Limits): unknown {
  const { document } = parseYaml(name, text, { schema: 'failsafe', limits })
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  return value
}
