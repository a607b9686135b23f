// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../command/index.ts'
import type { BuildFiles } from './files.ts'
import { listOf, memberOf, readJson, textOf } from './json-file.ts'
import type { ToolRecord } from './step.ts'

/** What CMake's File API says of a build of which somebody had asked (cmake-file-api(7)). */
export interface FileApi {
  readonly source: string | undefined
  readonly build: string | undefined
  /** Files of the project that CMake read when it configured: lists, modules, templates of `configure_file`. */
  readonly inputs: readonly string[]
  readonly tools: readonly ToolRecord[]
}

/** The newest reply; undefined where nobody asked. It also stays when somebody deletes `CMakeCache.txt`. */
export function readFileApi(folder: string, files: BuildFiles): FileApi | undefined {
  const reply = pathIn(folder, '.cmake/api/v1/reply')
  // the newest index has the name that is last in the order of names
  const index = files.list(reply).findLast((entry) => /^index-.*\.json$/.test(entry.name))
  if (index === undefined) return undefined
  const kinds = listOf(readJson(files, `${reply}/${index.name}`), 'objects')
  const objectOf = (kind: string): { readonly path: string; readonly value: unknown } => {
    const file = textOf(
      kinds.find((one) => textOf(one, 'kind') === kind),
      'jsonFile',
    )
    const path = file === undefined || file.includes('/') ? '' : `${reply}/${file}`
    return { path, value: path === '' ? undefined : readJson(files, path) }
  }
  const lists = objectOf('cmakeFiles').value
  const paths = memberOf(objectOf('codemodel').value, 'paths') ?? memberOf(lists, 'paths')
  const source = textOf(paths, 'source')
  return {
    source,
    build: textOf(paths, 'build'),
    inputs: source === undefined ? [] : inputsOf(lists, source),
    tools: toolsOf(objectOf('toolchains')),
  }
}

/** Version 1 of `cmakeFiles`: what belongs to CMake itself, lies elsewhere or was generated is marked. */
function inputsOf(lists: unknown, source: string): readonly string[] {
  const MARKS = ['isCMake', 'isExternal', 'isGenerated']
  const own = listOf(lists, 'inputs').filter((one) => !MARKS.some((mark) => memberOf(one, mark)))
  const paths = own.flatMap((one) => textOf(one, 'path') ?? [])
  return [...new Set(paths.map((path) => pathIn(source, path)))].sort()
}

function toolsOf({
  path,
  value,
}: {
  readonly path: string
  readonly value: unknown
}): ToolRecord[] {
  return listOf(value, 'toolchains').flatMap((one) => {
    const compiler = memberOf(one, 'compiler')
    const program = textOf(compiler, 'path')
    const name = textOf(compiler, 'id')
    const version = textOf(compiler, 'version')
    if (!program || !name) return []
    return [{ program, name, ...(version ? { version } : {}), record: path }]
  })
}
