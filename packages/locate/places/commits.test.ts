// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createRepository, type Repository } from '@headwater/testing/repositories'
import { LocateError } from '../error/index.ts'
import { openClone, type Clone } from '../git/index.ts'
import { locateByCommits, type Located } from './index.ts'

const opened: { repository?: Repository; clone?: Clone } = {}

afterEach(() => {
  opened.clone?.close()
  opened.repository?.remove()
})

const reed = (body = 'return a;', more = ''): string =>
  `#include "reed.h"\n\n${more}static int reader(int a)\n{\n  ${body}\n}\n\nint writer(int a)\n{\n  return a;\n}\n`

test('a fix is told in the words of the text before it, with tests and documentation beside', async () => {
  const { repository } = start()
  repository.commit('Begin', { 'lib/reed.c': reed(), 'tests/t.c': 'int t;\n', 'docs/a.md': 'a\n' })
  const fix = repository.commit('Fix', {
    'lib/reed.c': reed('return check(a);', 'static int check(int a)\n{\n  return a & 1;\n}\n\n'),
    'lib/new.c': 'int fresh(void) { return 1; }\n',
    'tests/t.c': 'int u;\n',
    'docs/a.md': 'b\n',
  })
  expect(await locate(repository, { ends: [fix] })).toMatchObject({
    basis: `changed by ${fix.slice(0, 12)}`,
    fixes: [fix],
    places: [
      { path: 'docs/a.md', class: 'docs' },
      { path: 'lib/new.c', class: 'addition', added: ['fresh'] },
      { path: 'lib/reed.c', class: 'code', functions: ['reader'], others: [], added: ['check'] },
      { path: 'tests/t.c', class: 'test' },
    ],
  })
})

test('a release that has the file under another name is asked under that name, younger or older', async () => {
  const { repository } = start()
  const body = 'int table[] = { 1, 2, 3, 4, 5, 6, 7, 8 };\n'.repeat(8)
  const old = repository.commit('Begin', { 'lib/old.c': reed() + body })
  repository.commit('Move', { 'lib/old.c': undefined, 'src/new.c': reed() + body })
  const fix = repository.commit('Fix', { 'src/new.c': reed('return check(a);') + body })
  const later = repository.commit('Move again', {
    'src/new.c': undefined,
    'core/newest.c': reed('return check(a);') + body,
  })
  for (const [ref, path] of [
    [old, 'lib/old.c'],
    [fix, 'src/new.c'],
    [later, 'core/newest.c'],
  ] as const) {
    expect(await locate(repository, { ends: [fix] }, ref)).toMatchObject({
      places: [
        {
          path: 'src/new.c',
          functions: ['reader'],
          atRelease: { ref, path, found: path === 'src/new.c' ? 'same' : 'renamed', missing: [] },
        },
      ],
    })
  }
})

test('a rename with many changes is followed through the history between', async () => {
  const { repository } = start()
  const long = (word: string): string => `/* ${word} */\nint ${word}[] = { 1 };\n`.repeat(30)
  const old = repository.commit('Begin', { 'a.c': reed() + long('alpha') })
  repository.commit('Move', { 'a.c': undefined, 'b.c': reed() + long('alpha') })
  repository.commit('Change nearly all', { 'b.c': reed() + long('beta').repeat(3) })
  const fix = repository.commit('Fix', { 'b.c': reed('return check(a);') + long('beta').repeat(3) })
  expect(await locate(repository, { ends: [fix] }, old)).toMatchObject({
    places: [{ path: 'b.c', atRelease: { path: 'a.c', found: 'renamed', missing: [] } }],
  })
})

