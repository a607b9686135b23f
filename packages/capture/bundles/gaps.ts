// SPDX-License-Identifier: Apache-2.0
import type { Gap } from '../steps/step.ts'
import type { BundleModule, BundleOutput } from './bundle.ts'
import type { ModuleHome } from './package-of.ts'
import type { ReadLock } from './read.ts'
import type { BundleStats } from './stats/index.ts'

export interface Evidence {
  readonly statsFile: string
  readonly stats: BundleStats
  readonly outputs: readonly BundleOutput[]
  readonly modules: readonly BundleModule[]
  readonly lock: ReadLock
  readonly unlocked: readonly ModuleHome[]
}

/** How to get stats from each bundler. */
export const HOW_TO: Readonly<Record<string, string>> = {
  esbuild: 'esbuild: run it with --metafile=meta.json.',
  rollup:
    'Rollup, Vite and Rolldown: add the plugin that docs/bundles.md shows; it writes headwater-bundle.json beside the bundle.',
  webpack:
    'webpack and Rspack: run it with --json=stats.json, without a `stats` setting of its own.',
}

/** What a bundle's stats, files and lockfile do not say, or say against each other. */
export function gapsOf({
  statsFile,
  stats,
  outputs,
  modules,
  lock,
  unlocked,
}: Evidence): readonly Gap[] {
  const gaps: Gap[] = []
  const gap = (
    code: Gap['code'],
    message: string,
    hint: string,
    paths: readonly string[],
  ): void => {
    gaps.push({ code, message, hint, paths })
  }
  const again = 'Make the bundle and its stats again, in one run, and change nothing after it.'
  const withModules = outputs.filter((output) => output.modules.length > 0)
  const changed = withModules.filter(({ state }) => state === 'changed').map(({ path }) => path)
  if (changed.length > 0) {
    gap(
      'source-changed',
      'Size or hash of outputs differ from what the stats say: they were changed or made again since.',
      again,
      changed,
    )
  }
  const missing = withModules.filter(({ state }) => state === 'missing').map(({ path }) => path)
  if (missing.length > 0)
    gap('output-missing', 'Outputs that the stats name are not there.', again, missing)
  if (stats.bundler === 'source-map') {
    gap(
      'no-link-record',
      'Only a source map tells what is in the bundle; what is missing from it, it does not prove.',
      Object.values(HOW_TO).join(' '),
      [statsFile],
    )
  } else
    for (const doubt of stats.doubts) {
      gap('no-link-record', doubt, HOW_TO[stats.bundler] ?? HOW_TO['rollup']!, [statsFile])
    }
  const gone = modules
    .filter(({ exists, bytesInOutput }) => !exists && bytesInOutput > 0)
    .map(({ path }) => path)
  if (gone.length > 0) {
    gap(
      'source-missing',
      'Modules that went into the bundle are not there any more.',
      'Install the packages again (npm ci), and capture before anything is removed.',
      gone,
    )
  }
  if (lock.file === undefined) {
    gap(
      'library-not-found',
      'No lockfile was found: packages that did not reach the bundle are not known.',
      'Keep package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, yarn.lock or bun.lock in the project or above it.',
      [statsFile],
    )
  } else if (lock.fault !== undefined) {
    gap(
      'library-not-found',
      `The lockfile cannot be read: ${lock.fault}.`,
      'Let the package manager write it again.',
      [lock.file],
    )
  } else if (unlocked.length > 0) {
    gap(
      'source-changed',
      `The lockfile does not fit what is installed: it does not know ${nameOf(unlocked[0]!)}${unlocked.length > 1 ? ` and ${unlocked.length - 1} more` : ''}.`,
      'Install exactly what the lockfile says (npm ci), and make the bundle again.',
      unlocked.map(({ folder }) => folder),
    )
  }
  return gaps
}

function nameOf({ name, version, installed }: ModuleHome): string {
  return `${name ?? installed ?? '?'}@${version ?? '?'}`
}
