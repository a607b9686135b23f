// SPDX-License-Identifier: Apache-2.0
import {
  FormatError,
  MAX_FAULTS_LISTED,
  type Fault,
  type FaultCode,
  type Place,
} from '../fault/index.ts'
import { locatePointers, pointerOf } from '../json/index.ts'
import { readBytes, type Source } from '../source/index.ts'

type Path = readonly (string | number)[]

/** What a reader has to say about a document besides the document. */
export interface Report {
  readonly faultCount: number
  readonly fault: (code: FaultCode, message: string, path: Path) => void
  /** Equal remarks are counted, not repeated. */
  readonly remark: (message: string) => void
  readonly remarks: readonly string[]
  /** @throws FormatError if there was any fault. */
  close(source: Source): Promise<void>
}

/** Different remarks of one document. */
const MAX_REMARKS = 100

export function createReport(): Report {
  const faults: { code: FaultCode; message: string; pointer: string }[] = []
  const remarks = new Map<string, number>()
  let count = 0
  let unsaid = 0
  return {
    get faultCount() {
      return count
    },
    fault(code, message, path) {
      if (++count <= MAX_FAULTS_LISTED) faults.push({ code, message, pointer: pointerOf(path) })
    },
    remark(message) {
      const times = remarks.get(message)
      if (times === undefined && remarks.size >= MAX_REMARKS) unsaid++
      else remarks.set(message, (times ?? 0) + 1)
    },
    get remarks() {
      const said = [...remarks].map(([text, times]) =>
        times > 1 ? `${text} (${times} times)` : text,
      )
      return unsaid > 0 ? [...said, `${unsaid} more remarks`] : said
    },
    async close(source) {
      if (count === 0) return
      const find = await locator(
        source,
        faults.map(({ pointer }) => pointer),
      )
      const located = faults.map(({ code, message, pointer }): Fault => {
        return { code, message, place: find(pointer) }
      })
      throw new FormatError(source.name, located, count - located.length)
    },
  }
}

/** Lines and columns are computed only now, from the bytes; a document too large for that gets pointers alone. */
async function locator(
  source: Source,
  pointers: readonly string[],
): Promise<(pointer: string) => Place> {
  let bytes: Uint8Array
  try {
    bytes = await readBytes(source)
  } catch {
    return (pointer) => ({ pointer })
  }
  const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes)
  const places = locatePointers(text, pointers)
  return (pointer) => places.get(pointer) ?? { pointer }
}
