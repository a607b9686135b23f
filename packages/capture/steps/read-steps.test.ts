// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { filesInMemory } from './memory-files.ts'
import { readSteps, readWatchedSteps, type ReadOptions } from './read-steps.ts'
import type { Steps } from './step.ts'

const read = (
  folder: string,
  contents: Record<string, string>,
  options: ReadOptions = {},
): Promise<Steps> => readSteps(folder, { files: filesInMemory(contents), ...options })

/** One object and one program by ninja, below that folder. */
const ninjaIn = (folder: string, source: string): Record<string, string> => ({
  [`${folder}/build.ninja`]:
    'rule cc\n  command = /usr/bin/cc -c $in -o $out\n  depfile = $out.d\nrule ld\n  command = /usr/bin/cc $in -o $out\n' +
    `build a.o: cc ${source}\nbuild a: ld a.o\n`,
  [`${folder}/a.o`]: 'x',
  [`${folder}/a.o.d`]: `a.o: ${source} ${source.replace('.c', '.h')}`,
  [`${folder}/a`]: 'x',
  '/usr/bin/cc': '',
})

const cache = (build: string, source: string): string =>
  `CMAKE_CACHEFILE_DIR:INTERNAL=${build}\nCMAKE_HOME_DIRECTORY:INTERNAL=${source}\n`

describe('a folder with one build', () => {
  test('is read by who knows it', async () => {
    const found = await read('/b', { ...ninjaIn('/b', '/s/a.c'), '/s/a.c': '', '/s/a.h': '' })
    expect(found).toMatchObject({ system: 'ninja', buildRoot: '/b', gaps: [] })
    expect(found.steps.map((step) => step.kind)).toEqual(['compile', 'link-image'])
  })

  test('that was cleaned and built again misses nothing', async () => {
    const built = ninjaIn('/b', '/s/a.c')
    const found = await read('/b', {
      ...built,
      '/b/build.ninja': `${built['/b/build.ninja']}rule CLEAN\n  command = ninja -t clean\nbuild clean: CLEAN\n`,
      '/b/.ninja_log': '# ninja log v5\n0\t1\t0\tclean\tff\n1\t2\t3\ta.o\tfe\n',
      '/s/a.c': '',
    })
    expect(found.gaps).toEqual([])
  })

  test('by a manifest that names no source has the source that was compiled', async () => {
    const far = await read('/s/out/debug', {
      ...ninjaIn('/s/out/debug', '/s/app/a.c'),
      '/s/app/a.c': '',
      '/s/LICENSE': '',
    })
    expect(far.sourceRoot).toBe('/s')
    const near = await read('/s/b', { ...ninjaIn('/s/b', 'a.c'), '/s/b/a.c': '' })
    expect(near.sourceRoot).toBe('/s/b')
  })

  test('by Meson tells its source, options and compilers', async () => {
    const found = await read('/b', {
      ...ninjaIn('/b', '../s/a.c'),
      '/b/meson-info/meson-info.json': '{"directories":{"source":"/s","build":"/b"}}',
      '/b/meson-info/intro-buildoptions.json': '[]',
      '/b/meson-info/intro-compilers.json':
        '{"host":{"c":{"id":"gcc","exelist":["cc"],"version":"12.2.0","full_version":"cc (Debian) 12.2.0"}}}',
      '/s/a.c': '',
      '/s/meson.build': '',
    })
    expect(found).toMatchObject({
      system: 'meson',
      sourceRoot: '/s',
      configuration: ['/b/meson-info/intro-buildoptions.json'],
      tools: [{ program: 'cc', name: 'cc (Debian) 12.2.0', version: '12.2.0' }],
      gaps: [],
    })
  })
})

