// SPDX-License-Identifier: Apache-2.0
import { intColumn, type IntColumn } from './columns.ts'
import type { Digest, NodeId } from './facts.ts'

/** Strongest first: the order in which files of two documents are compared. Design section 4, "Linking documents". */
const LINK_STRENGTH = [
  'sha512',
  'sha384',
  'sha256',
  'sha3-512',
  'sha3-384',
  'sha3-256',
  'blake3',
  'blake2b-512',
  'blake2b-384',
  'blake2b-256',
  'gitoid-sha256',
  'gitoid-sha1',
  'sha224',
  'sha1',
  'md5',
] as const

/** `SHA-256`, `SHA256`, `sha_256`, `SHA3_256`, `BLAKE2b-256` -> `sha256`, `sha3-256`, `blake2b-256`. */
export function digestAlgorithm(written: string): string {
  const known = SPELLINGS.get(written)
  if (known !== undefined) return known
  const plain = written.toLowerCase().replaceAll('_', '-')
  const sha2 = /^sha-?(1|224|256|384|512)$/.exec(plain)
  if (sha2) return `sha${sha2[1]}`
  return plain
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['SHA1', 'sha1'],
  ['SHA256', 'sha256'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['sha512', 'sha512'],
  ['SHA512', 'sha512'],
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-512', 'sha512'],
])

/** The digests of all nodes, by algorithm, as bytes: a hexadecimal string each would take four times the memory. */
export interface DigestTable {
  /** Answers false where the value is no even run of hexadecimal digits; it is then kept as text. */
  add(node: NodeId, digest: Digest): boolean
  of(node: NodeId): readonly Digest[]
  /** Nodes of equal content, by the strongest algorithm that both sides carry. Built on first use. */
  sameContent(node: NodeId): readonly { readonly node: NodeId; readonly algorithm: string }[]
  nodesWith(digest: Digest): readonly NodeId[]
}

interface Column {
  readonly width: number
  bytes: Buffer
  readonly nodes: IntColumn
  /** First row of each hash bucket and the next row of each row, filled on first look-up. */
  index?: { readonly heads: Int32Array; readonly next: Int32Array }
  sorted: boolean
}

export function digestTable(): DigestTable {
  const columns = new Map<string, Column>()
  const texts = new Map<NodeId, Digest[]>()

  function keepText(node: NodeId, digest: Digest): false {
    const list = texts.get(node)
    if (list) list.push(digest)
    else texts.set(node, [digest])
    return false
  }

  return {
    add(node, digest) {
      const { algorithm, value } = digest
      const width = value.length >>> 1
      let column = columns.get(algorithm)
      if (column === undefined) {
        if (width === 0 || width > 128) return keepText(node, digest)
        column = { width, bytes: Buffer.alloc(width * 256), nodes: intColumn(), sorted: true }
        columns.set(algorithm, column)
      }
      if (value.length !== column.width * 2) return keepText(node, digest)
      const row = column.nodes.length
      const start = row * width
      if (start + width > column.bytes.length) {
        const grown = Buffer.alloc(Math.ceil((start + width) * 1.5))
        grown.set(column.bytes)
        column.bytes = grown
      }
      if (column.bytes.write(value, start, width, 'hex') !== width) return keepText(node, digest)
      if (row > 0 && column.nodes.at(row - 1) > node) column.sorted = false
      column.nodes.push(node)
      delete column.index
      return true
    },

    of(node) {
      const found: Digest[] = []
      for (const [algorithm, column] of columns) {
        for (const row of rowsOf(column, node)) {
          found.push({ algorithm, value: readHex(column, row) })
        }
      }
      const others = texts.get(node)
      return others ? [...found, ...others] : found
    },

    sameContent(node) {
      for (const algorithm of LINK_STRENGTH) {
        const column = columns.get(algorithm)
        if (column === undefined) continue
        const same: { node: NodeId; algorithm: string }[] = []
        for (const row of rowsOf(column, node)) {
          for (const other of equalRows(column, row)) {
            const twin = column.nodes.at(other)
            if (twin !== node) same.push({ node: twin, algorithm })
          }
        }
        if (same.length > 0) return same
      }
      return []
    },

    nodesWith({ algorithm, value }) {
      const column = columns.get(algorithm)
      if (column === undefined || value.length !== column.width * 2) return []
      const wanted = Buffer.from(value, 'hex')
      if (wanted.length !== column.width) return []
      const found: NodeId[] = []
      const { heads, next } = indexOf(column)
      let row = heads[hashAt(wanted, 0) & (heads.length - 1)] ?? -1
      for (; row >= 0; row = next[row] ?? -1) {
        if (equalAt(column.bytes, row * column.width, wanted, 0, column.width)) {
          found.push(column.nodes.at(row))
        }
      }
      return found
    },
  }
}

function rowsOf(column: Column, node: NodeId): number[] {
  const nodes = column.nodes.view()
  if (!column.sorted) {
    const rows: number[] = []
    for (let row = nodes.indexOf(node); row >= 0; row = nodes.indexOf(node, row + 1)) rows.push(row)
    return rows
  }
  let low = 0
  let high = nodes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((nodes[middle] ?? 0) < node) low = middle + 1
    else high = middle
  }
  const rows: number[] = []
  for (let row = low; nodes[row] === node; row++) rows.push(row)
  return rows
}

function* equalRows(column: Column, row: number): Iterable<number> {
  const { heads, next } = indexOf(column)
  const { bytes, width } = column
  let other = heads[hashAt(bytes, row * width) & (heads.length - 1)] ?? -1
  for (; other >= 0; other = next[other] ?? -1) {
    if (other !== row && equalAt(bytes, other * width, bytes, row * width, width)) yield other
  }
}

function indexOf(column: Column): { readonly heads: Int32Array; readonly next: Int32Array } {
  if (column.index) return column.index
  const rows = column.nodes.length
  let size = 1024
  while (size < rows) size *= 2
  const heads = new Int32Array(size).fill(-1)
  const next = new Int32Array(rows).fill(-1)
  for (let row = 0; row < rows; row++) {
    const bucket = hashAt(column.bytes, row * column.width) & (size - 1)
    next[row] = heads[bucket] ?? -1
    heads[bucket] = row
  }
  column.index = { heads, next }
  return column.index
}

/** A digest is evenly distributed already: its first bytes are its hash. */
function hashAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  )
}

function equalAt(a: Uint8Array, i: number, b: Uint8Array, j: number, width: number): boolean {
  for (let k = 0; k < width; k++) if (a[i + k] !== b[j + k]) return false
  return true
}

function readHex(column: Column, row: number): string {
  const start = row * column.width
  return column.bytes.toString('hex', start, start + column.width)
}
