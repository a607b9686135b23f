// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../command/index.ts'
import { readCMakeCache } from './cmake-cache.ts'
import { isFile, type BuildFiles } from './files.ts'
import { readFileApi } from './file-api.ts'
import type { Steps, ToolRecord } from './step.ts'

/** What CMake itself wrote about a build, whatever tool ran it: roots, configuration, compilers. */
export function readCMakeFolder(
  folder: string,
  files: BuildFiles,
): Pick<Steps, 'sourceRoot' | 'configuration' | 'tools'> {
  const path = pathIn(folder, 'CMakeCache.txt')
  const text = files.text(path)
  const cache = text === undefined ? undefined : readCMakeCache(text)
  const api = readFileApi(folder, files)
  const source = cache?.get('CMAKE_HOME_DIRECTORY') ?? api?.source
  const toolchain = cache?.get('CMAKE_TOOLCHAIN_FILE')
  const toolchainPath = toolchain === undefined ? undefined : pathIn(source ?? folder, toolchain)
  return {
    ...(source === undefined ? {} : { sourceRoot: source }),
    configuration: [
      ...(text === undefined ? [] : [path]),
      ...(toolchainPath !== undefined && isFile(files, toolchainPath) ? [toolchainPath] : []),
      ...(api?.inputs ?? []).filter((input) => input !== toolchainPath && isFile(files, input)),
    ],
    tools: withoutTwins([...toolsOf(folder, files), ...(api?.tools ?? [])]),
  }
}

function withoutTwins(tools: readonly ToolRecord[]): readonly ToolRecord[] {
  const first = new Map<string, ToolRecord>()
  for (const tool of tools) if (!first.has(tool.program)) first.set(tool.program, tool)
  return [...first.values()]
}

/** `CMakeFiles/<version>/CMake<language>Compiler.cmake` keeps what CMake found out about each compiler. */
function toolsOf(folder: string, files: BuildFiles): readonly ToolRecord[] {
  const tools = new Map<string, ToolRecord>()
  const home = pathIn(folder, 'CMakeFiles')
  for (const version of files.list(home)) {
    if (version.kind !== 'folder' || !/^\d+\.\d/.test(version.name)) continue
    for (const entry of files.list(`${home}/${version.name}`)) {
      const language = /^CMake(\w{1,20})Compiler\.cmake$/.exec(entry.name)?.[1]
      if (language === undefined) continue
      const record = `${home}/${version.name}/${entry.name}`
      const values = new Map(
        [...(files.text(record) ?? '').matchAll(/^set\((\w+) "([^"\n]*)"\)$/gm)].map((match) => [
          match[1]!,
          match[2]!,
        ]),
      )
      const program = values.get(`CMAKE_${language}_COMPILER`)
      const name = values.get(`CMAKE_${language}_COMPILER_ID`)
      const found = values.get(`CMAKE_${language}_COMPILER_VERSION`)
      if (program && name)
        tools.set(program, { program, name, ...(found ? { version: found } : {}), record })
    }
  }
  return [...tools.values()]
}
