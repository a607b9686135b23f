// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { RECORD_MARK, recordWriter, type RecordEnd, type WatchedCall } from '../../watch/record.ts'
import type { BuildFiles } from '../files.ts'
import type { Step, Steps } from '../step.ts'
import { readWatched } from './index.ts'

describe('a watched compile', () => {
  it('has the headers that the compiler named, all of them', async () => {
    const { steps, gaps } = await read(
      [gcc('-c a.c', { 'a.o': ['/b/a.h', '/usr/include/stdio.h'] })],
      ['a.c', 'a.o'],
    )
    expect(steps).toEqual([
      {
        kind: 'compile',
        outputs: ['/b/a.o'],
        inputs: ['/b/a.c'],
        includes: ['/b/a.h', '/usr/include/stdio.h'],
        knowsIncludes: true,
        command: ['/usr/bin/gcc', '-c', 'a.c'],
        directory: '/b',
        record: '/b/headwater-build.jsonl:2',
      },
    ])
    expect(gaps).toEqual([])
  })

  it('of two sources gives each object its own headers', async () => {
    const reads = { 'a.o': ['/b/a.h'], 'c.o': ['/b/c.h'] }
    const { steps } = await read([gcc('-c a.c c.c', reads)], ['a.o', 'c.o'])
    expect(steps.map(({ outputs, includes }) => [outputs, includes])).toEqual([
      [['/b/a.o'], ['/b/a.h']],
      [['/b/c.o'], ['/b/c.h']],
    ])
  })

  it('does not know its headers where -MMD left some out, and says so', async () => {
    const call = {
      ...gcc('-MMD -c a.c'),
      reads: { scope: 'user' as const, files: { 'a.o': ['/b/a.h'] } },
    }
    const { steps, gaps } = await read([call], ['a.o'])
    expect(steps[0]).toMatchObject({ includes: ['/b/a.h'], knowsIncludes: false })
    expect(gaps).toMatchObject([{ code: 'no-include-record', paths: ['/b/a.o'] }])
  })

  it('knows that it has no headers if the source includes nothing', async () => {
    const { steps, gaps } = await read([gcc('-c a.c')], { 'a.o': '', 'a.c': 'int a;\n' })
    expect(steps[0]!.knowsIncludes).toBe(true)
    expect(gaps).toEqual([])
    const other = await read([gcc('-c a.c')], { 'a.o': '', 'a.c': '#include "x.h"\n' })
    expect(other.steps[0]!.knowsIncludes).toBe(false)
    expect(other.gaps).toMatchObject([{ code: 'no-include-record' }])
  })

  it('has the headers of a precompiled header, of which the compiler says nothing', async () => {
    const made = { 'all.o': ['/b/deep.h'] }
    const calls = [
      gcc('-c all.h -o all.h.gch', made),
      gcc('-include all.h -c a.c', { 'a.o': [] }),
      gcc('-c c.c', { 'c.o': [] }),
    ]
    const files = { 'all.h.gch': '', 'a.o': '', 'c.o': '', 'c.c': '#include "all.h"\n' }
    const { steps } = await read(calls, files)
    const all = ['/b/all.h.gch', '/b/all.h', '/b/deep.h']
    expect(steps.map(({ kind, includes }) => [kind, includes])).toEqual([
      ['generate', ['/b/deep.h']],
      ['compile', all],
      ['compile', all],
    ])
    const unseen = await read(calls.slice(1, 2), files)
    expect(unseen.steps[0]!.knowsIncludes).toBe(false)
    expect(unseen.gaps).toMatchObject([{ code: 'no-include-record', paths: ['/b/a.o'] }])
  })

  it('takes in the data that an assembler source embeds', async () => {
    const text = '.section .rodata\n.incbin "blob.bin"\n'
    const { steps } = await read([gcc('-c a.S', { 'a.o': [] })], {
      'a.o': '',
      'a.S': text,
      'blob.bin': '',
    })
    expect(steps[0]!.includes).toEqual(['/b/blob.bin'])
  })

  it('is left out if it failed, if it only tested the compiler, or if it was done again', async () => {
    const failed = { ...gcc('-c b.c', { 'b.o': [] }), exitCode: 1 }
    const again = gcc('-c a.c -DX', { 'a.o': [] })
    const test = gcc('-c conftest.c', { 'conftest.o': [] })
    const { steps } = await read(
      [failed, gcc('-c a.c', { 'a.o': [] }), again, test],
      ['a.o', 'b.o', 'conftest.o'],
    )
    expect(steps.map(({ outputs, command }) => [outputs[0], command!.at(-1)])).toEqual([
      ['/b/a.o', '-DX'],
    ])
  })
})

