// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Database } from '@headwater/store/open'
import { onDatabases, openBenchStore } from './databases.ts'

const CLI = join(import.meta.dirname, '../../packages/cli/dist/bundle/main.js')
const ROUNDS = 3
/** Until what starting left behind is gone. */
const REST = 20_000

/** The bundled hub as users start it: time until it answers on a database that is there, and its memory at rest. */
export async function benchStart(say: (line: string) => void): Promise<void> {
  const findings = Number(process.env['FINDINGS'] ?? 0)
  await onDatabases(
    findings === 0 ? undefined : `pages_${findings}`,
    async ({ name, database }) => {
      const store = await openBenchStore(database)
      await store.close()
      const starts: number[] = []
      let memory = 0
      for (let round = 0; round < ROUNDS; round++) {
        const hub = await startHub(database)
        starts.push(hub.ms)
        if (round === ROUNDS - 1) {
          await new Promise((resolve) => setTimeout(resolve, REST))
          memory = hub.memory()
        }
        await hub.stop()
      }
      say(
        `${name}, ${findings} findings: the hub answers after ${starts.map((ms) => ms.toFixed(0)).join(', ')} ms (goal 2,000); ` +
          `at rest ${(memory / 1e6).toFixed(0)} MB (goal ${database.kind === 'postgres' ? 200 : 600})`,
      )
    },
  )
}

async function startHub(database: Database) {
  const port = await freePort()
  const where =
    database.kind === 'postgres'
      ? database.url
      : database.kind === 'embedded'
        ? database.directory
        : ''
  const args = [CLI, 'serve', '--database', where, '--port', String(port), '--feeds', 'none']
  const start = performance.now()
  const child = spawn('node', args, { stdio: 'ignore' })
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) break
    if (child.exitCode !== null) throw new Error(`the hub ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const ms = performance.now() - start
  return {
    ms,
    /** Resident, in bytes, as Linux counts it. */
    memory: (): number =>
      1024 *
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1]),
    stop: () =>
      new Promise<void>((resolve) => {
        child.on('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
