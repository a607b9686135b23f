// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command, Places, Project } from './project.ts'

/** Everything fetched and built: `HEADWATER_ORACLES`, or a folder for temporary files. Kept between runs. */
export const workspace = process.env['HEADWATER_ORACLES'] ?? join(tmpdir(), 'headwater-oracles')

/** Results, one JSON a project and configuration; the tables are printed from them. */
export const results = join(workspace, 'results')

/** `role` keeps builds apart that are poisoned, patched or rebuilt from those that are captured. */
export function placesOf(project: Project, configuration: string, role = 'plain'): Places {
  const base = join(workspace, project.name, role)
  return { tree: join(base, 'tree'), build: join(base, 'build', configuration) }
}

export interface Outcome {
  readonly code: number
  readonly output: string
  readonly errors: string
  /** Wall time, milliseconds. */
  readonly wall: number
}

/**
 * Runs a command and waits. In the C locale, so that messages can be read; with fixed dates, so that images can be compared.
 * @throws unless it ends with 0 or `accept` takes its exit code.
 */
export async function run(
  command: Command,
  accept: (code: number) => boolean = (code) => code === 0,
): Promise<Outcome> {
  const [program = '', ...rest] = command.argv
  mkdirSync(command.directory, { recursive: true })
  const start = performance.now()
  const child = spawn(program, rest, {
    cwd: command.directory,
    env: { ...process.env, LC_ALL: 'C', SOURCE_DATE_EPOCH: '1700000000', ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (data: Buffer) => output.push(data))
  child.stderr.on('data', (data: Buffer) => errors.push(data))
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? -1))
  })
  const outcome = {
    code,
    output: Buffer.concat(output).toString(),
    errors: Buffer.concat(errors).toString(),
    wall: performance.now() - start,
  }
  if (!accept(code))
    throw new Error(
      `${command.argv.join(' ').slice(0, 400)}: exit ${code}\n` +
        `${outcome.output.slice(-1500)}\n${outcome.errors.slice(-3000)}`,
    )
  return outcome
}

/** Runs `work` over the items, as many at once as the machine has cores to spare for it. Order of results is that of items. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  width = 2,
): Promise<R[]> {
  const done: R[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) done[index] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return done
}

export function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(value, undefined, 1) + '\n')
}
