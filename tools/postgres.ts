// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Starts a PostgreSQL that is thrown away afterwards, and runs a command with its address in HEADWATER_TEST_POSTGRES:
 *
 *     node --import tsx tools/postgres.ts npm test
 *
 * Takes the oldest installed server from 15 on: what works there works on the younger ones. Debian's package is asked for where there
 * is none and we may. A server refuses to run as root, so root runs it as the user `postgres`.
 */
const OLDEST = 15
const INSTALLED = '/usr/lib/postgresql'
const isRoot = process.getuid?.() === 0

const [command, ...argv] = process.argv.slice(2)
if (command === undefined) throw new Error('which command?')
const bin = serverPrograms()
const port = await freePort()
const folder = mkdtempSync(join(tmpdir(), 'headwater-postgres-'))
const data = join(folder, 'data')
if (isRoot) {
  const number = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  chownSync(folder, number('-u'), number('-g'))
}
let status = 1
try {
  asServer('initdb', [
    '-D',
    data,
    '-U',
    'headwater',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ])
  // what it holds is worth nothing: no waiting for the disk
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off`
  asServer('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settings])
  const url = `postgres://headwater@127.0.0.1:${port}/postgres`
  const run = spawnSync(command, argv, {
    stdio: 'inherit',
    env: { ...process.env, HEADWATER_TEST_POSTGRES: url },
  })
  status = run.status ?? 1
} finally {
  try {
    asServer('pg_ctl', ['stop', '-w', '-m', 'immediate', '-D', data])
  } catch {
    // it did not start
  }
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = status

function asServer(program: string, args: readonly string[]): void {
  const path = join(bin, program)
  const [first, ...rest] = isRoot
    ? ['runuser', '-u', 'postgres', '--', path, ...args]
    : [path, ...args]
  // a pipe would stay open as long as the server runs
  execFileSync(first!, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

function serverPrograms(): string {
  const found = installed()
  if (found !== undefined) return found
  if (isRoot) {
    const options = { stdio: 'ignore' } as const
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'],
      options,
    )
  }
  const now = installed()
  if (now === undefined)
    throw new Error(`there is no PostgreSQL ${OLDEST} or younger in ${INSTALLED}`)
  return now
}

function installed(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined
  const versions = readdirSync(INSTALLED).map(Number)
  const usable = versions.filter(
    (version) => version >= OLDEST && existsSync(join(INSTALLED, String(version), 'bin', 'initdb')),
  )
  return usable.length === 0 ? undefined : join(INSTALLED, String(Math.min(...usable)), 'bin')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return free
}
