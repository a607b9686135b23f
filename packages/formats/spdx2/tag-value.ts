// SPDX-License-Identifier: Apache-2.0
import type { Place } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { createAssembly } from './assembly.ts'
import { DEAF } from './deaf.ts'
import type { Spdx2Sink } from './sink.ts'
import { readTags } from './tag-lines.ts'
import { createTagReader } from './tag-reader.ts'
import { throwFaults } from './throw.ts'

/** The tag-value serialization, line by line. */
export async function streamTagValue(
  source: Source,
  sink: Spdx2Sink,
  limits: Limits,
): Promise<void> {
  const assembly = createAssembly(sink)
  const reader = createTagReader(assembly)
  await readTags(source, limits, reader)
  reader.end()
  if (assembly.findings.faultCount > 0) {
    await throwFaults(source.name, assembly.findings, (pointers) =>
      locateAll(source, pointers, limits),
    )
  }
}

/** Reads the document once more and notes the line of each tag that stands for a wanted pointer or for a part of it. */
async function locateAll(
  source: Source,
  pointers: readonly string[],
  limits: Limits,
): Promise<(pointer: string) => Place> {
  const wanted = new Set<string>()
  for (const pointer of pointers) for (const each of upwards(pointer)) wanted.add(each)
  const places = new Map<string, Place>()
  const reader = createTagReader(createAssembly(DEAF), (pointer, line, column) => {
    if (wanted.has(pointer) && !places.has(pointer)) places.set(pointer, { line, column })
  })
  await readTags(source, limits, reader)
  reader.end()
  return (pointer) => {
    for (const each of upwards(pointer)) {
      const place = places.get(each)
      if (place !== undefined) return place
    }
    return { line: 1, column: 1 }
  }
}

/** `/a/0/b`, `/a/0`, `/a` */
function upwards(pointer: string): string[] {
  const all: string[] = []
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) all.push(at)
  return all
}
