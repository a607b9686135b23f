// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError, type Fault } from '../fault/index.ts'
import { DEFAULT_LIMITS } from '../source/index.ts'
import { countAliases, parseYaml } from './index.ts'

const options = { schema: 'core', limits: DEFAULT_LIMITS } as const
const parse = (text: string) => parseYaml('test', text, options)

function faultsOf(text: string): readonly Fault[] {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof FormatError) return error.faults
    throw error
  }
  return []
}

describe('parseYaml', () => {
  it('reads one document', () => {
    expect(parse('a: [1, {b: x}]\n').document.toJS()).toEqual({ a: [1, { b: 'x' }] })
  })

  it('refuses nesting before the parser of the library recurses, in whatever way it is nested', () => {
    for (const text of [
      `a: ${'['.repeat(50_000)}`,
      `a: ${'['.repeat(5000)}${']'.repeat(5000)}`,
      `a: ${'{a: '.repeat(50_000)}`,
      '- '.repeat(50_000),
      '? '.repeat(50_000),
      Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ]) {
      expect(faultsOf(text)).toMatchObject([{ code: 'LIMIT', place: { line: expect.any(Number) } }])
      expect(faultsOf(text)[0]?.message).toContain('limit depth')
    }
  })

  it('takes documents as deep as the limit', () => {
    expect(faultsOf(`a: ${'['.repeat(250)}${']'.repeat(250)}`)).toEqual([])
  })

  it('finds keys that stand twice, in time that grows with the document', () => {
    expect(faultsOf('a: 1\nb:\n  - {c: 1, c: 2}\n')).toMatchObject([
      { code: 'DUPLICATE', place: { line: 3, column: 12 } },
    ])
    const startedAt = performance.now()
    parse(Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join('\n'))
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  it('lists everything that is wrong and never half a file', () => {
    expect(faultsOf('a: ]\nb: ]\n').length).toBeGreaterThan(1)
    expect(faultsOf('a: 1\n---\nb: 2\n')).toMatchObject([{ code: 'SYNTAX', place: { line: 2 } }])
    expect(faultsOf('a: *b\n')).toMatchObject([{ code: 'SYNTAX' }])
  })

  it('counts aliases', () => {
    expect(countAliases(parse('a: &x 1\nb: [*x, *x]\n').document)).toBe(2)
  })
})
