// SPDX-License-Identifier: Apache-2.0

/** A table of numbers as rows of doubles, which hold every place in a file exactly. */
export interface Rows {
  readonly count: number
  get(row: number, column: number): number
  /** The last row whose column, which rises, is at most `value`. */
  lastAtMost(column: number, value: number): number
}

export interface RowWriter {
  readonly count: number
  add(...row: readonly number[]): void
  finish(): Uint8Array
}

export function createRows(columns: number): RowWriter {
  let values = new Float64Array(columns * 64)
  let count = 0
  return {
    get count() {
      return count
    },
    add(...row) {
      if ((count + 1) * columns > values.length) {
        const larger = new Float64Array(values.length * 2)
        larger.set(values)
        values = larger
      }
      values.set(row, count * columns)
      count++
    },
    finish: () => new Uint8Array(values.buffer, 0, count * columns * 8),
  }
}

export function openRows(bytes: Uint8Array, columns: number): Rows {
  const values = new Float64Array(aligned(bytes, 8))
  const count = values.length / columns
  return {
    count,
    get: (row, column) => values[row * columns + column]!,
    lastAtMost(column, value) {
      let low = 0
      for (let high = count; low < high;) {
        const middle = (low + high) >>> 1
        if (values[middle * columns + column]! <= value) low = middle + 1
        else high = middle
      }
      return low - 1
    },
  }
}

/** A copy that begins at the beginning of its buffer, as typed arrays ask for. */
export function aligned(bytes: Uint8Array, size: number): ArrayBuffer {
  if (bytes.byteLength % size !== 0) throw new RangeError(`a table of ${bytes.byteLength} bytes`)
  return new Uint8Array(bytes).buffer
}
