// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { contentsOf, differences } from './image.ts'

describe('what a device loads of an image', () => {
  it('is the same of one file, and has code', async () => {
    const contents = await contentsOf(process.execPath)
    expect(contents.has('.text')).toBe(true)
    expect([...contents.keys()].some((name) => name.startsWith('.debug'))).toBe(false)
    expect(differences(contents, contents)).toEqual([])
  })

  it('differs by the names whose contents differ, or that one side lacks', () => {
    const one = new Map([
      ['.text', 'a'],
      ['.data', 'b'],
    ])
    const other = new Map([
      ['.text', 'c'],
      ['.rodata', 'd'],
    ])
    expect(differences(one, other)).toEqual(['.data', '.rodata', '.text'])
  })
})
