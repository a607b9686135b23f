// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createRows, openRows } from './columns.ts'
import { buildHashTable, openHashTable } from './hash.ts'
import { numbersOfRuns, runsOf } from './ranges.ts'
import { createTextTable } from './texts.ts'

describe('the parts of a segment', () => {
  it('find every text in a hash table, and all values of one text', () => {
    const pairs = Array.from({ length: 500 }, (_none, i) => [`key ${i % 400}`, i] as const)
    const table = openHashTable(buildHashTable(pairs))
    for (const [text, value] of pairs) expect(table.find(text)).toContain(value)
    expect(table.find('key 7')).toEqual([7, 407])
    expect(table.find('another')).toEqual([])
    expect(openHashTable(new Uint32Array()).find('x')).toEqual([])
  })

  it('join neighbours into runs, and give each number once', () => {
    expect(runsOf([1, 2, 3, 7, 9, 10])).toEqual([1, 3, 7, 1, 9, 2])
    const numbers = numbersOfRuns([
      [9, 2],
      [1, 5],
      [3, 2],
    ])
    expect([...numbers]).toEqual([1, 2, 3, 4, 5, 9, 10])
  })

  it('find the last row that is not too large', () => {
    const rows = createRows(2)
    for (let i = 0; i < 200; i++) rows.add(i * 10, i)
    const opened = openRows(rows.finish(), 2)
    expect(opened.count).toBe(200)
    expect(opened.lastAtMost(0, 55)).toBe(5)
    expect(opened.lastAtMost(0, 60)).toBe(6)
    expect(opened.lastAtMost(0, -1)).toBe(-1)
    expect(opened.get(199, 1)).toBe(199)
  })

  it('number texts once, few as well as many', () => {
    const table = createTextTable()
    const texts = Array.from({ length: 40 }, (_none, i) => `text ${i}`)
    const ids = texts.map((text) => table.id(text))
    expect(texts.map((text) => table.id(text))).toEqual(ids)
    expect(table.all).toEqual(texts)
  })
})
