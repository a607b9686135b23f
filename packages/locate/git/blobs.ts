// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { LocateError } from '../error/index.ts'
import { SAFE_OPTIONS, safeEnvironment } from './run.ts'

/** Contents of files by `COMMIT:PATH`, from one `git cat-file --batch` that is asked again and again. */
export interface Blobs {
  /** Undefined: there is no such file (or it is a folder, or another repository). */
  read(commit: string, path: string): Promise<string | undefined>
  close(): void
}

interface Asked {
  resolve(text: string | undefined): void
  reject(error: Error): void
}

export function openBlobs(folder: string): Blobs {
  let child: ChildProcessWithoutNullStreams | undefined
  let asked: Asked[] = []
  const fail = (error: Error): void => {
    const left = asked
    asked = []
    child = undefined
    for (const { reject } of left) reject(error)
  }
  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn('git', ['-C', folder, ...SAFE_OPTIONS, 'cat-file', '--batch'], {
      env: safeEnvironment(),
      windowsHide: true,
    })
    const answers = readAnswers((text) => asked.shift()?.resolve(text))
    started.stdout.on('data', answers)
    // what it says on standard error is said again by the missing answer
    started.stderr.resume()
    started.stdin.on('error', () => undefined)
    started.on('error', (cause) =>
      fail(new LocateError('GIT_MISSING', 'git is not there to be run', 'install git', { cause })),
    )
    started.on('close', () =>
      fail(new LocateError('GIT_FAILED', 'git cat-file ended before it answered')),
    )
    return started
  }
  return {
    read(commit, path) {
      // the protocol is one line a question
      if (/[\n\0]/.test(path)) return Promise.resolve(undefined)
      child ??= start()
      const { stdin } = child
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject })
        stdin.write(`${commit}:${path}\n`)
      })
    },
    close() {
      asked = []
      child?.stdin.end()
      child = undefined
    },
  }
}

const NEWLINE = 10

/** git-cat-file(1), "BATCH OUTPUT": `OID TYPE SIZE`, the bytes, a newline; or a line that ends in a word of failure. */
function readAnswers(answer: (text: string | undefined) => void): (data: Buffer) => void {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = -1
  let isBlob = false
  const take = (size: number): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)
    const rest = all.subarray(size)
    chunks = rest.length > 0 ? [rest] : []
    held = rest.length
    return all.subarray(0, size)
  }
  return (data) => {
    chunks.push(data)
    held += data.length
    for (;;) {
      if (wanted >= 0) {
        if (held < wanted + 1) return
        const bytes = take(wanted + 1).subarray(0, wanted)
        wanted = -1
        answer(isBlob ? bytes.toString('utf8') : undefined)
        continue
      }
      const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      const end = all?.indexOf(NEWLINE) ?? -1
      if (all !== undefined) chunks = all.length > 0 ? [all] : []
      if (end < 0) return
      const [, type, size] =
        /^[0-9a-f]+ (\w+) (\d+)$/.exec(
          take(end + 1)
            .toString('utf8')
            .trimEnd(),
        ) ?? []
      if (type === undefined) answer(undefined)
      else {
        isBlob = type === 'blob'
        wanted = Number(size)
      }
    }
  }
}
