// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads'
import { writeError } from './errors.ts'
import { harvestShare, type ShareTask } from './share.ts'
import type { WorkerMessage } from './workers.ts'

/** One of the threads of `workers.ts`: reads its share, hands it over and ends. */
const port = parentPort
if (port === null) throw new Error('to be run as a worker thread')

const send = (message: WorkerMessage, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer)

try {
  const held = await harvestShare(workerData as ShareTask, (name, records) =>
    send({ kind: 'progress', name, records }),
  )
  const buffers = held.flatMap(({ segments }) => segments.map(({ buffer }) => buffer))
  send({ kind: 'done', held }, buffers)
} catch (error) {
  send({ kind: 'failed', error: writeError(error) })
}
