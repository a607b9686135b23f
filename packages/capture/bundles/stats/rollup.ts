// SPDX-License-Identifier: Apache-2.0
import { listOf, memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, namesOf, numberOf } from './members.ts'
import type { BundleStats, ModuleStats, OutputPart, OutputStats } from './stats.ts'

const ROLLUP_MARK = 'rollup-bundle/1'

export function isRollupBundle(value: unknown): boolean {
  return textOf(value, 'headwater') === ROLLUP_MARK
}

/**
 * What a plugin of ten lines writes for Rollup, Vite and Rolldown (it stands in the documentation): the outputs of the hook
 * `writeBundle` without their code, with a SHA-256, and the ids of all modules.
 */
export function readRollup(value: unknown): BundleStats {
  const modules = new Map<string, ModuleStats>()
  const externals = new Set<string>()
  for (const each of listOf(value, 'modules')) {
    const id = textOf(each, 'id')
    if (id === undefined) continue
    if (memberOf(each, 'external') === true || isBare(id)) externals.add(id)
    else modules.set(id, moduleOf(id))
  }
  const outputs = listOf(value, 'outputs').flatMap((each): readonly OutputStats[] => {
    const path = textOf(each, 'fileName')
    const sha256 = textOf(each, 'sha256')
    const bytes = numberOf(each, 'bytes')
    if (path === undefined) return []
    const parts = entriesOf(memberOf(each, 'modules')).map(([id, part]): OutputPart => {
      modules.set(id, joined(modules.get(id) ?? moduleOf(id), part))
      return { module: id, bytes: numberOf(part, 'renderedLength') ?? 1, measured: 'rendered' }
    })
    return [
      {
        path,
        ...(bytes === undefined ? {} : { bytes }),
        ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
        parts,
      },
    ]
  })
  // imports between chunks are no externals
  const chunks = new Set(outputs.map(({ path }) => path))
  for (const each of listOf(value, 'outputs')) {
    for (const name of [...listOf(each, 'imports'), ...listOf(each, 'dynamicImports')]) {
      if (typeof name === 'string' && !chunks.has(name)) externals.add(name)
    }
  }
  const vite = textOf(value, 'vite')
  const version = vite ?? textOf(value, 'rollup')
  const root = textOf(value, 'root')
  const doubts = Array.isArray(memberOf(value, 'modules'))
    ? []
    : ['The list of all modules is missing.']
  return {
    bundler: vite === undefined ? 'rollup' : 'vite',
    ...(version === undefined ? {} : { version }),
    ...(root === undefined ? {} : { root }),
    outputs,
    modules: [...modules.values()],
    externals: [...externals],
    complete: doubts.length === 0,
    doubts,
  }
}

/**
 * Plugins mark what they made up by NUL, and say behind a question mark what they made of a file. Files have absolute ids;
 * `\0vite/preload-helper.js` is nobody's file, `react` is one that was not found or not wanted.
 */
export function moduleOf(id: string): ModuleStats {
  const plain = id.startsWith('\0') ? id.slice(1) : id
  const end = plain.search(/[?#]/)
  const path = (end < 0 ? plain : plain.slice(0, end)).replace(/^\/@fs\//, '/')
  const isFile = /^(?:\/|\.{1,2}\/|[A-Za-z]:[\\/])/.test(path) || path.includes('node_modules/')
  return isFile ? { id, path } : { id }
}

/** Rolldown lists externals without saying so. */
export function isBare(id: string): boolean {
  return /^[@\w]/.test(id) && moduleOf(id).path === undefined
}

function joined(module: ModuleStats, part: unknown): ModuleStats {
  const used = namesOf(memberOf(part, 'renderedExports'))
  const removed = namesOf(memberOf(part, 'removedExports'))
  return {
    ...module,
    ...(used === undefined ? {} : { used: both(module.used, used) }),
    ...(removed === undefined ? {} : { removed: both(module.removed, removed) }),
  }
}

function both(one: readonly string[] = [], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])]
}
