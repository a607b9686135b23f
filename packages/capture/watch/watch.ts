// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { collectCalls } from './collect.ts'
import {
  RECORD_MARK,
  RECORD_NAME,
  recordWriter,
  type RecordEnd,
  type RecordHead,
} from './record.ts'
import { openWorkshop } from './workshop.ts'

export interface WatchOptions {
  /** Where the command is run. */
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly io: WatchIo
  /** `headwater-build.jsonl` in the directory, unless said otherwise. */
  readonly recordFile?: string
}

export interface WatchIo {
  err(text: string): void
  now(): Date
}

export interface Watched {
  /** Null if a signal ended the build. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly recordFile: string
  /** Calls of tools that were noted. 0: the build did not use PATH, or did nothing. */
  readonly calls: number
}

/**
 * Runs a build, and notes each call of a compiler, linker, archiver and the like by scripts that stand before the tools on
 * PATH. The build's own output, exit code and signals pass through. The record is written when the build is over, also if it
 * failed; it says so itself.
 *
 * @throws WatchError if the command is not there or no scripts can be placed
 */
export async function watchBuild(
  argv: readonly string[],
  { directory, env, io, recordFile }: WatchOptions,
): Promise<Watched> {
  const home = resolve(directory)
  const record = resolve(home, recordFile ?? RECORD_NAME)
  const opening = openWorkshop(home, env)
  if (opening.kind === 'refused') {
    throw new WatchError('CANNOT_WATCH', `the build cannot be watched: ${opening.reason}`)
  }
  const { workshop } = opening
  try {
    if (workshop.tools.length === 0) io.err('No compiler, linker or archiver is on PATH.\n')
    const head: RecordHead = {
      record: RECORD_MARK,
      command: argv,
      directory: home,
      startedAt: io.now().getTime(),
    }
    const { exitCode, signal } = await run(argv, home, workshop.env)
    const end = { endedAt: io.now().getTime(), exitCode, signal }
    const calls = writeRecord(record, workshop.calls, head, end)
    return { exitCode, signal, recordFile: record, calls }
  } finally {
    workshop.close()
  }
}

export type WatchErrorCode = 'CANNOT_WATCH' | 'COMMAND_NOT_FOUND'

export class WatchError extends Error {
  override readonly name = 'WatchError'
  readonly code: WatchErrorCode

  constructor(code: WatchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

/** The build is in our process group: the terminal sends its signals to both, so they are only kept from ending us first. */
async function run(
  argv: readonly string[],
  directory: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [program, ...words] = argv
  if (program === undefined) throw new WatchError('COMMAND_NOT_FOUND', 'no command to run')
  const child = spawn(program, words, { cwd: directory, env, stdio: 'inherit' })
  const fromTerminal = process.stdin.isTTY
  const pass = (signal: NodeJS.Signals): void => {
    if (!(fromTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT'))) child.kill(signal)
  }
  for (const signal of PASSED) process.on(signal, pass)
  try {
    return await new Promise<Ended>((resolve, reject) => {
      child.on('error', (cause: NodeJS.ErrnoException) => {
        const why = cause.code === 'ENOENT' ? 'is not there' : `cannot be run (${cause.code})`
        reject(new WatchError('COMMAND_NOT_FOUND', `the command ${program} ${why}`, { cause }))
      })
      child.on('exit', (exitCode, signal) => resolve({ exitCode, signal }))
    })
  } finally {
    for (const signal of PASSED) process.off(signal, pass)
  }
}

const PASSED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** Written beside and renamed: a record is whole or not there. Returns the number of calls. */
function writeRecord(
  file: string,
  folder: string,
  head: RecordHead,
  end: Omit<RecordEnd, 'tools' | 'unfinished' | 'lost'>,
): number {
  const { calls, unfinished, lost } = collectCalls(folder)
  const lineOf = recordWriter()
  const tools = new Set<string>()
  let count = 0
  const part = `${file}.part`
  const out = openSync(part, 'w')
  try {
    const write = (line: string): void => void writeSync(out, `${line}\n`)
    write(JSON.stringify(head))
    for (const call of calls) {
      tools.add(call.tool)
      write(lineOf(call))
      count++
    }
    write(
      JSON.stringify({ ...end, tools: versionsOf(tools), unfinished, lost } satisfies RecordEnd),
    )
  } finally {
    closeSync(out)
  }
  renameSync(part, file)
  return count
}

function versionsOf(tools: ReadonlySet<string>): Record<string, string> {
  const versions: Record<string, string> = Object.create(null) as Record<string, string>
  for (const tool of [...tools].sort()) {
    const { stdout } = spawnSync(tool, ['--version'], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    versions[tool] = (stdout ?? '').split('\n', 1)[0]!.trim()
  }
  return versions
}
