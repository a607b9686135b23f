// SPDX-License-Identifier: Apache-2.0
import { MAX_FAULTS_LISTED, type Fault, type FaultCode } from '../fault/index.ts'

/** A fault whose line is not looked up yet: `pointer` is that of the JSON serialization, whatever was read. */
interface PlacelessFault {
  readonly code: FaultCode
  readonly message: string
  readonly pointer: string
}

/** Faults and remarks of one read. Both are bounded: their number is in the hands of who wrote the document. */
export interface Findings {
  fault(code: FaultCode, message: string, pointer: string): void
  /** A fault whose place the serialization knows already. */
  placed(fault: Fault): void
  /** Counted by its text; the first place of each is kept. */
  remark(text: string, pointer: string): void
  readonly faultCount: number
  readonly faults: readonly PlacelessFault[]
  readonly placedFaults: readonly Fault[]
  remarks(): readonly string[]
}

const MAX_REMARKS = 200

export function createFindings(): Findings {
  const faults: PlacelessFault[] = []
  const placedFaults: Fault[] = []
  const remarks = new Map<string, { count: number; readonly pointer: string }>()
  let faultCount = 0
  let remarksUnlisted = 0

  return {
    fault(code, message, pointer) {
      if (faultCount++ < MAX_FAULTS_LISTED) faults.push({ code, message, pointer })
    },
    placed(fault) {
      if (faultCount++ < MAX_FAULTS_LISTED) placedFaults.push(fault)
    },
    remark(text, pointer) {
      const known = remarks.get(text)
      if (known) known.count++
      else if (remarks.size < MAX_REMARKS) remarks.set(text, { count: 1, pointer })
      else remarksUnlisted++
    },
    get faultCount() {
      return faultCount
    },
    faults,
    placedFaults,
    remarks() {
      const lines = [...remarks].map(([text, { count, pointer }]) => {
        const where = pointer === '' ? '' : count > 1 ? `first at ${pointer}` : `at ${pointer}`
        const times = count > 1 ? `${count} times` : ''
        const notes = [times, where].filter((note) => note !== '').join(', ')
        return notes === '' ? text : `${text} (${notes})`
      })
      if (remarksUnlisted > 0) lines.push(`and ${remarksUnlisted} more remarks`)
      return lines
    },
  }
}
