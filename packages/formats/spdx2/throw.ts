// SPDX-License-Identifier: Apache-2.0
import { FormatError, type Fault, type Place } from '../fault/index.ts'
import type { Findings } from './findings.ts'

/**
 * Looks up where each fault stands and throws them all. Places are found only now, by reading the document again, so
 * that documents without faults do not pay for them.
 */
export async function throwFaults(
  name: string,
  findings: Findings,
  locate: (
    pointers: readonly string[],
  ) => Promise<(pointer: string) => Place> | ((pointer: string) => Place),
): Promise<never> {
  const placeOf = await locate([...new Set(findings.faults.map((fault) => fault.pointer))])
  const faults: Fault[] = [
    ...findings.placedFaults,
    ...findings.faults.map(({ code, message, pointer }) => ({
      code,
      message,
      place: placeOf(pointer),
    })),
  ].sort((a, b) => (a.place.line ?? Infinity) - (b.place.line ?? Infinity) || 0)
  throw new FormatError(name, faults, findings.faultCount - faults.length)
}
