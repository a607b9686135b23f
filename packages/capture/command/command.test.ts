// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import type { CommandFacts } from './facts.ts'
import { readCommand, readShell } from './index.ts'

const read = (line: string, files: Record<string, string> = {}): CommandFacts =>
  readCommand(line.split(' '), '/b', (path) => files[path])

describe('a compiler command', () => {
  test('names its source, object and depfile', () => {
    const facts = read(
      '/usr/bin/gcc -DX=1 -I../s/include -O2 -g -MD -MT a.o -MF d/a.o.d -o d/a.o -c ../s/a.c',
    )
    expect(facts).toMatchObject({
      kind: 'compile',
      tool: 'compiler',
      inputs: ['/s/a.c'],
      outputs: ['/b/d/a.o'],
      depfile: '/b/d/a.o.d',
      includeFolders: ['/s/include'],
      units: [{ source: '/s/a.c', object: '/b/d/a.o', language: 'c' }],
      flags: { debug: true, optimization: '2' },
    })
  })

  test('knows cross compilers with a version, behind a cache', () => {
    const facts = read('ccache /opt/x/bin/arm-none-eabi-gcc-12.2 -c a.S')
    expect(facts).toMatchObject({
      kind: 'compile',
      program: '/opt/x/bin/arm-none-eabi-gcc-12.2',
      wrappers: ['ccache'],
      outputs: ['/b/a.o'],
    })
    expect(facts.units[0]?.language).toBe('assembler-with-cpp')
  })

  test("takes the depfile from the preprocessor's own words, as Kbuild gives it", () => {
    expect(read('gcc -Wp,-MMD,x/.a.o.d -include ./include/k.h -c -o x/a.o x/a.c')).toMatchObject({
      depfile: '/b/x/.a.o.d',
      forcedIncludes: ['/b/include/k.h'],
    })
  })

  test('names the depfile after the output, or after the source', () => {
    expect(read('cc -MMD -c a.c -o x/y.o').depfile).toBe('/b/x/y.d')
    expect(read('cc -MMD -c s/a.c').depfile).toBe('/b/a.d')
    expect(read('cc -c s/a.c').depfile).toBeUndefined()
  })

  test('with several sources has one object for each', () => {
    const facts = read('cc -c a.c s/b.cc -x c odd.txt')
    expect(facts.units.map((unit) => [unit.source, unit.object, unit.language])).toEqual([
      ['/b/a.c', '/b/a.o', 'c'],
      ['/b/s/b.cc', '/b/b.o', 'c++'],
      ['/b/odd.txt', '/b/odd.o', 'c'],
    ])
  })

  test('that only preprocesses or asks for assembly writes no object', () => {
    expect(read('gcc -E -P -x c -o out.ld in.ld.S')).toMatchObject({
      kind: 'generate',
      inputs: ['/b/in.ld.S'],
      outputs: ['/b/out.ld'],
    })
    expect(read('gcc -S -o bounds.s bounds.c')).toMatchObject({ kind: 'generate', units: [] })
    expect(read('gcc -MM a.c -MF a.d')).toMatchObject({ kind: 'none', depfile: '/b/a.d' })
    expect(read('gcc --version').kind).toBe('none')
    expect(read('gcc -c -o /dev/null x.c')).toMatchObject({ kind: 'none', outputs: [] })
  })

  test('that splits debug information writes two files', () => {
    expect(read('clang -gsplit-dwarf -c a.c -o o/a.o').outputs).toEqual(['/b/o/a.o', '/b/o/a.dwo'])
  })

  test('reads response files, within one another, and names those that are missing', () => {
    const facts = read('gcc @a.rsp @none.rsp', {
      '/b/a.rsp': '-c "my file.c"\n@b.rsp',
      '/b/b.rsp': "-o x\\ y.o -D'A B'",
    })
    expect(facts).toMatchObject({
      inputs: ['/b/my file.c'],
      outputs: ['/b/x y.o'],
      missingResponseFiles: ['/b/none.rsp'],
    })
    expect(read('gcc @a.rsp', { '/b/a.rsp': '@a.rsp -c x.c' }).outputs).toEqual(['/b/x.o'])
  })
})

describe('a link', () => {
  test('keeps inputs in order and libraries with the linkage asked for', () => {
    const facts = read(
      'g++ -o app main.o -L/lib1 -L lib2 libz.a -Wl,-Bstatic -lssl -Wl,-Bdynamic -lc ' +
        '-Wl,--whole-archive,x.a,--no-whole-archive -Xlinker -Map -Xlinker app.map -Wl,--gc-sections -T s.ld -pthread',
    )
    expect(facts).toMatchObject({
      kind: 'link-image',
      outputs: ['/b/app'],
      inputs: ['/b/main.o', '/b/libz.a', '/b/x.a', '/b/s.ld'],
      libraryFolders: ['/lib1', '/b/lib2'],
      linkMap: '/b/app.map',
      scripts: ['/b/s.ld'],
      flags: { garbageCollection: true, standardLibraries: true },
    })
    expect(facts.libraries).toEqual([
      { name: 'ssl', linkage: 'static', wholeArchive: false },
      { name: 'c', linkage: 'any', wholeArchive: false },
      { name: 'pthread', linkage: 'any', wholeArchive: false },
    ])
  })

  test('with -static asks for archives wherever the word stands', () => {
    expect(read('cc a.o -lz -static').libraries[0]?.linkage).toBe('static')
    expect(read('cc a.o -static -lz').libraries[0]?.linkage).toBe('static')
  })

  test('of sources compiles at once', () => {
    expect(read('cc a.c b.o -lm')).toMatchObject({
      kind: 'link-image',
      inputs: ['/b/a.c', '/b/b.o'],
      outputs: ['/b/a.out'],
      units: [{ source: '/b/a.c', language: 'c' }],
    })
  })

  test('is shared, partial, or a kernel module', () => {
    expect(read('cc -shared -Wl,-soname,libx.so.1 -o libx.so.1 x.o').kind).toBe('link-shared')
    expect(read('ld -m elf_x86_64 -z noexecstack -r -o y.o a.o b.o')).toMatchObject({
      kind: 'link-partial',
      inputs: ['/b/a.o', '/b/b.o'],
    })
    expect(read('ld -r -m elf_x86_64 -T scripts/module.lds -o x.ko x.o x.mod.o')).toMatchObject({
      kind: 'link-image',
      outputs: ['/b/x.ko'],
    })
    expect(read('cc -nostdlib -r -o z.o a.o').kind).toBe('link-partial')
    expect(read('ld.lld --version').kind).toBe('none')
  })

  test("in the linker's own words parts long options from short ones", () => {
    const facts = read(
      'ld -melf_x86_64 -pie -static --script=a.lds -Map=x.map --no-undefined -rpath /r -soname s --start-group a.a --end-group -lfoo -o v',
    )
    expect(facts).toMatchObject({
      inputs: ['/b/a.a', '/b/a.lds'],
      outputs: ['/b/v'],
      linkMap: '/b/x.map',
    })
    expect(facts.libraries.map((one) => one.name)).toEqual(['foo'])
  })
})