describe('a build that lies elsewhere than it was configured', () => {
  const moved = {
    ...ninjaIn('/new/build', '/old/src/a.c'),
    '/new/build/CMakeCache.txt': cache('/old/build', '/old/src'),
  }

  test('is read at its new place, and its source with it if the way to it is the same', async () => {
    const found = await read('/new/build', {
      ...moved,
      '/new/src/CMakeLists.txt': '',
      '/new/src/a.c': '',
    })
    expect(found.steps[0]).toMatchObject({
      inputs: ['/new/src/a.c'],
      includes: ['/new/src/a.h'],
      outputs: ['/new/build/a.o'],
    })
    expect(found).toMatchObject({ sourceRoot: '/new/src', buildRoot: '/new/build' })
    expect(found.gaps.map((gap) => gap.code)).toEqual(['moved'])
  })

  test('says that the source is gone where nothing leads to it', async () => {
    const { gaps } = await read('/new/build', moved)
    expect(gaps.map((gap) => [gap.code, gap.paths])).toEqual([
      ['moved', ['/new/build']],
      ['moved', ['/old/src']],
    ])
  })

  test('is read by the moves that the user names', async () => {
    const found = await read(
      '/b',
      {
        ...ninjaIn('/b', '/work/a.c'),
        '/b/CMakeCache.txt': cache('/b', '/work'),
        '/home/me/a.c': '',
      },
      { moves: [{ from: '/work', to: '/home/me' }] },
    )
    expect(found.steps[0]!.inputs).toEqual(['/home/me/a.c'])
    expect(found.gaps).toEqual([])
  })
})

describe('a build that was watched', () => {
  const head = (directory: string): string =>
    `${JSON.stringify({ record: 'headwater-build/1', command: ['make'], directory, startedAt: 1 })}\n`
  const call = (directory: string): string =>
    `${JSON.stringify({ call: '1', tool: '/usr/bin/gcc', argv: ['gcc', '-c', `${directory}/a.c`, '-o', 'a.o'], directory, exitCode: 0, reads: { scope: 'all', files: [['', [`${directory}/a.c`, `${directory}/a.h`]]] } })}\n`
  const END = `${JSON.stringify({ endedAt: 2, exitCode: 0, signal: null, tools: {}, unfinished: 0, lost: false })}\n`
  const there = { '/b/a.c': '', '/b/a.h': '', '/b/a.o': 'x', '/usr/bin/gcc': '' }

  test('in a container is read where it lies now', async () => {
    const record = { '/b/headwater-build.jsonl': head('/work') + call('/work') + END }
    const found = await read('/b', { ...there, ...record })
    expect(found.steps).toMatchObject([
      { inputs: ['/b/a.c'], includes: ['/b/a.h'], outputs: ['/b/a.o'], directory: '/b' },
    ])
    expect(found.gaps.map(({ code }) => code)).toEqual(['moved'])
    const told = await read('/b', { ...there, ...record }, { moves: [{ from: '/work', to: '/b' }] })
    expect(told.gaps).toEqual([])
  })

  const watched = (contents: Record<string, string>): Promise<Steps> =>
    readWatchedSteps('/b', { files: filesInMemory(contents) })
  const nothing = { '/b/headwater-build.jsonl': head('/b') + END }

  test('and in which no compiler was called is what its bundler says, or how to make it say that', async () => {
    const bundle = {
      ...nothing,
      '/b/package.json': '{"name":"b","devDependencies":{"esbuild":"1"}}',
      '/b/package-lock.json': '{"lockfileVersion":3,"packages":{"":{"name":"b"}}}',
      '/b/i.js': 'x',
      '/b/o.js': 'x',
    }
    const meta =
      '{"inputs":{"i.js":{"bytes":1}},"outputs":{"o.js":{"bytes":1,"inputs":{"i.js":{"bytesInOutput":1}}}}}'
    const found = await watched({ ...bundle, '/b/meta.json': meta })
    expect(found).toMatchObject({ system: 'bundle', gaps: [] })
    expect(found.steps).toMatchObject([{ kind: 'bundle', outputs: ['/b/o.js'] }])
    const blind = await watched(bundle)
    expect(blind.steps).toEqual([])
    expect(blind.gaps).toMatchObject([{ code: 'no-build-record' }])
    expect(blind.gaps[0]!.hint).toContain('--metafile')
  })

  test('and had nothing left to do is what it left before; of plain make that is not enough', async () => {
    const done = await watched({ ...nothing, ...ninjaIn('/b', '/s/a.c'), '/s/a.c': '' })
    expect(done).toMatchObject({ system: 'ninja', gaps: [] })
    const plain = await watched({
      ...nothing,
      ...there,
      '/b/Makefile': '',
      '/b/a.d': 'a.o: a.c a.h\n',
    })
    expect(plain.steps).toEqual([])
    expect(plain.gaps[0]!.message).toContain('nothing was left to build')
  })

  test('has the bundles that it made beside what it compiled', async () => {
    const found = await watched({
      ...there,
      '/b/headwater-build.jsonl': head('/b') + call('/b') + END,
      '/b/package-lock.json': '{"lockfileVersion":3,"packages":{"":{"name":"b"}}}',
      '/b/i.js': 'x',
      '/b/o.js': 'x',
      '/b/meta.json':
        '{"inputs":{"i.js":{"bytes":1}},"outputs":{"o.js":{"bytes":1,"inputs":{"i.js":{"bytesInOutput":1}}}}}',
    })
    expect(found.steps.map(({ kind }) => kind)).toEqual(['compile', 'bundle'])
  })
})