describe('a watched link', () => {
  const compile = gcc('-c a.c', { 'a.o': [] })

  it('has what the linker opened, and the scripts beside it', async () => {
    const link = gcc('-o p a.o -lz -lm')
    const linker = call(['ld', '-o', 'p', 'a.o', '-lz', '-lm', '-lc'], {
      parent: link.call,
      opens: [
        '/b/a.o',
        '/l/crt1.o',
        '/l/libz.a',
        '/l/libm.so',
        '/l/libm.so.6',
        '/l/libmvec.so.1',
        '/l/libc.so.6',
      ],
    })
    const files = {
      'a.o': '',
      p: '',
      '/l/libm.so': 'GROUP ( libm.so.6 )',
      '/l/libc.so.6': '\x7fELF',
    }
    const { steps, gaps } = await read([compile, linker, link], files)
    expect(steps[1]).toMatchObject({
      kind: 'link-image',
      inputs: ['/b/a.o', '/l/crt1.o', '/l/libz.a', '/l/libm.so.6', '/l/libc.so.6'],
      includes: ['/l/libm.so', '/l/libmvec.so.1'],
    })
    expect(steps[1]).not.toHaveProperty('libraries')
    expect(gaps).toEqual([])
  })

  it('has names to look for where the linker was not seen, and says so', async () => {
    const { steps, gaps } = await read([compile, gcc('-o p a.o -Ll -lz')], ['a.o', 'p'])
    expect(steps[1]).toMatchObject({ libraries: ['z'], libraryFolders: ['/b/l'] })
    expect(gaps).toMatchObject([{ code: 'no-link-record', paths: ['/b/p'] }])
  })

  it('names the objects that nobody was seen to make', async () => {
    const link = { ...gcc('-o p a.o other.o'), opens: ['/b/a.o', '/b/other.o'] }
    const { gaps } = await read([compile, link], ['a.o', 'other.o', 'p'])
    expect(gaps).toMatchObject([{ code: 'no-build-record', paths: ['/b/other.o'] }])
    expect(gaps[0]!.hint).toContain('CC=cc')
  })
})

describe('files that move', () => {
  it('are followed from the name under which they were made to the one under which they stand', async () => {
    const calls = [
      gcc('-c a.c -o a.tmp', { 'a.tmp': [] }),
      call(['mv', '-f', 'a.tmp', 'a.o']),
      ar('rc l.a a.o'),
    ]
    const { steps } = await read(calls, ['a.o', 'l.a'])
    expect(steps.map(({ outputs, inputs }) => [outputs, inputs])).toEqual([
      [['/b/a.o'], ['/b/a.c']],
      [['/b/l.a'], ['/b/a.o']],
    ])
  })

  it('are followed through links, relative to the link', async () => {
    const calls = [
      gcc('-shared -o .libs/libx.so.1 a.c', { a: [] }),
      call(['ln', '-s', 'libx.so.1', '.libs/libx.so']),
      { ...gcc('-o p b.c .libs/libx.so', { b: [] }), opens: ['/b/.libs/libx.so'] },
    ]
    const { steps } = await read(calls, ['.libs/libx.so.1', '.libs/libx.so', 'p'])
    expect(steps.find(({ kind }) => kind === 'link-image')!.inputs).toEqual([
      '/b/b.c',
      '/b/.libs/libx.so.1',
    ])
  })

  it('into a folder keep their own name', async () => {
    const calls = [
      gcc('-o p a.c', { a: [] }),
      call(['install', '-m755', 'p', 'dest'], { intoFolder: true }),
    ]
    const { steps } = await read(calls, ['p', 'dest/p'])
    expect(steps[1]).toMatchObject({ kind: 'convert', outputs: ['/b/dest/p'], inputs: ['/b/p'] })
  })

  it('as whole folders take along what lies in them', async () => {
    const calls = [gcc('-c a.c -o tmp/a.o', { a: [] }), call(['mv', 'tmp', 'obj'])]
    const { steps } = await read(calls, ['obj/a.o'])
    expect(steps[0]!.outputs).toEqual(['/b/obj/a.o'])
  })

  it('and are headers lead back to the header that was copied', async () => {
    const calls = [
      call(['cp', 'src/x.h', 'include/x.h']),
      gcc('-c a.c', { 'a.o': ['/b/include/x.h'] }),
    ]
    const { steps } = await read(calls, ['src/x.h', 'include/x.h', 'a.o'])
    expect(steps).toMatchObject([
      { kind: 'compile', includes: ['/b/include/x.h'] },
      { kind: 'generate', outputs: ['/b/include/x.h'], inputs: ['/b/src/x.h'] },
    ])
  })

  it('and are gone in the end are said to be missing', async () => {
    const calls = [gcc('-c a.c', { 'a.o': [] }), ar('rc l.a a.o')]
    const { steps, gaps } = await read(calls, ['l.a'])
    expect(steps).toHaveLength(2)
    expect(gaps).toMatchObject([{ code: 'output-missing', paths: ['/b/a.o'] }])
  })

  it('and are overwritten keep all that went into either', async () => {
    const calls = [
      gcc('-c a.c', { 'a.o': ['/b/one.h'] }),
      ar('rc one.a a.o'),
      gcc('-c a.c -DB', { 'a.o': ['/b/two.h'] }),
      ar('rc two.a a.o'),
    ]
    const { steps, gaps } = await read(calls, ['a.o', 'one.a', 'two.a'])
    const compiled = steps.filter(({ kind }) => kind === 'compile')
    expect(compiled.map(({ includes }) => includes)).toEqual([['/b/one.h', '/b/two.h']])
    expect(gaps).toMatchObject([{ code: 'output-missing', paths: ['/b/a.o'] }])
  })
})

