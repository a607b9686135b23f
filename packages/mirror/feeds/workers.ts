// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads'
import type { ComponentIdentity } from '@headwater/domain/matching'
import type { Limits } from '@headwater/formats/source'
import { readError, type WrittenError } from './errors.ts'
import { harvestShare, openShare, type HeldHarvest, type ShareTask } from './share.ts'
import { createSharedTurns } from './turns.ts'

/** What a thread is told once it is known what is wanted. */
export interface WorkerOrder {
  readonly components: readonly ComponentIdentity[] | undefined
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly name: string; readonly records: number }
  | { readonly kind: 'done'; readonly held: readonly HeldHarvest[] }
  | { readonly kind: 'failed'; readonly error: WrittenError }

export interface WorkerTask {
  readonly paths: readonly string[]
  readonly limits: Limits
  readonly threads: number
  /** What a thread runs. */
  readonly script: URL
  readonly progress: (name: string, records: number) => void
}

/** Threads that read feeds while this one does something else. */
export interface HarvestThreads {
  /**
   * What each thread has read of each path. Until it is called the threads only inflate, and do not keep the process alive;
   * from then on they sift what they have, and this thread helps them.
   */
  finish(
    components: readonly ComponentIdentity[] | undefined,
  ): Promise<readonly (readonly HeldHarvest[])[]>
}

export function startThreads({
  paths,
  limits,
  threads,
  script,
  progress,
}: WorkerTask): HarvestThreads {
  const task: ShareTask = { paths, limits, turns: createSharedTurns(paths.length) }
  const workers = Array.from({ length: threads }, () => startThread(script, task, progress))
  const all = Promise.all(workers.map(({ held }) => held))
  // whoever started them may fail for another reason first, and then nobody asks
  all.catch(() => undefined)
  return {
    async finish(components) {
      for (const { worker } of workers) {
        worker.ref()
        const order: WorkerOrder = { components }
        worker.postMessage(order)
      }
      const share = await openShare(task)
      const own = harvestShare(task, share, { components, end: 'back', progress })
      return [...(await all), own]
    },
  }
}

function startThread(
  script: URL,
  task: ShareTask,
  progress: WorkerTask['progress'],
): { readonly worker: Worker; readonly held: Promise<readonly HeldHarvest[]> } {
  const worker = new Worker(script, {
    workerData: task,
    // records live for a moment: in a young generation of the default size they are copied about first
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  worker.unref()
  const held = new Promise<readonly HeldHarvest[]>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') progress(message.name, message.records)
      else if (message.kind === 'done') resolve(message.held)
      else reject(readError(message.error))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`a thread that read feeds ended with ${code}`)))
  })
  return { worker, held }
}

const YOUNG_MB = 64
