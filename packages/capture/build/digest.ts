// SPDX-License-Identifier: Apache-2.0
import { createHash, hash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Digests } from './model.ts'

/** Digests of many files, computed by several threads while this one does something else. */
export interface Digesting {
  /** Helps until all is done. In the order of the paths; undefined where there is no such file. */
  finish(): Promise<(index: number) => Digests | undefined>
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
const MOST_THREADS = 4

/** The script of the threads; in a tree of sources that was not built it is missing, and one thread does it all. */
const WORKER = new URL('./digest-worker.js', import.meta.url)

export function startDigests(paths: readonly string[], sha512: boolean): Digesting {
  const task: DigestTask = {
    paths,
    sha512,
    turn: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    found: new Uint8Array(new SharedArrayBuffer(paths.length * ROW)),
  }
  const threads =
    paths.length < WORTH_A_THREAD || !existsSync(fileURLToPath(WORKER))
      ? 0
      : Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1))
  const all = Promise.all(Array.from({ length: threads }, () => runThread(task)))
  // this thread may fail for another reason first, and then nobody asks
  all.catch(() => undefined)
  return {
    async finish() {
      takeTurns(task)
      await all
      return (index) => digestsAt(task, index)
    },
  }
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
  const task: DigestTask = {
    paths: [path],
    sha512,
    turn: new Int32Array(new SharedArrayBuffer(4)),
    found: new Uint8Array(new SharedArrayBuffer(ROW)),
  }
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
