// SPDX-License-Identifier: Apache-2.0

/** Grows a typed array by half again as it fills: millions of nodes and edges without an object for each. */
export interface IntColumn {
  readonly length: number
  push(value: number): void
  at(index: number): number
  set(index: number, value: number): void
  /** A view of what is filled; valid until the next push. */
  view(): Int32Array
}

export function intColumn(): IntColumn {
  let data = new Int32Array(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === data.length) {
        const next = new Int32Array(Math.ceil(length * 1.5))
        next.set(data)
        data = next
      }
      data[length++] = value
    },
    at: (index) => data[index] ?? -1,
    set(index, value) {
      data[index] = value
    },
    view: () => data.subarray(0, length),
  }
}
