// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { dirname } from 'node:path/posix'
import { FormatError } from '@headwater/formats/fault'
import type { BuildFiles } from '../steps/files.ts'
import { readJson } from '../steps/json-file.ts'
import type { Bundle, BundleModule, BundleOutput } from './bundle.ts'
import { gapsOf } from './gaps.ts'
import { readLockfile, type LockedPackage } from './lockfiles/index.ts'
import { moduleHomes, type ModuleHome } from './package-of.ts'
import { findLockfile, findPlaces } from './places.ts'
import { tellPresence } from './presence.ts'
import { readStats, statsFormat, type BundleStats, type OutputStats } from './stats/index.ts'

export interface BundleOptions {
  /** Where the bundler ran, if that is not to be guessed. */
  readonly root?: string
  readonly lockfile?: string
}

/** What several bundles of one project share, so that it is read once. */
export interface Memory {
  readonly homeOf: (path: string) => ModuleHome | undefined
  readonly locks: Map<string, ReadLock>
}

export function startMemory(files: BuildFiles): Memory {
  return { homeOf: moduleHomes(files), locks: new Map() }
}

/**
 * What a bundler's stats say, tied to the files as they are now, to the packages they come from and to the lockfile.
 * Undefined if the file is nobody's stats.
 */
export function readBundle(
  statsFile: string,
  files: BuildFiles,
  options: BundleOptions = {},
  memory: Memory = startMemory(files),
): Bundle | undefined {
  const value = readJson(files, statsFile)
  const format = statsFormat(value)
  const stats = readStats(value, statsFile.replace(/\.map$/, ''))
  if (format === undefined || stats === undefined) return undefined
  const places = findPlaces(stats, statsFile, files, options.root)
  const byId = new Map(stats.modules.map(({ id, path }) => [id, path]))
  const outputs = stats.outputs.map((output) => readOutput(output, byId, statsFile, places, files))
  const modules = readModules(stats, places.moduleAt, memory.homeOf, files)
  const lock = readLock(options.lockfile ?? findLockfile(places.root, files), files, memory)
  const doubt = doubtOf(stats, outputs, lock)
  const seen = modules.map(({ module, home }) => ({ home, isReached: module.bytesInOutput > 0 }))
  const { packages, unlocked } = tellPresence({
    locked: lock.packages,
    lockfile: lock.file,
    seen: seen.flatMap(({ home }) => home ?? []),
    reached: seen.flatMap(({ home, isReached }) => (isReached ? (home ?? []) : [])),
    externals: stats.externals,
    doubt,
    root: lock.file === undefined ? places.root : dirname(lock.file),
    own: [places.root, ...(lock.file === undefined ? [] : [dirname(lock.file)])],
  })
  return {
    statsFile,
    format,
    bundler: stats.bundler,
    ...(stats.version === undefined ? {} : { version: stats.version }),
    root: places.root,
    outputs,
    modules: modules.map(({ module }) => module),
    packages,
    ...(lock.file === undefined ? {} : { lockfile: lock.file }),
    gaps: gapsOf({
      statsFile,
      stats,
      outputs,
      modules: modules.map(({ module }) => module),
      lock,
      unlocked,
    }),
  }
}

export interface ReadLock {
  readonly file: string | undefined
  readonly packages: readonly LockedPackage[]
  /** Why it could not be read. */
  readonly fault?: string
}

function readLock(file: string | undefined, files: BuildFiles, { locks }: Memory): ReadLock {
  const known = file === undefined ? undefined : locks.get(file)
  if (known !== undefined) return known
  const read = parseLock(file, files)
  if (file !== undefined) locks.set(file, read)
  return read
}

function parseLock(file: string | undefined, files: BuildFiles): ReadLock {
  const text = file === undefined ? undefined : files.text(file)
  if (file === undefined || text === undefined) return { file: undefined, packages: [] }
  try {
    return { file, packages: readLockfile(file, text).packages }
  } catch (error) {
    if (error instanceof FormatError) return { file, packages: [], fault: error.message }
    throw error
  }
}

