// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

const BUNDLE = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'dist', 'bundle', 'main.js')

/** One process of a hub, started again whenever it is killed. */
export interface Member {
  readonly name: string
  /** Where it answers; undefined: it only works. */
  readonly port: number | undefined
  start(): void
  /** `kill -9`, and started anew. */
  kill(): Promise<void>
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>
  /** Everything that it said. */
  output(): string
}

export async function createMember(
  name: string,
  verb: 'serve' | 'work',
  argv: readonly string[],
): Promise<Member> {
  const port = verb === 'serve' ? await freePort() : undefined
  const all = [BUNDLE, verb, ...argv, ...(port === undefined ? [] : ['--port', String(port)])]
  let child: ChildProcess | undefined
  let output = ''
  const member: Member = {
    name,
    port,
    start() {
      child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (text: Buffer) => (output += text.toString()))
      }
    },
    async kill() {
      const dying = child
      if (dying === undefined) return
      const ended = once(dying, 'exit')
      // one that ended by itself is looked at later: its words are in the output
      if (dying.exitCode === null && dying.signalCode === null) {
        dying.kill('SIGKILL')
        await ended
      }
      member.start()
    },
    async stop() {
      const dying = child
      if (dying === undefined || dying.exitCode !== null) return dying?.exitCode ?? null
      const ended = once(dying, 'exit')
      dying.kill('SIGTERM')
      await ended
      return dying.exitCode
    },
    output: () => output,
  }
  return member
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Asks until it is so. @throws Error after `patience` milliseconds */
export async function until<Result>(
  what: string,
  patience: number,
  ask: () => Promise<Result | undefined>,
): Promise<Result> {
  const end = Date.now() + patience
  for (;;) {
    const found = await ask().catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`it did not come to this in ${patience} ms: ${what}`)
    await pause(200)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