describe('archives', () => {
  const objects = ['a', 'b'].map((name) => gcc(`-c ${name}.c`, { [`${name}.o`]: [] }))

  it('that are written in several calls hold what all of them put in', async () => {
    const { steps } = await read(
      [...objects, ar('rc l.a a.o'), ar('r l.a b.o')],
      ['a.o', 'b.o', 'l.a'],
    )
    expect(archives(steps)).toEqual([['/b/a.o', '/b/b.o']])
  })

  it('that are taken apart give their objects to the next one', async () => {
    const calls = [
      ...objects,
      ar('rc conv.a a.o b.o'),
      ar('x /b/conv.a', '/b/x/lib.lax'),
      ar('rc l.a x/lib.lax/a.o x/lib.lax/b.o'),
    ]
    const { steps, gaps } = await read(calls, ['a.o', 'b.o', 'l.a'])
    expect(archives(steps)).toEqual([['/b/a.o', '/b/b.o']])
    expect(gaps).toEqual([])
  })

  it('that a script of ar -M joins are its inputs', async () => {
    const input = 'CREATE all.a\nADDLIB l.a\nADDMOD b.o\nSAVE\nEND\n'
    const calls = [...objects, ar('rc l.a a.o'), { ...ar('-M'), input }]
    const { steps } = await read(calls, ['a.o', 'b.o', 'l.a', 'all.a'])
    expect(archives(steps)).toEqual([['/b/a.o'], ['/b/l.a', '/b/b.o']])
  })
})

describe('the sources of a watched build', () => {
  it('lie where it was built, or beside it', async () => {
    const within = await read([gcc('-c a.c', { 'a.o': [] })], ['a.o'])
    expect(within.sourceRoot).toBe('/b')
    const beside = [gcc('-c /p/x/src/a.c', { 'a.o': [] }), gcc('-c /p/x/lib/c.c', { 'c.o': [] })]
    expect((await read(beside, ['a.o', 'c.o'])).sourceRoot).toBe('/p/x')
    const deeper = await read(beside.slice(0, 1), { 'a.o': '', '/p/x/configure': '' })
    expect(deeper.sourceRoot).toBe('/p/x')
  })
})

