// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { SCHEMES, compareVersions, schemeOf, type SchemeId } from './registry.ts'

/** From the oldest to the newest; versions in one list are the same version. */
const ORDERS: Readonly<Record<SchemeId, readonly (string | readonly string[])[]>> = {
  alpine: [
    '1.2_alpha1',
    '1.2_rc',
    '1.2_rc2',
    '1.2_oops',
    ['1.2', '01.2'],
    ['1.2-r0', '1.2-r00'],
    '1.2-r10',
    '1.2_git20240101-r0',
    '1.2_p1',
    '1.2b',
    '1.2.01',
    '1.2.1',
    '1.2.10',
  ],
  alpm: ['1.0alpha-1', '1.0rc-1', '1.0-1', '1.0-1.1', '1.0.1-1', '1:0.9-1'],
  cargo: ['1.0.0-alpha.1', '1.0.0-alpha.beta', ['1.0.0', '1.0.0+build'], '1.0.1', '1.10.0'],
  conan: ['1.1-alpha.3', '1.1-alpha.22', ['1.1', '1.1.0'], '1.1+b1', '1.1.a', '1.2', '1.10'],
  cran: ['0.1', ['0.1.0', '0.1-0'], '0.2', '0.10-1'],
  datetime: [
    ['2024-01-01T00:00:00Z', '2023-12-31T19:00:00-05:00', '2024-01-01T00:00:00.000Z'],
    '2024-01-01T00:00:00.0000001Z',
    '2024-01-01T00:00:00.1Z',
    '2024-02-29T23:59:60Z',
  ],
  debian: [
    '1.0~rc1-1',
    ['1.0-0', '1.0', '0:1.0'],
    '1.0-1~deb12u1',
    '1.0-1',
    '1.0a-1',
    '1.0+b',
    '1:0.1',
  ],
  generic: ['1.0-alpha', '1.0-rc1', ['1.0', '1'], '1.0-post1', '1.0.1', '1.0a', '1.1'],
  gentoo: [
    '1.0_alpha',
    '1.0_pre2',
    '1.0',
    ['1.0-r1', '1.0-r01'],
    '1.0_p1',
    '1.0b',
    '1.0.0',
    '1.01',
    '1.1',
  ],
  go: [
    '1.20.0-rc.1',
    ['1.20', 'go1.20', 'v1.20.0'],
    'go1.21rc2',
    'go1.21.0',
    'v2.0.0-20240101000000-0123456789ab',
    ['v2.0.0+incompatible', '2.0.0'],
  ],
  hackage: ['1.0', '1.0.0', '1.2', '1.10'],
  hex: ['2.0.0-rc.1', '2.0.0', '2.1.0'],
  intdot: [['1.2', '01.02.0', '1.2beta'], '1.2.1', '1.10'],
  lexicographic: ['1.10', '1.9', 'A', 'a', 'z', 'é', '\uFFFD', '😀'],
  linux: [
    '2.6.0-test9',
    ['5.4-rc1', '5.4.0-rc1'],
    '5.4.0-rc10',
    ['5.4', '5.4.0', 'v5.4', '5.4.0-yocto-standard', '5.4+'],
    '6.1.9',
    '6.1.192',
    '6.2-rc3',
  ],
  maven: [
    ['1.0-alpha-1', '1a1'],
    '1-beta',
    ['1-rc', '1-cr'],
    '1-SNAPSHOT',
    ['1', '1.0', '1.ga', '1-final', '1.0.0-0'],
    '1-sp',
    '1-xyz',
    '1-1',
    '1.0.1',
    '1.10',
  ],
  nginx: ['0.8.40', '1.4.1', ['1.5', '1.5.0'], '1.25.3'],
  npm: [
    '1.0.0-beta',
    ['1.0.0', 'v1.0.0', '=1.0.0'],
    '1.2.3-r100',
    '1.2.3-r2',
    '9007199254740993.0.0',
  ],
  nuget: [
    ['1.0.0-BETA', '1.0-beta+x'],
    ['1.0', '1.0.0.0', '1.00'],
    '1.0.0.1-a',
    '1.0.0.1',
    '1.0.1',
  ],
  opam: ['1.0~beta', '1.0', '1.0a.1', '1.0-1', '1.0.1'],
  openssl: [
    '0.9.8zh',
    '1.0.2-beta1',
    '1.0.2',
    ['1.0.2k', '1.0.2k-fips'],
    '1.0.2z',
    '1.0.2za',
    '3.0.0-alpha1',
    '3.0.0',
    '3.0.13',
  ],
  packagist: [
    'dev-main',
    '1.0-dev',
    ['1.0a1', '1.0-alpha1'],
    '1.0RC1',
    ['1.0', 'v1.0'],
    '1.0.0',
    '1.0.1',
  ],
  pub: ['1.0.0-pre', '1.0.0-pre+build', '1.0.0', '1.0.0+1', '1.0.0+10', '1.0.0+a'],
  pypi: [
    '0.1-bulbasaur',
    '1.0.dev1',
    ['1.0a1', '1.0.ALPHA-1'],
    '1.0rc1.dev2',
    ['1.0rc1', '1.0c1', '1.0-preview_1'],
    ['1.0', '1', 'v1.0.0'],
    '1.0+local',
    '1.0+local.1',
    '1.0+5',
    ['1.0.post1', '1.0-1', '1.0.rev1'],
    '1.1',
    '1!0.1',
  ],
  rpm: [
    '1.0~rc1-1',
    '1.0',
    '1.0-1',
    '1.0^git1-1',
    '1.0a-1',
    ['1.0.1-1', '1_0_1-01', '0:1.0.1-1'],
    '1:0.1-1',
  ],
  rubygems: ['1.0.a.2', ['1.0.b1', '1.0.b.1'], ['1', '1.0', '1.0.0'], '1.0.1', '1.10'],
  semver: ['1.0.0-1.a', '1.0.0-alpha', ['1', '1.0', 'v1.0.0', '1.0.0+x'], '1.0.0.1', '1.0.1'],
  swift: ['1.0.0-beta.1', '1.0.0', '1.0.1'],
  zephyr: [
    '3.4.0-rc1',
    '3.4.0-rc10',
    ['3.4.0', 'v3.4.0', 'zephyr-v3.4.0', '3.4'],
    '3.4.1',
    '3.4.100',
    '3.4.99',
    '3.5.0-rc1',
  ],
}

