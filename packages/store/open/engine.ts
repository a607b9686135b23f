// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { StoreError } from '../fault/index.ts'

/** PGlite in a thread: messages of PostgreSQL's protocol (version 3) in, its answers out. */
export interface Engine {
  /** Whole messages. Answers come in the order of the questions. */
  exchange(messages: Uint8Array): Promise<Uint8Array>
  /** Answer to the first start of a session, kept for those that follow: the engine answers it only once. */
  greeting: Uint8Array | undefined
  /** Making a new database takes some seconds, opening one a fraction of one. */
  readonly opened: Promise<void>
  isBroken(): boolean
  stop(): Promise<void>
}

type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string }

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

/** @param directory path, or `memory://` */
export function startEngine(directory: string): Engine {
  const worker = new Worker(SCRIPT, {
    eval: true,
    // what the program was started with (loaders, --input-type) is not for this text
    execArgv: [],
    workerData: { directory, pglite: createRequire(import.meta.url).resolve(PGLITE) },
  })
  const waiting: Waiting[] = []
  let broken: StoreError | undefined
  const breakAll = (why: string, cause?: unknown): void => {
    broken ??= new StoreError('CONNECTION_LOST', `the embedded database stopped: ${why}`, { cause })
    for (const { reject } of waiting.splice(0)) reject(broken)
    finishOpening.reject(broken)
  }
  const ask = (message: Uint8Array | 'stop'): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      if (broken !== undefined) return reject(broken)
      waiting.push({ resolve, reject })
      if (message === 'stop') worker.postMessage(message)
      else worker.postMessage(message, [message.buffer as ArrayBuffer])
    })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let finishOpening: { readonly resolve: () => void; readonly reject: (error: Error) => void }
  const opened = new Promise<void>((resolve, reject) => {
    finishOpening = { resolve, reject }
  })
  // whoever asks something hears of it as well
  opened.catch(() => undefined)
  worker.on('message', (answer: Answer) => {
    switch (answer.kind) {
      case 'ready':
        finishOpening.resolve()
        return
      case 'answer':
        waiting.shift()?.resolve(answer.bytes)
        return
      case 'failed':
        // the engine is of no known state now: a new one reads the directory as after a crash
        breakAll(answer.message)
        void worker.terminate()
    }
  })
  worker.on('error', (error) => breakAll(error.message, error))
  worker.on('exit', (code) => breakAll(`its thread ended with ${code}`))
  return {
    exchange: ask,
    greeting: undefined,
    opened,
    isBroken: () => broken !== undefined,
    async stop() {
      if (broken === undefined) await ask('stop').catch(() => undefined)
      await worker.terminate()
      await exited
    },
  }
}

const PGLITE = '@electric-sql/pglite'

/**
 * As text, because a thread of node 20 can run neither TypeScript nor a file that a bundle left behind. Questions are answered one
 * after the other: the engine itself does nothing at once.
 */
const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads')
const { PGlite } = require(workerData.pglite)
const opened = PGlite.create(workerData.directory)
let last = opened.then(
  () => parentPort.postMessage({ kind: 'ready' }),
  (error) => parentPort.postMessage({ kind: 'failed', message: String(error?.message ?? error) }),
)
parentPort.on('message', (message) => {
  last = last.then(async () => {
    try {
      const engine = await opened
      if (message === 'stop') {
        await engine.close()
        parentPort.postMessage({ kind: 'answer', bytes: new Uint8Array() })
        return
      }
      const bytes = (await engine.execProtocolRaw(message, { throwOnError: false })).slice()
      parentPort.postMessage({ kind: 'answer', bytes }, [bytes.buffer])
    } catch (error) {
      parentPort.postMessage({ kind: 'failed', message: String(error?.message ?? error) })
    }
  })
})
`
