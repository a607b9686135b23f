// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads'
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
/** Heap of a worker: the program itself takes about 130 MB of it, with the corpus; the rest is for one mutant. */
const HEAP_MB = 400
/** A suspect is let run for so long when it runs again, so that one knows how bad it is. */
const PATIENCE_MS = 10_000

/**
 * Runs mutants in worker threads and watches them. One that is slow or brings its worker down runs again alone, beside
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
      if (answer.kind === 'ended' && answer.ms <= LONGEST_MS) note(answer)
      else suspects.push(number)
      if (answer.kind !== 'ended') crew = undefined
    }
    await crew?.dismiss()
  }
  await Promise.all(Array.from({ length: options.threads }, work))

  for (const number of suspects) {
    const crew = await hire(options)
    const answer = await crew.run({ number, parent: true }, PATIENCE_MS)
    if (answer.kind === 'ended' && answer.ms <= answer.parentMs + LONGEST_MS) note(answer)
    else if (answer.kind === 'ended') {
      const detail = `${Math.round(answer.ms)} ms, its original ${Math.round(answer.parentMs)} ms`
      failures.push({ ...answer, kind: 'failed', what: 'hang', detail })
    } else failures.push(answer)
    await crew.dismiss()
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
  dismiss(): Promise<void>
}

async function hire(options: RunOptions): Promise<Hand> {
  const { samples, shared, seed, group } = options
  const data: WorkerOptions = { samples, shared, seed, ...(group === undefined ? {} : { group }) }
  const worker = new Worker(BOOT, {
    eval: true,
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  let hear: (answer: Answer) => void = () => undefined
  let fall: (error: Error) => void = () => undefined
  worker.on('message', (answer: Answer) => hear(answer))
  worker.on('error', (error) => fall(error instanceof Error ? error : new Error(String(error))))
  const groups = await new Promise<RunResult['groups']>((resolve, reject) => {
    hear = (answer) => void (answer.kind === 'ready' && resolve(answer.groups))
    fall = reject
  })
  return {
    groups,
    async run(order, longestMs) {
      let about: About = { number: order.number, original: '', group: '', steps: [], size: 0 }
      const memory = watchMemory()
      const answer = await new Promise<Ended | Failure>((resolve) => {
        let timer: NodeJS.Timeout | undefined
        hear = (answer) => {
          clearTimeout(timer)
          if (answer.kind === 'ended') resolve(answer)
          if (answer.kind !== 'begun') return
          about = answer
          const detail = `more than ${longestMs} ms`
          timer = setTimeout(
            () => resolve({ ...about, kind: 'failed', what: 'hang', detail }),
            longestMs,
          )
        }
        fall = (error) => {
          clearTimeout(timer)
          const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          const detail = isMemory ? `heap above ${HEAP_MB} MB` : (error.stack ?? error.message)
          resolve({ ...about, kind: 'failed', what: isMemory ? 'memory' : 'crash', detail })
        }
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
        worker.postMessage(order)
      })
      const grown = memory.grownMb()
      if (answer.kind === 'failed') await worker.terminate()
      else if (grown > HEAP_MB * 2 && order.parent) {
        await worker.terminate()
        return {
          ...about,
          kind: 'failed',
          what: 'memory',
          detail: `the process grew by ${Math.round(grown)} MB`,
        }
      }
      return answer
    },
    async dismiss() {
      await worker.terminate()
    },
  }
}

/** What lies outside the heap (buffers) is seen in the process only. */
function watchMemory(): { grownMb(): number } {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50)
  timer.unref()
  return {
    grownMb() {
      clearInterval(timer)
      return (Math.max(most, process.memoryUsage.rss()) - before) / 1024 ** 2
    },
  }
}

/** Workers do not take over how the main thread loads TypeScript. */
const BOOT = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)})
})`
