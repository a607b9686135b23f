// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { formatCvss, parseCvss, readCvss, scoreCvss, severityOf } from './index.ts'

const reasons = (vector: string) => {
  const reading = readCvss(vector)
  return reading.kind === 'fault' ? reading.reasons : []
}

describe('parseCvss', () => {
  it('takes every version, and writes the order of the standard without what is not defined', () => {
    const canonical = (vector: string) => formatCvss(parseCvss(vector))
    expect(canonical('(AV:N/AC:L/Au:N/C:P/I:P/A:P/E:ND)')).toBe('AV:N/AC:L/Au:N/C:P/I:P/A:P')
    expect(canonical('CVSS:3.1/S:U/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H/RL:X')).toBe(
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    )
    const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A/MSI:S/U:Red'
    expect(canonical(v4)).toBe(v4)
  })

  it('names the metric of every fault', () => {
    expect(reasons('CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/I:H/XX:1')).toEqual([
      'AV is one of N, A, L, P, not Q',
      'I is there twice',
      'XX is no metric of CVSS 3.1',
      'A is missing',
    ])
    expect(reasons('CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toEqual([
      'AV stands after AC, out of order',
    ])
    expect(reasons('AV:N/AC:L/Au:N/C:P/I:P/A:P/')).toEqual(['a metric is empty'])
    expect(reasons('CVSS:5.0/AV:N')[0]).toMatch(/begins with/)
    expect(reasons('AV:N/'.repeat(1000))[0]).toMatch(/512/)
    expect(() => parseCvss('cvss:3.1/AV:N')).toThrow(FormatError)
  })

  it('never throws anything else, whatever the text', () => {
    const words = fc.constantFrom(
      'CVSS:3.1',
      'CVSS:4.0',
      'AV:N',
      'AC:L',
      'S:U',
      ':',
      '',
      '(',
      '__proto__:N',
      'constructor',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join('/')),
        ),
        (vector) => {
          const reading = readCvss(vector)
          if (reading.kind === 'cvss')
            expect(parseCvss(formatCvss(reading.cvss))).toEqual(reading.cvss)
        },
      ),
    )
  })
})

describe('scoreCvss', () => {
  it('gives the most that the vector states', () => {
    expect(scoreCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')).toEqual({
      version: '3.1',
      score: 9.8,
      severity: 'critical',
      base: 9.8,
    })
    expect(scoreCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U')).toMatchObject({
      score: 9,
      temporal: 9,
      base: 9.8,
    })
    expect(scoreCvss('CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N')).toMatchObject({
      score: 0,
      severity: 'none',
    })
    expect(
      scoreCvss('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'),
    ).toMatchObject({ score: 9.3, base: 9.3 })
    expect(
      scoreCvss('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U'),
    ).toMatchObject({ score: 8.1, base: 9.3 })
  })

  it('rounds half up where a binary fraction is a little less than half', () => {
    expect(scoreCvss('AV:N/AC:L/Au:S/C:C/I:C/A:C/E:F')).toMatchObject({
      base: 9,
      temporal: 8.6,
      score: 8.6,
      severity: 'high',
    })
    expect(scoreCvss('AV:N/AC:L/Au:N/C:C/I:C/A:C/TD:N')).toMatchObject({
      base: 10,
      score: 0,
      environmental: 0,
    })
    expect(Object.is(scoreCvss('AV:L/AC:H/Au:M/C:N/I:N/A:N').score, 0)).toBe(true)
  })

  it('says the word of the version', () => {
    expect([0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9].map((score) => severityOf(score, '3.1'))).toEqual([
      'none',
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
    ])
    expect([0, 4, 7, 10].map((score) => severityOf(score, '2.0'))).toEqual([
      'low',
      'medium',
      'high',
      'high',
    ])
  })
})
