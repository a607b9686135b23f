// SPDX-License-Identifier: Apache-2.0
import { listOf, memberOf, textOf } from '../../steps/json-file.ts'
import { namesOf, numberOf } from './members.ts'
import type { BundleStats, ModuleStats, OutputPart, OutputStats } from './stats.ts'

export function isWebpackStats(value: unknown): boolean {
  const has = (name: string): boolean => Array.isArray(memberOf(value, name))
  return (
    textOf(value, 'hash') !== undefined &&
    (has('chunks') || has('children') || (has('assets') && has('modules')))
  )
}

/** Compilations within compilations (of several configurations, of plugins) nest no deeper in practice. */
const MAX_DEPTH = 8

/**
 * Stats of webpack 4 and 5 and of Rspack (webpack, "Stats Data"). A module is in a chunk, or in the modules of one that was
 * concatenated; all others are orphans. Sizes are those of the source: code that is not used is taken out by the minifier,
 * which leaves no trace in the stats, so a module that is in a chunk counts as being there.
 */
export function readWebpack(value: unknown): BundleStats {
  const state: State = {
    modules: new Map(),
    outputs: new Map(),
    externals: new Set(),
    doubts: new Set(),
    files: new Map(),
    placed: new Set(),
  }
  readCompilation(value, state, 0)
  const version = textOf(value, 'version') ?? textOf(listOf(value, 'children')[0], 'version')
  const folder = textOf(value, 'outputPath') ?? textOf(listOf(value, 'children')[0], 'outputPath')
  const root = rootOf(state.modules)
  return {
    bundler: 'webpack',
    ...(version === undefined ? {} : { version }),
    ...(root === undefined ? {} : { root }),
    ...(folder === undefined ? {} : { outputFolder: folder }),
    outputs: [...state.outputs.values()],
    modules: [...state.modules.values()].map(({ stats }) => stats),
    externals: [...state.externals],
    complete: state.doubts.size === 0,
    doubts: [...state.doubts],
  }
}

interface State {
  readonly modules: Map<string, Found>
  readonly outputs: Map<string, OutputStats & { readonly parts: OutputPart[] }>
  readonly externals: Set<string>
  readonly doubts: Set<string>
  /** Of the compilation that is read now: files by chunk. */
  files: ReadonlyMap<string, readonly string[]>
  /** Output and module, so that each stands once. */
  readonly placed: Set<string>
}

interface Found {
  readonly stats: ModuleStats
  /** As webpack shows it, relative to the context. */
  readonly name: string
}

function readCompilation(value: unknown, state: State, depth: number): void {
  const modules = memberOf(value, 'modules')
  const files = filesOfChunks(value)
  for (const asset of listOf(value, 'assets')) {
    const name = textOf(asset, 'name')
    if (name === undefined) continue
    const bytes = numberOf(asset, 'size')
    state.outputs.set(name, { path: name, ...(bytes === undefined ? {} : { bytes }), parts: [] })
  }
  const chunks = listOf(value, 'chunks')
  const lists =
    Array.isArray(modules) ||
    (chunks.length > 0 && chunks.every((chunk) => Array.isArray(memberOf(chunk, 'modules'))))
  if (!lists && listOf(value, 'children').length === 0) {
    state.doubts.add('The stats have no list of modules.')
  }
  for (const each of [value, ...chunks]) doubtFiltered(each, state)
  if ((numberOf(value, 'errorsCount') ?? listOf(value, 'errors').length) > 0) {
    state.doubts.add('The build ended with errors.')
  }
  state.files = files
  for (const module of listOf(value, 'modules')) {
    readModule(module, filesOf(module, state) ?? [], state, 0)
  }
  for (const chunk of chunks) {
    const own = files.get(String(memberOf(chunk, 'id'))) ?? []
    for (const module of listOf(chunk, 'modules')) readModule(module, own, state, 0)
  }
  if (depth >= MAX_DEPTH) state.doubts.add('Compilations are nested too deeply.')
  else for (const child of listOf(value, 'children')) readCompilation(child, state, depth + 1)
}

function filesOfChunks(value: unknown): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, readonly string[]>()
  for (const chunk of listOf(value, 'chunks')) {
    const names = [...(namesOf(memberOf(chunk, 'files')) ?? [])]
    files.set(String(memberOf(chunk, 'id')), names)
  }
  // without chunks, the assets know them
  for (const asset of listOf(value, 'assets')) {
    const name = textOf(asset, 'name')
    if (name === undefined) continue
    for (const id of listOf(asset, 'chunks')) {
      const known = files.get(String(id)) ?? []
      if (!known.includes(name)) files.set(String(id), [...known, name])
    }
  }
  return files
}

