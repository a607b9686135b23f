// SPDX-License-Identifier: Apache-2.0
import { memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, numberOf } from './members.ts'
import { isBare, moduleOf } from './rollup.ts'
import type { BundleStats, ModuleStats, OutputPart } from './stats.ts'

export function isVisualizer(value: unknown): boolean {
  return (
    numberOf(value, 'version') === 2 &&
    typeof memberOf(value, 'nodeParts') === 'object' &&
    typeof memberOf(value, 'nodeMetas') === 'object'
  )
}

/**
 * `rollup-plugin-visualizer` with `template: 'raw-data'`, its data of version 2. Modules stand there without the project's root,
 * and with it where they lie elsewhere, which reads the same: so absolute ids are tried from both. Modules of which nothing is
 * left are listed where another module imports them.
 */
export function readVisualizer(value: unknown): BundleStats {
  const modules = new Map<string, ModuleStats>()
  const externals = new Set<string>()
  const outputs = new Map<string, OutputPart[]>()
  const parts = new Map(entriesOf(memberOf(value, 'nodeParts')))
  for (const [, meta] of entriesOf(memberOf(value, 'nodeMetas'))) {
    const id = textOf(meta, 'id')
    if (id === undefined) continue
    if (memberOf(meta, 'isExternal') === true || isBare(id)) {
      externals.add(id)
      continue
    }
    modules.set(id, moduleOf(id))
    for (const [file, uid] of entriesOf(memberOf(meta, 'moduleParts'))) {
      const bytes = numberOf(parts.get(String(uid)), 'renderedLength') ?? 1
      const part: OutputPart = { module: id, bytes, measured: 'rendered' }
      const known = outputs.get(file)
      if (known === undefined) outputs.set(file, [part])
      else known.push(part)
    }
  }
  const version = textOf(memberOf(value, 'env'), 'rollup')
  return {
    bundler: memberOf(memberOf(value, 'env'), 'vite') === undefined ? 'rollup' : 'vite',
    ...(version === undefined ? {} : { version }),
    outputs: [...outputs].map(([path, list]) => ({ path, parts: list })),
    modules: [...modules.values()],
    externals: [...externals],
    complete: true,
    doubts: [],
  }
}