const NO_VERSIONS: Partial<Record<SchemeId, readonly string[]>> = {
  alpine: ['', '1.0 2.0'],
  cargo: ['', '1.2.3.4', 'x', '1.2.3-', '1..2'],
  cran: ['1.a', '1.'],
  datetime: ['2023-02-29T00:00:00Z', '2024-01-01', '2024-01-01T24:00:00Z', '2024-13-01T00:00:00Z'],
  debian: ['<unfixed>', 'a:1', ':1', '1:', '-1'],
  gentoo: ['1.0-r', '1.0_foo', 'a'],
  go: ['(devel)', 'go', 'master'],
  linux: ['6.1.0-13-amd64', '5.15.0-91-generic', '6.6.0-next-20231010', 'master', '6.1.y'],
  npm: ['latest', 'git+https://example.org/x.git', '1.x'],
  openssl: ['1.0.2K', 'trunk'],
  rubygems: ['a', '1..2', '1_2', ''],
  semver: ['1.0.0beta', 'one'],
  zephyr: ['3.4.0-1234-gabcdef0', 'main'],
}

describe.each(Object.keys(SCHEMES) as SchemeId[])('%s', (id) => {
  test('orders its versions as the ecosystem does', () => {
    const versions = ORDERS[id].map((place) => (typeof place === 'string' ? [place] : place))
    for (const [left, lefts] of versions.entries())
      for (const [right, rights] of versions.entries())
        for (const one of lefts)
          for (const two of rights)
            expect([one, two, compareVersions(id, one, two)]).toEqual([
              one,
              two,
              Math.sign(left - right),
            ])
  })

  test('leaves alone what is none of its versions', () => {
    for (const text of NO_VERSIONS[id] ?? [])
      expect([text, schemeOf(id)?.parse(text)]).toEqual([text, undefined])
  })

  test('reads 100 kB in linear time', () => {
    for (const piece of ['1.', '1a', '1-', '~', '_p', '0', '😀']) {
      const long = piece.repeat(Math.ceil(100_000 / piece.length))
      const started = performance.now()
      for (const text of [long, `1.0-${long}`, `1.0.0+${long}!`])
        compareVersions(id, text, `${text}1`)
      expect(performance.now() - started).toBeLessThan(20_000)
    }
  })
})

test('nothing is compared under an unknown scheme, or one that only objects have', () => {
  expect(compareVersions('custom', '1', '2')).toBeUndefined()
  expect(compareVersions('constructor', '1', '2')).toBeUndefined()
  expect(compareVersions('semver', '1.0.0', 'x')).toBeUndefined()
})
