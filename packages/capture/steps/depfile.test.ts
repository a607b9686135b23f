// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { prerequisitesIn, readDepfile } from './depfile.ts'

test('a depfile names what was read, over several lines and with escapes', () => {
  const text = 'a.o: s/a.c \\\n my\\ file.h \\\n x\\#y.h p$$q.h dir\\name.h\n\nmy\\ file.h:\n'
  expect(readDepfile(text)).toEqual([
    {
      targets: ['a.o'],
      prerequisites: ['s/a.c', 'my file.h', 'x#y.h', 'p$q.h', 'dir\\name.h'],
    },
  ])
})

test('several targets and several rules are kept apart; a colon in a name is no end', () => {
  expect(readDepfile('a.o a.d: x.c\r\nb.o : c:y.h z.h')).toEqual([
    { targets: ['a.o', 'a.d'], prerequisites: ['x.c'] },
    { targets: ['b.o'], prerequisites: ['c:y.h', 'z.h'] },
  ])
  expect(prerequisitesIn('a.o: x.c h.h\nb.o: y.c h.h\n')).toEqual(['x.c', 'h.h', 'y.c'])
})

test('text that is no depfile says nothing', () => {
  expect(readDepfile('# dummy\n')).toEqual([])
  expect(readDepfile('')).toEqual([])
  expect(readDepfile('\\')).toEqual([])
})
