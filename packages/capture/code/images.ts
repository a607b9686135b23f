// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readCode, type CodeUnit, type ImageCode } from '@headwater/formats/dwarf'
import { buildIdOf, debugLinkOf, type Elf } from '@headwater/formats/elf'
import { withElf } from '../system/file-bytes.ts'

/** What an image says about its code, by the sources of its units. */
export interface ImageFacts {
  readonly code: ImageCode
  readonly bySource: ReadonlyMap<string, readonly CodeUnit[]>
  /** Last parts of the sources of all units: a unit under another path may be the one that is looked for. */
  readonly names: ReadonlySet<string>
  /** False where a unit does not say its source or its functions: then no source can be said to be missing. */
  readonly tellsAll: boolean
  /** Some units are described in other files. */
  readonly split: boolean
  /** Compiled and optimized as one: functions of a source are in any unit. */
  readonly whole: boolean
}

/** Undefined for what is no ELF file, is damaged, or has no debug information, not even beside it. */
export function readImage(path: string): ImageFacts | undefined {
  const code = withElf(path, (elf) => {
    const own = readCode(elf)
    const link = own.units.length === 0 ? debugLinkOf(elf)?.file : undefined
    const separate = link === undefined ? undefined : separateFile(path, link)
    if (separate === undefined) return own
    // of another build it would speak of other code
    return withElf(separate, (other) => (isOfBuild(elf, other) ? readCode(elf, other) : own))
  })
  if (code === undefined) return undefined
  // described elsewhere is not the same as not described
  const isSplit = code.units.some(({ splitInto }) => splitInto !== undefined)
  return code.debug === 'none' && !isSplit ? undefined : factsOf(code)
}

/** Where debuggers look first: beside the image, and in `.debug` beside it. */
function separateFile(image: string, name: string): string | undefined {
  const folder = dirname(image)
  return [join(folder, basename(name)), join(folder, '.debug', basename(name))].find(
    (path) => path !== image && existsSync(path),
  )
}

function isOfBuild(image: Elf, separate: Elf): boolean {
  const id = buildIdOf(image)
  return id !== undefined && id === buildIdOf(separate)
}

function factsOf(code: ImageCode): ImageFacts {
  const bySource = new Map<string, CodeUnit[]>()
  const names = new Set<string>()
  let tellsAll = true
  let whole = false
  let split = false
  for (const unit of code.units) {
    const list = bySource.get(unit.source)
    if (list) list.push(unit)
    else bySource.set(unit.source, [unit])
    names.add(basename(unit.source))
    if (unit.source === '' || !unit.complete) tellsAll = false
    if (unit.splitInto !== undefined) split = true
    if (unit.lto) whole = true
  }
  return { code, bySource, names, tellsAll, split, whole }
}
