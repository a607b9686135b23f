// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { buildIdOf, debugLinkOf, isElf, readElf, type Elf } from '@headwater/formats/elf'
import { openBinary, type Binary } from './binary.ts'

/** The file that an image's debug information was split off to, with how it was found. */
export interface DebugFile {
  readonly binary: Binary
  readonly elf: Elf
  readonly by: 'build id' | 'debug link'
}

/**
 * Looks beside the image only, in the places that GDB's manual names ("Debugging Information in Separate Files"): a file
 * that is somewhere by chance must still prove by build id or checksum that it belongs to the image.
 */
export function findDebugFile(path: string, elf: Elf): DebugFile | undefined {
  const folder = dirname(path)
  const buildId = buildIdOf(elf)
  const link = debugLinkOf(elf)
  const names = new Set<string>()
  if (link !== undefined) names.add(basename(link.file))
  names.add(`${basename(path)}.debug`).add(`${basename(path)}.dbg`)
  const places = [...names].flatMap((name) => [
    join(folder, name),
    join(folder, '.debug', name),
    join(folder, 'debug', name),
  ])
  if (buildId !== undefined && buildId.length > 2) {
    const file = join('.build-id', buildId.slice(0, 2), `${buildId.slice(2)}.debug`)
    places.push(join(folder, file), join(folder, 'debug', file), join(folder, '.debug', file))
  }
  for (const place of places) {
    if (place === path || !existsSync(place)) continue
    const found = matching(place, buildId, link?.crc32)
    if (found !== undefined) return found
  }
  return undefined
}

function matching(
  place: string,
  buildId: string | undefined,
  crc: number | undefined,
): DebugFile | undefined {
  const binary = openBinary(place)
  if (isElf(binary.access.read(0, 4))) {
    const elf = readElf(place, binary.access)
    if (buildId !== undefined && buildIdOf(elf) === buildId) return { binary, elf, by: 'build id' }
    if (crc !== undefined && binary.crc32() === crc) return { binary, elf, by: 'debug link' }
  }
  binary.close()
  return undefined
}
