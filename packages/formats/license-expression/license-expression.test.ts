// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { formatLicense, licensesOf, parseLicense, readLicense } from './index.ts'

const again = (text: string) => formatLicense(parseLicense(text))
const remarks = (text: string) => {
  const reading = readLicense(text)
  return reading.kind === 'license' ? reading.remarks : reading
}

describe('parseLicense', () => {
  it('reads ids, or-later, references and additions with their offsets', () => {
    expect(parseLicense('MIT')).toEqual({
      kind: 'license',
      id: 'MIT',
      orLater: false,
      start: 0,
      end: 3,
    })
    expect(parseLicense(' GPL-2.0+ ')).toEqual({
      kind: 'license',
      id: 'GPL-2.0',
      orLater: true,
      start: 1,
      end: 9,
    })
    expect(parseLicense('DocumentRef-a.1:LicenseRef-b WITH AdditionRef-c')).toEqual({
      kind: 'with',
      license: { kind: 'license-reference', document: 'a.1', id: 'b', start: 0, end: 28 },
      addition: { kind: 'addition-reference', id: 'c', start: 34, end: 47 },
      start: 0,
      end: 47,
    })
    expect(parseLicense('NONE').kind).toBe('none')
    expect(parseLicense('NOASSERTION').kind).toBe('noassertion')
  })

  it('binds WITH before AND before OR', () => {
    expect(parseLicense('A OR B AND C WITH x OR D')).toMatchObject({
      kind: 'or',
      terms: [{ id: 'A' }, { kind: 'and', terms: [{ id: 'B' }, { kind: 'with' }] }, { id: 'D' }],
      start: 0,
      end: 24,
    })
    expect(parseLicense('(A OR B) AND C')).toMatchObject({
      kind: 'and',
      terms: [{ kind: 'or' }, { id: 'C' }],
    })
  })

  it('writes no more parentheses than the grouping needs', () => {
    expect(again('((A) OR (B AND (C)))')).toBe('A OR B AND C')
    expect(again('A and (B or C)')).toBe('A AND (B OR C)')
    expect(again('A OR (B OR C)')).toBe('A OR (B OR C)')
    expect(again('(A AND B) AND C')).toBe('(A AND B) AND C')
  })

  it('tolerates what is found, and says so', () => {
    expect(remarks('MIT AND Apache-2.0')).toEqual([])
    expect(remarks('MIT and Apache-2.0 Or ISC')).toEqual([
      'the operator and is not in capitals',
      'the operator Or is not in capitals',
    ])
    expect(remarks('NOASSERTION AND MIT')).toEqual(['NOASSERTION stands within an expression'])
  })

  it('asks the lists of the caller', () => {
    const lists = { knowsLicense: (id: string) => id === 'MIT', knowsException: () => false }
    expect(readLicense('MIT OR Riverside WITH Delta', lists)).toMatchObject({
      remarks: ['Riverside is not on the licence list', 'Delta is not on the exception list'],
    })
  })

  it('refuses with message and column', () => {
    const faults = (text: string) => {
      const reading = readLicense(text)
      return reading.kind === 'fault'
        ? reading.faults.map(({ message, start }) => `${start}: ${message}`)
        : []
    }
    expect(faults('')).toEqual(['0: a licence expression is not empty'])
    expect(faults('MIT/Apache-2.0, BSD')).toEqual([
      '3: "/" belongs to no licence expression',
      '14: "," belongs to no licence expression',
      '4: Apache-2.0 where AND, OR or the end was expected',
    ])
    expect(faults('MIT AND')).toEqual(['7: the expression ends where a licence was expected'])
    expect(faults('(MIT')).toEqual(['0: this parenthesis is not closed'])
    expect(faults('MIT)')).toEqual(['3: ) where AND, OR or the end was expected'])
    expect(faults('(A OR B) WITH x')).toEqual(['9: WITH follows a single licence'])
    expect(faults('A WITH LicenseRef-x')).toHaveLength(1)
    expect(faults('AdditionRef-x')).toHaveLength(1)
    expect(faults('LicenseRef-x+')).toHaveLength(1)
    expect(faults('DocumentRef-x:MIT')).toHaveLength(1)
    expect(faults('GPL-2.0 +')).toEqual(['8: "+" belongs to no licence expression'])
    expect(() => parseLicense('MIT AND')).toThrow(FormatError)
    expect(() => parseLicense('MIT AND')).toThrow(/line 1, column 8/)
  })

  it('lists the licences', () => {
    expect([...licensesOf(parseLicense('A OR (B AND C WITH x)'))].map(formatLicense)).toEqual([
      'A',
      'B',
      'C WITH x',
    ])
  })

  it('guards its depth, and takes long lists in linear time', () => {
    expect(again(`${'('.repeat(100)}A${')'.repeat(100)}`)).toBe('A')
    expect(readLicense(`${'('.repeat(100_000)}A`).kind).toBe('fault')
    const started = performance.now()
    expect(readLicense(`A${' OR A'.repeat(200_000)}`).kind).toBe('license')
    readLicense(`A${'.'.repeat(1_000_000)}+++`)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
