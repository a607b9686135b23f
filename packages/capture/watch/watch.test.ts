// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordReader, type WatchedCall } from './record.ts'
import { watchBuild, type Watched } from './watch.ts'

const hasTools = ['gcc', 'ar', 'make'].every((tool) => spawnSync(tool, ['--version']).status === 0)

let folder: string
let said = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'headwater-watch-')))
  said = ''
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a watched command', () => {
  it('hands on the exit code and the name of the signal', async () => {
    expect(await watch(['sh', '-c', 'exit 7'])).toMatchObject({ exitCode: 7, signal: null })
    expect(await watch(['sh', '-c', 'kill -TERM $$'])).toMatchObject({
      exitCode: null,
      signal: 'SIGTERM',
    })
  })

  it('says which command is not there', async () => {
    await expect(watch(['no-such-program-at-all'])).rejects.toMatchObject({
      code: 'COMMAND_NOT_FOUND',
      message: 'the command no-such-program-at-all is not there',
    })
  })

  it('passes a signal on that was sent to us', async () => {
    const running = watch([
      'sh',
      '-c',
      'trap "exit 5" TERM; touch up; while :; do sleep 0.05; done',
    ])
    while (!existsSync(join(folder, 'up'))) await new Promise((done) => setTimeout(done, 20))
    process.emit('SIGTERM')
    expect((await running).exitCode).toBe(5)
  })
})

