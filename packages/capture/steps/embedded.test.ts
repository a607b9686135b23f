// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { filesInMemory } from './memory-files.ts'
import { readSteps } from './read-steps.ts'
import type { Steps } from './step.ts'

const read = (contents: Record<string, string>, source = 'a.c'): Promise<Steps> =>
  readSteps('/b', {
    files: filesInMemory({
      '/b/build.ninja':
        'rule cc\n  command = cc -I../s/data -Wa,-I../s/more -c $in -o $out\n  depfile = $out.d\n' +
        `build a.o: cc ../s/${source}\n`,
      '/b/a.o': 'x',
      '/b/a.o.d': `a.o: ../s/${source} ../s/a.h`,
      '/s/a.h': '',
      ...contents,
    }),
  })

const includesIn = (found: Steps): readonly string[] | undefined =>
  found.steps.find(({ kind }) => kind === 'compile')?.includes

test('a file that asm in C takes in is read by the object, wherever the assembler looks for it', async () => {
  const text = String.raw`
// .incbin "not-this.bin"
__asm__(".section .rodata\n"
        "logo: .incbin \"logo.bin\"\n"
        ".incbin \"font.bin\", 4, 8\n");
`
  const found = await read({ '/s/a.c': text, '/s/data/logo.bin': 'x', '/s/more/font.bin': 'y' })
  expect(includesIn(found)).toEqual(['/s/a.h', '/s/data/logo.bin', '/s/more/font.bin'])
  expect(found.gaps).toEqual([])
})

test('where a macro holds the directive, its uses name the files', async () => {
  const header = String.raw`#define EMBED(name, file) \
  __asm__(#name ": .incbin \"" file "\"")`
  const found = await read({
    '/s/a.h': header,
    '/s/a.c': '#include "a.h"\nEMBED(logo, "data/logo.bin");\n',
    '/b/data/logo.bin': 'x',
  })
  expect(includesIn(found)).toEqual(['/s/a.h', '/b/data/logo.bin'])
  expect(found.gaps).toEqual([])
})

test.each([
  ['made of a macro', '.incbin LOGO\n', 'a.S'],
  ['an argument of an assembler macro', '.macro take file\n.incbin "\\file"\n.endm\n', 'a.S'],
  ['not there', '.incbin "gone.bin"\n', 'a.S'],
  ['handed to a macro by another', '#define E(f) ".incbin " f\nE(NAME)\n', 'a.c'],
])('a name that is %s is a gap', async (_, text, source) => {
  const { gaps } = await read({ [`/s/${source}`]: text }, source)
  expect(gaps).toMatchObject([{ code: 'no-include-record', paths: ['/b/a.o'] }])
})

test('assembler that takes in nothing else needs no depfile', async () => {
  const plain = { '/s/a.S': '.incbin "logo.bin"\n', '/s/data/logo.bin': 'x', '/b/a.o.d': '' }
  const found = await read(plain, 'a.S')
  expect(includesIn(found)).toEqual(['/s/data/logo.bin'])
  expect(found.gaps).toEqual([])
})