test('CMake is asked by its File API what it read and which compilers it found', async () => {
  const reply = '/b/.cmake/api/v1/reply'
  const files = {
    ...ninjaIn('/b', '/s/a.c'),
    '/s/a.c': '',
    '/s/CMakeLists.txt': '',
    '/s/cmake/board.cmake': '',
    [`${reply}/index-2026-01-01T00-00-00-0000.json`]: '{"objects":[]}',
    [`${reply}/index-2026-11-22T23-21-42-0559.json`]: JSON.stringify({
      objects: ['codemodel', 'cmakeFiles', 'toolchains'].map((kind) => ({
        kind,
        jsonFile: `${kind}.json`,
      })),
    }),
    [`${reply}/codemodel.json`]: '{"paths":{"source":"/s","build":"/b"}}',
    [`${reply}/cmakeFiles.json`]: JSON.stringify({
      inputs: [
        { path: 'CMakeLists.txt' },
        { path: 'cmake/board.cmake' },
        { path: 'gone.cmake' },
        { path: '/usr/share/cmake/x.cmake', isCMake: true, isExternal: true },
        { path: '../b/CMakeFiles/y.cmake', isGenerated: true },
      ],
    }),
    [`${reply}/toolchains.json`]:
      '{"toolchains":[{"language":"C","compiler":{"id":"GNU","path":"/usr/bin/cc","version":"12.2.0"}}]}',
  }
  const found = await read('/b', files)
  expect(found).toMatchObject({
    sourceRoot: '/s',
    configuration: ['/s/CMakeLists.txt', '/s/cmake/board.cmake'],
    tools: [{ program: '/usr/bin/cc', name: 'GNU', version: '12.2.0' }],
    gaps: [],
  })
  const now = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace(/^\/(b|s)\//, '/new/$1/'), text]),
  )
  const moved = await read('/new/b', now)
  expect(moved).toMatchObject({ sourceRoot: '/new/s', buildRoot: '/new/b' })
})

describe('a superproject', () => {
  test('has the steps of each build within it, and each once', async () => {
    const found = await read('/b', {
      ...ninjaIn('/b/app', '/s/a.c'),
      ...ninjaIn('/b/boot', '/s/b.c'),
      '/b/app/CMakeFiles/x.dir/CMakeLists.txt': '',
      '/b/app/CMakeCache.txt': cache('/b/app', '/s'),
      '/s/a.c': '',
      '/s/b.c': '',
    })
    expect(found).toMatchObject({ system: 'ninja', buildRoot: '/b', sourceRoot: '/s', gaps: [] })
    expect(found.steps.flatMap((step) => step.outputs)).toEqual([
      '/b/app/a.o',
      '/b/app/a',
      '/b/boot/a.o',
      '/b/boot/a',
    ])
  })

  test('does not keep silent about a part that left no record', async () => {
    const { gaps } = await read('/b', {
      ...ninjaIn('/b', '/s/a.c'),
      '/s/a.c': '',
      '/b/other/p.o': 'x',
      '/b/auto/config.status': '',
      '/b/auto/Makefile': '',
      '/b/auto/.deps/q.Po': 'q.o: q.c\n',
      '/b/auto/q.o': 'x',
      '/b/auto/q.c': '',
    })
    expect(gaps.map((gap) => [gap.code, gap.paths])).toEqual([
      ['no-link-record', []],
      ['no-build-record', ['/b/other/p.o']],
    ])
  })
})

