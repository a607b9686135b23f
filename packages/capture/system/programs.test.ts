// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programsOutside } from './programs.ts'

let room: string

beforeEach(() => {
  room = realpathSync(mkdtempSync(join(tmpdir(), 'programs-')))
  for (const folder of ['build', 'tools']) mkdirSync(join(room, folder))
})

afterEach(() => rmSync(room, { recursive: true, force: true }))

function program(path: string): string {
  writeFileSync(join(room, path), '#!/bin/sh\necho "$1 answered"\n', { mode: 0o755 })
  return join(room, path)
}

test('a compiler of the system is asked, and so is a link to it within the build', () => {
  const ask = programsOutside([join(room, 'build')])
  const gcc = program('tools/gcc')
  symlinkSync(gcc, join(room, 'build/cc'))
  expect(ask(gcc, ['--version'], room)?.out).toBe('--version answered\n')
  expect(ask(join(room, 'build/cc'), ['--version'], room)?.out).toBe('--version answered\n')
})

test('nothing that the build wrote is run, and no link to what is no compiler', () => {
  const ask = programsOutside([join(room, 'build')])
  const own = program('build/gcc')
  symlinkSync(own, join(room, 'build/clang'))
  symlinkSync(program('tools/remove'), join(room, 'build/cc'))
  for (const path of [own, join(room, 'build/clang'), join(room, 'build/cc')])
    expect(ask(path, ['--version'], room)).toBeUndefined()
})
