// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../../fault/index.ts'
import { formatVers, versContains } from '../index.ts'
import { versFromNative } from './index.ts'

test.each([
  ['npm', '^1.2.3 || ~2.0.1', 'vers:npm/>=1.2.3|<2.0.0|>=2.0.1|<2.1.0'],
  ['npm', '^0.0.3', 'vers:npm/>=0.0.3|<0.0.4'],
  ['npm', '1.2 - 2', 'vers:npm/>=1.2.0|<3.0.0'],
  ['npm', '>1.2', 'vers:npm/>=1.3.0'],
  ['npm', '', 'vers:npm/*'],
  ['npm', '>2.0.0 <1.0.0', 'vers:none/*'],
  ['cargo', '1.2, <1.9', 'vers:cargo/>=1.2.0|<1.9.0'],
  ['cargo', '=1.2.3', 'vers:cargo/1.2.3'],
  ['cargo', '1.*', 'vers:cargo/>=1.0.0|<2.0.0'],
  ['composer', '^1.2 | 2.0.*', 'vers:composer/>=1.2.0-dev|<2.0.0-dev|>=2.0.0-dev|<2.1.0-dev'],
  ['composer', '~1.2@beta, !=1.3.0', 'vers:composer/>=1.2.0-dev|!=1.3.0|<2.0.0-dev'],
  ['composer', '1.0 - 2.0', 'vers:composer/>=1.0|<2.1.0-dev'],
  ['gem', '~> 2.0.8, != 2.0.9', 'vers:gem/>=2.0.8|!=2.0.9|<2.1'],
  ['gem', '~> 2.0.a', 'vers:gem/>=2.0.a|<3'],
  ['hex', '~> 2.1 and != 2.3.0 or == 1.0.0', 'vers:hex/1.0.0|>=2.1.0|!=2.3.0|<3.0.0-0'],
  ['pypi', '~=2.2, != 2.3', 'vers:pypi/>=2.2|!=2.3|<3.dev0'],
  ['pypi', '!=2.3.*', 'vers:pypi/<2.3.dev0|>=2.4.dev0'],
  ['pypi', '==1.0.*', 'vers:pypi/>=1.0.dev0|<1.1.dev0'],
  ['nuget', '(,1.0]', 'vers:nuget/<=1.0'],
  ['nuget', '1.0', 'vers:nuget/>=1.0'],
  ['nuget', '1.2.*', 'vers:nuget/>=1.2.0|<1.3.0'],
  ['maven', '[1.0,2.0),[3.0,)', 'vers:maven/>=1.0|<2.0|>=3.0'],
  ['maven', '[1.5]', 'vers:maven/1.5'],
  ['conan', '~1.2 || 1.4.*', 'vers:conan/>=1.2|<1.3-|>=1.4|<1.5-'],
  ['openssl', '3.0.0, 1.0.1b', 'vers:openssl/1.0.1b|3.0.0'],
  ['nginx', '1.4.1+, 1.5.0+, 0.5.6-0.7.1', 'vers:nginx/>=0.5.6|<=0.7.1|>=1.4.1|<1.5.0|>=1.5.0'],
  ['golang', '>= 1.0.0, < 1.4.2', 'vers:golang/>=1.0.0|<1.4.2'],
  ['deb', '>> 1.0-1, << 2', 'vers:deb/>1.0-1|<2'],
  ['pub', '^0.3.1', 'vers:pub/>=0.3.1|<0.4.0-0'],
  ['hackage', '>=1.0 && <1.2 || ==2.1.*', 'vers:hackage/>=1.0|<1.2|>=2.1|<2.2'],
  ['swift', '"1.0.0"..<"2.0.0"', 'vers:swift/>=1.0.0|<2.0.0'],
  ['cran', '(>= 1.2-3)', 'vers:cran/>=1.2-3'],
])('%s: %s is %s', (scheme, native, vers) => {
  expect(formatVers(versFromNative(scheme, native))).toBe(vers)
})

test('conditions that all have to hold are not read as alternatives', () => {
  const vers = versFromNative('npm', '>=5.0.3 >=4.2.1')
  expect(versContains(vers, '4.3.0')).toBe(false)
})

test.each([
  ['npm', 'latest'],
  ['npm', '1.x.y.z.a'],
  ['cargo', '>>1'],
  ['maven', '[1.0'],
  ['maven', '[1.0,2.0,3.0]'],
  ['nuget', '[]'],
  ['conan', ''],
  ['pypi', '~=2'],
  ['github', '>=1'],
  ['constructor', '1'],
])('%s: %s is refused', (scheme, native) => {
  expect(() => versFromNative(scheme, native)).toThrow(FormatError)
})

test.each([
  'npm',
  'cargo',
  'composer',
  'gem',
  'hex',
  'pypi',
  'nuget',
  'maven',
  'conan',
  'nginx',
  'pub',
  'swift',
])('%s: 100 kB are read or refused in linear time', (scheme) => {
  for (const piece of [
    '!=1,',
    ' ',
    '>=1 ',
    '1.',
    '||',
    '[1,2],',
    '[',
    ' - ',
    '!=1.*,',
    '~> 1.0 or ',
  ]) {
    const started = performance.now()
    try {
      versFromNative(scheme, piece.repeat(Math.ceil(100_000 / piece.length)))
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  }
})
