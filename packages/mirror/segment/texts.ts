// SPDX-License-Identifier: Apache-2.0

/** Texts of one block, each once. */
export interface TextTable {
  /** The number of this text. */
  id(text: string): number
  readonly all: readonly string[]
}

/** A feed has a hundred thousand products with one entry each, so a small table does without a map. */
export function createTextTable(): TextTable {
  const all: string[] = []
  let ids: Map<string, number> | undefined
  return {
    id(text) {
      const known = ids === undefined ? all.indexOf(text) : (ids.get(text) ?? -1)
      if (known >= 0) return known
      const id = all.push(text) - 1
      if (ids !== undefined) ids.set(text, id)
      else if (all.length > SEARCHED) ids = new Map(all.map((each, index) => [each, index]))
      return id
    },
    all,
  }
}

const SEARCHED = 16