describe('tools of our own making', () => {
  it('are noted word for word, whatever the words hold', async () => {
    const words = [
      'a b',
      '',
      "it's",
      '"x"',
      'line\nbreak',
      '$HOME',
      '`id`',
      '*',
      'ü\\',
      '-Dx="y z"',
    ]
    tool('gcc', 'printf "%s\\0" "$@" >said')
    await watch(['gcc', ...words])
    expect(readFileSync(join(folder, 'said'), 'utf8')).toBe(
      words.map((word) => `${word}\0`).join(''),
    )
    expect(calls()).toMatchObject([{ argv: ['gcc', ...words], directory: folder, exitCode: 0 }])
  })

  it('keep their exit code, and run once', async () => {
    tool('ar', 'echo x >>ran; exit 3')
    expect((await watch(['ar', 'rc', 'x.a'])).exitCode).toBe(3)
    expect(calls()).toMatchObject([{ argv: ['ar', 'rc', 'x.a'], exitCode: 3 }])
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('x\n')
  })

  it('are noted with the text of response files that are gone afterwards', async () => {
    tool('gcc', 'rm -f "${1#@}"')
    writeFileSync(join(folder, 'x.rsp'), 'a.o "b c.o"')
    await watch(['gcc', '@x.rsp'])
    expect(calls()[0]!.files).toEqual({ [join(folder, 'x.rsp')]: 'a.o "b c.o"' })
  })

  it('never meet a shim when they call tools themselves, as a compiler cache does', async () => {
    tool('gcc', 'command -v gcc >first; gcc-12')
    tool('gcc-12', 'echo reached >second')
    await watch(['gcc', '-c', 'x.c'])
    expect(readFileSync(join(folder, 'first'), 'utf8')).toBe(`${join(folder, 'bin', 'gcc')}\n`)
    expect(calls().map(({ argv }) => argv[0])).toEqual(['gcc'])
  })

  it('find the same environment, but for what asks for a list of headers', async () => {
    tool('gcc', 'env | sort >env')
    await watch(['gcc', '-c', 'x.c'])
    const names = readFileSync(join(folder, 'env'), 'utf8')
      .split('\n')
      .map((line) => line.split('=')[0])
    expect(names).toContain('SUNPRO_DEPENDENCIES')
    expect(names).not.toContain('COMPILER_PATH')
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('.headwater/tools')
  })

  it('are noted too where CC names them by an absolute path', async () => {
    tool('gcc', ':')
    mkdirSync(join(folder, 'opt'))
    writeFileSync(join(folder, 'opt', 'arm-none-eabi-gcc'), '#!/bin/sh\n:\n', { mode: 0o755 })
    await watch(['sh', '-c', '$CC -c x.c'], { CC: join(folder, 'bin', 'gcc') })
    expect(calls()).toMatchObject([{ tool: join(folder, 'bin', 'gcc') }])
    await watch(['sh', '-c', '$CC -c x.c'], { CC: join(folder, 'opt', 'arm-none-eabi-gcc') })
    expect(calls()).toMatchObject([{ tool: join(folder, 'opt', 'arm-none-eabi-gcc') }])
  })

  it('let a cache work that keeps depfiles, and switch it off where nothing else would tell the headers', async () => {
    tool('gcc', ':')
    // as ccache does: it gives up where this variable is set, unless it is switched off
    const cache = '[ "$CCACHE_DISABLE" ] || [ -z "$SUNPRO_DEPENDENCIES" ] || exit 9; "$@"'
    tool('ccache', `echo "[$CCACHE_DISABLE]" >>asked; ${cache}`)
    const { exitCode } = await watch([
      'sh',
      '-c',
      'ccache gcc -MD -MF x.d -c x.c && ccache gcc -c y.c && ccache gcc x.o -o x',
    ])
    expect(exitCode).toBe(0)
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('[]\n[1]\n[1]\n')
    expect(calls().map(({ argv }) => argv.slice(0, 2))).toEqual([
      ['ccache', 'gcc'],
      ['ccache', 'gcc'],
      ['ccache', 'gcc'],
    ])
  })

  it('are noted once where a cache goes by the name of the compiler, or calls it by what configure wrote down', async () => {
    mkdirSync(join(folder, 'opt'))
    writeFileSync(
      join(folder, 'opt', 'ccache'),
      '#!/bin/sh\ncase $0 in */gcc) exec "${0%/opt/gcc}/bin/gcc" "$@";; esac; exec "$@"\n',
      { mode: 0o755 },
    )
    symlinkSync('ccache', join(folder, 'opt', 'gcc'))
    tool('gcc', 'echo x >>ran')
    const path = { PATH: `${join(folder, 'opt')}:${join(folder, 'bin')}:${process.env['PATH']}` }
    await watch(['sh', '-c', 'gcc -c x.c && ccache "$PWD/.headwater/tools/gcc" -c y.c'], path)
    expect(calls().map(({ tool: by }) => by)).toEqual([
      join(folder, 'opt', 'gcc'),
      join(folder, 'opt', 'ccache'),
    ])
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('x\nx\n')
  })

  it('are called by the links that stay behind under the names that a configure script wrote down', async () => {
    tool('gcc', 'echo compiled')
    await watch(['sh', '-c', 'command -v gcc >found'])
    const found = readFileSync(join(folder, 'found'), 'utf8').trim()
    expect(found).toBe(join(folder, '.headwater', 'tools', 'gcc'))
    expect(lstatSync(found).isSymbolicLink()).toBe(true)
    expect(execFileSync(found, { encoding: 'utf8' })).toBe('compiled\n')
    expect(readFileSync(join(folder, '.headwater', '.gitignore'), 'utf8')).toBe('*\n')
  })

  it('are run all the same when somebody removes the folder of calls', async () => {
    tool('gcc', 'echo x >out')
    expect((await watch(['sh', '-c', 'rm -rf .headwater/calls-*; gcc -c x.c'])).exitCode).toBe(0)
    expect(existsSync(join(folder, 'out'))).toBe(true)
    expect(readFileSync(join(folder, 'headwater-build.jsonl'), 'utf8')).toContain('"lost":true')
  })

  it('are noted by both when one watched build runs another in the same folder', async () => {
    tool('gcc', ':')
    const script = join(import.meta.dirname, 'watch.ts')
    const inner = `import { watchBuild } from ${JSON.stringify(script)}
await watchBuild(['gcc', '-c', 'x.c'], { directory: '.', env: process.env, io: { err() {}, now: () => new Date() }, recordFile: 'inner.jsonl' })`
    writeFileSync(join(folder, 'inner.mts'), inner)
    const node = [process.execPath, '--conditions=source', '--import', import.meta.resolve('tsx')]
    await watch([...node, join(folder, 'inner.mts')])
    expect(calls().filter(({ argv }) => argv[1] === '-c')).toMatchObject([
      { argv: ['gcc', '-c', 'x.c'] },
    ])
    expect(calls('inner.jsonl')).toMatchObject([{ argv: ['gcc', '-c', 'x.c'] }])
  })

  it('are noted each once when many run at the same time', async () => {
    tool('gcc', ':')
    const count = 60
    await watch([
      'sh',
      '-c',
      `i=0; while [ $i -lt ${count} ]; do gcc -c $i.c & i=$((i+1)); done; wait`,
    ])
    const sources = calls().map(({ argv }) => argv[2])
    expect(new Set(sources).size).toBe(count)
    expect(sources.length).toBe(count)
  })
})

