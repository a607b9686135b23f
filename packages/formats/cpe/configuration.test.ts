// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import {
  evaluateConfiguration,
  evaluateConfigurations,
  parseCpe,
  type CompareVersions,
  type CpeMatch,
  type CpeNode,
} from './index.ts'

const river = parseCpe('cpe:2.3:a:acme:river:1.5:*:*:*:*:*:*:*')
const anyRiver = parseCpe('cpe:2.3:a:acme:river:*:*:*:*:*:*:*:*')
const firmware = parseCpe('cpe:2.3:o:acme:lock_firmware:2:*:*:*:*:*:*:*')
const lock = parseCpe('cpe:2.3:h:acme:lock:-:*:*:*:*:*:*:*')

const numbers: CompareVersions = (left, right) => {
  const order = Math.sign(Number(left) - Number(right))
  return Number.isNaN(order) ? undefined : (order as -1 | 0 | 1)
}

const below = (bound: string): CpeMatch => ({
  vulnerable: true,
  criteria: anyRiver,
  versionEndExcluding: bound,
})
const node = (
  cpeMatch: readonly CpeMatch[],
  operator: 'AND' | 'OR' = 'OR',
  negate = false,
): CpeNode => ({ operator, negate, cpeMatch })

describe('evaluateConfiguration', () => {
  it('compares bounds with the function that it is given', () => {
    expect(evaluateConfiguration(node([below('2')]), [river], numbers)).toBe('true')
    expect(evaluateConfiguration(node([below('1.5')]), [river], numbers)).toBe('false')
    expect(evaluateConfiguration(node([below('soon')]), [river], numbers)).toBe('unknown')
    const from = {
      vulnerable: true,
      criteria: anyRiver,
      versionStartExcluding: '1',
      versionEndIncluding: '1.5',
    }
    expect(evaluateConfiguration(node([from]), [river], numbers)).toBe('true')
    expect(
      evaluateConfiguration(node([{ ...from, versionStartIncluding: '1.6' }]), [river], numbers),
    ).toBe('false')
  })

  it('does not know of a name without version, and of one that is wider than the criterion', () => {
    expect(evaluateConfiguration(node([below('2')]), [anyRiver], numbers)).toBe('unknown')
    const onLinux = parseCpe('cpe:2.3:a:acme:river:*:*:*:*:*:linux:*:*')
    expect(
      evaluateConfiguration(node([{ vulnerable: true, criteria: onLinux }]), [river], numbers),
    ).toBe('unknown')
  })

  it('combines AND, OR and negate in three values', () => {
    expect(evaluateConfiguration(node([below('1'), below('2')]), [river], numbers)).toBe('true')
    expect(evaluateConfiguration(node([below('1'), below('2')], 'AND'), [river], numbers)).toBe(
      'false',
    )
    expect(evaluateConfiguration(node([below('soon'), below('2')], 'AND'), [river], numbers)).toBe(
      'unknown',
    )
    expect(evaluateConfiguration(node([below('soon'), below('1')], 'AND'), [river], numbers)).toBe(
      'false',
    )
    expect(evaluateConfiguration(node([below('1')], 'OR', true), [river], numbers)).toBe('true')
    expect(evaluateConfiguration({}, [river], numbers)).toBe('false')
  })

  it('does not know a platform that nobody lists, and uses one that is listed', () => {
    const vulnerable = node([{ vulnerable: true, criteria: firmware }])
    const platform = node([{ vulnerable: false, criteria: lock }])
    const both: CpeNode = { operator: 'AND', nodes: [vulnerable, platform] }
    expect(evaluateConfiguration(both, [firmware], numbers)).toBe('unknown')
    expect(evaluateConfiguration(both, [firmware, lock], numbers)).toBe('true')
    expect(evaluateConfiguration(both, [lock], numbers)).toBe('false')
    const newLock = { ...lock, version: '2' }
    expect(evaluateConfiguration(both, [firmware, newLock], numbers)).toBe('false')
  })

  it('takes several configurations as alternatives, and does not follow endless nesting', () => {
    expect(evaluateConfigurations([node([below('1')]), node([below('2')])], [river], numbers)).toBe(
      'true',
    )
    expect(evaluateConfigurations([], [river], numbers)).toBe('false')
    let deep: CpeNode = node([below('2')])
    for (let level = 0; level < 100_000; level++) deep = { operator: 'AND', nodes: [deep] }
    expect(evaluateConfiguration(deep, [river], numbers)).toBe('unknown')
  })
})
