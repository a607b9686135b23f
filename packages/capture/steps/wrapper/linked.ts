// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import type { CommandFacts } from '../../command/index.ts'
import type { BuildFiles } from '../files.ts'

export interface Linked {
  /** Objects, archives and shared libraries that the linker took by name. */
  readonly inputs: readonly string[]
  /** Linker scripts, and shared libraries that it opened only because another one needs them. */
  readonly besides: readonly string[]
  /** Names that none of the opened files answers. */
  readonly missing: readonly string[]
}

/**
 * Sorts what a linker opened beyond the inputs of its command.
 *
 * @param asked the names after `-l`, by driver and linker
 */
export function sortOpened(
  opened: readonly string[],
  named: ReadonlySet<string>,
  asked: CommandFacts['libraries'],
  files: BuildFiles,
): Linked {
  const names = [...new Set(asked.map(({ name }) => name))]
  const inputs: string[] = []
  const besides: string[] = []
  const found = new Set<string>()
  for (const path of opened) {
    if (named.has(path) || isTemporary(path, files)) continue
    const name = names.find((each) => answers(path, each))
    if (name !== undefined) found.add(name)
    const shared = /\.so(?:\.[\w.]+)?$/.test(path)
    if (isScript(path, files) || (shared && name === undefined)) besides.push(path)
    else inputs.push(path)
  }
  return { inputs, besides, missing: names.filter((name) => !found.has(name)) }
}

/** `-lz` is answered by `libz.so.1` too, which a linker script named `libz.so` leads to. */
function answers(path: string, name: string): boolean {
  const file = basename(path)
  if (name.startsWith(':')) return file === name.slice(1)
  const stem = `lib${name}.`
  return file.startsWith(stem) && /^(?:a|so(?:\.[\w.]+)?)$/.test(file.slice(stem.length))
}

/** Link-time optimization makes objects of its own in the folder for temporary files. */
function isTemporary(path: string, files: BuildFiles): boolean {
  return /\/cc\w{6}[^/]*$|\.ltrans\d*/.test(path) && files.state(path) === undefined
}

function isScript(path: string, files: BuildFiles): boolean {
  if (!/\.(?:so|a)$/.test(path)) return !/\.(?:o|obj|lo|a|so)(?:\.[\w.]+)?$/.test(path)
  const state = files.state(path)
  // a library of that size is never a script, and a script is short
  if (state === undefined || state.size > 64_000) return false
  const bytes = files.bytes(path)
  return bytes !== undefined && bytes[0] !== 0x7f && !(bytes[0] === 0x21 && bytes[1] === 0x3c)
}
