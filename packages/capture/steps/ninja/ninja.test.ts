// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { filesInMemory } from '../memory-files.ts'
import type { Steps } from '../step.ts'
import { readBuildLog } from './build-log.ts'
import { readDepsLog } from './deps-log.ts'
import { edgeValue, readManifest } from './manifest.ts'
import { readNinja } from './index.ts'

const RULES = `
rule cc
  command = gcc $flags -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
rule link
  command = : && gcc -o $out $in $libs && :
rule ar
  command = rm -f $out && ar qc $out @$out.rsp && ranlib $out
  rspfile = $out.rsp
  rspfile_content = $in_newline
rule run
  command = $cmd
`

describe('a manifest', () => {
  test('gives variables by edge, rule and file, in this order', () => {
    const { edges } = manifestOf(
      'flags = -O1\nrule cc\n  command = cc $flags $more -o $out $in\n  more = [$flags]\n' +
        'build a.o: cc a.c\n  flags = -O2\nbuild b.o: cc b.c\nflags = -O3\n',
    )
    expect(edges.map((edge) => edgeValue(edge, 'command'))).toEqual([
      'cc -O2 [-O2] -o a.o a.c',
      'cc -O3 [-O3] -o b.o b.c',
    ])
  })

  test('has escapes, long lines, and every kind of path', () => {
    const { edges, defaults } = manifestOf(
      'd = x$ y\nrule r\n  command = c $in\n' +
        'build out$:1 | ${d}.map: r a$ b $\n    c | imp || order |@ check\ndefault out$:1\n',
    )
    expect(edges[0]).toMatchObject({
      outputs: ['out:1'],
      implicitOutputs: ['x y.map'],
      inputs: ['a b', 'c'],
      implicitInputs: ['imp'],
      orderOnlyInputs: ['order'],
      record: '/b/build.ninja:4',
    })
    expect(edgeValue(edges[0]!, 'command')).toBe("c 'a b' c")
    expect(defaults).toEqual(['out:1'])
  })

  test('includes files in its own scope, and subninja in one of their own', () => {
    const files: Record<string, string> = {
      '/b/build.ninja':
        'v = 1\ninclude i.ninja\nsubninja s.ninja\nbuild z: r $v\ninclude gone.ninja\n',
      '/b/i.ninja': 'rule r\n  command = c $in\nv = 2\n',
      '/b/s.ninja': 'build y: r $v\nv = 3\n',
    }
    const { edges, missing } = readManifest('/b/build.ninja', (path) => files[path])
    expect(edges.map((edge) => edge.inputs)).toEqual([['2'], ['2']])
    expect(missing).toEqual(['/b/gone.ninja'])
  })

  test('that includes itself ends', () => {
    const manifest = readManifest('/b/build.ninja', () => 'include build.ninja\n')
    expect(manifest.missing).toEqual(['/b/build.ninja'])
  })

  test('whose values double themselves is refused', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `v${at + 1} = $v${at}$v${at}`)
    expect(() => manifestOf(`v0 = 0123456789\n${lines.join('\n')}\n`)).toThrow(/grows beyond/)
  })
})

