// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { formatVers, parseVers, simplifyVers, sortVers, versContains } from './index.ts'

function faultsOf(text: string): readonly string[] {
  try {
    parseVers(text)
    return []
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.faults.map((fault) => fault.message)
  }
}

describe('reading', () => {
  test('a canonical range gives its decoded constraints', () => {
    expect(parseVers('vers:deb/>=1%3D2|!=3')).toEqual({
      kind: 'constraints',
      scheme: 'deb',
      constraints: [
        { comparator: '>=', version: '1=2' },
        { comparator: '!=', version: '3' },
      ],
    })
    expect(parseVers('vers:npm/*')).toEqual({ kind: 'all', scheme: 'npm' })
    expect(parseVers('vers:none/*')).toEqual({ kind: 'none' })
  })

  test.each([
    ['npm/1.0.0', 'begin'],
    ['vers:npm', '"/"'],
    ['VERS:npm/1.0.0', 'begin'],
    ['vers:NPM/1.0.0', 'lower-case'],
    ['vers:npm/', 'no constraints'],
    ['vers:npm/|1.0.0', 'pipe'],
    ['vers:npm/1.0.0||2.0.0', 'pipe'],
    ['vers:npm/=1.0.0', '"="'],
    ['vers:npm/>=', 'without a version'],
    ['vers:npm/1.0%2', 'percent'],
    ['vers:npm/1.0%FF', 'percent'],
    ['vers:npm/1.0%2d1', 'canonical'],
    ['vers:npm/1.0.0|*', 'canonical'],
    ['vers:npm/>=2.0.0|<1.0.0', 'order'],
    ['vers:npm/<1.0.0|>=1.0.0', 'twice'],
    ['vers:npm/>=1.0.0|>=2.0.0', 'adds nothing'],
    ['vers:npm/1.0.0|<2.0.0', 'upper bound follows'],
    ['vers:npm/>=1.0.0|<2.0.0 ', 'white space'],
    ['vers:all/1.0', '"*"'],
    ['vers:invalid/1.0', 'never'],
    ['vers:datetime/2024-01-01t00:00:00Z', 'upper-case'],
  ])('%s is refused', (text, reason) => {
    expect(faultsOf(text).join()).toContain(reason)
  })

  test('everything wrong is listed with its column', () => {
    expect(faultsOf('vers:npm/=1|>=|%')).toHaveLength(3)
    expect(() => parseVers('vers:npm/1.0.0|>=')).toThrow('line 1, column 16')
  })

  test('loose reading takes what can be understood', () => {
    const vers = parseVers(' VERS:Pypi/ 0.0.2 | =0.0.1 || >= 3 ', 'loose')
    expect(formatVers(sortVers(vers))).toBe('vers:pypi/0.0.1|0.0.2|>=3')
    expect(() => parseVers('vers:pypi/|', 'loose')).toThrow(FormatError)
  })

  test('an unknown scheme is read, kept in order, and not judged', () => {
    const vers = parseVers('vers:mine/>=b|<a')
    expect(sortVers(vers)).toBe(vers)
    expect(simplifyVers(vers)).toBeUndefined()
    expect(versContains(vers, 'b')).toBeUndefined()
  })
})

describe('containment', () => {
  test.each([
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.3', true],
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.4', false],
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '4.9.9', true],
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '5.0.0', false],
    ['vers:gem/>=2.2.0|!=2.2.1|<2.3.0', '2.2.1', false],
    ['vers:gem/>=2.2.0|!=2.2.1|<2.3.0', '2.2.1.1', true],
    ['vers:pypi/<=1.0|>2.0', '1', true],
    ['vers:pypi/<=1.0|>2.0', '2.0.0', false],
    ['vers:pypi/!=5', '4', true],
    ['vers:pypi/!=5', '5.0', false],
    ['vers:none/*', 'x', false],
    ['vers:all/*', 'x', true],
    ['vers:npm/<2.0.0', 'latest', undefined],
    ['vers:npm/<next', '1.0.0', undefined],
  ])('%s and %s: %s', (range, version, expected) => {
    expect(versContains(parseVers(range), version)).toBe(expected)
  })
})

describe('simplifying', () => {
  test.each([
    ['vers:pypi/>1|>=2|3|<4|<=5|!=7|8', 'vers:pypi/>1|<=5|8'],
    ['vers:pypi/>=1|!=2|!=9|<5', 'vers:pypi/>=1|!=2|<5'],
    ['vers:pypi/<2|>=2', 'vers:pypi/*'],
    ['vers:pypi/!=2', 'vers:pypi/!=2'],
    ['vers:pypi/1|!=1', 'vers:none/*'],
  ])('%s is %s', (text, expected) => {
    const simple = simplifyVers(parseVers(text, 'loose'))
    expect(simple && formatVers(simple)).toBe(expected)
  })
})
