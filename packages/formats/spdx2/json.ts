// SPDX-License-Identifier: Apache-2.0
import { TextDecoder } from 'node:util'
import { locatePointers, readJsonMembers } from '../json/index.ts'
import { readBytes, type Limits, type Source } from '../source/index.ts'
import type { Place } from '../fault/index.ts'
import { createAssembly, isListName } from './assembly.ts'
import { LISTS } from './rules.ts'
import type { Spdx2Sink } from './sink.ts'
import { throwFaults } from './throw.ts'

const STREAMED: ReadonlySet<string> = new Set(Object.keys(LISTS))

/** The JSON serialization (SPDX 2.2 and later), element by element, so that its size does not matter. */
export async function streamJson(source: Source, sink: Spdx2Sink, limits: Limits): Promise<void> {
  const assembly = createAssembly(sink)
  await readJsonMembers(source, {
    streamed: STREAMED,
    limits,
    onMember: (key, value) => assembly.member(key, value),
    onElement(key, index, value) {
      if (isListName(key)) assembly.element(key, index, value)
    },
  })
  assembly.finish()
  if (assembly.findings.faultCount > 0) {
    await throwFaults(source.name, assembly.findings, (pointers) =>
      locateAll(source, pointers, limits),
    )
  }
}

/** A document too large to be held whole has pointers only. */
async function locateAll(
  source: Source,
  pointers: readonly string[],
  limits: Limits,
): Promise<(pointer: string) => Place> {
  const bytes = await readBytes(source, limits).catch(() => undefined)
  if (bytes === undefined) return (pointer) => ({ pointer })
  const text = new TextDecoder().decode(bytes)
  const places = locatePointers(text, pointers)
  return (pointer) => places.get(pointer) ?? { pointer }
}
