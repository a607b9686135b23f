// SPDX-License-Identifier: Apache-2.0
import { listOf, memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, numberOf } from './members.ts'
import type { BundleStats, ModuleStats, OutputStats } from './stats.ts'

export function isEsbuildMetafile(value: unknown): boolean {
  const inputs = memberOf(value, 'inputs')
  const outputs = memberOf(value, 'outputs')
  return [inputs, outputs].every(
    (files) =>
      typeof files === 'object' &&
      files !== null &&
      !Array.isArray(files) &&
      entriesOf(files).every(([, file]) => numberOf(file, 'bytes') !== undefined),
  )
}

/** The metafile of esbuild (esbuild API, "Metafile"). Paths count from the folder in which esbuild ran; no member says which. */
export function readEsbuild(value: unknown): BundleStats {
  const externals = new Set<string>()
  const modules = entriesOf(memberOf(value, 'inputs')).map(([id, input]): ModuleStats => {
    for (const name of externalsOf(input)) externals.add(name)
    const path = fileOf(id)
    return { id, ...(path === undefined ? {} : { path }) }
  })
  const outputs = entriesOf(memberOf(value, 'outputs')).map(([path, output]): OutputStats => {
    for (const name of externalsOf(output)) externals.add(name)
    return {
      path,
      bytes: numberOf(output, 'bytes') ?? 0,
      parts: entriesOf(memberOf(output, 'inputs')).map(([module, part]) => ({
        module,
        bytes: numberOf(part, 'bytesInOutput') ?? 0,
        measured: 'output',
      })),
    }
  })
  return {
    bundler: 'esbuild',
    outputs,
    modules,
    externals: [...externals],
    complete: true,
    doubts: [],
  }
}

function externalsOf(value: unknown): readonly string[] {
  return listOf(value, 'imports').flatMap((each) => {
    const path = textOf(each, 'path')
    return memberOf(each, 'external') === true && path !== undefined ? [path] : []
  })
}

/** `(disabled):node_modules/x.js` is left out by a package's `browser` member; other prefixes are namespaces of plugins. */
function fileOf(id: string): string | undefined {
  const plain = id.startsWith('(disabled):') ? id.slice('(disabled):'.length) : id
  if (/^[A-Za-z]:[\\/]/.test(plain)) return plain
  if (plain.startsWith('<') || plain.startsWith('data:')) return undefined
  const space = /^[\w-]+:/.exec(plain)
  // a plugin's module is read from the file after its namespace, if that looks like one
  return space === null
    ? plain
    : plain.includes('node_modules/')
      ? plain.slice(space[0].length)
      : undefined
}