describe('what ninja left', () => {
  const edges = `
build main.o: cc ../s/main.c || gen.h
  flags = -g
build util.o: cc ../s/util.c
build libu.a: ar util.o
build gen.h: run ../s/gen.in | ../s/gen.py
  cmd = python3 ../s/gen.py gen.h
build app | app.map: link main.o libu.a | libu.a
  libs = -Wl,-Map=app.map -lz
build app.bin: run app
  cmd = objcopy -O binary app app.bin
build flash.util: run app.bin
  cmd = openocd -c program
build all: phony app.bin flash.util
default all
`
  const sources = { '/s/main.c': '', '/s/util.c': '', '/s/gen.in': '', '/s/gen.py': '' }
  const outputs = {
    '/b/main.o': '',
    '/b/util.o': '',
    '/b/libu.a': '',
    '/b/gen.h': '',
    '/b/app': '',
    '/b/app.map': '',
    '/b/app.bin': '',
  }
  const log = logOf(Object.keys(outputs))
  const deps = depsLogOf({
    'main.o': ['../s/main.c', 'gen.h', '/usr/include/stdio.h'],
    'util.o': ['../s/util.c'],
  })
  const read = (more: Record<string, string | Uint8Array>, text = RULES + edges): Steps =>
    readNinja('/b', filesInMemory({ '/b/build.ninja': text, ...sources, ...more }))

  test('becomes steps with their headers, archives, libraries and images', () => {
    const { steps, gaps } = read({ ...outputs, '/b/.ninja_log': log, '/b/.ninja_deps': deps })
    expect(gaps).toEqual([])
    expect(
      steps.map(({ kind, outputs: out, inputs, includes }) => [kind, out, inputs, includes]),
    ).toEqual([
      ['compile', ['/b/main.o'], ['/s/main.c'], ['/b/gen.h', '/usr/include/stdio.h']],
      ['compile', ['/b/util.o'], ['/s/util.c'], []],
      ['archive', ['/b/libu.a'], ['/b/util.o'], []],
      ['generate', ['/b/gen.h'], ['/s/gen.in', '/s/gen.py'], []],
      ['link-image', ['/b/app'], ['/b/main.o', '/b/libu.a'], []],
      ['convert', ['/b/app.bin'], ['/b/app'], []],
    ])
    expect(steps[4]).toMatchObject({ libraries: ['z'], linkMap: '/b/app.map', directory: '/b' })
  })

  test('a build that was cleaned has no steps, and says what is gone', () => {
    const { steps, gaps } = read({ '/b/.ninja_log': log, '/b/.ninja_deps': deps })
    expect(steps).toEqual([])
    expect(gaps).toMatchObject([{ code: 'output-missing' }])
    expect(gaps[0]!.message).toMatch(/was cleaned/)
    expect(gaps[0]!.paths).not.toContain('/b/flash.util')
  })

  test('a build that stopped on its way is half built', () => {
    const some = {
      '/b/main.o': '',
      '/b/gen.h': '',
      '/b/.ninja_log': logOf(['/b/main.o', '/b/gen.h']),
    }
    const { gaps } = read({ ...some, '/b/.ninja_deps': deps })
    expect(gaps).toMatchObject([{ code: 'half-built' }])
    expect(gaps[0]!.paths).toContain('/b/app')
  })

  test('targets that nobody asked for do not make a build half built', () => {
    const text = `${RULES}${edges.replace('default all', '')}build other.o: cc ../s/other.c\nbuild other: link other.o\n`
    const { gaps } = read({ ...outputs, '/b/.ninja_log': log, '/b/.ninja_deps': deps }, text)
    expect(gaps.map((gap) => gap.code)).toEqual(['output-missing'])
  })

  test('without a record of headers the steps say so', () => {
    const { steps, gaps } = read(outputs)
    expect(steps[0]).toMatchObject({ knowsIncludes: false, includes: [] })
    expect(gaps).toMatchObject([{ code: 'no-include-record', paths: ['/b/main.o', '/b/util.o'] }])
  })

  test('a depfile that ninja left on disk is as good', () => {
    const text = (RULES + edges).replace('  deps = gcc\n', '')
    const { steps } = read({ ...outputs, '/b/main.o.d': 'main.o: ../s/main.c gen.h\n' }, text)
    expect(steps[0]).toMatchObject({ includes: ['/b/gen.h'], knowsIncludes: true })
  })

  test('of several configurations those count that were built', () => {
    const { steps } = read({
      '/b/build-Release.ninja': `${RULES}build R/x.o: cc ../s/main.c\n`,
      '/b/R/x.o': '',
    })
    expect(steps.map((step) => step.outputs)).toEqual([['/b/R/x.o']])
  })
})

describe('the logs', () => {
  test('of dependencies are read in both versions, as far as they go', () => {
    for (const version of [3, 4]) {
      const bytes = depsLogOf({ a: ['x', 'long/path.h'], b: [] }, version)
      const read = readDepsLog(bytes)
      expect(read.complete).toBe(true)
      expect([...read.deps]).toEqual([
        ['a', ['x', 'long/path.h']],
        ['b', []],
      ])
      expect(readDepsLog(bytes.subarray(0, bytes.length - 3))).toMatchObject({ complete: false })
    }
    expect(readDepsLog(depsLogOf({}, 9)).complete).toBe(false)
    expect(readDepsLog(Buffer.from('junk')).deps.size).toBe(0)
  })

  test('of what was built gives outputs, without a line that was cut off', () => {
    expect(readBuildLog('# ninja log v5\n0\t1\t2\ta b\tff\n0\t1\t2\tc')).toEqual(new Set(['a b']))
    expect(readBuildLog('# other\n')).toBeUndefined()
  })
})

function manifestOf(text: string): ReturnType<typeof readManifest> {
  return readManifest('/b/build.ninja', (path) => (path === '/b/build.ninja' ? text : undefined))
}

function logOf(outputs: readonly string[]): string {
  return `# ninja log v5\n${outputs.map((path) => `0\t1\t2\t${path.slice(3)}\tff\n`).join('')}`
}

/** As ninja writes it: a path's record before it is named, then the record of dependencies. */
function depsLogOf(deps: Readonly<Record<string, readonly string[]>>, version = 4): Buffer {
  const parts: Buffer[] = [Buffer.from('# ninjadeps\n'), word(version)]
  const ids = new Map<string, number>()
  const idOf = (path: string): number => {
    const known = ids.get(path)
    if (known !== undefined) return known
    const padded = Buffer.alloc(Math.ceil(path.length / 4) * 4)
    padded.write(path)
    parts.push(word(padded.length + 4), padded, word(~ids.size))
    ids.set(path, ids.size)
    return ids.size - 1
  }
  for (const [output, inputs] of Object.entries(deps)) {
    const out = idOf(output)
    const list = inputs.map(idOf)
    const time = Buffer.alloc(version >= 4 ? 8 : 4)
    const body = Buffer.concat([word(out), time, ...list.map(word)])
    parts.push(word(body.length | 0x80000000), body)
  }
  return Buffer.concat(parts)
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}