test('a function that is elsewhere, nowhere or in several files of the release is said to be', async () => {
  const { repository } = start()
  const three =
    'int one(void)\n{\n  return 1;\n}\nint two(void)\n{\n  return 1;\n}\nint three(void)\n{\n  return 1;\n}\n'
  const other = (name: string): string => `int ${name}(void)\n{\n  return 1;\n}\n`
  const release = repository.commit('Release', {
    'lib/reed.c': 'int keep(void)\n{\n  return 1;\n}\n',
    'lib/home.c': `${other('one')}/* two( three( */\n`,
    'lib/x.c': other('three'),
    'lib/y.c': other('three'),
  })
  repository.commit('Later', { 'lib/reed.c': three, 'lib/home.c': undefined })
  const fix = repository.commit('Fix', { 'lib/reed.c': three.replaceAll('return 1', 'return 2') })
  const found = await locate(repository, { ends: [fix] }, release)
  expect(found).toMatchObject({
    places: [
      {
        path: 'lib/reed.c',
        functions: ['three', 'two'],
        atRelease: { path: 'lib/reed.c', found: 'same', missing: ['three', 'two'] },
      },
      {
        path: 'lib/reed.c',
        functions: ['one'],
        atRelease: { path: 'lib/home.c', found: 'moved', missing: [] },
      },
    ],
    notes: [
      expect.stringMatching(
        /three of lib\/reed.c is defined in 2 other files .*lib\/x.c, lib\/y.c/,
      ),
    ],
  })
})

test('several fixes are one, and what one of them made is not what was vulnerable', async () => {
  const { repository } = start()
  repository.commit('Begin', { 'lib/reed.c': reed() })
  const helper = 'static int check(int a)\n{\n  return 1;\n}\n\n'
  const first = repository.commit('Fix', { 'lib/reed.c': reed('return check(a);', helper) })
  const revert = repository.commit(`Revert "Fix"\n\nThis reverts commit ${first}.`, {
    'lib/reed.c': reed(),
  })
  const again = repository.commit('Fix again', { 'lib/reed.c': reed('return check(a);', helper) })
  const second = repository.commit('Fix the fix', {
    'lib/reed.c': reed('return check(a);', helper.replace('1', '2')),
  })
  expect(
    await locate(repository, { ends: [], named: [first, revert, again, second] }),
  ).toMatchObject({
    fixes: [first, revert, again, second].sort(),
    places: [{ path: 'lib/reed.c', class: 'code', functions: ['reader'] }],
  })
})

test('ends of ranges stand for each other, but of named commits each may be a part', async () => {
  const { repository } = start()
  repository.commit('Begin', { 'lib/reed.c': reed() })
  const gone = '1234567890123456789012345678901234567890'
  const fix = repository.commit(`Fix\n\n(cherry picked from commit ${gone})`, {
    'lib/reed.c': reed('return 0;'),
  })
  const lost = 'abcdefabcdefabcdefabcdefabcdefabcdefabcd'
  expect(await locate(repository, { ends: [lost, fix] })).toMatchObject({
    notes: [expect.stringMatching(/abcdefabcdef, which fixes other branches/)],
  })
  expect(await locate(repository, { named: [fix, lost] })).toEqual({
    id: 'CVE-2026-1',
    reason: 'the clone does not have abcdefabcdef, which may be a part of the fix',
  })
  expect(await locate(repository, { named: [fix, gone] })).toMatchObject({ fixes: [fix] })
  expect(await locate(repository, { addresses: ['https://example.org/pull/1'] })).toMatchObject({
    reason:
      'only https://example.org/pull/1 is named, which a clone does not hold; give the commit',
  })
  expect(await locate(repository, {})).toMatchObject({
    reason: 'the record names no commit that fixes it',
  })
})

