// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import type { BuildFiles } from '../files.ts'
import { readBuildLog } from './build-log.ts'
import { readDepsLog, type DepsLog } from './deps-log.ts'
import { readDyndeps } from './dyndep.ts'
import { valueIn } from './expand.ts'
import type { Manifest } from './manifest.ts'

/** What ninja wrote while it built. */
export interface Records {
  readonly deps: DepsLog | undefined
  readonly built: ReadonlySet<string> | undefined
  readonly dyndeps: ReadonlyMap<string, readonly string[]>
  readonly missing: Set<string>
}

/** The logs stand in the folder that the manifest's `builddir` names, or else beside it. */
export function recordsBeside(manifest: Manifest, folder: string, files: BuildFiles): Records {
  const logs = pathIn(folder, valueIn(manifest.top, 'builddir') || '.')
  const deps = files.bytes(pathIn(logs, '.ninja_deps'))
  const log = files.text(pathIn(logs, '.ninja_log'))
  return {
    deps: deps === undefined ? undefined : readDepsLog(deps),
    built: log === undefined ? undefined : readBuildLog(log),
    dyndeps: readDyndeps(manifest, folder, files.text),
    missing: new Set(),
  }
}
