// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { listOf, memberOf, readJson, textOf } from '../json-file.ts'
import { readNinja } from '../ninja/index.ts'
import type { StepReader } from '../reader.ts'
import type { Steps, ToolRecord } from '../step.ts'

/** Meson: ninja does the work, and `meson-info` tells where the source lies and how it was configured. */
export const meson: StepReader = {
  system: 'meson',
  recognises: (folder, files) =>
    isFile(files, pathIn(folder, INFO)) && isFile(files, pathIn(folder, 'build.ninja')),
  read: readMeson,
}

export function readMeson(folder: string, files: BuildFiles): Steps {
  const built = readNinja(folder, files)
  const home = mesonHome(folder, files)
  const machine = ['native', 'cross'].flatMap((name) =>
    files
      .list(pathIn(folder, 'meson-private'))
      .filter((entry) => entry.name.startsWith(`${name}_file`))
      .map((entry) => pathIn(folder, `meson-private/${entry.name}`)),
  )
  return {
    ...built,
    system: 'meson',
    ...(home?.source === undefined ? {} : { sourceRoot: home.source }),
    configuration: [OPTIONS]
      .map((name) => pathIn(folder, name))
      .filter((path) => isFile(files, path))
      .concat(machine),
    tools: compilersOf(folder, files),
  }
}

/** The folders by Meson's own record (Meson manual, "IDE integration"). */
export function mesonHome(
  folder: string,
  files: BuildFiles,
): { readonly source: string | undefined; readonly build: string | undefined } | undefined {
  const directories = memberOf(readJson(files, pathIn(folder, INFO)), 'directories')
  return directories === undefined
    ? undefined
    : { source: textOf(directories, 'source'), build: textOf(directories, 'build') }
}

const INFO = 'meson-info/meson-info.json'
const OPTIONS = 'meson-info/intro-buildoptions.json'
const COMPILERS = 'meson-info/intro-compilers.json'

/** Since Meson 1.2: by machine and language `{ id, exelist, version, full_version }`. */
function compilersOf(folder: string, files: BuildFiles): readonly ToolRecord[] {
  const record = pathIn(folder, COMPILERS)
  const machines = readJson(files, record)
  const tools = new Map<string, ToolRecord>()
  for (const machine of ['build', 'host']) {
    const languages = memberOf(machines, machine)
    if (typeof languages !== 'object' || languages === null) continue
    for (const compiler of Object.values(languages)) {
      const words = listOf(compiler, 'exelist').filter((word) => typeof word === 'string')
      const program = words.at(-1)
      const name = textOf(compiler, 'full_version') ?? textOf(compiler, 'id')
      const version = textOf(compiler, 'version')
      if (program !== undefined && name !== undefined)
        tools.set(program, { program, name, ...(version === undefined ? {} : { version }), record })
    }
  }
  return [...tools.values()]
}
