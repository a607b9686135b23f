// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, isAbsolute, join } from 'node:path'
import { CACHES, shimKindOf } from './names.ts'
import { CALLS_MARK, shimText, type Shim, type ShimKind } from './shim.ts'
import { findProgram, findPrograms, findTools, isProgram, type FoundTool } from './tools.ts'

/** The folder of shims of one watched build. */
interface Workshop {
  /** What the build gets as its environment. */
  readonly env: Readonly<Record<string, string>>
  readonly calls: string
  /** Tools that have a shim. */
  readonly tools: readonly FoundTool[]
  /** Puts links to the tools in the place of the shims, and takes the calls away. */
  close(): void
}

export type Opening =
  | { readonly kind: 'open'; readonly workshop: Workshop }
  | { readonly kind: 'refused'; readonly reason: string }

/** Name of the folder beside the build. */
const FOLDER_NAME = '.headwater'

/**
 * Makes the shims. They live in a folder of a fixed name, and links to the tools stay in it when the build is over: `configure`
 * and CMake write down the path under which they found a tool, and what they wrote must work tomorrow.
 */
export function openWorkshop(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Opening {
  const chosen = chooseHome(directory)
  if (chosen === undefined) {
    return {
      kind: 'refused',
      reason:
        'neither its folder nor the one for temporary files takes scripts that may be run (their names may have no space and no colon)',
    }
  }
  const { home, stays } = chosen
  const folder = join(home, 'tools')
  const linkers = join(home, 'linkers')
  const calls = join(home, `calls-${process.pid}`)
  const path = env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  const tools = [...findTools(path, directory, [folder])]
  const cp = tools.find(({ name }) => name === 'cp')?.path ?? '/bin/cp'
  const cat = findProgram('cat', path, directory) ?? '/bin/cat'
  const links = new Map<string, string>()
  rmSync(folder, { recursive: true, force: true })
  rmSync(linkers, { recursive: true, force: true })
  for (const made of [folder, linkers, calls]) mkdirSync(made, { recursive: true })
  writeFileSync(join(home, '.gitignore'), '*\n')
  writeFileSync(join(calls, CALLS_MARK), '')
  writeFileSync(join(home, 'watching'), String(process.pid))

  const write = (file: string, shim: Omit<Shim, 'folder' | 'calls' | 'cp' | 'cat'>): void => {
    writeFileSync(file, shimText({ ...shim, folder, calls, cp, cat }), { mode: 0o755 })
    links.set(file, shim.real)
  }
  const listing = listingLinkers()
  const kindOf = (kind: ShimKind, real: string): ShimKind =>
    kind === 'linker' && !listing(real)
      ? 'plain'
      : kind === 'compiler' && isCache(real)
        ? 'cache'
        : kind
  /** The compiler that a cache by its name would run. */
  const behind = ({ name, path: tool }: FoundTool): string | undefined =>
    isCache(tool) ? findPrograms(name, path, directory).find((each) => !isCache(each)) : tool
  const linkerFolders = new Map<string, string>()
  const common = tools.find(({ name }) => name === 'ld')?.path
  const ownLinker = ownLinkers(common)
  const linkersOf = (tool: FoundTool): string | undefined => {
    const compiler = behind(tool)
    // `aarch64-linux-gnu-clang` prefers `aarch64-linux-gnu-ld`, but would take a plain `ld` where it is told to look first
    if (compiler === undefined || /.-clang/.test(tool.name)) return undefined
    const own = ownLinker(compiler)
    const key = own ?? ''
    const known = linkerFolders.get(key)
    if (known !== undefined) return known
    const made = join(linkers, String(linkerFolders.size))
    linkerFolders.set(key, made)
    mkdirSync(made)
    if (own !== undefined) write(join(made, 'ld'), { kind: kindOf('linker', own), real: own })
    else
      for (const { name, path } of tools) {
        if (LINKER_NAMES.has(name))
          write(join(made, name), { kind: kindOf('linker', path), real: path })
      }
    return made
  }
  const add = (tool: FoundTool, place: string): void => {
    const kind = kindOf(tool.kind, tool.path)
    const goesBefore = CACHES.has(tool.name)
    const with_ =
      !goesBefore && (kind === 'compiler' || kind === 'cache') ? linkersOf(tool) : undefined
    write(join(place, tool.name), {
      kind,
      real: tool.path,
      ...(with_ === undefined ? {} : { linkers: with_ }),
      ...(goesBefore ? { behind: compilersBehind(tools, folder, linkersOf) } : {}),
    })
  }
  for (const tool of tools) add(tool, folder)

  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined) given[name] = value
  for (const name of TOOL_VARIABLES) {
    const value = given[name]
    if (value === undefined) continue
    given[name] = value
      .split(' ')
      .map((word) => shimmed(word, folder, tools, add))
      .join(' ')
  }
  given['PATH'] = `${folder}:${path}`
  const close = (): void => {
    for (const [file, real] of links) {
      rmSync(file, { force: true })
      symlinkSync(real, file)
    }
    rmSync(calls, { recursive: true, force: true })
    rmSync(join(home, 'watching'), { force: true })
    if (!stays) rmSync(home, { recursive: true, force: true })
  }
  return { kind: 'open', workshop: { env: given, calls, tools, close } }
}