test('a merge is read against its first parent, a short name is enough, a root adds everything', async () => {
  const { repository } = start()
  const root = repository.commit('Begin', { 'lib/reed.c': reed(), 'a.txt': 'a\n' })
  repository.git('checkout', '--quiet', '-b', 'side')
  repository.commit('Fix', { 'lib/reed.c': reed('return 0;') })
  repository.git('checkout', '--quiet', 'main')
  repository.commit('Other', { 'a.txt': 'b\n' })
  repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'side')
  const merge = repository.git('rev-parse', 'HEAD')
  expect(await locate(repository, { named: [merge.slice(0, 10)] })).toMatchObject({
    places: [{ path: 'lib/reed.c', functions: ['reader'] }],
    notes: [`${merge.slice(0, 12)} is a merge: read against its first parent`],
  })
  expect(await locate(repository, { ends: [root] })).toMatchObject({
    places: [
      { path: 'a.txt', class: 'docs' },
      { path: 'lib/reed.c', class: 'addition', added: ['reader', 'writer'] },
    ],
  })
})

test('a clone whose history is cut says so', async () => {
  const { repository } = start()
  const first = repository.commit('Begin', { 'lib/reed.c': reed() })
  const fix = repository.commit('Fix', { 'lib/reed.c': reed('return 0;') })
  const shallow = createRepository()
  try {
    shallow.git('fetch', '--quiet', '--depth=1', `file://${repository.folder}`, 'main')
    shallow.git('checkout', '--quiet', '-b', 'cut', 'FETCH_HEAD')
    expect(await locate(shallow, { ends: [fix] })).toMatchObject({
      reason: `the clone does not have the parent of ${fix.slice(0, 12)}; its history is cut (git fetch --unshallow)`,
    })
    expect(await locate(shallow, { ends: [first] })).toMatchObject({
      reason: expect.stringMatching(/its history is cut/) as string,
    })
  } finally {
    shallow.remove()
  }
})

test('nothing that a clone names is run, and names with a dash are no options', async () => {
  const { repository } = start()
  const proof = join(repository.folder, 'proof')
  const program = join(repository.folder, 'program.sh')
  repository.commit('Begin', {
    'lib/reed.c': reed(),
    '.gitattributes': '*.c diff=evil filter=evil\n',
  })
  const fix = repository.commit('Fix', { 'lib/reed.c': reed('return 0;') })
  writeFileSync(program, `#!/bin/sh\ntouch ${proof}\ncat\n`, { mode: 0o755 })
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'diff.external',
    'diff.evil.textconv',
    'diff.evil.command',
    'filter.evil.smudge',
    'filter.evil.clean',
    'core.sshCommand',
    'gpg.program',
  ]) {
    repository.git('config', key, program)
  }
  repository.git('config', 'diff.noprefix', 'true')
  repository.git('config', 'diff.external', program)
  expect(await locate(repository, { ends: [fix] }, fix)).toMatchObject({
    places: [{ path: 'lib/reed.c', functions: ['reader'] }],
  })
  const clone = await openClone(repository.folder)
  for (const name of ['--upload-pack=x', '-h', '', 'a b', 'none', 'main^{tree}', '..', '@{-1}']) {
    expect(await clone.commit(name)).toBeUndefined()
  }
  expect(await clone.file(fix, 'lib')).toBeUndefined()
  expect(await clone.file(fix, 'no\nthing')).toBeUndefined()
  clone.close()
  expect(existsSync(proof)).toBe(false)
})

test('a folder that is no clone is refused', async () => {
  await expect(openClone('/nonexistent')).rejects.toThrow(LocateError)
  await expect(openClone('/')).rejects.toThrow('is no git repository')
})

function start(): { repository: Repository } {
  const repository = createRepository()
  opened.repository = repository
  return { repository }
}

async function locate(
  { folder }: Repository,
  fixes: { ends?: readonly string[]; named?: readonly string[]; addresses?: readonly string[] },
  at?: string,
): Promise<Located | { reason: string }> {
  opened.clone?.close()
  const clone = await openClone(folder)
  opened.clone = clone
  const all = { id: 'CVE-2026-1', aliases: [], ends: [], named: [], addresses: [], ...fixes }
  const release = at === undefined ? undefined : { ref: at, commit: (await clone.commit(at)) ?? '' }
  return locateByCommits(clone, all, release)
}