function readModule(value: unknown, files: readonly string[], state: State, depth: number): void {
  doubtFiltered(value, state)
  const within = [...listOf(value, 'children'), ...listOf(value, 'modules')]
  if (depth >= MAX_DEPTH) {
    state.doubts.add('Modules are nested too deeply.')
    return
  }
  const identifier = textOf(value, 'identifier') ?? textOf(value, 'name')
  const isGroup = textOf(value, 'identifier') === undefined && within.length > 0
  // groups by path, type or state stand among modules, and hold those that have the chunks
  if (isGroup) {
    for (const each of within) readModule(each, filesOf(each, state) ?? files, state, depth + 1)
    return
  }
  if (identifier === undefined) {
    state.doubts.add('A module in the stats has no name.')
    return
  }
  if (/^(?:external|delegated|remote|provide module|consume)\b/.test(identifier)) {
    readExternal(value, identifier, state)
    return
  }
  if (textOf(value, 'moduleType') === 'runtime') return
  // a concatenated module is the sum of those that it lists
  if (within.length > 0) {
    for (const each of within) readModule(each, files, state, depth + 1)
    return
  }
  const path = fileOf(value, identifier)
  const id = path ?? identifier
  const used = namesOf(memberOf(value, 'usedExports'))
  const before = state.modules.get(id)
  if (before === undefined || (used !== undefined && before.stats.used === undefined)) {
    const stats = {
      id,
      ...(path === undefined ? {} : { path }),
      ...(used === undefined ? {} : { used }),
    }
    state.modules.set(id, { stats, name: textOf(value, 'name') ?? '' })
  }
  for (const file of files) {
    const output = state.outputs.get(file) ?? { path: file, parts: [] }
    state.outputs.set(file, output)
    const key = `${file}\0${id}`
    if (isMap(file) || state.placed.has(key)) continue
    state.placed.add(key)
    output.parts.push({ module: id, bytes: numberOf(value, 'size') ?? 1, measured: 'source' })
  }
}

/** `loader!/app/a.css|0`, `javascript/esm|/app/a.js|hash`, `/app/a.js?x`; `nameForCondition` has it plain where it stands. */
function fileOf(value: unknown, identifier: string): string | undefined {
  const condition = textOf(value, 'nameForCondition')
  if (condition !== undefined) return condition
  const resource = identifier.slice(identifier.lastIndexOf('!') + 1)
  const plain = resource
    .split('|')
    .map((piece) => piece.replace(/[?#].*$/, ''))
    .find((piece) => /^(?:\/|[A-Za-z]:[\\/]|\.{0,2}\/)/.test(piece))
  return plain
}

/** Files of the chunks that a module says it is in; undefined if it says nothing of chunks. */
function filesOf(module: unknown, state: State): readonly string[] | undefined {
  const chunks = memberOf(module, 'chunks')
  return Array.isArray(chunks)
    ? [...new Set(chunks.flatMap((chunk) => state.files.get(String(chunk)) ?? []))]
    : undefined
}

function doubtFiltered(value: unknown, state: State): void {
  const left =
    (numberOf(value, 'filteredModules') ?? 0) + (numberOf(value, 'filteredChildren') ?? 0)
  if (left > 0) state.doubts.add('Modules were left out of the stats.')
}

/**
 * `external commonjs "lodash"` names the module; `external var "React"` names a variable, and only the reasons say what was asked
 * for.
 */
function readExternal(value: unknown, identifier: string, state: State): void {
  const asked = listOf(value, 'reasons').flatMap((reason) => textOf(reason, 'userRequest') ?? [])
  const named = [...identifier.matchAll(/"((?:[^"\\]|\\.){1,1000})"/g)].map(([, name]) => name!)
  for (const name of [...asked, ...named]) state.externals.add(name)
  if (
    asked.length === 0 &&
    !/^external (?:(?:node-)?commonjs|module|import|amd|umd|system)/.test(identifier)
  ) {
    state.doubts.add('The stats do not say which packages stand behind externals.')
  }
}

function isMap(file: string): boolean {
  return file.endsWith('.map')
}

/** The context, by a module of which both the whole path and the relative one are known. */
function rootOf(modules: ReadonlyMap<string, Found>): string | undefined {
  for (const { stats, name } of modules.values()) {
    const relative = name.startsWith('./') ? name.slice(1).replace(/[?#].*$/, '') : undefined
    if (relative !== undefined && stats.path?.startsWith('/') && stats.path.endsWith(relative))
      return stats.path.slice(0, -relative.length) || '/'
  }
  return undefined
}
