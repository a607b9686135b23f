// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { writeError } from './errors.ts'
import { harvestShare, openShare, readAhead, type ShareTask } from './share.ts'
import type { WorkerMessage, WorkerOrder } from './workers.ts'

/** One of the threads of `workers.ts`: reads ahead, is told what is wanted, hands over its share and ends. */
const port = parentPort
if (port === null) throw new Error('to be run as a worker thread')

const send = (message: WorkerMessage, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer)

try {
  const task = workerData as ShareTask
  const share = await openShare(task)
  let order: WorkerOrder | undefined
  const hear = (): boolean => {
    order ??= receiveMessageOnPort(port)?.message
    return order !== undefined
  }
  readAhead(share, hear)
  order ??= ((await once(port, 'message')) as [WorkerOrder])[0]
  const held = harvestShare(task, share, {
    components: order.components,
    end: 'front',
    progress: (name, records) => send({ kind: 'progress', name, records }),
  })
  const buffers = held.flatMap(({ segments }) => segments.map(({ buffer }) => buffer))
  send({ kind: 'done', held }, buffers)
} catch (error) {
  send({ kind: 'failed', error: writeError(error) })
}
