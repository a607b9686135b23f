// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import { digestFile } from '../build/digest.ts'
import type { Tool } from '../build/model.ts'
import type { FindOwners } from './dpkg.ts'
import { findProgram, type AskProgram } from './programs.ts'

/** What each recorded tool is; asked once each, however many steps it took. */
export function createTools(
  ask: AskProgram,
  findOwners: FindOwners,
): {
  toolOf(program: string, directory: string): Tool
  /** Programs that are not on this machine, and so have no version. */
  readonly missing: ReadonlySet<string>
} {
  const known = new Map<string, Tool>()
  const names = new Map<string, number>()
  const missing = new Set<string>()
  return {
    missing,
    toolOf(program, directory) {
      const before = known.get(program)
      if (before) return before
      const path = findProgram(program, directory)
      if (path === undefined) missing.add(program)
      const version = versionIn(ask(program, ['--version'], directory)?.out)
      const purl = path === undefined ? undefined : findOwners([path]).get(path)?.purl
      const digests = path === undefined ? undefined : digestFile(path, false)
      const tool = {
        name: unique(basename(program), names),
        ...(version === undefined ? {} : { version }),
        ...(purl === undefined ? {} : { purl }),
        ...(digests && { digests }),
      }
      known.set(program, tool)
      return tool
    },
  }
}

/** Two compilers of one name in different folders. */
function unique(name: string, names: Map<string, number>): string {
  const count = (names.get(name) ?? 0) + 1
  names.set(name, count)
  return count === 1 ? name : `${name} (${count})`
}

/** `gcc (Debian 12.2.0-14+deb12u1) 12.2.0`, `GNU ld (GNU Binutils for Debian) 2.40`, `Debian clang version 14.0.6`. */
function versionIn(text: string | undefined): string | undefined {
  const [line = ''] = (text ?? '').split('\n', 1)
  const numbers = [...line.slice(0, 1000).matchAll(/(?:^|[\s(])v?(\d+(?:\.\d+)+[\w.+~-]*)/g)].map(
    ([, number]) => number,
  )
  return /\bversion\b/.test(line) ? numbers[0] : numbers.at(-1)
}