describe('a folder without records of a build system', () => {
  test('by autotools has what its depfiles tell, and says what is missing', async () => {
    const found = await read('/b', {
      '/b/Makefile': 'top_srcdir = ../s\n',
      '/b/config.status': '',
      '/b/lib/.deps/a.Po': 'a.o: ../../s/lib/a.c ../config.h\n\n../config.h:\n',
      '/b/lib/a.o': 'x',
      '/b/lib/.deps/b.Plo': 'sub/b.lo: ../../s/lib/b.c\n',
      '/b/lib/sub/.libs/b.o': 'x',
      '/b/lib/.deps/c.Po': '# dummy\n',
      '/b/lib/lib.a': 'x',
      '/s/lib/a.c': '',
      '/s/lib/b.c': '',
    })
    expect(found).toMatchObject({ system: 'autotools', sourceRoot: '/s' })
    expect(found.steps.map(({ outputs, inputs, includes }) => [outputs, inputs, includes])).toEqual(
      [
        [['/b/lib/a.o'], ['/s/lib/a.c'], ['/b/config.h']],
        [['/b/lib/sub/.libs/b.o'], ['/s/lib/b.c'], []],
      ],
    )
    expect(found.gaps).toMatchObject([{ code: 'no-link-record', paths: ['/b/lib/lib.a'] }])
    expect(found.gaps[0]!.hint).toMatch(/headwater capture -- make/)
  })

  test('with a database of compile commands has what was compiled', async () => {
    const entry = { directory: '/b', file: '../s/a.c', command: 'cc -MD -c ../s/a.c -o a.o' }
    const found = await read('/b', {
      '/b/compile_commands.json': JSON.stringify([
        entry,
        { ...entry, arguments: ['cc', '-c', 'z.c'] },
      ]),
      '/b/a.o': 'x',
      '/b/a.d': 'a.o: ../s/a.c h.h',
      '/s/a.c': '',
    })
    expect(found.steps).toMatchObject([{ inputs: ['/s/a.c'], includes: ['/b/h.h'] }])
    expect(found.gaps.map((gap) => gap.code)).toEqual(['output-missing', 'no-link-record'])
  })

  test('says so, and how to get one', async () => {
    expect((await read('/b', { '/b/x.txt': '' })).gaps).toMatchObject([{ code: 'no-build-record' }])
    expect((await read('/none', {})).gaps[0]!.message).toMatch(/no folder/)
    expect((await read('/f', { '/f': '' })).gaps[0]!.message).toMatch(/is a file/)
  })
})

test('compilers that are not on this machine are named', async () => {
  const { '/usr/bin/cc': _gone, ...files } = ninjaIn('/b', '/s/a.c')
  const { gaps } = await read('/b', { ...files, '/s/a.c': '' })
  expect(gaps).toMatchObject([{ code: 'tool-missing', paths: ['/usr/bin/cc'] }])
})

test('records that ask for the impossible are named, and others are read', async () => {
  const lines = Array.from({ length: 40 }, (_, at) => `v${at + 1} = $v${at}$v${at}\n`).join('')
  const found = await read('/b', {
    '/b/bad/build.ninja': `v0 = 0123456789\n${lines}`,
    ...ninjaIn('/b', '/s/a.c'),
    '/s/a.c': '',
  })
  expect(found.steps).toHaveLength(2)
  expect(found.gaps).toMatchObject([{ code: 'no-build-record', paths: ['/b/bad'] }])
})

test('stamps of a build system are no files of the build; an empty header that is read is one', async () => {
  const rules =
    'rule run\n  command = tool $out\nrule cc\n  command = cc -c $in -o $out\n  depfile = d\n'
  const found = await read('/b', {
    '/b/build.ninja': `${rules}build stamp: run\nbuild e.h: run\nbuild a.o: cc a.c\n`,
    '/b/stamp': '',
    '/b/e.h': '',
    '/b/a.o': 'x',
    '/b/d': 'a.o: a.c e.h',
  })
  expect(found.steps.flatMap((step) => step.outputs)).toEqual(['/b/e.h', '/b/a.o'])
})
