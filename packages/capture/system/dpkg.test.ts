// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDpkg } from './dpkg.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dpkg-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('a file belongs to the package that lists it, whichever way /usr is spelled', () => {
  write('etc/os-release', 'ID=debian\nVERSION_ID="12"\n')
  write('var/lib/dpkg/info/libwheel1:amd64.list', '/.\n/lib/x86_64-none/libwheel.so.1\n')
  write('var/lib/dpkg/info/libwheel-dev.list', '/usr/include/wheel-of-nobody.h\n')
  write(
    'var/lib/dpkg/status',
    [
      'Package: libwheel1\nArchitecture: amd64\nMulti-Arch: same\nSource: wheel (2.0-1)\nVersion: 2.0-1+b1\nDescription: wheels\n round ones\nHomepage: https://wheel.example\n',
      'Package: libwheel-dev\nArchitecture: all\nVersion: 1:2.0-1\nSource: wheel\n',
    ].join('\n'),
  )
  const owners = openDpkg(root)([
    '/usr/lib/x86_64-none/libwheel.so.1',
    '/usr/include/wheel-of-nobody.h',
    '/opt/own.h',
  ])
  expect([...owners.keys()]).toEqual([
    '/usr/lib/x86_64-none/libwheel.so.1',
    '/usr/include/wheel-of-nobody.h',
  ])
  expect(owners.get('/usr/lib/x86_64-none/libwheel.so.1')).toEqual({
    name: 'libwheel1',
    version: '2.0-1+b1',
    architecture: 'amd64',
    source: 'wheel',
    sourceVersion: '2.0-1',
    homepage: 'https://wheel.example',
    purl: 'pkg:deb/debian/libwheel1@2.0-1%2Bb1?arch=amd64&distro=debian-12&upstream=wheel%402.0-1',
  })
  expect(owners.get('/usr/include/wheel-of-nobody.h')?.purl).toBe(
    'pkg:deb/debian/libwheel-dev@1:2.0-1?arch=all&distro=debian-12&upstream=wheel',
  )
})

test('a system without dpkg has no owners', () => {
  expect(openDpkg(root)(['/usr/include/stdio.h']).size).toBe(0)
})
