// SPDX-License-Identifier: Apache-2.0
import { FormatError, MAX_FAULTS_LISTED, type Fault, type FaultCode } from '../fault/index.ts'
import { locatePointer } from '../json/index.ts'

/** A fault before anybody asked for its line. */
export interface PointerFault {
  readonly code: FaultCode
  readonly message: string
  /** RFC 6901. */
  readonly pointer: string
}

/**
 * The error of a document with these faults, with lines and columns. Finding a line walks the text, so in a large
 * document only the first faults get one and the rest keep their pointer.
 */
export function formatError(
  name: string,
  text: string | undefined,
  faults: readonly PointerFault[],
): FormatError {
  const located = text === undefined ? 0 : Math.max(1, Math.floor(WALK_BUDGET / (text.length + 1)))
  const listed = faults
    .slice(0, MAX_FAULTS_LISTED)
    .map(({ code, message, pointer }, index): Fault => ({
      code,
      message,
      place: text !== undefined && index < located ? locatePointer(text, pointer) : { pointer },
    }))
  return new FormatError(name, listed, faults.length - listed.length)
}

/** Characters: about a third of a second. */
const WALK_BUDGET = 64 * 1024 ** 2