/** By what a cache may be given as the compiler, where the shims of that compiler's linkers are. */
function compilersBehind(
  tools: readonly FoundTool[],
  folder: string,
  linkersOf: (tool: FoundTool) => string | undefined,
): NonNullable<Shim['behind']> {
  const words = new Map<string, string[]>()
  for (const tool of tools) {
    const linkers = tool.kind === 'compiler' ? linkersOf(tool) : undefined
    if (linkers === undefined) continue
    const list = words.get(linkers) ?? []
    list.push(tool.name, tool.path, join(folder, tool.name))
    words.set(linkers, list)
  }
  return [...words].map(([linkers, list]) => [list, linkers])
}

function isCache(tool: string): boolean {
  return CACHES.has(basename(realpathSync(tool)))
}

/** Variables that say where a tool is. Set to an absolute path, the tool would not be found through PATH. */
const TOOL_VARIABLES = (
  'CC CXX CPP LD AR AS OBJCOPY STRIP RANLIB FC HOSTCC HOSTCXX HOSTLD HOSTAR ' +
  'BUILD_CC BUILD_CXX CC_FOR_BUILD CXX_FOR_BUILD INSTALL'
).split(' ')

/** Under these names drivers look for a linker (`-fuse-ld=`). */
const LINKER_NAMES: ReadonlySet<string> = new Set(
  'ld ld.bfd ld.gold ld.lld ld.mold mold'.split(' '),
)

/** The path of a shim for a tool that is named by its absolute path; other words stay as they are. */
function shimmed(
  word: string,
  folder: string,
  tools: FoundTool[],
  add: (tool: FoundTool, place: string) => void,
): string {
  if (!isAbsolute(word) || !isProgram(word)) return word
  const name = basename(word)
  const kind = shimKindOf(name)
  if (kind === undefined || word.startsWith(`${folder}/`)) return word
  if (tools.some((tool) => tool.name === name && tool.path === word)) return join(folder, name)
  // another tool of the same name stands on PATH: this one gets a folder of its own, which does not
  const taken = tools.some((tool) => tool.name === name)
  const place = taken ? join(folder, `other-${tools.length}`) : folder
  mkdirSync(place, { recursive: true })
  tools.push({ name, path: word, kind })
  add({ name, path: word, kind }, place)
  return join(place, name)
}

interface Home {
  readonly home: string
  /** Whether it is found under the same name the next time. */
  readonly stays: boolean
}

/** Beside the build; or, where that cannot be, in the folder for temporary files, under a name that is always the same. */
function chooseHome(directory: string): Home | undefined {
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const beside = join(directory, FOLDER_NAME)
  const homes: readonly Home[] = [
    ...(isWatched(beside)
      ? [{ home: `${beside}-${process.pid}`, stays: false }]
      : [{ home: beside, stays: true }]),
    { home: join(tmpdir(), `headwater-${name}-${process.getuid?.() ?? 0}`), stays: true },
  ]
  return homes.find(({ home }) => canRunScripts(home))
}

/** Another build that is watched from the same folder now. */
function isWatched(home: string): boolean {
  try {
    const pid = Number(readFileSync(join(home, 'watching'), 'utf8'))
    if (!Number.isSafeInteger(pid) || pid <= 0) return false
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function canRunScripts(home: string): boolean {
  // PATH has no way to quote a colon; CC, makefiles and GCC's SUNPRO_DEPENDENCIES take what stands behind a space for another word
  if (/[:\s]/.test(home)) return false
  const probe = join(home, 'probe')
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 })
    writeFileSync(probe, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    return spawnSync(probe).status === 0
  } catch {
    return false
  } finally {
    rmSync(probe, { force: true })
  }
}

/** Whether a linker can list what it opened; asked once of each. */
function listingLinkers(): (linker: string) => boolean {
  return once((linker) => ask(linker, ['--help']).includes('--dependency-file'))
}

/** The linker that a driver brings along; undefined if it takes the one that stands on PATH. */
function ownLinkers(common: string | undefined): (driver: string) => string | undefined {
  const usual = common === undefined ? undefined : realpathSync(common)
  return once((driver) => {
    const linker = ask(driver, ['-print-prog-name=ld']).trim()
    if (!isAbsolute(linker) || !isProgram(linker)) return undefined
    return realpathSync(linker) === usual ? undefined : linker
  })
}

/** Many names lead to one tool: each tool is asked once. */
function once<T>(question: (tool: string) => T): (tool: string) => T {
  const known = new Map<string, { readonly answer: T }>()
  return (tool) => {
    const file = realpathSync(tool)
    const before = known.get(file) ?? { answer: question(tool) }
    known.set(file, before)
    return before.answer
  }
}

function ask(program: string, words: readonly string[]): string {
  const { stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: 5000,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 22,
  })
  return stdout ?? ''
}
