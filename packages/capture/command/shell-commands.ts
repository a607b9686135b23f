// SPDX-License-Identifier: Apache-2.0
import { readCommand } from './command.ts'
import type { CommandFacts, ReadText } from './facts.ts'
import { nameOf, pathIn } from './path.ts'
import { splitShell, type ShellCommand } from './shell.ts'
import { toolNamed } from './tools.ts'
import { unwrap } from './wrappers.ts'

/** `sh -c "sh -c ..."`, and scripts named by scripts. */
const MAX_DEPTH = 8

/**
 * Says what each simple command of a line of shell does, in order. `cd` is followed; what is redirected into a file is an output;
 * `printf "%s " a b | xargs ar r x.a` is read as `ar r x.a a b`, as Kbuild writes it.
 *
 * @param directory the absolute folder in which the shell starts
 */
export function readShell(
  text: string,
  directory: string,
  readText: ReadText = () => undefined,
): readonly CommandFacts[] {
  const out: CommandFacts[] = []
  readInto(out, text, directory, readText, 0)
  return out
}

function readInto(
  out: CommandFacts[],
  text: string,
  start: string,
  readText: ReadText,
  depth: number,
): void {
  let directory = start
  const outer: string[] = []
  let printed: readonly string[] | undefined
  for (const item of splitShell(text)) {
    if (item.kind === 'open') outer.push(directory)
    else if (item.kind === 'close') directory = outer.pop() ?? start
    else {
      const argv = item.after === '|' ? behindXargs(item.argv, printed) : item.argv
      printed = printedBy(argv)
      const folder = folderEntered(argv)
      const script =
        depth < MAX_DEPTH ? (scriptOf(argv) ?? linkScript(argv, directory, readText)) : undefined
      if (folder !== undefined) directory = pathIn(directory, folder)
      else if (script !== undefined) readInto(out, script, directory, readText, depth + 1)
      else if (argv.length > 0 || writtenBy(item, directory).length > 0)
        out.push(withRedirections(readCommand(argv, directory, readText), item))
    }
  }
}

/** A `cd` into a folder whose name only the shell knows (`cd $DIR`) is not followed. */
function folderEntered(argv: readonly string[]): string | undefined {
  if (argv[0] !== 'cd') return undefined
  const folder = argv.slice(1).find((word) => word !== '--' && word !== '-P' && word !== '-L')
  return folder === undefined || folder.includes('$') || folder === '-' ? '.' : folder
}

/** The text of `sh -c TEXT`. */
function scriptOf(argv: readonly string[]): string | undefined {
  const inner = unwrap(argv).argv
  if (toolNamed(inner[0] ?? '')?.tool !== 'shell') return undefined
  const at = inner.findIndex((word, place) => place > 0 && /^-[a-z]*c$/.test(word))
  return at < 0 ? undefined : inner[at + 1]
}

/** `cmake -E cmake_link_script FILE`: CMake's makefiles keep the commands of a link in a file. */
function linkScript(
  argv: readonly string[],
  directory: string,
  readText: ReadText,
): string | undefined {
  return argv[1] === '-E' && argv[2] === 'cmake_link_script' && argv[3] !== undefined
    ? readText(pathIn(directory, argv[3]))
    : undefined
}

/** The words that `echo` or `printf` hands to a pipe; for others nobody can know without running them. */
function printedBy(argv: readonly string[]): readonly string[] | undefined {
  if (argv[0] === 'echo') return argv.slice(argv[1]?.startsWith('-') ? 2 : 1).flatMap(splitWords)
  if (argv[0] !== 'printf' || argv[1] === undefined) return undefined
  const [format, ...values] = argv.slice(1) as [string, ...string[]]
  const plain = format.replaceAll('\\n', '\n').replaceAll('\\t', '\t')
  const holes = plain.split('%s').length - 1
  if (holes === 0) return splitWords(plain)
  if (holes > 8) return undefined
  const words: string[] = []
  for (let at = 0; at < Math.max(values.length, 1); at += holes) {
    let next = at
    words.push(...splitWords(plain.replaceAll('%s', () => values[next++] ?? '')))
  }
  return words
}

function behindXargs(
  argv: readonly string[],
  printed: readonly string[] | undefined,
): readonly string[] {
  if (argv[0] !== 'xargs') return argv
  let at = 1
  while (at < argv.length && argv[at]!.startsWith('-')) at += /^-[nLPIsE]$/.test(argv[at]!) ? 2 : 1
  return [...argv.slice(at), ...(printed ?? [])]
}

/** What a tool that we know prints is no part of the build; of others the redirection is all we know. */
function withRedirections(facts: CommandFacts, item: ShellCommand): CommandFacts {
  const written = writtenBy(item, facts.directory)
  const read = item.redirections
    .filter((one) => one.kind === 'in' && isFile(one.path))
    .map((one) => pathIn(facts.directory, one.path))
  if (written.length === 0 && read.length === 0) return facts
  const outputs = [...facts.outputs, ...written.filter((path) => !facts.outputs.includes(path))]
  const kind = written.length > 0 && facts.kind === 'none' ? 'unknown' : facts.kind
  return { ...facts, kind, inputs: [...facts.inputs, ...read], outputs }
}

function writtenBy(item: ShellCommand, directory: string): readonly string[] {
  return item.redirections
    .filter((one) => one.kind !== 'in' && one.descriptor === 1 && isFile(one.path))
    .map((one) => pathIn(directory, one.path))
}

function isFile(path: string): boolean {
  return !path.startsWith('/dev/') && !path.includes('$') && nameOf(path) !== ''
}

function splitWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
