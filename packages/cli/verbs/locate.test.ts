// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLocations } from '@headwater/check/settings'
import { createRepository, type Repository } from '@headwater/testing/repositories'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

let folder = ''
let repository: Repository

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-locate-'))
  repository = createRepository()
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  repository.remove()
})

const reed = (body: string, size = 10): string =>
  `#define SIZE ${size}\n\nstatic int reader(int a)\n{\n  ${body}\n}\n`

test('a clone and advisories make a locations file that check reads and the schema knows', async () => {
  repository.commit('Begin', { 'lib/reed.c': reed('return a;') })
  repository.git('tag', 'v1')
  repository.commit('Move', { 'lib/reed.c': undefined, 'src/reed.c': reed('return a;') })
  const fix = repository.commit('Fix', {
    'src/reed.c': reed('return 0;', 20),
    'tests/t.c': 'int t;\n',
  })
  const advisories = join(folder, 'osv')
  mkdirSync(advisories)
  record('A', {
    aliases: ['CVE-2026-0001'],
    affected: [
      {
        ranges: [
          {
            type: 'GIT',
            repo: 'https://example.org/brook',
            events: [{ introduced: '0' }, { fixed: fix }],
          },
        ],
      },
    ],
  })
  record('B', { references: [{ type: 'FIX', url: 'https://example.org/brook/pull/7' }] })
  const output = join(folder, 'locations.json')
  const done = await headwater(
    'locate',
    '--repo',
    repository.folder,
    '--advisories',
    advisories,
    '--at',
    'v1',
    '--output',
    output,
  )
  expect(done).toMatchObject({ code: 0, out: '' })
  expect(golden(done.err)).toBe(`1 vulnerability located
  CVE-2026-0001  lib/reed.c: reader
1 vulnerability not located
  B  only https://example.org/brook/pull/7 is named, which a clone does not hold; give the commit
written to FOLDER/locations.json
`)
  const text = readFileSync(output, 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    schemaVersion: 1,
    release: { ref: 'v1' },
    locations: [
      {
        id: 'CVE-2026-0001',
        basis: `changed by ${fix.slice(0, 12)}`,
        fixes: [fix],
        paths: ['lib/reed.c'],
        functions: ['reader'],
        others: [{ kind: 'macro', name: 'SIZE' }],
        from: 'release',
        places: [
          {
            path: 'src/reed.c',
            class: 'code',
            functions: ['reader'],
            others: [{ kind: 'macro', name: 'SIZE' }],
            added: [],
            atRelease: { ref: 'v1', path: 'lib/reed.c', found: 'renamed', missing: [] },
          },
        ],
        beside: [{ path: 'tests/t.c', class: 'test' }],
      },
    ],
    unlocated: [{ id: 'B' }],
  })
  expectValid(text)
  expect(readLocations(output).entries[0]?.places).toEqual([
    {
      path: 'lib/reed.c',
      functions: ['reader'],
      others: [{ kind: 'macro', name: 'SIZE' }],
      from: 'release',
    },
  ])
  const again = await headwater(
    'locate',
    '--repo',
    repository.folder,
    '--advisories',
    advisories,
    '--at',
    'v1',
  )
  expect(again.out).toBe(text)
  const one = await headwater(
    'locate',
    '--repo',
    repository.folder,
    '--advisories',
    advisories,
    '--id',
    'B',
  )
  expect(JSON.parse(one.out)).toMatchObject({ locations: [], unlocated: [{ id: 'B' }] })

  function record(id: string, rest: object): void {
    writeFileSync(
      join(advisories, `${id}.json`),
      JSON.stringify({ id, modified: '2026-01-01T00:00:00Z', ...rest }),
    )
  }
})

test('a series of patches and the source before it do too', async () => {
  mkdirSync(join(folder, 'patches'))
  mkdirSync(join(folder, 'tree', 'lib'), { recursive: true })
  writeFileSync(join(folder, 'tree', 'lib', 'reed.c'), reed('return a;'))
  const patch = (from: string, to: string): string =>
    `Bug: CVE-2026-0002\n--- a/lib/reed.c\n+++ b/lib/reed.c\n@@ -4,3 +4,3 @@\n {\n-  ${from}\n+  ${to}\n }\n--- a/../../etc/passwd\n+++ b/../../etc/passwd\n@@ -1 +1 @@\n-a\n+b\n`
  writeFileSync(
    join(folder, 'patches', 'first.patch'),
    patch('return a;', 'return b;').replace('Bug', 'X'),
  )
  writeFileSync(join(folder, 'patches', 'cve-2026-0003.patch'), patch('return b;', 'return c;'))
  writeFileSync(join(folder, 'patches', 'second.patch'), patch('return c;', 'return d;'))
  writeFileSync(
    join(folder, 'patches', 'series'),
    '# all\nfirst.patch\ncve-2026-0003.patch -p1\n\nsecond.patch # last\n../escape.patch\n',
  )
  const done = await headwater(
    'locate',
    '--patch',
    join(folder, 'patches'),
    '--source',
    join(folder, 'tree'),
  )
  expect(done.code).toBe(0)
  const { locations } = JSON.parse(done.out) as {
    locations: readonly {
      id: string
      places: readonly { path: string; functions: readonly string[] }[]
    }[]
  }
  expect(locations.map(({ id }) => id)).toEqual(['CVE-2026-0002', 'CVE-2026-0003'])
  expect(locations[0]?.places.find(({ path }) => path === 'lib/reed.c')?.functions).toEqual([
    'reader',
  ])
  expectValid(done.out)
})

test('what is missing on the command line is asked for', async () => {
  for (const [args, said] of [
    [[], /which clone/],
    [['--repo', '.'], /which vulnerabilities/],
    [['--patch', 'x', '--repo', '.'], /--patch goes with --source/],
    [['--source', 'x'], /--source goes with --patch/],
    [['--patch', join(folder, 'none')], /no such file or folder/],
    [['--patch', folder], /there is no patch in it/],
  ] as const) {
    const { code, err } = await headwater('locate', ...args)
    expect([code, said.test(err)]).toEqual([2, true])
  }
  repository.commit('Begin', { 'a.json': '{"id": "A", "modified": "2026-01-01T00:00:00Z"}\n' })
  const records = join(repository.folder, 'a.json')
  expect(await headwater('locate', '--repo', folder, '--advisories', records)).toMatchObject({
    code: 3,
    err: expect.stringMatching(/^error\[NOT_A_CLONE\]: .*is no git repository\nhint: /) as string,
  })
  expect(
    (
      await headwater(
        'locate',
        '--repo',
        repository.folder,
        '--advisories',
        records,
        '--at',
        '--help',
      )
    ).err,
  ).toMatch(/no such branch, tag or commit/)
  expect(
    (await headwater('locate', '--repo', repository.folder, '--advisories', records, '--id', 'Z'))
      .err,
  ).toMatch(/--id Z: no such record/)
})

async function headwater(
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date(0),
    env: {},
  }
  const code = await run(args, io)
  return { code, out, err }
}

function golden(text: string): string {
  return text.replaceAll(folder, 'FOLDER')
}

function expectValid(text: string): void {
  const schema = JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../../docs/reference/locations.schema.json'),
      'utf8',
    ),
  ) as object
  const validate = new Ajv2020({ allErrors: true }).compile(schema)
  validate(JSON.parse(text))
  expect(validate.errors ?? []).toEqual([])
}