describe('other tools', () => {
  test('an archiver writes with r and q only', () => {
    expect(read('ar qc lib.a a.o b.o')).toMatchObject({
      kind: 'archive',
      inputs: ['/b/a.o', '/b/b.o'],
      outputs: ['/b/lib.a'],
    })
    expect(read('x-ar cDPrST built-in.a')).toMatchObject({ kind: 'archive', inputs: [] })
    expect(read('ar t lib.a').kind).toBe('none')
    expect(read('gcc-ar rcsb old.o lib.a new.o').inputs).toEqual(['/b/new.o'])
    expect(read('llvm-ar-14 rcs lib.a @objs', { '/b/objs': 'a.o\nb.o' }).inputs).toHaveLength(2)
    expect(read('ranlib lib.a').kind).toBe('none')
  })

  test('objcopy and strip convert, unless they change a file in place', () => {
    expect(read('arm-none-eabi-objcopy -O binary -R .note app.elf app.bin')).toMatchObject({
      kind: 'convert',
      inputs: ['/b/app.elf'],
      outputs: ['/b/app.bin'],
    })
    expect(read('objcopy --strip-debug a.o b.o').kind).toBe('link-partial')
    expect(read('objcopy --strip-debug a.o').kind).toBe('none')
    expect(read('strip -s -o app app.unstripped')).toMatchObject({
      kind: 'convert',
      outputs: ['/b/app'],
    })
    expect(read('strip app').kind).toBe('none')
  })

  test('copying keeps the bytes', () => {
    expect(read('install -m 755 -D app root/bin/app').outputs).toEqual(['/b/root/bin/app'])
    expect(read('cp a b d')).toMatchObject({
      inputs: ['/b/a', '/b/b'],
      outputs: ['/b/d/a', '/b/d/b'],
    })
    expect(read('ln -sf libx.so.1 lib/libx.so')).toMatchObject({
      inputs: ['/b/lib/libx.so.1'],
      outputs: ['/b/lib/libx.so'],
    })
    expect(read('cmake -E copy_if_different a b').kind).toBe('copy')
  })

  test('a script that runs what stands behind its dashes is a wrapper', () => {
    expect(read('python3 wrap.py --output=x -- clang++ -o x a.o')).toMatchObject({
      kind: 'link-image',
      program: 'clang++',
      wrappers: ['wrap.py'],
    })
  })

  test('what is not known is said to be unknown', () => {
    expect(read('python3 gen.py a b')).toMatchObject({ kind: 'unknown', outputs: [] })
    expect(read('meson --internal exe --capture o.h -- gen.pl in').outputs).toEqual(['/b/o.h'])
  })
})

describe('a line of shell', () => {
  const shell = (text: string): readonly string[] =>
    readShell(text, '/b').map(
      (facts) => `${facts.kind} ${facts.outputs.join(' ')} < ${facts.inputs.join(' ')}`,
    )

  test('is parted into commands, and cd is followed', () => {
    expect(shell("cd sub && gcc -c a.c && (cd deep; gcc -c 'b c.c'); cc -c d.c")).toEqual([
      'compile /b/sub/a.o < /b/sub/a.c',
      'compile /b/sub/deep/b c.o < /b/sub/deep/b c.c',
      'compile /b/sub/d.o < /b/sub/d.c',
    ])
  })

  test('hands the words of printf to xargs, as Kbuild has it', () => {
    expect(
      shell('rm -f x/built-in.a; printf "x/%s " a.o b.o | xargs ar cDPrST x/built-in.a'),
    ).toEqual(['none  < ', 'none  < ', 'archive /b/x/built-in.a < /b/x/a.o /b/x/b.o'])
  })

  test('takes redirected output as written file, and leaves variables as they are', () => {
    expect(shell('gen < in.txt > out.h 2> err.log; x $(ls; ls) "${A}" >/dev/null')).toEqual([
      'unknown /b/out.h < /b/in.txt',
      'unknown  < ',
    ])
  })

  test('sees through keywords, sh -c and comments', () => {
    expect(shell('set -e; if [ -f a ]; then gcc -c a.c; fi # ; gcc -c no.c')).toContain(
      'compile /b/a.o < /b/a.c',
    )
    expect(shell('sh -c "cd s && gcc -c a.c"')).toEqual(['compile /b/s/a.o < /b/s/a.c'])
  })
})