describe.skipIf(!hasTools)('a real build', () => {
  it('may have a space in its folder', async () => {
    folder = join(folder, 'a b')
    mkdirSync(folder)
    writeFileSync(join(folder, 'c.c'), '#include "c.h"\n')
    writeFileSync(join(folder, 'c.h'), 'int c;\n')
    await watch(['sh', '-c', 'gcc -c c.c'])
    expect(Object.values(calls()[0]!.reads!.files).flat()).toContain(join(folder, 'c.h'))
    expect(existsSync(join(folder, '.headwater'))).toBe(false)
  })

  it('makes the same bytes as one that is not watched, and its headers and libraries are noted', async () => {
    writeFileSync(join(folder, 'b.h'), '#define B 1\n')
    writeFileSync(
      join(folder, 'a.c'),
      '#include <stdio.h>\n#include "b.h"\nint main(void){return puts("x")*B;}\n',
    )
    writeFileSync(join(folder, 'c.c'), 'int c;\n')
    const build =
      'gcc -g -O2 -c a.c && gcc -g -MMD -MF c.d -c c.c && rm -f c.a && ar rcD c.a c.o && gcc a.o c.a -o p -lm'
    execFileSync('sh', ['-c', build], { cwd: folder })
    const plain = ['a.o', 'c.o', 'c.a', 'p', 'c.d'].map((name) => readFileSync(join(folder, name)))
    await watch(['sh', '-c', build])
    expect(
      ['a.o', 'c.o', 'c.a', 'p', 'c.d'].map((name) => readFileSync(join(folder, name))),
    ).toEqual(plain)
    const noted = calls()
    expect(noted[0]!.reads!.scope).toBe('all')
    expect(Object.values(noted[0]!.reads!.files).flat()).toContain(join(folder, 'b.h'))
    expect(noted[1]!.reads).toMatchObject({
      scope: 'user',
      files: { 'c.o': [join(folder, 'c.c')] },
    })
    const [linker, driver] = noted.slice(-2)
    expect(linker!.parent).toBe(driver!.call)
    expect(linker!.opens).toContain(join(folder, 'c.a'))
  })
})

/** A tool that the tests alone have: a script in a folder that comes first on PATH. */
function tool(name: string, body: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(
    join(folder, 'bin', name),
    `#!/bin/sh\n[ "$1" != --version ] && [ "$1" != -print-prog-name=ld ] || exit 0\n${body}\n`,
  )
  chmodSync(join(folder, 'bin', name), 0o755)
}

function watch(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Watched> {
  return watchBuild(argv, {
    directory: folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, ...env },
    io: { err: (text) => void (said += text), now: () => new Date() },
  })
}

function calls(name = 'headwater-build.jsonl'): readonly WatchedCall[] {
  const read = recordReader()
  return readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const found = read(line)
      return found.kind === 'call' ? [found.call] : []
    })
}
