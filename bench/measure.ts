// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'

/**
 * What one process took. Wall time and that of processors (its own, and of processes that it waited for) in milliseconds, peak
 * resident memory in bytes, time to its first byte of output.
 */
export interface Run {
  readonly wall: number
  readonly processor: number
  readonly firstByte: number
  readonly peak: number
  readonly output: string
}

/** Runs a command line in a process of its own and waits for it. @throws where it fails. */
export async function runProcess(argv: readonly string[], accept = [0]): Promise<Run> {
  const [command = '', ...rest] = argv
  const start = performance.now()
  let firstByte = 0
  const child = spawn('/usr/bin/env', ['time', '-f', 'PEAK %M %U %S', command, ...rest], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (data: Buffer) => {
    if (firstByte === 0) firstByte = performance.now() - start
    output += data.toString()
  })
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? -1))
  })
  const wall = performance.now() - start
  if (!accept.includes(code))
    throw new Error(`${argv.join(' ')}: exit ${code}\n${errors.slice(-2000)}`)
  const [, kilobytes, user, system] = /PEAK (\d+) (\S+) (\S+)/.exec(errors) ?? []
  const processor = (Number(user) + Number(system)) * 1000
  return { wall, processor, firstByte, peak: Number(kilobytes) * 1024, output }
}

export interface Comparison {
  /** Median of ours over median of theirs, from runs that took turns. */
  readonly wall: number
  readonly firstByte: number
  readonly peak: number
  readonly ours: Run
  readonly theirs: Run
}

/**
 * Ours against a baseline, in turns, so that a noisy moment of the machine meets both. Ratios of medians; the machine's
 * own speed falls out.
 */
export async function compare(
  ours: readonly string[],
  theirs: readonly string[],
  { rounds = 5, accept = [0] }: { rounds?: number; accept?: number[] } = {},
): Promise<Comparison> {
  const our: Run[] = []
  const their: Run[] = []
  for (let round = 0; round < rounds; round++) {
    their.push(await runProcess(theirs, accept))
    our.push(await runProcess(ours, accept))
  }
  const ratio = (pick: (run: Run) => number) => median(our.map(pick)) / median(their.map(pick))
  const last = (runs: readonly Run[]) => runs.toSorted((a, b) => a.wall - b.wall)[runs.length >> 1]
  const ourMedian = last(our)
  const theirMedian = last(their)
  if (ourMedian === undefined || theirMedian === undefined) throw new Error('no rounds')
  return {
    wall: ratio((run) => run.wall),
    firstByte: ratio((run) => run.firstByte),
    peak: ratio((run) => run.peak),
    ours: ourMedian,
    theirs: theirMedian,
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}
