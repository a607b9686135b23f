// SPDX-License-Identifier: Apache-2.0
import { FormatError, MAX_FAULTS_LISTED, type Fault, type FaultCode } from '../fault/index.ts'
import { locatePointers } from '../json/index.ts'

/** A fault before anybody asked for its line. */
export interface PointerFault {
  readonly code: FaultCode
  readonly message: string
  /** RFC 6901. */
  readonly pointer: string
}

/**
 * The error of a document with these faults, with lines and columns where the text is at hand.
 */
export function formatError(
  name: string,
  text: string | undefined,
  faults: readonly PointerFault[],
): FormatError {
  const first = faults.slice(0, MAX_FAULTS_LISTED)
  const places = locatePointers(
    text ?? '',
    first.map(({ pointer }) => pointer),
  )
  const listed = first.map(({ code, message, pointer }): Fault => ({
    code,
    message,
    place: places.get(pointer) ?? { pointer },
  }))
  return new FormatError(name, listed, faults.length - listed.length)
}
