// SPDX-License-Identifier: Apache-2.0
import { dirname, join, resolve } from 'node:path/posix'
import {
  findBundles,
  holdsBundles,
  HOW_TO,
  mergePackages,
  readBundle,
  startMemory,
  type Bundle,
  type BundleOptions,
} from '../../bundles/index.ts'
import { filesOnDisk, isFile, type BuildFiles } from '../files.ts'
import { memberOf, readJson } from '../json-file.ts'
import type { StepReader } from '../reader.ts'
import type { Gap, Step, Steps, ToolRecord } from '../step.ts'

/**
 * Bundles of JavaScript below a folder, as steps: an output is made of the modules that left code in it. Modules that left
 * nothing anywhere stand among the inputs of the first output, and in `unused`.
 */
export async function readBundles(
  folder: string,
  files: BuildFiles = filesOnDisk(),
  options: BundleOptions = {},
): Promise<Steps> {
  return readAll(resolve(folder), files, options)
}

export const bundleReader: StepReader = {
  system: 'bundle',
  recognises: holdsBundles,
  read: (folder, files) => readAll(folder, files, {}),
}

function readAll(folder: string, files: BuildFiles, options: BundleOptions): Steps {
  const found = findBundles(folder, files)
  const memory = startMemory(files)
  const read = (path: string): readonly Bundle[] => {
    const bundle = readBundle(path, files, options, memory)
    return bundle === undefined ? [] : [bundle]
  }
  const bundles = found.stats.flatMap(({ path }) => read(path))
  const covered = new Set(bundles.flatMap(({ outputs }) => outputs.map(({ path }) => path)))
  // a source map is better than nothing, and worse than anything else
  const uncovered = found.maps.filter((path) => !covered.has(path.replace(/\.map$/, '')))
  const mapped = bundledTogether(uncovered.flatMap(read))
  const all = oneForEach([...bundles, ...mapped])
  const [first] = all
  const root = first?.root
  return {
    system: 'bundle',
    steps: all.flatMap(stepsOf),
    ...(root === undefined ? {} : { sourceRoot: root }),
    buildRoot: folder,
    configuration: configurationOf(all, files),
    packages: mergePackages(all.flatMap(({ packages }) => packages)),
    tools: toolsOf(all),
    gaps:
      all.length === 0
        ? [noStats(folder, found.manifests, files)]
        : withoutTwins(all.flatMap(({ gaps }) => gaps)),
  }
}

/** A compiler writes a map for each of its files too: chunks of a bundle lie beside one that was put together of many modules. */
function bundledTogether(maps: readonly Bundle[]): readonly Bundle[] {
  const there = maps.filter(({ outputs }) =>
    outputs.some(({ state, modules }) => state !== 'missing' && modules.length > 0),
  )
  const folders = new Set(
    there.filter(({ modules }) => modules.length > 1).map(({ statsFile }) => dirname(statsFile)),
  )
  return there.filter(({ statsFile }) => folders.has(dirname(statsFile)))
}

/** Two kinds of stats of one bundle (a plugin's and the bundler's own): the more exact one counts. */
function oneForEach(bundles: readonly Bundle[]): readonly Bundle[] {
  const best = new Map<string, Bundle>()
  for (const bundle of bundles) {
    for (const { path } of bundle.outputs.filter(({ modules }) => modules.length > 0)) {
      const other = best.get(path)
      if (other === undefined || worth(bundle) > worth(other)) best.set(path, bundle)
    }
  }
  const kept = new Set(best.values())
  return bundles.filter((bundle) => kept.has(bundle))
}

function worth({ format, outputs }: Bundle): number {
  const fits = outputs.some(({ state }) => state === 'as-recorded') ? 10 : 0
  return fits + { esbuild: 3, rollup: 3, webpack: 2, visualizer: 1, 'source-map': 0 }[format]
}

function stepsOf(bundle: Bundle): readonly Step[] {
  const made = bundle.outputs.filter(
    ({ state, modules }) => state !== 'missing' && modules.length > 0,
  )
  const unused = bundle.modules
    .filter(({ bytesInOutput, exists }) => bytesInOutput === 0 && exists)
    .map(({ path }) => path)
  return made.map(({ path, modules }, at): Step => {
    const left = at === 0 ? unused : []
    return {
      kind: 'bundle',
      outputs: [path],
      inputs: [...modules, ...left],
      includes: [],
      knowsIncludes: true,
      ...(left.length === 0 ? {} : { unused: left }),
      directory: bundle.root,
      record: bundle.statsFile,
    }
  })
}

const CONFIGURATIONS = ['esbuild', 'vite', 'rollup', 'rolldown', 'webpack', 'rspack'].flatMap(
  (name) => ['js', 'mjs', 'cjs', 'ts', 'mts'].map((ending) => `${name}.config.${ending}`),
)

function configurationOf(bundles: readonly Bundle[], files: BuildFiles): readonly string[] {
  const found = new Set<string>()
  for (const { root, lockfile } of bundles) {
    if (lockfile !== undefined) found.add(lockfile)
    for (const name of ['package.json', 'tsconfig.json', ...CONFIGURATIONS]) {
      if (isFile(files, join(root, name))) found.add(join(root, name))
    }
  }
  return [...found].sort()
}

function toolsOf(bundles: readonly Bundle[]): readonly ToolRecord[] {
  const tools = new Map<string, ToolRecord>()
  for (const { bundler, version, statsFile } of bundles) {
    if (bundler === 'source-map') continue
    tools.set(`${bundler} ${version ?? ''}`, {
      program: bundler,
      name: bundler,
      ...(version === undefined ? {} : { version }),
      record: statsFile,
    })
  }
  return [...tools.values()]
}

/** Which bundlers the project asks for, so that only their hints are given. */
function noStats(folder: string, manifests: readonly string[], files: BuildFiles): Gap {
  const manifest = readJson(files, join(folder, 'package.json'))
  const asks = (name: string): boolean =>
    ['dependencies', 'devDependencies'].some(
      (part) => memberOf(memberOf(manifest, part), name) !== undefined,
    )
  const known = Object.entries(BUNDLERS).flatMap(([hint, names]) =>
    names.some(asks) ? [HOW_TO[hint]!] : [],
  )
  const hints = known.length > 0 ? known : Object.values(HOW_TO)
  return {
    code: 'no-build-record',
    message:
      manifests.length > 0
        ? `The manifest in ${dirname(manifests[0]!)} names outputs, but no modules.`
        : 'No bundler left a record of which modules went into a bundle.',
    hint: hints.join(' '),
    paths: manifests.length > 0 ? manifests : [folder],
  }
}

const BUNDLERS: Readonly<Record<string, readonly string[]>> = {
  esbuild: ['esbuild', 'tsup'],
  rollup: ['rollup', 'vite', 'rolldown', 'tsdown', '@sveltejs/kit', 'astro', 'nuxt'],
  webpack: ['webpack', '@rspack/core', 'next', 'react-scripts'],
}

function withoutTwins(gaps: readonly Gap[]): readonly Gap[] {
  const seen = new Map<string, Gap>()
  for (const gap of gaps) {
    const key = `${gap.code} ${gap.message}`
    const before = seen.get(key)
    seen.set(
      key,
      before === undefined
        ? gap
        : { ...before, paths: [...new Set([...before.paths, ...gap.paths])] },
    )
  }
  return [...seen.values()]
}
