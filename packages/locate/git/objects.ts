// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { LocateError } from '../error/index.ts'
import { SAFE_OPTIONS, safeEnvironment } from './run.ts'

/** What the clone holds under a name. */
interface GitObject {
  /** Full name. */
  readonly id: string
  /** `commit`, `tree`, `blob` or `tag`. */
  readonly type: string
  readonly text: string
}

/** Objects by name, from one `git cat-file --batch` that is asked again and again. */
export interface Objects {
  /** `COMMIT^{commit}`, `COMMIT:PATH`. Undefined: there is none, or several. */
  read(name: string): Promise<GitObject | undefined>
  close(): void
}

interface Asked {
  resolve(object: GitObject | undefined): void
  reject(error: Error): void
}

export function openObjects(folder: string): Objects {
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
    const answers = readAnswers((object) => asked.shift()?.resolve(object))
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
    read(name) {
      // the protocol is one line a question
      if (/[\n\0]/.test(name)) return Promise.resolve(undefined)
      child ??= start()
      const { stdin } = child
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject })
        stdin.write(`${name}\n`)
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
function readAnswers(answer: (object: GitObject | undefined) => void): (data: Buffer) => void {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = -1
  let head = { id: '', type: '' }
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
        answer({ ...head, text: bytes.toString('utf8') })
        continue
      }
      const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      const end = all?.indexOf(NEWLINE) ?? -1
      if (all !== undefined) chunks = all.length > 0 ? [all] : []
      if (end < 0) return
      const [, id, type, size] =
        /^([0-9a-f]+) (\w+) (\d+)$/.exec(
          take(end + 1)
            .toString('utf8')
            .trimEnd(),
        ) ?? []
      if (id === undefined || type === undefined) answer(undefined)
      else {
        head = { id, type }
        wanted = Number(size)
      }
    }
  }
}
