// SPDX-License-Identifier: Apache-2.0
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { describeFault, FormatError } from '@headwater/formats/fault'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import type { Override } from '@headwater/domain/identity'
import { SettingsError } from './error.ts'
import { parseOverride } from './override.ts'

/** What headwater.yaml beside the documents says; paths are made relative to the working directory. */
export interface Settings {
  readonly overrides: readonly Override[]
  readonly advisories: readonly string[]
  readonly locations: readonly string[]
  readonly vex: readonly string[]
}

const NAME = 'headwater.yaml'
/** It is written by hand; anything larger is not it. */
const LARGEST = 1024 * 1024
const MOST_ALIASES = 100
/** `packages` is for whoever captures a build: it says what folders of a source tree are. */
const KEYS = ['identify', 'advisories', 'locations', 'vex', 'packages'] as const

/**
 * Reads the headwater.yaml of every folder given (a file's folder counts), and of the folders directly below a folder.
 * @throws SettingsError listing everything wrong.
 */
export async function readSettings(files: readonly string[]): Promise<Settings> {
  const all = files.length === 0 ? [] : await readAll(files)
  return {
    overrides: all.flatMap((one) => one.overrides),
    advisories: all.flatMap((one) => one.advisories),
    locations: all.flatMap((one) => one.locations),
    vex: all.flatMap((one) => one.vex),
  }
}

/** How far above a document its settings may lie: documents of a set often have a folder of their own. */
const LEVELS_UP = 2

/** The headwater.yaml files that belong to a set of documents: beside each of them, and up to two folders above. */
export function settingsFilesFor(documents: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const document of documents) {
    let folder = dirname(resolve(document.split('!/')[0] ?? document))
    for (let level = 0; level <= LEVELS_UP; level++) {
      folders.add(folder)
      folder = dirname(folder)
    }
  }
  return [...folders]
    .map((folder) => relative('', join(folder, NAME)))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .sort()
}

/** Where links lead counts too: they may have come with the documents. */
function isInside(path: string, folder: string): boolean {
  const isBelow = (inner: string, outer: string): boolean => {
    const way = relative(outer, inner)
    return !way.startsWith('..') && !isAbsolute(way)
  }
  if (!isBelow(path, folder)) return false
  try {
    return isBelow(realpathSync(path), realpathSync(folder))
  } catch {
    // not there: whoever opens it says so
    return true
  }
}

/** YAML is loaded where there is some. */
async function readAll(files: readonly string[]): Promise<readonly Settings[]> {
  const { countAliases, parseYaml } = await import('@headwater/formats/yaml')
  return files.map((file) =>
    readOne(file, (text) => {
      const { document } = parseYaml(file, text, { schema: 'core', limits: DEFAULT_LIMITS })
      if (countAliases(document) > MOST_ALIASES) throw tooManyAliases(file)
      try {
        return document.toJS({ maxAliasCount: MOST_ALIASES })
      } catch {
        throw tooManyAliases(file)
      }
    }),
  )
}

function tooManyAliases(file: string): SettingsError {
  return new SettingsError(file, [`more than ${MOST_ALIASES} aliases`])
}

function readOne(file: string, parse: (text: string) => unknown): Settings {
  const faults: string[] = []
  const said = load(file, parse)
  const folder = dirname(file)
  for (const key of Object.keys(said)) {
    if (!KEYS.some((known) => known === key)) {
      faults.push(`\`${key}\` is not known; there are ${KEYS.join(', ')}`)
    }
  }
  const settings = {
    overrides: readOverrides(said['identify'], faults),
    advisories: readPaths('advisories', said['advisories'], folder, faults),
    locations: readPaths('locations', said['locations'], folder, faults),
    vex: readPaths('vex', said['vex'], folder, faults),
  }
  if (faults.length > 0) throw new SettingsError(file, faults)
  return settings
}

function load(file: string, parse: (text: string) => unknown): Record<string, unknown> {
  const size = statSync(file).size
  if (size > LARGEST) throw new SettingsError(file, [`larger than ${LARGEST} bytes`])
  let value: unknown
  try {
    value = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new SettingsError(file, cause.faults.map(describeFault), { cause })
  }
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new SettingsError(file, ['must be a mapping at the top'])
  }
  return value as Record<string, unknown>
}

function readOverrides(value: unknown, faults: string[]): Override[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) {
    faults.push('`identify` must be a mapping of component names to purls or CPEs')
    return []
  }
  const overrides: Override[] = []
  for (const [component, identities] of Object.entries(value)) {
    const list: unknown[] = Array.isArray(identities) ? identities : [identities]
    for (const identity of list) {
      const answer =
        typeof identity === 'string'
          ? parseOverride(component, identity)
          : { fault: 'must be text' }
      if ('fault' in answer) faults.push(`identify.${component}: ${answer.fault}`)
      else overrides.push(answer)
    }
  }
  return overrides
}

function readPaths(key: string, value: unknown, folder: string, faults: string[]): string[] {
  if (value === undefined || value === null) return []
  const list: unknown[] = Array.isArray(value) ? value : [value]
  const paths: string[] = []
  for (const path of list) {
    if (typeof path !== 'string' || path === '' || path.includes('\0')) {
      faults.push(`\`${key}\` must list paths`)
    } else if (isAbsolute(path) || !isInside(join(folder, path), folder)) {
      // a settings file that came with somebody's documents must not reach into the rest of the machine
      faults.push(
        `${key}: ${path} lies outside the folder of this file; give it on the command line`,
      )
    } else paths.push(join(folder, path))
  }
  return paths
}
