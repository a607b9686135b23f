// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import {
  schemeOfEcosystem,
  schemeOfPurlType,
  schemeOfVers,
  schemeOfVersionType,
} from './ecosystems.ts'

test.each([
  ['Debian:12', 'debian'],
  ['Ubuntu:22.04:LTS', 'debian'],
  ['Red Hat:enterprise_linux:9::baseos', 'rpm'],
  ['npm', 'npm'],
  ['Root:Alpine:3.18', 'alpine'],
  ['Root:PyPI', 'pypi'],
  ['Android', undefined],
  ['GIT', undefined],
  ['debian', undefined],
])('the OSV ecosystem %s is ordered as %s', (ecosystem, scheme) => {
  expect(schemeOfEcosystem(ecosystem)).toBe(scheme)
})

test('purl types, schemes of VERS and version types of CVE have their own names', () => {
  expect(schemeOfPurlType('golang')).toBe('go')
  expect(schemeOfPurlType('gem')).toBe('rubygems')
  expect(schemeOfPurlType('github')).toBeUndefined()
  expect(schemeOfVers('apk')).toBe('alpine')
  expect(schemeOfVers('lexicographic')).toBe('lexicographic')
  expect(schemeOfVersionType('python')).toBe('pypi')
  expect(schemeOfVersionType('custom')).toBeUndefined()
})
