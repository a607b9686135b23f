// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process'
import type { About, Answer, Ended, Order, WorkerOptions } from './protocol.ts'

export interface RunOptions extends WorkerOptions {
  /** Numbers of the mutants: from `first` on, `count` of them. */
  readonly first: number
  readonly count: number
  readonly threads: number
  readonly progress: (done: number) => void
}

export interface Failure extends About {
  readonly kind: 'failed'
  readonly what: 'crash' | 'hang' | 'memory'
  readonly detail: string
}

export interface RunResult {
  readonly groups: readonly (readonly [string, number])[]
  readonly mutants: number
  /** How many ended in which way, by group. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly failures: readonly Failure[]
  readonly slowest: readonly Ended[]
  /** Milliseconds, by group. */
  readonly spent: ReadonlyMap<string, number>
  readonly ms: number
}

/** How much longer than its original a mutant may take. */
const LONGEST_MS = 1000
/** Some mutants are a hundred times as large as their originals; each megabyte has half a second. */
function longest({ size }: About): number {
  return LONGEST_MS + size / 2000
}

/** Heap of a worker: the program itself takes about 130 MB of it, with the corpus; the rest is for one mutant. */
const HEAP_MB = 400
/** The whole process, with what lies outside the heap (buffers). */
const LARGEST_MB = 1024
/** A suspect is let run for so long when it runs again, so that one knows how bad it is. */
const PATIENCE_MS = 10_000

/**
 * Runs mutants in processes of their own and watches them: V8 ends the whole process where a thread's heap is full. One that is slow or brings its worker down runs again alone, beside
 * its original, before it is called a failure: the machine may have been busy elsewhere.
 */
export async function runMutants(options: RunOptions): Promise<RunResult> {
  const startedAt = performance.now()
  const outcomes = new Map<string, Map<string, number>>()
  const failures: Failure[] = []
  const suspects: number[] = []
  const spent = new Map<string, number>()
  let slowest: Ended[] = []
  let groups: RunResult['groups'] = []
  let next = options.first
  const end = options.first + options.count
  let done = 0

  const note = (ended: Ended): void => {
    const group = outcomes.get(ended.group) ?? new Map<string, number>()
    outcomes.set(ended.group, group)
    const outcome = ended.failure === undefined ? ended.outcome : 'CRASH'
    group.set(outcome, (group.get(outcome) ?? 0) + 1)
    if (ended.failure !== undefined)
      failures.push({ ...ended, kind: 'failed', what: 'crash', detail: ended.failure })
    spent.set(ended.group, (spent.get(ended.group) ?? 0) + ended.ms)
    slowest = [...slowest, ended].sort((a, b) => b.ms - a.ms).slice(0, 10)
  }

  async function work(): Promise<void> {
    let crew: Hand | undefined
    while (next < end) {
      const number = next++
      crew ??= await hire(options)
      groups = crew.groups
      const answer = await crew.run({ number, parent: false }, LONGEST_MS)
      options.progress(++done)
      if (answer.kind === 'ended' && answer.ms <= LONGEST_MS && answer.peakMb <= LARGEST_MB) {
        note(answer)
        continue
      }
      suspects.push(number)
      crew.dismiss()
      crew = undefined
    }
    crew?.dismiss()
  }
  await Promise.all(Array.from({ length: options.threads }, work))

  for (const number of suspects) {
    const crew = await hire(options)
    const answer = await crew.run({ number, parent: true }, PATIENCE_MS)
    if (answer.kind === 'ended' && answer.peakMb > LARGEST_MB) {
      const detail = `the process grew to ${Math.round(answer.peakMb)} MB`
      failures.push({ ...answer, kind: 'failed', what: 'memory', detail })
    } else if (answer.kind === 'ended' && answer.ms <= answer.parentMs + longest(answer)) {
      note(answer)
    } else if (answer.kind === 'ended') {
      const detail = `${Math.round(answer.ms)} ms, its original ${Math.round(answer.parentMs)} ms`
      failures.push({ ...answer, kind: 'failed', what: 'hang', detail })
    } else failures.push(answer)
    crew.dismiss()
  }
  return {
    groups,
    mutants: options.count,
    outcomes,
    failures,
    slowest,
    spent,
    ms: performance.now() - startedAt,
  }
}

interface Hand {
  readonly groups: RunResult['groups']
  /** What became of it. After a Failure the hand is gone. */
  run(order: Order, longestMs: number): Promise<Ended | Failure>
  dismiss(): void
}

async function hire(options: RunOptions): Promise<Hand> {
  const { samples, shared, seed, group } = options
  const told: WorkerOptions = { samples, shared, seed, ...(group === undefined ? {} : { group }) }
  const worker = fork(new URL('./worker.ts', import.meta.url), [JSON.stringify(told)], {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  worker.stderr?.on('data', (chunk) => (lastWords = (lastWords + String(chunk)).slice(-10_000)))
  let hear: (answer: Answer) => void = () => undefined
  let fall: () => void = () => undefined
  worker.on('message', (answer: Answer) => hear(answer))
  worker.on('exit', () => fall())
  const groups = await new Promise<RunResult['groups']>((resolve, reject) => {
    hear = (answer) => void (answer.kind === 'ready' && resolve(answer.groups))
    fall = () => reject(new Error(`a worker did not start: ${lastWords}`))
  })
  return {
    groups,
    async run(order, longestMs) {
      let about: About = { number: order.number, original: '', group: '', steps: [], size: 0 }
      const answer = await new Promise<Ended | Failure>((resolve) => {
        let timer: NodeJS.Timeout | undefined
        const fail = (what: Failure['what'], detail: string): void => {
          clearTimeout(timer)
          resolve({ ...about, kind: 'failed', what, detail })
        }
        hear = (answer) => {
          clearTimeout(timer)
          if (answer.kind === 'ended') resolve(answer)
          if (answer.kind !== 'begun') return
          about = answer
          timer = setTimeout(() => fail('hang', `more than ${longestMs} ms`), longestMs)
        }
        fall = () => {
          const isMemory = /out of memory|Allocation failed/i.test(lastWords)
          fail(isMemory ? 'memory' : 'crash', isMemory ? `heap above ${HEAP_MB} MB` : lastWords)
        }
        worker.send(order)
      })
      fall = () => undefined
      if (answer.kind === 'failed') worker.kill('SIGKILL')
      return answer
    },
    dismiss: () => void worker.kill(),
  }
}
