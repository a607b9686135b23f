// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import { readFileSync, statSync } from 'node:fs'

/** A setting of a build, by the name that its build system gives it. */
export type Setting = readonly [name: string, value: string]

const LARGEST = 8 * 1024 * 1024

/** What configuration files of known kinds say; of others the digest is all that is told. */
export function settingsIn(files: readonly string[]): readonly Setting[] {
  const found = new Map<string, string>()
  for (const file of files) {
    const read = READERS.find(([pattern]) => pattern.test(basename(file)))?.[1]
    const size = statSync(file, { throwIfNoEntry: false })?.size
    if (read === undefined || size === undefined || size > LARGEST) continue
    for (const [name, value] of read(readFileSync(file, 'utf8')))
      if (!found.has(name)) found.set(name, value)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}

const READERS: readonly (readonly [RegExp, (text: string) => Iterable<Setting>])[] = [
  [/^CMakeCache\.txt$/, readCmakeCache],
  [/^\.config$|^auto\.conf$/, readKconfig],
]

/** `NAME:TYPE=value`; what is INTERNAL or STATIC, CMake keeps for itself. */
function* readCmakeCache(text: string): Generator<Setting> {
  for (const line of text.split('\n')) {
    const [, name, type, value] = /^"?([^#/\s:"][^:="]*)"?:([A-Z]+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined && type !== 'INTERNAL' && type !== 'STATIC')
      yield [name, value]
  }
}

/** `CONFIG_X=y` and `# CONFIG_X is not set` (Documentation/kbuild/kconfig.rst). */
function* readKconfig(text: string): Generator<Setting> {
  for (const line of text.split('\n')) {
    const set = /^(CONFIG_\w+)=(.*)$/.exec(line)
    if (set) yield [set[1] ?? '', (set[2] ?? '').replace(/^"(.*)"$/, '$1')]
    const unset = /^# (CONFIG_\w+) is not set$/.exec(line)
    if (unset) yield [unset[1] ?? '', 'n']
  }
}
