// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readCommand } from '../command/index.ts'
import { readDepfile } from '../steps/depfile.ts'
import type { Reads, WatchedCall } from './record.ts'
import { CALLS_MARK, RAW_FIELDS, RAW_MARK } from './shim.ts'

export interface Collected {
  /** In the order in which the calls ended. */
  readonly calls: Iterable<WatchedCall>
  /** Calls that began and did not end. */
  readonly unfinished: number
  /** Whether calls were removed while the build ran (`git clean`). */
  readonly lost: boolean
}

/** What the shims left in their folder. A call is read when the iteration comes to it. */
export function collectCalls(folder: string): Collected {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : [])
  const began = [...names].filter((name) => /^\d+\.{0,4}$/.test(name))
  const ended = readLog(join(folder, 'log')).filter(({ name }) => names.has(name))
  return {
    calls: read(folder, names, ended),
    unfinished: began.length - ended.length,
    lost: !names.has(CALLS_MARK),
  }
}

function* read(
  folder: string,
  names: ReadonlySet<string>,
  ended: readonly Ended[],
): Generator<WatchedCall> {
  for (const end of ended) {
    const call = readCall(folder, names, end)
    if (call !== undefined) yield call
  }
}

interface Ended {
  readonly name: string
  readonly exitCode: number
}

/** Each line was written at once, and is far shorter than what a kernel appends at once. */
function readLog(file: string): readonly Ended[] {
  const text = readText(file) ?? ''
  return text.split('\n').flatMap((line) => {
    const match = /^(\d+\.{0,4}) (\d+)$/.exec(line)
    return match === null ? [] : [{ name: match[1]!, exitCode: Number(match[2]) }]
  })
}

function readCall(folder: string, names: ReadonlySet<string>, end: Ended): WatchedCall | undefined {
  const file = join(folder, end.name)
  const fields = (readText(file) ?? '').split('\0')
  const [mark, directory, tool, calledBy, parent, into] = fields
  if (mark !== RAW_MARK || directory === undefined || tool === undefined) return undefined
  const words = fields.slice(RAW_FIELDS, -1)
  const argv = [basename(calledBy ?? tool), ...words]
  const files = responseFiles(folder, names, end.name, words, directory)
  const besides = (suffix: string): string | undefined =>
    names.has(end.name + suffix) ? readText(file + suffix) : undefined
  const { birthtimeMs, mtimeMs } = statSync(file)
  const reads = readsOf([tool, ...words], directory, files, besides, birthtimeMs)
  const opens = besides('.l')
  const input = besides('.in')
  return {
    call: end.name,
    ...(parent ? { parent } : {}),
    tool,
    argv,
    directory,
    exitCode: end.exitCode,
    startedAt: Math.round(birthtimeMs),
    endedAt: Math.round(mtimeMs),
    ...(Object.keys(files).length === 0 ? {} : { files }),
    ...(input === undefined ? {} : { input }),
    ...(into ? { intoFolder: true as const } : {}),
    ...(reads === undefined ? {} : { reads }),
    ...(opens === undefined ? {} : { opens: openedFiles(opens, directory) }),
  }
}

/** Response files with their text, and those that they name in turn, as far as these are still there. */
function responseFiles(
  folder: string,
  names: ReadonlySet<string>,
  call: string,
  words: readonly string[],
  directory: string,
): Record<string, string> {
  const files: Record<string, string> = Object.create(null) as Record<string, string>
  let count = 0
  for (const word of words) {
    if (word.length < 2 || !word.startsWith('@')) continue
    const copy = `${call}.@${++count}`
    const text = names.has(copy) ? readText(join(folder, copy)) : undefined
    if (text === undefined) continue
    files[resolve(directory, word.slice(1))] = text
    for (const [, inner] of text.matchAll(/(?:^|\s)@(\S+)/g)) {
      const path = resolve(directory, inner!)
      const within = files[path] ?? readText(path)
      if (within !== undefined) files[path] = within
    }
  }
  return files
}

function readsOf(
  argv: readonly string[],
  directory: string,
  files: Readonly<Record<string, string>>,
  besides: (suffix: string) => string | undefined,
  since: number,
): Reads | undefined {
  const rules = besides('.s')
  if (rules !== undefined) return { scope: 'all', files: absolute(rulesOf(rules), directory) }
  const headers = besides('.h')
  const facts = readCommand(argv, directory, (path) => files[path])
  const own = besides('.d') ?? readSince(facts.depfile, since)
  const listed = own === undefined ? new Map<string, readonly string[]>() : rulesOf(own)
  if (headers !== undefined) {
    const both = new Map([...listed, ['', readHeaderList(headers)] as const])
    return { scope: 'all', files: absolute(both, directory) }
  }
  if (listed.size === 0) return undefined
  // headers of system folders are files of packages too, whether or not the command names such a folder
  const partial = facts.command.some((word) => /^(?:-Wp,)?-MMD\b|^-MM$/.test(word))
  return { scope: partial ? 'user' : 'all', files: absolute(listed, directory) }
}

/** A depfile without a name of its own on the command line; one that is older is of another call. */
function readSince(file: string | undefined, since: number): string | undefined {
  if (file === undefined) return undefined
  try {
    return statSync(file).mtimeMs + 10 < since ? undefined : readText(file)
  } catch {
    return undefined
  }
}

/** By target what it was made of; a target may stand in several rules. */
function rulesOf(depfile: string): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, (readonly string[])[]>()
  for (const { targets, prerequisites } of readDepfile(depfile)) {
    for (const target of targets) {
      const known = lists.get(target)
      if (known === undefined) lists.set(target, [prerequisites])
      else known.push(prerequisites)
    }
  }
  return new Map([...lists].map(([target, parts]) => [target, [...new Set(parts.flat())]]))
}

/** Paths that clang writes for CC_PRINT_HEADERS, one a line; some versions put dots before them, by depth. */
function readHeaderList(text: string): readonly string[] {
  const paths = text.split('\n').map((line) => line.replace(/^\.+ /, ''))
  return [...new Set(paths)].filter((path) => path !== '')
}

function absolute(
  rules: ReadonlyMap<string, readonly string[]>,
  directory: string,
): Record<string, readonly string[]> {
  const out: Record<string, readonly string[]> = Object.create(null) as Record<string, string[]>
  for (const [target, paths] of rules) out[target] = paths.map((path) => resolve(directory, path))
  return out
}

function openedFiles(depfile: string, directory: string): readonly string[] {
  const paths = new Set<string>()
  for (const { prerequisites } of readDepfile(depfile)) {
    for (const path of prerequisites) paths.add(resolve(directory, path))
  }
  return [...paths]
}

function readText(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
