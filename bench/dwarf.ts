// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess, type Run } from './measure.ts'

interface Setting {
  readonly scratch: string
  readonly say: (line: string) => void
}

const cases = join(import.meta.dirname, 'cases')
/** Copies of the two units in the program that is made, some 3.7 MB a pair. */
const PAIRS = 28

/** Each prints what it reads, which goes nowhere; ours keeps what it reads. */
const PEERS = [
  ['readelf', 'readelf --debug-dump=info --syms --wide "$0" > /dev/null'],
  ['llvm-dwarfdump', 'llvm-dwarfdump --debug-info "$0" > /dev/null'],
] as const

/**
 * DWARF and symbols of a large ELF file against readelf and llvm-dwarfdump on the same sections, and peak memory against the
 * file's size: as it is, and with its debug sections compressed. `HEADWATER_ELF` names a file, otherwise one of 100 MB is made with g++.
 */
export async function measureDwarf({ scratch, say }: Setting): Promise<void> {
  const given = process.env['HEADWATER_ELF']
  const plain = given ?? (await largeProgram(scratch))
  if (plain === undefined) {
    say('DWARF: not measured; there is no g++ to make a program with (or set HEADWATER_ELF)')
    return
  }
  const files = [plain]
  if (given === undefined) {
    const compressed = join(scratch, 'compressed')
    await runProcess(['objcopy', '--compress-debug-sections=zlib', plain, compressed])
    files.push(compressed)
  }
  for (const file of files) await measureOne(file, say)
}

async function measureOne(file: string, say: Setting['say']): Promise<void> {
  const { size } = statSync(file)
  const ours = await runProcess(['node', join(cases, 'read-code.mjs'), file])
  say(`DWARF and symbols of ${mb(size)} (${ours.output.trim()}): ${cost(ours)}`)
  say(`  peak memory over the file: ${(ours.peak / size).toFixed(2)} (goal 3)`)
  for (const [name, command] of PEERS) {
    if (spawnSync(name, ['--version']).error !== undefined) {
      say(`  ${name}: not measured, it is not there`)
      continue
    }
    const theirs = await runProcess(['sh', '-c', command, file])
    const ratio = (pick: (run: Run) => number): string => (pick(ours) / pick(theirs)).toFixed(2)
    say(
      `  against ${name}: processor ${ratio((run) => run.processor)}, wall ${ratio((run) => run.wall)} (goal 3), memory ${ratio((run) => run.peak)}; ${cost(theirs)}`,
    )
  }
}

/** The same two units (one with more optimization) many times over: a linker that is told so takes the first of equal symbols. */
async function largeProgram(scratch: string): Promise<string | undefined> {
  if (spawnSync('g++', ['--version']).error !== undefined) return undefined
  const source = join(cases, 'large-program.cpp')
  const compile = ['g++', '-std=c++17', '-g', '-c', source]
  const [main, first, second] = ['main.o', 'first.o', 'second.o'].map((name) => join(scratch, name))
  const program = join(scratch, 'program')
  await Promise.all([
    runProcess([...compile, '-O1', '-DMAIN', '-o', main ?? '']),
    runProcess([...compile, '-O1', '-o', first ?? '']),
    runProcess([...compile, '-O2', '-o', second ?? '']),
  ])
  const copies = Array.from({ length: PAIRS }, () => [first ?? '', second ?? '']).flat()
  await runProcess(['g++', '-Wl,-z,muldefs', '-pthread', main ?? '', ...copies, '-o', program])
  return program
}

function cost({ processor, wall, peak }: Run): string {
  return `${(processor / 1000).toFixed(1)} s of processor, ${(wall / 1000).toFixed(1)} s, ${mb(peak)}`
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
