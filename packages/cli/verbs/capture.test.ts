// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../run.ts'

const hasCompiler = ['gcc'].every((program) => spawnSync(program, ['--version']).status === 0)
if (!hasCompiler) process.stdout.write('skipped: there is no gcc to make a build with\n')

let room: string

beforeEach(() => {
  room = realpathSync(mkdtempSync(join(tmpdir(), 'capture-verb-')))
})

afterEach(() => rmSync(room, { recursive: true, force: true }))

async function headwater(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = ''
  let err = ''
  const code = await run(words, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date('2026-01-02T03:04:05Z'),
    env: { ...process.env, ...env },
  })
  return { code, out, err }
}

describe('capture', () => {
  test.each([
    [['capture'], 2, 'which build'],
    [['capture', 'a', 'b'], 2, 'one build directory'],
    [['capture', '/no/such/folder'], 7, 'NO_BUILD'],
    [['capture', '.', '--format', 'pdf'], 2, 'pdf'],
    [['capture', '.', '--moved', 'work=here'], 2, 'OLD=NEW'],
  ])('%j ends with %i', async (words, code, said) => {
    const result = await headwater(words)
    expect(result.code).toBe(code)
    expect(result.err).toContain(said)
  })

  test('refuses an empty folder and leaves nothing in it', async () => {
    expect(await headwater(['capture', room])).toMatchObject({ code: 7 })
    expect(readdirSync(room)).toEqual([])
  })
})

describe.skipIf(!hasCompiler)('capture of a build that is watched', () => {
  beforeEach(() => {
    writeFileSync(join(room, 'main.c'), 'int main(void) { return 0; }\n')
    writeFileSync(join(room, 'build.sh'), 'gcc -g -MD -c main.c -o main.o && gcc main.o -o mill\n')
  })

  test('writes documents, says what it saw and what to type next', async () => {
    const { code, out } = await headwater(
      ['capture', room, '--source', room, '--', 'sh', 'build.sh'],
      {
        SOURCE_DATE_EPOCH: '86400',
      },
    )
    expect(code).toBe(0)
    expect(out).toContain('1 unit compiled')
    expect(out).toContain('images    mill')
    expect(out).toContain('of 1 object the functions in an image are known')
    expect(out).toMatch(/next: headwater check \S+\/sbom/)
    expect(readdirSync(join(room, 'sbom')).sort()).toEqual([
      'application.spdx3.json',
      'build.spdx3.json',
      'third-party.spdx3.json',
    ])
    expect(readFileSync(join(room, 'sbom/build.spdx3.json'), 'utf8')).toContain(
      '1970-01-02T00:00:00Z',
    )
  })

  test('made elsewhere is captured by what the user says lies where', async () => {
    await headwater(['capture', room, '--', 'sh', 'build.sh'])
    const record = join(room, 'headwater-build.jsonl')
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll(room, '/work/inside'))
    const { code, out } = await headwater(['capture', room, '--moved', `/work/inside=${room}`])
    expect(code).toBe(0)
    expect(out).toContain('1 unit compiled')
    expect(out).not.toContain('moved')
  })

  test('ends with 7 where nothing is left to build, and says what to do', async () => {
    const { code, err } = await headwater(['capture', room, '--', 'true'])
    expect(code).toBe(7)
    expect(err).toContain('Clean the build first')
  })

  test('ends with 5 where something of the build is not recorded', async () => {
    const { code, out } = await headwater([
      'capture',
      room,
      '--source',
      room,
      '--',
      'sh',
      '-c',
      'sh build.sh && touch -d 2100-01-01 main.c',
    ])
    expect(code).toBe(5)
    expect(out).toContain('source-changed')
  })

  test('ends with 6 where the build fails, and takes the failed build only if asked to', async () => {
    const failing = ['--', 'sh', '-c', 'sh build.sh; exit 3']
    expect(await headwater(['capture', room, ...failing])).toMatchObject({ code: 6, out: '' })
    expect(readdirSync(room)).not.toContain('sbom')
    const taken = await headwater(['capture', room, '--partial', ...failing])
    expect(taken.code).toBe(6)
    expect(readdirSync(join(room, 'sbom'))).toHaveLength(3)
  })
})
