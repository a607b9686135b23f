// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { productById } from '@headwater/domain/matching'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readHints, recognise } from './index.ts'
import { SIGNS } from './signs.ts'

let root: string

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'recognise-')), 'folder')
  mkdirSync(root)
})

afterEach(() => rmSync(dirname(root), { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

describe('a tree is recognised', () => {
  test.each([
    [
      'the header in which curl keeps its version',
      { 'include/curl/curlver.h': '#define LIBCURL_VERSION "8.5.0-DEV"\n' },
      {
        name: 'curl',
        version: '8.5.0-DEV',
        purls: ['pkg:generic/curl@8.5.0-DEV'],
        cpes: ['cpe:2.3:a:haxx:curl:8.5.0-dev:*:*:*:*:*:*:*'],
      },
    ],
    [
      'the makefile of a kernel, and not that of anybody who writes VERSION too',
      {
        Makefile:
          '# SPDX\nVERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 90\nEXTRAVERSION = -rc1\nNAME = X\n',
        'kernel/sched/core.c': '',
      },
      { name: 'linux', version: '6.1.90-rc1', purls: ['pkg:generic/linux@6.1.90-rc1'] },
    ],
    [
      'numbers that stand apart',
      {
        VERSION: 'VERSION_MAJOR = 3\nVERSION_MINOR = 4\nPATCHLEVEL = 0\n',
        'include/zephyr/kernel.h': '',
      },
      { name: 'zephyr', version: '3.4.0', purls: ['pkg:generic/zephyr@3.4.0'] },
    ],
    [
      'a version behind words',
      {
        'include/openssl/opensslv.h':
          '# define OPENSSL_VERSION_TEXT    "OpenSSL 1.1.1k  25 Mar 2021"\n',
      },
      { name: 'openssl', version: '1.1.1k' },
    ],
    [
      'CMake, where no variable stands in for the version',
      { 'CMakeLists.txt': '# project(no)\nproject (mill VERSION 1.2.3\n LANGUAGES C)\n' },
      {
        name: 'mill',
        version: '1.2.3',
        purls: ['pkg:generic/mill@1.2.3'],
        basis: ['CMakeLists.txt project()'],
      },
    ],
    [
      'CMake with a variable',
      { 'CMakeLists.txt': 'project(mill VERSION ${V})' },
      { name: 'mill', purls: ['pkg:generic/mill'] },
    ],
    [
      'meson',
      { 'meson.build': "project('mill', 'c',\n  version : '0.9', license : 'MIT')\n" },
      { name: 'mill', version: '0.9', license: 'MIT' },
    ],
    [
      'autoconf',
      { 'configure.ac': 'dnl AC_INIT(no)\nAC_INIT([mill], [2.0],[x@example.org])\n' },
      { name: 'mill', version: '2.0' },
    ],
    [
      'npm, with a scope',
      { 'package.json': '{"name":"@mill/wheel","version":"3.0.0"}' },
      { name: '@mill/wheel', version: '3.0.0', purls: ['pkg:npm/%40mill/wheel@3.0.0'] },
    ],
    [
      'Cargo',
      {
        'Cargo.toml':
          '[workspace]\n[package]\nname = "mill"\nversion = "0.1.0"\n[dependencies]\nversion = "9"\n',
      },
      { name: 'mill', version: '0.1.0', purls: ['pkg:cargo/mill@0.1.0'] },
    ],
    [
      'Debian, under the names of both sides',
      {
        'debian/changelog': 'zlib (1:1.2.13.dfsg-1) unstable; urgency=low\n',
        'debian/control': 'Source: zlib\n',
      },
      {
        name: 'zlib',
        version: '1.2.13',
        purls: ['pkg:generic/zlib@1.2.13', 'pkg:deb/debian/zlib@1:1.2.13.dfsg-1?arch=source'],
      },
    ],
    ['nothing at all', { 'main.c': '' }, { name: 'folder', purls: [], cpes: [], basis: [] }],
  ])('by %s', (_by, files: Record<string, string>, wanted) => {
    write(files)
    expect(recognise(root, undefined)).toMatchObject(wanted)
  })

  test('by a clone, whose address gives away no password', () => {
    const git = (...words: string[]): void => {
      execFileSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-C', root, ...words],
        { stdio: 'ignore' },
      )
    }
    try {
      git('init', '-q')
    } catch {
      process.stdout.write('skipped: there is no git\n')
      return
    }
    write({ 'main.c': '' })
    git('add', '.')
    git('commit', '-q', '-m', 'one')
    git('remote', 'add', 'origin', 'https://someone:secret@github.com/Mill/Wheel.git')
    const first = recognise(root, undefined)
    expect(first).toMatchObject({ name: 'wheel', basis: ['git commit'] })
    expect(first.purls).toEqual([`pkg:github/mill/wheel@${first.commit}`])
    expect(JSON.stringify(first)).not.toContain('secret')
    git('tag', 'v1.4.0')
    expect(recognise(root, undefined)).toMatchObject({
      version: '1.4.0',
      purls: ['pkg:github/mill/wheel@v1.4.0'],
    })
  })

  test('by the word of the user before anything else', async () => {
    write({
      'CMakeLists.txt': 'project(mill VERSION 1.0)',
      'headwater.yaml':
        'identify: {}\npackages:\n  ./: pkg:generic/river@2.0\n  lib/wheel/:\n    cpe: "cpe:2.3:a:carpenter:wheel:3.1:*:*:*:*:*:*:*"\n    license: MIT\n',
    })
    const hints = await readHints(root)
    expect([...hints.keys()]).toEqual(['', 'lib/wheel'])
    expect(recognise(root, hints.get(''))).toMatchObject({
      name: 'river',
      version: '2.0',
      purls: ['pkg:generic/river@2.0'],
      basis: ['headwater.yaml', 'CMakeLists.txt project()'],
    })
    expect(recognise(join(root, 'lib/wheel'), hints.get('lib/wheel'))).toMatchObject({
      name: 'wheel',
      version: '3.1',
      license: 'MIT',
    })
  })
})

test('a headwater.yaml that is wrong is refused with everything that is wrong in it', async () => {
  write({
    'headwater.yaml':
      'packages:\n  a: nonsense\n  ../b: pkg:generic/b@1\n  c: { colour: red }\n  d: [1]\n',
  })
  const error = await readHints(root).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'HINTS' })
  for (const part of ['packages.a', 'packages.../b', 'colour', 'packages.d'])
    expect(String(error)).toContain(part)
})

test('no version file takes long to look at, whatever it holds', () => {
  const long = `${'#define LIBCURL_VERSION '.repeat(5000)}\n${' '.repeat(100_000)}project(${'('.repeat(50_000)}`
  write({
    'include/curl/curlver.h': long,
    'CMakeLists.txt': long,
    'meson.build': long,
    'configure.ac': long,
    Makefile: long,
  })
  const start = performance.now()
  recognise(root, undefined)
  expect(performance.now() - start).toBeLessThan(5000)
})

test('every sign that names a product of the catalogue is spelled as there', () => {
  const known = SIGNS.filter(({ product }) => productById(product) !== undefined)
  expect(known.length).toBeGreaterThan(40)
})
