// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { filesInMemory } from '../memory-files.ts'
import type { Steps } from '../step.ts'
import { readCMakeMakefiles } from './index.ts'
import { expandMake, readMakefile } from './makefile.ts'

describe('the makefiles that CMake writes', () => {
  const { variables, rules } = readMakefile(
    'A = -DX="1"\n$(V).SILENT:\nall: sub/all\n.PHONY : all\na\\ b.o: c.h \\\n d.h\n\t@echo $(A)\n\tcc $$HOME\n',
  )

  test('have variables, and rules with recipes', () => {
    expect(variables.get('A')).toBe('-DX="1"')
    expect(rules.find((rule) => rule.targets[0] === 'a b.o')).toEqual({
      targets: ['a b.o'],
      prerequisites: ['c.h', 'd.h'],
      recipe: ['echo $(A)', 'cc $$HOME'],
      line: 6,
    })
  })

  test('are expanded as make does, and a circle of names ends', () => {
    expect(expandMake('x $(A) $$y ${none}', variables)).toBe('x -DX="1" $y ')
    expect(expandMake('$(B)', new Map([['B', 'b$(B)']]))).toBe('bbbb')
  })
})

describe('a build by CMake with Make', () => {
  const MAKE = `
CMAKE_COMMAND = /usr/bin/cmake
include sub/CMakeFiles/app.dir/flags.make
sub/gen.c: /s/gen.in
\t@$(CMAKE_COMMAND) -E cmake_echo_color "Generating gen.c"
\tcd /b/sub && python3 /s/gen.py /s/gen.in gen.c
sub/gen.h: sub/gen.c
\t@$(CMAKE_COMMAND) -E touch_nocreate sub/gen.h
sub/CMakeFiles/app.dir/main.c.o: /s/main.c
sub/CMakeFiles/app.dir/main.c.o: sub/gen.h
\t@$(CMAKE_COMMAND) -E cmake_echo_color "Building C object sub/CMakeFiles/app.dir/main.c.o"
\tcd /b/sub && /usr/bin/cc $(C_DEFINES) $(C_FLAGS) -MD -MT sub/CMakeFiles/app.dir/main.c.o -MF CMakeFiles/app.dir/main.c.o.d -o CMakeFiles/app.dir/main.c.o -c /s/main.c
sub/CMakeFiles/app.dir/main.c.i: cmake_force
\tcd /b/sub && /usr/bin/cc -E /s/main.c > CMakeFiles/app.dir/main.c.i
sub/app: sub/CMakeFiles/app.dir/main.c.o
sub/app: sub/CMakeFiles/app.dir/link.txt
\tcd /b/sub && $(CMAKE_COMMAND) -E cmake_link_script CMakeFiles/app.dir/link.txt --verbose=$(VERBOSE)
\tcd /b/sub && /usr/bin/objcopy -O binary app app.bin
sub/CMakeFiles/app.dir/build: sub/app
sub/CMakeFiles/app.dir/clean:
\tcd /b/sub && $(CMAKE_COMMAND) -P CMakeFiles/app.dir/cmake_clean.cmake
`
  const FILES = {
    '/b/CMakeCache.txt': '# c\nCMAKE_HOME_DIRECTORY:INTERNAL=/s\nCMAKE_CACHEFILE_DIR:INTERNAL=/b\n',
    '/b/CMakeFiles/3.25.1/CMakeCCompiler.cmake':
      'set(CMAKE_C_COMPILER "/usr/bin/cc")\nset(CMAKE_C_COMPILER_ID "GNU")\nset(CMAKE_C_COMPILER_VERSION "12.2.0")\n',
    '/b/CMakeFiles/Makefile2':
      'all: sub/all\nsub/all: sub/CMakeFiles/app.dir/all\nsub/CMakeFiles/app.dir/all:\nsub/CMakeFiles/lib.dir/all:\n',
    '/b/sub/CMakeFiles/app.dir/build.make': MAKE,
    '/b/sub/CMakeFiles/app.dir/flags.make': 'C_FLAGS = -O2 @CMakeFiles/app.dir/more.rsp\n',
    '/b/sub/CMakeFiles/app.dir/more.rsp': '-g',
    '/b/sub/CMakeFiles/app.dir/link.txt':
      '/usr/bin/cc @CMakeFiles/app.dir/objects1.rsp -o app -lz\n',
    '/b/sub/CMakeFiles/app.dir/objects1.rsp': 'CMakeFiles/app.dir/main.c.o\n',
    '/b/sub/CMakeFiles/lib.dir/build.make':
      'lib.a: x.o\n\t$(CMAKE_COMMAND) -E cmake_link_script sub/CMakeFiles/lib.dir/link.txt\n',
    '/s/main.c': '',
    '/s/gen.in': '',
  }
  const MADE = {
    '/b/sub/gen.c': 'x',
    '/b/sub/gen.h': 'x',
    '/b/sub/CMakeFiles/app.dir/main.c.o': 'x',
    '/b/sub/app': 'x',
    '/b/sub/app.bin': 'x',
  }
  const DEPFILE = {
    '/b/sub/CMakeFiles/app.dir/main.c.o.d':
      'main.c.o: /s/main.c /b/sub/gen.h /usr/include/stdio.h\n',
  }
  const read = (more: Record<string, string>): Steps =>
    readCMakeMakefiles('/b', filesInMemory({ ...FILES, ...more }))

  test('becomes steps', () => {
    const found = read({ ...MADE, ...DEPFILE })
    expect(found).toMatchObject({
      sourceRoot: '/s',
      configuration: ['/b/CMakeCache.txt'],
      tools: [{ program: '/usr/bin/cc', name: 'GNU', version: '12.2.0' }],
      gaps: [],
    })
    expect(
      found.steps.map(({ kind, outputs, inputs, includes }) => [kind, outputs, inputs, includes]),
    ).toEqual([
      ['generate', ['/b/sub/gen.c', '/b/sub/gen.h'], ['/s/gen.in'], []],
      [
        'compile',
        ['/b/sub/CMakeFiles/app.dir/main.c.o'],
        ['/s/main.c'],
        ['/b/sub/gen.h', '/usr/include/stdio.h'],
      ],
      ['link-image', ['/b/sub/app'], ['/b/sub/CMakeFiles/app.dir/main.c.o'], []],
      ['convert', ['/b/sub/app.bin'], ['/b/sub/app'], []],
    ])
    expect(found.steps[1]!.command).toContain('-g')
    expect(found.steps[2]!.libraries).toEqual(['z'])
  })

  test('that was cleaned says so; a target outside of all is not missed', () => {
    expect(read({}).gaps).toMatchObject([{ code: 'output-missing' }])
    expect(read({}).gaps[0]!.paths).not.toContain('/b/lib.a')
  })

  test('that stopped on its way is half built', () => {
    const { '/b/sub/app': _app, '/b/sub/app.bin': _bin, ...some } = MADE
    expect(read({ ...some, ...DEPFILE }).gaps).toMatchObject([
      { code: 'half-built', paths: ['/b/sub/app'] },
    ])
  })

  test("by an old CMake has only that one's own search for headers", () => {
    const scan = {
      '/b/sub/CMakeFiles/app.dir/depend.make':
        'sub/CMakeFiles/app.dir/main.c.o: /s/main.c\nsub/CMakeFiles/app.dir/main.c.o: sub/gen.h\n',
    }
    const { steps, gaps } = read({ ...MADE, ...scan })
    expect(steps[1]).toMatchObject({ knowsIncludes: false, includes: ['/b/sub/gen.h'] })
    expect(gaps).toMatchObject([{ code: 'no-include-record' }])
  })

  test('whose response file is gone says that objects may be missing', () => {
    const { '/b/sub/CMakeFiles/app.dir/objects1.rsp': _gone, ...rest } = FILES
    const files = filesInMemory({ ...rest, ...MADE, ...DEPFILE })
    expect(readCMakeMakefiles('/b', files).gaps).toMatchObject([
      { code: 'no-link-record', paths: ['/b/sub/CMakeFiles/app.dir/objects1.rsp'] },
    ])
  })
})
