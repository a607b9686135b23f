// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../command/index.ts'
import type { BuildFiles } from './files.ts'
import { listOf, memberOf, readJson, textOf } from './json-file.ts'

/**
 * Source and build root by the newest reply of CMake's File API (cmake-file-api(7), "v1 Reply Index File"), where a tool had
 * asked for one. It is what stays when somebody deletes `CMakeCache.txt`.
 */
export function homeByFileApi(
  folder: string,
  files: BuildFiles,
): { readonly source: string | undefined; readonly build: string | undefined } | undefined {
  const reply = pathIn(folder, '.cmake/api/v1/reply')
  // the newest index has the name that is last in the order of names
  const index = files.list(reply).findLast((entry) => /^index-.*\.json$/.test(entry.name))
  if (index === undefined) return undefined
  const objects = readJson(files, `${reply}/${index.name}`)
  const codemodel = listOf(objects, 'objects').find((one) => textOf(one, 'kind') === 'codemodel')
  const file = textOf(codemodel, 'jsonFile')
  if (file === undefined || file.includes('/')) return undefined
  const paths = memberOf(readJson(files, `${reply}/${file}`), 'paths')
  return { source: textOf(paths, 'source'), build: textOf(paths, 'build') }
}
