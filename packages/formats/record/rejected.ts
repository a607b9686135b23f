// SPDX-License-Identifier: Apache-2.0
import { FormatError, MAX_FAULTS_LISTED, type Fault } from '../fault/index.ts'
import { locatePointers } from '../json/index.ts'
import type { RecordFault } from './check.ts'

/** An entry of a catalogue that was skipped: its name (id, or place in the list where it has none) and why. */
export interface RejectedRecord {
  readonly name: string
  readonly faults: readonly Fault[]
}

/** The error of a record with these faults; with lines and columns where the text is at hand. */
export function recordError(
  document: string,
  faults: readonly RecordFault[],
  text?: string,
): FormatError {
  const first = faults.slice(0, MAX_FAULTS_LISTED)
  const places = locatePointers(
    text ?? '',
    first.map(({ pointer }) => pointer),
  )
  const listed = first.map(({ code, message, pointer }): Fault => {
    return { code, message, place: places.get(pointer) ?? { pointer } }
  })
  return new FormatError(document, listed, faults.length - listed.length)
}