describe('a record', () => {
  it('of a build that failed, was cut off or lost notes is never passed off as complete', async () => {
    const compile = gcc('-c a.c', { 'a.o': [] })
    const codes = async (end: Partial<RecordEnd>): Promise<readonly string[]> =>
      (await read([compile], ['a.o'], end)).gaps.map(({ code }) => code)
    expect(await codes({})).toEqual([])
    expect(await codes({ exitCode: 2 })).toEqual(['half-built'])
    expect(await codes({ exitCode: null, signal: 'SIGINT' })).toEqual(['half-built'])
    expect(await codes({ unfinished: 1 })).toEqual(['half-built'])
    expect(await codes({ lost: true })).toEqual(['no-build-record'])
  })

  it('without any call says how to clean and how to name the tools', async () => {
    const { gaps } = await read([], [])
    expect(gaps).toMatchObject([{ code: 'no-build-record' }])
    expect(gaps[0]!.hint).toContain('CC=cc')
  })

  it('that is something else is refused in a gap', async () => {
    for (const text of ['', 'x\n', '{"record":"headwater-build/9"}\n', '[]\nnull\n{"call":1}\n']) {
      const { steps, gaps } = await readWatched(
        '/b/headwater-build.jsonl',
        filesOf({ 'headwater-build.jsonl': text }),
      )
      expect(steps).toEqual([])
      expect(gaps.map(({ code }) => code)).toEqual(['no-build-record'])
    }
  })

  it('names the tools with their versions', async () => {
    const tools = {
      '/usr/bin/gcc': 'gcc (Debian 12.2.0-14+deb12u1) 12.2.0',
      '/usr/bin/clang': 'Debian clang version 14.0.6',
    }
    const { tools: found } = await read([], [], { tools })
    expect(found).toMatchObject([{ version: '12.2.0' }, { version: '14.0.6' }])
  })

  it('is read again with the same steps however often', async () => {
    const calls = [gcc('-c a.c', { 'a.o': ['/b/a.h'] }), ar('rc l.a a.o')]
    expect(await read(calls, ['a.o', 'l.a'])).toEqual(await read(calls, ['a.o', 'l.a']))
  })
})

type ReadonlyFiles = Readonly<Record<string, string>>

function isNames(files: readonly string[] | ReadonlyFiles): files is readonly string[] {
  return Array.isArray(files)
}

let number = 0

function call(argv: readonly string[], more: Partial<WatchedCall> = {}): WatchedCall {
  return {
    call: `${++number}`,
    tool: `/usr/bin/${argv[0]}`,
    argv,
    directory: '/b',
    exitCode: 0,
    startedAt: 1000,
    endedAt: 2000,
    ...more,
  }
}

function gcc(words: string, reads?: Readonly<Record<string, readonly string[]>>): WatchedCall {
  return call(
    ['gcc', ...words.split(' ')],
    reads === undefined ? {} : { reads: { scope: 'all', files: reads } },
  )
}

function ar(words: string, directory = '/b'): WatchedCall {
  return call(['ar', ...words.split(' ')], { directory })
}

function archives(steps: readonly Step[]): readonly (readonly string[])[] {
  return steps.filter(({ kind }) => kind === 'archive').map(({ inputs }) => inputs)
}

function read(
  calls: readonly WatchedCall[],
  files: readonly string[] | ReadonlyFiles,
  end: Partial<RecordEnd> = {},
): Promise<Steps> {
  const line = recordWriter()
  const record = [
    JSON.stringify({ record: RECORD_MARK, command: ['make'], directory: '/b', startedAt: 500 }),
    ...calls.map(line),
    JSON.stringify({ endedAt: 3000, exitCode: 0, signal: null, tools: {}, unfinished: 0, ...end }),
  ].join('\n')
  const given: ReadonlyFiles = isNames(files)
    ? Object.fromEntries(files.map((name) => [name, '']))
    : files
  return readWatched(
    '/b/headwater-build.jsonl',
    filesOf({ ...given, 'headwater-build.jsonl': record }),
  )
}

function filesOf(files: Readonly<Record<string, string>>): BuildFiles {
  const texts = new Map(
    Object.entries(files).map(([name, text]) => [name.startsWith('/') ? name : `/b/${name}`, text]),
  )
  return {
    text: (path) => texts.get(path),
    bytes: (path) => (texts.has(path) ? Buffer.from(texts.get(path)!) : undefined),
    state: (path) =>
      texts.has(path)
        ? { kind: 'file', size: texts.get(path)!.length, changedAt: 1500 }
        : path === '/b'
          ? { kind: 'folder', size: 0, changedAt: 0 }
          : undefined,
    list: () => [],
    real: (path) => path,
  }
}
