// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { filesInMemory } from './memory-files.ts'
import { readSteps } from './read-steps.ts'
import type { Steps } from './step.ts'

/** GCC's depfile of an object names neither the precompiled header nor what went into it. */
const files: Record<string, string> = {
  '/b/build.ninja':
    'rule cc\n  command = cc $flags -x $lang -c $in -o $out\n  depfile = $out.d\n' +
    'build p/all.h.gch: cc ../s/all.h\n  lang = c-header\n' +
    'build a.o: cc ../s/a.c | p/all.h.gch\n  lang = c\n  flags = -include /b/p/all.h\n' +
    'build b.o: cc ../s/b.c | p/all.h.gch\n  lang = c\n  flags = -I p -include all.h\n' +
    'build c.o: cc ../s/c.c\n  lang = c\n',
  '/b/p/all.h.gch': 'x',
  '/b/p/all.h.gch.d': 'p/all.h.gch: ../s/all.h ../s/inner.h /usr/include/stdio.h',
  ...Object.fromEntries(
    ['a', 'b', 'c'].flatMap((name) => [
      [`/s/${name}.c`, 'int x;'],
      [`/b/${name}.o`, 'x'],
      [`/b/${name}.o.d`, `${name}.o: ../s/${name}.c ../s/${name}.h`],
    ]),
  ),
}

const read = (contents: Record<string, string>): Promise<Steps> =>
  readSteps('/b', { files: filesInMemory(contents) })

const stepOf = (name: string, { steps }: Steps): Steps['steps'][number] | undefined =>
  steps.find(({ outputs }) => outputs[0] === `/b/${name}`)

test('who uses a precompiled header has read what was read when it was made', async () => {
  const found = await read(files)
  const inside = ['/b/p/all.h.gch', '/s/all.h', '/s/inner.h', '/usr/include/stdio.h']
  expect(stepOf('a.o', found)?.includes).toEqual(['/s/a.h', ...inside])
  expect(stepOf('b.o', found)?.includes).toEqual(['/s/b.h', ...inside])
  expect(stepOf('c.o', found)?.includes).toEqual(['/s/c.h'])
  expect(found.gaps).toEqual([])
})

test('where nobody made it, or nothing says of what, the headers of its users are a gap', async () => {
  const old = {
    ...files,
    '/b/build.ninja': files['/b/build.ninja']!.replace(/build p.*\n.*\n/, ''),
  }
  const unseen = await read(old)
  expect(unseen.gaps).toMatchObject([{ code: 'no-include-record', paths: ['/b/a.o', '/b/b.o'] }])
  const { '/b/p/all.h.gch.d': _, ...blind } = files
  expect((await read(blind)).gaps).toMatchObject([
    { code: 'no-include-record', paths: ['/b/a.o', '/b/b.o'] },
  ])
  expect(stepOf('a.o', unseen)?.knowsIncludes).toBe(false)
})
