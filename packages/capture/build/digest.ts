// SPDX-License-Identifier: Apache-2.0
import { createHash, hash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Digests } from './model.ts'

/** Digests of many files, computed by several threads while this one does something else. */
export interface Digesting {
  /** Begins with files that are known by now; those that it knows already count once. */
  add(paths: Iterable<string>): void
  /** Helps until all is done. Undefined where there is no such file. */
  finish(): Promise<(path: string) => Digests | undefined>
}

/** What threads share: paths, whose turn it is, and where the digests go. */
export interface DigestTask {
  readonly paths: readonly string[]
  readonly sha512: boolean
  readonly turn: Int32Array<SharedArrayBuffer>
  readonly found: Uint8Array<SharedArrayBuffer>
}

/** Bytes of a file's digests: a mark that they are there, SHA-256, SHA-1, git's SHA-1, SHA-512. */
const PLACES = { sha256: [1, 33], sha1: [33, 53], gitSha1: [53, 73], sha512: [73, 137] } as const
const ROW = 137
/** Files that are taken together: enough that threads seldom meet, few enough that they end at the same time. */
const FILES_A_TURN = 64
/** A thread takes some hundredths of a second to start. */
const WORTH_A_THREAD = 500
/** From here on threads wait for the disk more than they compute, and more of them than there are processors wait less. */
const MANY = 5000
const MOST_THREADS = 4

/** The script of the threads; in a tree of sources that was not built it is missing, and one thread does it all. */
const WORKER = new URL('./digest-worker.js', import.meta.url)

export function startDigests(sha512: boolean): Digesting {
  const batches: Batch[] = []
  const threads: Promise<void>[] = []
  return {
    add(paths) {
      const places = new Map<string, number>()
      for (const path of paths) {
        const isKnown = places.has(path) || batches.some((batch) => batch.places.has(path))
        if (!isKnown) places.set(path, places.size)
      }
      if (places.size === 0) return
      const task = taskFor([...places.keys()], sha512)
      batches.push({ task, places })
      for (let left = threadsFor(places.size); left > 0; left--) {
        const thread = runThread(task)
        // this thread may fail for another reason first, and then nobody asks
        thread.catch(() => undefined)
        threads.push(thread)
      }
    },
    async finish() {
      for (const { task } of batches) takeTurns(task)
      await Promise.all(threads)
      return (path) => {
        for (const { task, places } of batches) {
          const index = places.get(path)
          if (index !== undefined) return digestsAt(task, index)
        }
        return undefined
      }
    },
  }
}

interface Batch {
  readonly task: DigestTask
  readonly places: ReadonlyMap<string, number>
}

function taskFor(paths: readonly string[], sha512: boolean): DigestTask {
  return {
    paths,
    sha512,
    turn: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    found: new Uint8Array(new SharedArrayBuffer(paths.length * ROW)),
  }
}

function threadsFor(files: number): number {
  if (files < WORTH_A_THREAD || !existsSync(fileURLToPath(WORKER))) return 0
  return files < MANY
    ? Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1))
    : MOST_THREADS
}

function runThread(task: DigestTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task })
    worker.on('error', reject)
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a thread that digested files ended with ${code}`)),
    )
  })
}

/** Takes the next files until none is left. */
export function takeTurns({ paths, sha512, turn, found }: DigestTask): void {
  for (;;) {
    const from = Atomics.add(turn, 0, 1) * FILES_A_TURN
    if (from >= paths.length) return
    for (let index = from; index < Math.min(paths.length, from + FILES_A_TURN); index++) {
      digestInto(paths[index] ?? '', sha512, found.subarray(index * ROW, (index + 1) * ROW))
    }
  }
}

function digestsAt({ found, sha512 }: DigestTask, index: number): Digests | undefined {
  const row = Buffer.from(found.buffer, index * ROW, ROW)
  if (row[0] !== 1) return undefined
  const hex = ([from, to]: readonly [number, number]): string => row.toString('hex', from, to)
  return {
    sha256: hex(PLACES.sha256),
    sha1: hex(PLACES.sha1),
    gitSha1: hex(PLACES.gitSha1),
    ...(sha512 && { sha512: hex(PLACES.sha512) }),
  }
}

/** All digests of one file. */
export function digestFile(path: string, sha512: boolean): Digests | undefined {
  const task = taskFor([path], sha512)
  takeTurns(task)
  return digestsAt(task, 0)
}

/** Read in pieces of this size, so that an image of gigabytes is digested in the memory of one piece. */
const PIECE = 4 * 1024 * 1024
/** Room for git's header before the content, so that both are digested in one go. */
const ROOM = 32
let memory: Buffer | undefined

function digestInto(path: string, long: boolean, row: Uint8Array): void {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) return
    const buffer = (memory ??= Buffer.allocUnsafeSlow(ROOM + PIECE))
    // git's own form of a blob: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    const header = `blob ${stat.size}\0`
    const start = ROOM - buffer.write(header, ROOM - header.length, 'latin1')
    const count = readSync(file, buffer, ROOM, PIECE, 0)
    if (count < stat.size) {
      digestLarge(file, stat.size, header, long, row)
      return
    }
    const bytes = buffer.subarray(ROOM, ROOM + count)
    row.set(hash('sha256', bytes, 'buffer'), PLACES.sha256[0])
    row.set(hash('sha1', bytes, 'buffer'), PLACES.sha1[0])
    row.set(hash('sha1', buffer.subarray(start, ROOM + count), 'buffer'), PLACES.gitSha1[0])
    if (long) row.set(hash('sha512', bytes, 'buffer'), PLACES.sha512[0])
    row[0] = 1
  } catch {
    // gone or cut short while we read it: it has no digest
  } finally {
    closeSync(file)
  }
}

function digestLarge(
  file: number,
  size: number,
  header: string,
  long: boolean,
  row: Uint8Array,
): void {
  const buffer = (memory ??= Buffer.allocUnsafeSlow(ROOM + PIECE))
  const sha256 = createHash('sha256')
  const sha1 = createHash('sha1')
  const git = createHash('sha1').update(header, 'latin1')
  const sha512 = long ? createHash('sha512') : undefined
  for (let at = 0; at < size;) {
    const count = readSync(file, buffer, 0, PIECE, at)
    if (count === 0) return
    const bytes = buffer.subarray(0, count)
    sha256.update(bytes)
    sha1.update(bytes)
    git.update(bytes)
    sha512?.update(bytes)
    at += count
  }
  row.set(sha256.digest(), PLACES.sha256[0])
  row.set(sha1.digest(), PLACES.sha1[0])
  row.set(git.digest(), PLACES.gitSha1[0])
  if (sha512) row.set(sha512.digest(), PLACES.sha512[0])
  row[0] = 1
}
