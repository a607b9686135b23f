// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path/posix'
import type { BuildFiles } from './files.ts'
import type { Step } from './step.ts'

/**
 * Where the sources of a build lie of which no record says it, so that it is told by what was compiled. Most builds without records of
 * their own are made within their sources; others beside them (`../configure`).
 */
export function sourceRootOf(
  steps: readonly Step[],
  buildRoot: string,
  files: BuildFiles,
): string | undefined {
  const made = new Set(steps.flatMap(({ outputs }) => outputs))
  const sources = [
    ...new Set(steps.flatMap(({ kind, inputs }) => (COMPILES.has(kind) ? inputs : []))),
  ].filter((path) => !made.has(path) && !SYSTEM.test(path) && !/\.(?:o|a|so|lo)$/.test(path))
  const within = sources.filter((path) => path.startsWith(`${buildRoot}/`))
  if (sources.length === 0) return undefined
  if (within.length * 2 >= sources.length) return buildRoot
  const common = commonFolder(sources.filter((path) => !path.startsWith(`${buildRoot}/`)))
  return common.split('/').length < 3 ? undefined : (projectAt(common, files) ?? common)
}

const COMPILES: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'compile',
  'link-image',
  'link-shared',
])
const SYSTEM = /^\/(?:usr|lib|lib64|opt|nix|gnu|etc|dev)\//

function commonFolder(paths: readonly string[]): string {
  let common = dirname(paths[0]!).split('/')
  for (const path of paths) {
    const steps = dirname(path).split('/')
    let same = 0
    while (same < common.length && common[same] === steps[same]) same++
    common = common.slice(0, same)
  }
  return common.join('/')
}

const SIGNS = [
  '.git',
  'configure',
  'configure.ac',
  'COPYING',
  'LICENSE',
  'README',
  'README.md',
  'debian',
]

/** The nearest folder at or above that looks like the root of a project. */
function projectAt(folder: string, files: BuildFiles): string | undefined {
  for (let at = folder; at !== '/'; at = dirname(at)) {
    if (SIGNS.some((name) => files.state(join(at, name)) !== undefined)) return at
  }
  return undefined
}
