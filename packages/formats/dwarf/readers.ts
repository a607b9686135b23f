// SPDX-License-Identifier: Apache-2.0
import { entryReader, type EntryReader } from './entries.ts'
import type { DebugSections } from './sections.ts'
import type { Unit } from './units.ts'

/** By {@link Unit.space}: of the file itself, of its supplementary file. */
export type Readers = readonly [EntryReader, EntryReader?]

export function readersOf(sections: DebugSections): Readers {
  return sections.supplementary
    ? [entryReader(sections), entryReader(sections.supplementary)]
    : [entryReader(sections)]
}

export function readerOf(readers: Readers, unit: Unit): EntryReader {
  return readers[unit.space] ?? readers[0]
}
