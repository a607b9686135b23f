// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import { FormatError } from '../fault/index.ts'

/** Runs a reader; reading past the end of a section is a fault of the file. */
export function guarded<T>(name: string, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    if (cause instanceof FormatError || !(cause instanceof RangeError)) throw cause
    throw binaryFault(name, 'the debug information is cut off')
  }
}
