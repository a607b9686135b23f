// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { filesInMemory } from './memory-files.ts'
import { readSteps } from './read-steps.ts'
import type { Step } from './step.ts'

async function linkWith(scripts: Record<string, string>): Promise<Step | undefined> {
  const { steps } = await readSteps('/b', {
    files: filesInMemory({
      '/b/build.ninja':
        'rule ld\n  command = cc $in -o $out -T main.ld -Llib\nbuild app: ld a.o | main.ld\n',
      '/b/app': 'x',
      '/b/a.o': 'x',
      '/b/c.o': 'x',
      '/b/lib/libd.a': 'x',
      ...scripts,
    }),
  })
  return steps.find(({ outputs }) => outputs[0] === '/b/app')
}

test('what a linker script names is linked', async () => {
  const script =
    '/* INPUT(not.o) */ STARTUP(c.o)\nGROUP ( libd.a AS_NEEDED ( -lm ) )\nINPUT("libgcc.a", -lz)\n'
  expect(await linkWith({ '/b/main.ld': script })).toMatchObject({
    inputs: ['/b/a.o', '/b/main.ld', '/b/c.o', '/b/lib/libd.a'],
    libraries: ['m', ':libgcc.a', 'z'],
    libraryFolders: ['/b/lib'],
  })
})

test('a script that another takes in is read, and names too', async () => {
  const found = await linkWith({
    '/b/main.ld': 'INCLUDE memory.ld\nSECTIONS { }\n',
    '/b/lib/memory.ld': 'INPUT(c.o)\nMEMORY { ram : ORIGIN = 0, LENGTH = 1K }\nINPUT(',
  })
  expect(found).toMatchObject({
    inputs: ['/b/a.o', '/b/main.ld', '/b/c.o'],
    includes: ['/b/lib/memory.ld'],
  })
})
