// SPDX-License-Identifier: Apache-2.0

/** What `.ninja_deps` says was read to make each output. Paths are as ninja wrote them: relative to its folder, or absolute. */
export interface DepsLog {
  readonly deps: ReadonlyMap<string, readonly string[]>
  /** False if the file ends within a record or is of a version that we do not know: later records are missing. */
  readonly complete: boolean
}

const SIGNATURE = '# ninjadeps\n'
/** Version to bytes of a modification time: version 4 (ninja 1.8) counts nanoseconds. */
const TIME_BYTES: ReadonlyMap<number, number> = new Map([
  [3, 4],
  [4, 8],
])

/**
 * Reads ninja's log of dependencies (ninja, `src/deps_log.h`): little endian words; a record's size, whose highest bit says that it
 * holds dependencies (output, time, inputs, by number) and not a path (padded with NUL to words, then its inverted number).
 */
export function readDepsLog(bytes: Uint8Array): DepsLog {
  const deps = new Map<string, readonly string[]>()
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = SIGNATURE.length + 4
  if (buffer.length < head || buffer.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE)
    return { deps, complete: false }
  const timeBytes = TIME_BYTES.get(buffer.readInt32LE(SIGNATURE.length))
  if (timeBytes === undefined) return { deps, complete: false }
  const paths: string[] = []
  let at = head
  while (at + 4 <= buffer.length) {
    const word = buffer.readUInt32LE(at)
    const size = word & 0x7fffffff
    const body = at + 4
    const end = body + size
    if (end > buffer.length || size % 4 !== 0 || size < 4) return { deps, complete: false }
    if (word >>> 31 === 0) paths.push(pathOf(buffer, body, end - 4))
    else {
      const output = paths[buffer.readUInt32LE(body)]
      const list: string[] = []
      for (let place = body + 4 + timeBytes; place < end; place += 4) {
        const path = paths[buffer.readUInt32LE(place)]
        if (path !== undefined) list.push(path)
      }
      if (output === undefined) return { deps, complete: false }
      deps.set(output, list)
    }
    at = end
  }
  return { deps, complete: at === buffer.length }
}

function pathOf(buffer: Buffer, from: number, to: number): string {
  let end = to
  while (end > from && buffer[end - 1] === 0) end--
  return buffer.toString('utf8', from, end)
}
