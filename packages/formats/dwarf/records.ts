// SPDX-License-Identifier: Apache-2.0

/** The functions of an image in columns, in the order of their entries: no object for each. */
export interface Records {
  count: number
  /** Bytes into .debug_info. */
  entry: Float64Array
  /** DW_AT_abstract_origin as bytes into .debug_info, {@link NO_ORIGIN} or {@link ORIGIN_ELSEWHERE}. */
  origin: Float64Array
  /** Where its code begins in the image; {@link DROPPED}, or {@link BARE} if it has no addresses at all. */
  address: Float64Array
  unit: Uint32Array
}

export const DROPPED = Number.NEGATIVE_INFINITY
export const BARE = Number.POSITIVE_INFINITY
export const NO_ORIGIN = -2
export const ORIGIN_ELSEWHERE = -1

export function newRecords(): Records {
  const size = 1024
  return {
    count: 0,
    entry: new Float64Array(size),
    origin: new Float64Array(size),
    address: new Float64Array(size),
    unit: new Uint32Array(size),
  }
}

/** Gives the number of the new record. */
export function addRecord(
  records: Records,
  entry: number,
  origin: number,
  address: number,
  unit: number,
): number {
  const at = records.count
  if (at === records.entry.length) grow(records)
  records.entry[at] = entry
  records.origin[at] = origin
  records.address[at] = address
  records.unit[at] = unit
  records.count++
  return at
}

function grow(records: Records): void {
  const size = Math.ceil(records.entry.length * 1.5)
  const wide = (array: Float64Array) => {
    const larger = new Float64Array(size)
    larger.set(array)
    return larger
  }
  records.entry = wide(records.entry)
  records.origin = wide(records.origin)
  records.address = wide(records.address)
  const unit = new Uint32Array(size)
  unit.set(records.unit)
  records.unit = unit
}

/** The record of the entry at these bytes, -1 if it is no function that was recorded. */
export function recordAt(records: Records, entry: number): number {
  let low = 0
  let high = records.count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = records.entry[middle] ?? 0
    if (found === entry) return middle
    if (found < entry) low = middle + 1
    else high = middle - 1
  }
  return -1
}
