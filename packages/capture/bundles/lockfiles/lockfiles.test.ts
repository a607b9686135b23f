// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { describe, expect, it } from 'vitest'
import { readLockfile, type LockedPackage } from './index.ts'

describe('package-lock.json', () => {
  it('of versions 2 and 3 lists packages by folder: nested, scoped, aliased, linked, cloned', () => {
    const { packages } = readLockfile(
      'package-lock.json',
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { name: 'app', version: '1.0.0' },
          'node_modules/a': {
            version: '1.0.0',
            integrity: 'sha512-x',
            dependencies: { b: '^1' },
            peerDependencies: { p: '1' },
          },
          'node_modules/a/node_modules/@s/b': { version: '2.0.0', dev: true },
          'node_modules/left': { name: 'left-pad', version: '1.3.0' },
          'node_modules/ws': { resolved: 'packages/ws', link: true },
          'packages/ws': { name: '@app/ws', version: '0.1.0' },
          'node_modules/git': {
            version: '3.0.0',
            resolved: 'git+ssh://git@example.org/x/git.git#abc',
          },
        },
      }),
    )
    expect(packages.map(short)).toEqual([
      'a@1.0.0 needs b p',
      '@s/b@2.0.0 dev',
      'left-pad@1.3.0 as left',
      '@app/ws@0.1.0 workspace',
      'git@3.0.0 from git+ssh://git@example.org/x/git.git#abc',
    ])
    expect(packages[1]!.folder).toBe('node_modules/a/node_modules/@s/b')
  })

  it('of version 1 lists them as a tree', () => {
    const { packages } = readLockfile(
      'npm-shrinkwrap.json',
      JSON.stringify({
        lockfileVersion: 1,
        dependencies: {
          a: { version: '1.0.0', requires: { b: '^1' }, dependencies: { b: { version: '1.0.0' } } },
          left: { version: 'npm:left-pad@1.3.0' },
          scoped: { version: 'npm:@s/x@2.0.0' },
          git: { version: 'git+https://example.org/x.git#abc' },
        },
      }),
    )
    expect(packages.map(short)).toEqual([
      'a@1.0.0 needs b',
      'left-pad@1.3.0 as left',
      '@s/x@2.0.0 as scoped',
      'git from git+https://example.org/x.git#abc',
      'b@1.0.0',
    ])
    expect(packages.at(-1)!.folder).toBe('node_modules/a/node_modules/b')
  })
})

describe('yarn.lock', () => {
  it('of Yarn 1 is read by its lines', () => {
    const text = `# yarn lockfile v1


"@s/a@^1.0.0", "@s/a@1 || 2":
  version "1.2.0"
  resolved "https://r.example/@s/a/-/a-1.2.0.tgz#0123456789012345678901234567890123456789"
  integrity sha512-abc
  dependencies:
    b "^1"
    "@s/c" "^2"
  optionalDependencies:
    d "1"

b@^1, b@~1.0:
  version "1.0.1"
  resolved "https://r.example/b/-/b-1.0.1.tgz#0123456789012345678901234567890123456789"

"left@npm:left-pad@1.3.0":
  version "1.3.0"

"git@git+https://example.org/git.git":
  version "0.0.1"
  resolved "git+https://example.org/git.git#abc"
`
    const { format, packages } = readLockfile('yarn.lock', text)
    expect(format).toBe('yarn')
    expect(packages.map(short)).toEqual([
      '@s/a@1.2.0 needs b @s/c d',
      'b@1.0.1',
      'left-pad@1.3.0 as left',
      'git@0.0.1 from git+https://example.org/git.git#abc',
    ])
    expect(packages[0]!.integrity).toEqual(['sha512-abc'])
    expect(packages[1]!.integrity).toEqual(['sha1-ASNFZ4kBI0VniQEjRWeJASNFZ4k='])
  })

  it('of later versions is YAML, and its checksums are of no archive of the registry', () => {
    const text = `__metadata:
  version: 8

"@s/a@npm:^1.0.0, @s/a@npm:1.x":
  version: 1.2.0
  resolution: "@s/a@npm:1.2.0"
  dependencies:
    b: "npm:^1"
  checksum: 10c0/abc
  languageName: node
  linkType: hard

"left@npm:left-pad@1.3.0":
  version: 1.3.0
  resolution: "left-pad@npm:1.3.0"
  linkType: hard

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  linkType: soft

"p@patch:p@npm%3A2.0.0#./p.patch":
  version: 2.0.0
  resolution: "p@patch:p@npm%3A2.0.0#./p.patch::version=2.0.0&hash=1"
  linkType: hard

"g@https://example.org/g.git#commit=abc":
  version: 1.10
  resolution: "g@https://example.org/g.git#commit=abc"
  linkType: hard
`
    const { format, packages } = readLockfile('/app/yarn.lock', text)
    expect(format).toBe('yarn-berry')
    expect(packages.map(short)).toEqual([
      '@s/a@1.2.0 needs b',
      'left-pad@1.3.0 as left',
      'app workspace',
      'p@2.0.0',
      'g@1.10 from https://example.org/g.git#commit=abc',
    ])
    expect(packages.flatMap(({ integrity }) => integrity)).toEqual([])
  })
})

