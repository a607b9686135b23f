// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from './workspace.ts'

/** One compilation as the build recorded it. Read here by hand, so that the oracle shares no code with what it judges. */
export interface Unit {
  readonly directory: string
  /** For a shell, as it was run. */
  readonly command: string
}

/** Every C compilation of a build: CMake's `compile_commands.json`, or else the `.cmd` files of Kbuild. */
export function readUnits(build: string, tree: string): readonly Unit[] {
  const database = join(build, 'compile_commands.json')
  if (existsSync(database)) return readJson(database) as Unit[]
  const units = commandFiles(build)
    .map((path) => commandIn(readFileSync(path, 'utf8')))
    .filter((command) => command !== undefined)
    .map((command) => ({ directory: build, command }))
  if (units.length === 0) throw new Error(`${build}: no record of any compilation; of ${tree}`)
  return units
}

function commandFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'scripts' ? [] : commandFiles(path)
    return /^\..*\.o\.cmd$/.test(entry.name) ? [path] : []
  })
}

/** The first line assigns the command to a variable of Make, in which `$$` is a dollar and `\#` a hash. */
function commandIn(text: string): string | undefined {
  const line = text.slice(0, text.indexOf('\n'))
  const command = line.slice(line.indexOf(':=') + 2).trim()
  const isCompile = command.includes(' -c ') && /\.c\b/.test(command)
  return isCompile
    ? command.split(' ; ')[0]?.replaceAll('$$', '$').replaceAll('\\#', '#')
    : undefined
}
