// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib'
import { span, type Mutator } from './mutator.ts'

/** They know nothing of what they spoil. */
export const BYTE_MUTATORS: readonly Mutator[] = [
  {
    name: 'flip bits',
    apply(bytes, { random }) {
      if (bytes.length === 0) return undefined
      const changed = Buffer.from(bytes)
      for (let left = random.pick([1, 3, 20]); left > 0; left--) {
        const at = random.int(bytes.length)
        changed[at] = changed[at]! ^ (1 << random.int(8))
      }
      return changed
    },
  },
  {
    name: 'overwrite bytes',
    apply(bytes, { random }) {
      if (bytes.length === 0) return undefined
      const changed = Buffer.from(bytes)
      for (let left = random.pick([1, 3, 20]); left > 0; left--) {
        changed[random.int(bytes.length)] = random.pick([
          0, 9, 10, 13, 27, 34, 38, 60, 92, 127, 255,
        ])
      }
      return changed
    },
  },
  {
    name: 'truncate',
    apply: (bytes, { random }) => bytes.subarray(0, random.int(bytes.length + 1)),
  },
  {
    name: 'cut off the beginning',
    apply: (bytes, { random }) => bytes.subarray(random.int(bytes.length + 1)),
  },
  {
    name: 'delete a chunk',
    apply(bytes, context) {
      const [from, to] = span(bytes.length, context)
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
    },
  },
  {
    name: 'duplicate a chunk',
    apply(bytes, context) {
      const [from, to] = span(bytes.length, context)
      const chunk = bytes.subarray(from, to)
      const most = Math.max(1, Math.floor(MOST_ADDED / Math.max(1, chunk.length)))
      const copies = Math.min(most, context.random.pick([1, 2, 10, 1000, 20_000]))
      return Buffer.concat([
        bytes.subarray(0, to),
        ...Array.from({ length: copies }, () => chunk),
        bytes.subarray(to),
      ])
    },
  },
  {
    name: 'move a chunk',
    apply(bytes, context) {
      const [from, to] = span(bytes.length, context)
      const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
      const at = context.random.int(rest.length + 1)
      return Buffer.concat([rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at)])
    },
  },
  {
    name: 'splice with another document',
    apply(bytes, { random, other }) {
      const second = other()
      return Buffer.concat([
        bytes.subarray(0, random.int(bytes.length + 1)),
        second.subarray(random.int(second.length + 1)),
      ])
    },
  },
  {
    name: 'insert invalid UTF-8',
    apply: (bytes, { random }) => insert(bytes, random.int(bytes.length + 1), random.pick(INVALID)),
  },
  {
    name: 'insert control characters',
    apply: (bytes, { random }) =>
      insert(bytes, random.int(bytes.length + 1), random.pick(CONTROLS)),
  },
  {
    name: 'put a byte order mark before it',
    apply: (bytes, { random }) => insert(bytes, 0, random.pick(MARKS)),
  },
  {
    name: 'write as UTF-16',
    apply(bytes, { random }) {
      const little = Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le')
      return random.chance(0.5) ? little : little.swap16()
    },
  },
  {
    name: 'compress',
    apply: (bytes) => (bytes.length > 4_000_000 ? undefined : gzipSync(bytes, { level: 1 })),
  },
  { name: 'empty', apply: () => Buffer.alloc(0) },
]

/** Bytes that a repetition may add. */
const MOST_ADDED = 1_000_000

const INVALID = ['ff', 'c0af', 'e28028f0', 'eda080', 'f4908080', 'c3', '80808080'].map((hex) =>
  Buffer.from(hex, 'hex'),
)
const CONTROLS = ['\u0000', '\u001b[31m', '\r', '\u000b\u000c', '\u0085\u2028', '\u0008\u007f'].map(
  (text) => Buffer.from(text),
)
const MARKS = ['efbbbf', 'fffe', 'feff', 'efbbbfefbbbf', 'fffe0000'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

function insert(bytes: Buffer, at: number, what: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)])
}