function readOutput(
  output: OutputStats,
  byId: ReadonlyMap<string, string | undefined>,
  statsFile: string,
  places: ReturnType<typeof findPlaces>,
  files: BuildFiles,
): BundleOutput {
  const path = places.outputAt(output.path)
  const modules = output.parts.flatMap(({ module, bytes }) => {
    const file = byId.get(module)
    return bytes > 0 && file !== undefined ? [places.moduleAt(file)] : []
  })
  const bytes = files.bytes(path)
  if (bytes === undefined) return { path, state: 'missing', modules: [...new Set(modules)] }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const isSame =
    output.sha256 !== undefined
      ? output.sha256 === sha256
      : output.bytes !== undefined
        ? output.bytes === bytes.length
        : isYounger(path, statsFile, files)
          ? false
          : undefined
  return {
    path,
    state: isSame === undefined ? 'unchecked' : isSame ? 'as-recorded' : 'changed',
    sha256,
    modules: [...new Set(modules)],
  }
}

/** Stats and outputs are written in one go; what was written a minute later was written again. */
function isYounger(path: string, statsFile: string, files: BuildFiles): boolean {
  const output = files.state(path)
  const stats = files.state(statsFile)
  return output !== undefined && stats !== undefined && output.changedAt > stats.changedAt + 60_000
}

interface Read {
  readonly module: BundleModule
  readonly home: ModuleHome | undefined
}

/** One file may be several modules: with another question behind it, or as what a plugin made of it. */
function readModules(
  stats: BundleStats,
  moduleAt: (path: string) => string,
  homeOf: (path: string) => ModuleHome | undefined,
  files: BuildFiles,
): readonly Read[] {
  const parts = new Map<string, { bytes: number; measured: BundleModule['measured'] }>()
  for (const output of stats.outputs) {
    for (const { module, bytes, measured } of output.parts) {
      const before = parts.get(module)
      if (before === undefined) parts.set(module, { bytes, measured })
      else before.bytes += bytes
    }
  }
  const found = new Map<string, Read>()
  for (const { id, path: name, used, removed } of stats.modules) {
    if (name === undefined) continue
    const path = moduleAt(name)
    const part = parts.get(id)
    const before = found.get(path)?.module
    const home = found.get(path)?.home ?? homeOf(path)
    const bytesInOutput = (before?.bytesInOutput ?? 0) + (part?.bytes ?? 0)
    const names = union(before?.used, used)
    const gone = union(before?.removed, removed)
    const module: BundleModule = {
      path,
      exists: files.state(path)?.kind === 'file',
      bytesInOutput,
      measured: bytesInOutput === 0 ? 'nothing' : (part?.measured ?? before?.measured ?? 'nothing'),
      ...packageIn(home),
      ...(names === undefined ? {} : { used: names }),
      ...(gone === undefined ? {} : { removed: gone }),
    }
    found.set(path, { module, home })
  }
  return [...found.values()]
}

function packageIn(home: ModuleHome | undefined): Pick<BundleModule, 'package'> {
  const name = home?.name ?? home?.installed
  if (home === undefined || name === undefined) return {}
  const { folder, version } = home
  return { package: { name, ...(version === undefined ? {} : { version }), folder } }
}

function union(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  return one === undefined ? other : other === undefined ? one : [...new Set([...one, ...other])]
}

/** Whatever stands against saying that a package is not in the bundle. */
function doubtOf(
  stats: BundleStats,
  outputs: readonly BundleOutput[],
  lock: ReadLock,
): string | undefined {
  if (stats.doubts.length > 0) return stats.doubts[0]
  if (!stats.complete) return 'The stats do not list every module.'
  if (!outputs.some(({ modules }) => modules.length > 0))
    return 'The stats name no module that is in an output.'
  if (outputs.some(({ state, modules }) => state === 'changed' && modules.length > 0))
    return 'The bundle was changed after its stats were written.'
  if (outputs.some(({ state, modules }) => state === 'missing' && modules.length > 0))
    return 'Outputs that the stats name are not there.'
  return lock.fault === undefined ? undefined : 'The lockfile cannot be read.'
}