describe('pnpm-lock.yaml', () => {
  it.each([
    [
      'version 5',
      `lockfileVersion: 5.4
dependencies:
  left: /left-pad/1.3.0
packages:
  /@s/a/1.0.0_p@2.0.0:
    resolution: {integrity: sha512-a}
    dependencies: {b: 1.0.0}
    dev: true
  /left-pad/1.3.0:
    resolution: {integrity: sha512-l}
`,
    ],
    [
      'version 6',
      `lockfileVersion: '6.0'
dependencies:
  left: {specifier: npm:left-pad@1.3.0, version: /left-pad@1.3.0}
packages:
  /@s/a@1.0.0(p@2.0.0):
    resolution: {integrity: sha512-a}
    dependencies: {b: 1.0.0}
    dev: true
  /left-pad@1.3.0:
    resolution: {integrity: sha512-l}
    dev: false
`,
    ],
    [
      'version 9',
      `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      left: {specifier: npm:left-pad@1.3.0, version: left-pad@1.3.0}
      plain: {specifier: ^1, version: 1.0.0(p@2.0.0)}
packages:
  '@s/a@1.0.0':
    resolution: {integrity: sha512-a}
  left-pad@1.3.0:
    resolution: {integrity: sha512-l}
snapshots:
  '@s/a@1.0.0(p@2.0.0)':
    dependencies: {b: 1.0.0}
  left-pad@1.3.0: {}
`,
    ],
  ])('of %s names packages without their peers, and aliases', (version, text) => {
    const { packages } = readLockfile('pnpm-lock.yaml', text)
    const dev = version === 'version 9' ? '' : ' dev'
    expect(packages.map(short)).toEqual([`@s/a@1.0.0${dev} needs b`, 'left-pad@1.3.0 as left'])
    expect(packages.map(({ integrity }) => integrity)).toEqual([['sha512-a'], ['sha512-l']])
  })

  it('names clones, archives and workspaces', () => {
    const { packages } = readLockfile(
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'
importers:
  .: {}
  packages/ws: {}
packages:
  g@https://codeload.example/x/g/tar.gz/abc:
    resolution: {tarball: https://codeload.example/x/g/tar.gz/abc}
    version: 1.10
`,
    )
    expect(packages.map(short)).toEqual([
      'g@1.10 from https://codeload.example/x/g/tar.gz/abc',
      'ws workspace',
    ])
  })
})

describe('bun.lock', () => {
  it('is JSON with commas to spare', () => {
    const { packages } = readLockfile(
      'bun.lock',
      `{
  // of bun
  "lockfileVersion": 1,
  "packages": {
    "@s/a": ["@s/a@1.0.0", "", { "dependencies": { "b": "^1" }, }, "sha512-a"],
    "@s/a/b": ["b@2.0.0", "", {}, "sha512-b"], /* nested */
    "left": ["left-pad@1.3.0", "", {}, "sha512-,]"],
    "ws": ["ws@workspace:packages/ws"],
    "g": ["g@github:x/g#abc", {}, "x-g-abc"],
  },
}`,
    )
    expect(packages.map(short)).toEqual([
      '@s/a@1.0.0 needs b',
      'b@2.0.0',
      'left-pad@1.3.0 as left',
      'ws workspace',
      'g from github:x/g#abc',
    ])
    expect(packages[2]!.integrity).toEqual(['sha512-,]'])
  })
})

describe('what is no lockfile', () => {
  it('is refused, with the place', () => {
    expect(() => readLockfile('package-lock.json', '{')).toThrow(FormatError)
    expect(() => readLockfile('pnpm-lock.yaml', 'a: [')).toThrow(FormatError)
    expect(() => readLockfile('Cargo.lock', '')).toThrow(FormatError)
  })

  it('has no packages if it is something else in the same syntax', () => {
    for (const text of [
      'null',
      '[]',
      '3',
      '{"packages":[1,null]}',
      '{"packages":{"node_modules/a":null}}',
    ])
      expect(
        readLockfile('package-lock.json', text).packages.every(
          ({ version }) => version === undefined,
        ),
      ).toBe(true)
    expect(readLockfile('yarn.lock', '').packages).toEqual([])
    expect(readLockfile('bun.lock', '{"packages":{"a":[3],"b":{}}}').packages).toEqual([])
  })
})

function short({ name, version, aliases, source, workspace, dev, needs }: LockedPackage): string {
  return [
    name + (version === undefined ? '' : `@${version}`),
    ...aliases.map((alias) => `as ${alias}`),
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(workspace ? ['workspace'] : []),
    ...(dev ? ['dev'] : []),
    ...(needs.length === 0 ? [] : ['needs', ...needs]),
  ].join(' ')
}
