// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FunctionSpan } from '@headwater/locate/functions'
import { readSpans } from './sources.ts'

/** The functions of a text with their lines; undefined where it is not there or in no language of ours. */
export type SpansOf = (path: string) => readonly FunctionSpan[] | undefined

/** Texts that a thread reads while this one does something else. */
export interface Texts {
  /** Helps until all is read. */
  finish(): Promise<SpansOf>
}

export interface TextTask {
  readonly paths: readonly string[]
  /** The next text, for whoever comes first. */
  readonly turn: Int32Array<SharedArrayBuffer>
}

export type ReadTexts = readonly (readonly [path: string, spans: ReturnType<SpansOf>])[]

/** A thread takes some hundredths of a second to start. */
const WORTH_A_THREAD = 200

/** In a tree of sources that was not built it is missing, and one thread does it all. */
const WORKER = new URL('./text-worker.js', import.meta.url)

export function startTexts(paths: readonly string[]): Texts {
  const task: TextTask = { paths, turn: new Int32Array(new SharedArrayBuffer(4)) }
  const isWorth = paths.length >= WORTH_A_THREAD && existsSync(fileURLToPath(WORKER))
  const beside = isWorth ? runThread(task) : Promise.resolve<ReadTexts>([])
  // this thread may fail for another reason first, and then nobody asks
  beside.catch(() => undefined)
  return {
    async finish() {
      const own = takeTexts(task)
      const known = new Map([...own, ...(await beside)])
      return (path) => (known.has(path) ? known.get(path) : readSpans(path))
    },
  }
}

function runThread(task: TextTask): Promise<ReadTexts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task })
    worker.on('message', resolve)
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`a thread that read sources ended with ${code}`)))
  })
}

/** Reads the next texts until none is left. */
export function takeTexts({ paths, turn }: TextTask): ReadTexts {
  const read: [string, ReturnType<SpansOf>][] = []
  for (;;) {
    const path = paths[Atomics.add(turn, 0, 1)]
    if (path === undefined) return read
    read.push([path, readSpans(path)])
  }
}
