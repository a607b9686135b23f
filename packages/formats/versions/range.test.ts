// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { compileOsvRange, evaluateOsvRange, rangeContains, type OsvEvent } from './range.ts'
import { SCHEMES } from './registry.ts'

const BRANCHES: readonly OsvEvent[] = [
  { introduced: '2.0.0' },
  { fixed: '2.3.1' },
  { introduced: '0' },
  { fixed: '1.9.4' },
]

test.each([
  ['0.0.0-alpha', 'in'],
  ['1.9.3', 'in'],
  ['1.9.4-rc.1', 'in'],
  ['1.9.4', 'out'],
  ['2.0.0-rc.1', 'out'],
  ['2.0.0', 'in'],
  ['2.3.1', 'out'],
  ['3.0.0', 'out'],
])(
  'events apply in the order of their versions, whatever order they are in: %s is %s',
  (version, expected) => {
    expect(evaluateOsvRange('semver', BRANCHES, version)).toBe(expected)
  },
)

test('the last affected version is affected, the next one is not', () => {
  const events = [{ introduced: '1.0' }, { last_affected: '1.4' }]
  expect(evaluateOsvRange('pypi', events, '1.4')).toBe('in')
  expect(evaluateOsvRange('pypi', events, '1.4.0')).toBe('in')
  expect(evaluateOsvRange('pypi', events, '1.4.post1')).toBe('out')
  expect(evaluateOsvRange('pypi', events, '1.0rc1')).toBe('out')
})

test('a limit ends a range that has no fix, the last of several counts, and * is none', () => {
  const introduced = { introduced: '1.0.0' }
  expect(evaluateOsvRange('semver', [introduced, { limit: '2.0.0' }], '1.5.0')).toBe('in')
  expect(evaluateOsvRange('semver', [introduced, { limit: '2.0.0' }], '2.0.0')).toBe('out')
  const two = [introduced, { limit: '2.0.0' }, { limit: '3.0.0' }]
  expect(evaluateOsvRange('semver', two, '2.5.0')).toBe('in')
  expect(evaluateOsvRange('semver', [introduced, { limit: '*' }], '9.0.0')).toBe('in')
})

test('a version can be fixed and introduced again', () => {
  const events = [{ introduced: '0' }, { fixed: '1.0' }, { introduced: '1.0' }, { fixed: '1.1' }]
  expect(evaluateOsvRange('debian', events, '1.0')).toBe('in')
})

test('what cannot be compared is unknown, never compared by another scheme', () => {
  const events = [{ introduced: '0' }, { fixed: '1.2.0' }]
  expect(evaluateOsvRange('custom', events, '1.0.0')).toBe('unknown')
  expect(evaluateOsvRange('semver', events, 'master')).toBe('unknown')
  expect(evaluateOsvRange('semver', [{ introduced: '0' }, { fixed: 'soon' }], '1.0.0')).toBe(
    'unknown',
  )
})

test('a range of everything holds a version that nobody can read', () => {
  expect(evaluateOsvRange('custom', [{ introduced: '0' }], 'master')).toBe('in')
  expect(evaluateOsvRange('semver', [], '1.0.0')).toBe('out')
})

test('a compiled range answers for many versions', () => {
  const range = compileOsvRange(SCHEMES.go, [{ introduced: '0' }, { fixed: '1.21.5' }])
  const versions = ['go1.21.4', 'v1.21.5', 'go1.21rc2'].map((text) => SCHEMES.go.parse(text))
  expect(versions.map((version) => range && rangeContains(range, version))).toEqual([
    true,
    false,
    true,
  ])
})
