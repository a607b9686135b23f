// SPDX-License-Identifier: Apache-2.0
import { nameOf } from './path.ts'
import { toolNamed } from './tools.ts'

export interface Unwrapped {
  /** The program that does the work, and its arguments. */
  readonly argv: readonly string[]
  /** Names of what stood before it, outermost first. */
  readonly wrappers: readonly string[]
  /** A file into which the wrapper writes what the program prints (`meson --internal exe --capture FILE`). */
  readonly captured?: string
  /** True if `argv` is only the meaning of what was run: `cmake -E copy a b` as `cp a b`. */
  readonly rewritten: boolean
}

/** More wrappers than this in one another are no build. */
const MAX_WRAPPERS = 10

/** Takes away what only carries a command on: caches, distributors, `env`, `cmake -E`, variable assignments. */
export function unwrap(argv: readonly string[]): Unwrapped {
  const wrappers: string[] = []
  let captured: string | undefined
  let rewritten = false
  let rest = argv
  for (let round = 0; round < MAX_WRAPPERS; round++) {
    rest = rest.slice(countAssignments(rest))
    const name = baseName(rest[0] ?? '')
    const inner = WRAPPERS.get(name)?.(rest.slice(1))
    if (inner === undefined || inner.argv.length === 0) break
    wrappers.push(inner.name ?? name)
    captured = inner.captured ?? captured
    rewritten ||= inner.rewritten ?? false
    rest = inner.argv
  }
  return { argv: rest, wrappers, rewritten, ...(captured === undefined ? {} : { captured }) }
}

interface Inner {
  readonly argv: readonly string[]
  readonly name?: string
  readonly captured?: string
  readonly rewritten?: boolean
}

type Unwrap = (words: readonly string[]) => Inner | undefined

/** Options of the wrappers that take a word of their own. */
const TAKES_WORD: ReadonlySet<string> = new Set(
  '-n -u --unset -C --chdir -s -k --kill-after -p -c --signal'.split(' '),
)

const behindOptions: Unwrap = (words) => {
  let at = 0
  while (at < words.length && words[at]!.startsWith('-')) {
    if (words[at] === '--') return { argv: words.slice(at + 1) }
    at += TAKES_WORD.has(words[at]!) ? 2 : 1
  }
  return { argv: words.slice(at) }
}

/** `ccache gcc ...`; but `ccache --show-stats`, and a link of that name, are no wrapping. */
const beforeTool: Unwrap = (words) => {
  let at = 0
  while (at < words.length && (words[at]!.startsWith('-') || isAssignment(words[at]!))) at++
  return toolNamed(words[at] ?? '') === undefined ? undefined : { argv: words.slice(at) }
}

const WRAPPERS: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  ...'ccache sccache distcc icecc gomacc rewrapper buildcache fastcache pump zig xcrun scan-build'
    .split(' ')
    .map((name) => [name, beforeTool] as const),
  ...'env nice ionice nohup time command exec chrt taskset stdbuf setsid fakeroot'
    .split(' ')
    .map((name) => [name, behindOptions] as const),
  ['timeout', (words) => ({ argv: behindOptions(words)?.argv.slice(1) ?? [] })],
  ['cmake', insideCmake],
  ['meson', insideMeson],
  ...'python python3 perl'.split(' ').map((name) => [name, behindScript] as const),
])

/** `python3 link_wrapper.py --output=x -- clang++ ...`: what stands behind the dashes is run (GN's toolchains do this). */
function behindScript(words: readonly string[]): Inner | undefined {
  if (baseName(words[0] ?? '') === 'meson') return insideMeson(words.slice(1))
  const dashes = words.indexOf('--')
  const argv = words.slice(dashes + 1)
  return dashes > 0 && toolNamed(argv[0] ?? '') !== undefined
    ? { argv, name: nameOf(words[0] ?? '') }
    : undefined
}

/** cmake(1), "Run a Command-Line Tool". */
function insideCmake(words: readonly string[]): Inner | undefined {
  if (words[0] !== '-E') return undefined
  const name = `cmake -E ${words[1] ?? ''}`
  const rest = words.slice(2)
  switch (words[1]) {
    case 'env': {
      let at = 0
      while (at < rest.length && (rest[at]!.startsWith('--') || isAssignment(rest[at]!))) at++
      return { argv: rest.slice(at), name }
    }
    case 'time':
      return { argv: rest, name }
    case '__run_co_compile': {
      const dashes = rest.indexOf('--')
      return dashes < 0 ? undefined : { argv: rest.slice(dashes + 1), name }
    }
    case 'copy':
    case 'copy_if_different':
    case 'copy_if_newer':
      return { argv: ['cp', ...rest.filter((word) => word !== '-t')], name, rewritten: true }
    case 'rename':
      return { argv: ['mv', ...rest], name, rewritten: true }
    case 'create_symlink':
      return { argv: ['ln', '-s', ...rest], name, rewritten: true }
    case 'cmake_symlink_library':
    case 'cmake_symlink_executable':
      // REAL NAME...: links beside one another; as a copy of REAL by each of the names
      return { argv: ['headwater-link', ...rest], name, rewritten: true }
    case 'create_hardlink':
      return { argv: ['ln', ...rest], name, rewritten: true }
    default:
      return undefined
  }
}

/** `meson --internal exe [--capture FILE] [--feed FILE] -- COMMAND` stands in front of what a `custom_target` runs. */
function insideMeson(words: readonly string[]): Inner | undefined {
  if (words[0] !== '--internal' || words[1] !== 'exe') return undefined
  const dashes = words.indexOf('--')
  if (dashes < 0) return undefined
  const capture = words.indexOf('--capture')
  const file = capture > 0 && capture < dashes ? words[capture + 1] : undefined
  return {
    argv: words.slice(dashes + 1),
    name: 'meson --internal exe',
    ...(file === undefined ? {} : { captured: file }),
  }
}

function countAssignments(words: readonly string[]): number {
  let count = 0
  while (count < words.length - 1 && isAssignment(words[count]!)) count++
  return count
}

function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word)
}

function baseName(program: string): string {
  const name = nameOf(program)
  return name.endsWith('.exe') || name.endsWith('.py') ? name.replace(/\.(?:exe|py)$/, '') : name
}
