// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { readLinkMap } from './index.ts'

const GNU = `Archive member included to satisfy reference by file (symbol)

lib.a(f.o)                    main.o (f)
a/very/long/path/to/libother.a(member.o)
                              lib.a(f.o) (g)

As-needed library included to satisfy reference by file (symbol)

libc.so.6                     main.o (puts@@GLIBC_2.2.5)

Discarded input sections

 .text          0x0000000000000000        0x0 main.o
 .text.unused   0x0000000000000000       0x2b lib.a(f.o)
 .text.a_function_with_a_long_name
                0x0000000000000000        0x9 main.o

Memory Configuration

Name             Origin             Length             Attributes
*default*        0x0000000000000000 0xffffffffffffffff

Linker script and memory map

LOAD main.o
LOAD lib.a
LOAD /lib/libc.so.6
                0x0000000000000318                . = (0x0 + SIZEOF_HEADERS)

.text           0x0000000000001000       0x40
 *(.text .text.*)
 .text          0x0000000000001000        0x0 main.o
 .text.main     0x0000000000001000       0x20 main.o
                0x0000000000001000                main
 *fill*         0x0000000000001020        0x8 
 .text.a_function_with_another_name
                0x0000000000001028       0x18 lib.a(f.o)
LOAD dynamic
`

test('the map of GNU ld tells members and why, what is in the image and what was dropped', () => {
  expect(readLinkMap(GNU)).toEqual({
    form: 'gnu',
    loaded: ['main.o', 'lib.a', '/lib/libc.so.6', 'dynamic'],
    members: [
      { path: 'lib.a', member: 'f.o', wantedBy: 'main.o', symbol: 'f' },
      {
        path: 'a/very/long/path/to/libother.a',
        member: 'member.o',
        wantedBy: 'lib.a(f.o)',
        symbol: 'g',
      },
    ],
    kept: [
      { section: '.text.main', size: 32, path: 'main.o' },
      { section: '.text.a_function_with_another_name', size: 24, path: 'lib.a', member: 'f.o' },
    ],
    discarded: [
      { section: '.text', size: 0, path: 'main.o' },
      { section: '.text.unused', size: 43, path: 'lib.a', member: 'f.o' },
      { section: '.text.a_function_with_a_long_name', size: 9, path: 'main.o' },
    ],
  })
})

test('the map of gold, which does not say what it opened, has the files of its sections', () => {
  const text =
    'Discarded input sections\n\n .data 0x0000000000000000 0x0 x.o\n\nMemory map\n\n .text          0x00000000 0x4 y.o\n'
  expect(readLinkMap(text).loaded).toEqual(['y.o', 'x.o'])
})

test('the map of lld tells what is in the image', () => {
  const text = `             VMA              LMA     Size Align Out     In      Symbol
             2a8              2a8       1c     1 .interp
             2a8              2a8       1c     1         <internal>:(.interp)
            1000             1000       20    16         main.o:(.text.main)
            1000             1000       20     1                 main
            1020             1020        b    16         lib.a(f.o):(.text.f)
            1030             1030       18     1         lib.a(f.o):(.eh_frame+0x18)
            1030             1030        0     1         lib.a(e.o):(.text)
`
  expect(readLinkMap(text)).toEqual({
    form: 'lld',
    loaded: ['main.o', 'lib.a'],
    members: [
      { path: 'lib.a', member: 'f.o' },
      { path: 'lib.a', member: 'e.o' },
    ],
    kept: [
      { section: '.text.main', size: 32, path: 'main.o' },
      { section: '.text.f', size: 11, path: 'lib.a', member: 'f.o' },
      { section: '.eh_frame', size: 24, path: 'lib.a', member: 'f.o' },
    ],
    discarded: [],
  })
})

test('what is no map says nothing, in little time', () => {
  expect(readLinkMap('')).toMatchObject({ loaded: [], kept: [] })
  for (const piece of [' ', ' .a\n', ' .a 0x0 ', 'LOAD', '\n', '(', ' 0x'])
    readLinkMap(`Linker script and memory map\n${piece.repeat(200_000)}`)
}, 20_000)
