// SPDX-License-Identifier: Apache-2.0
import type { ToolFacts } from './facts.ts'
import { scanWords, type OptionTable } from './options.ts'
import { nameOf, pathIn } from './path.ts'
import type { KnownTool } from './tools.ts'

/** `cp`, `mv`, `ln` and `install`: FILE TO, or FILE... FOLDER. What is a folder the words alone do not say for certain. */
export function readCopier(
  words: readonly string[],
  directory: string,
  tool: KnownTool,
): ToolFacts {
  if (tool.base === 'headwater-link') return readLinks(words, directory)
  const installs = tool.base === 'install' || tool.base === 'ginstall'
  const scanned = scanWords(words, installs ? INSTALL_OPTIONS : COPY_OPTIONS)
  const makesFolders = scanned.some((word) => word.kind === 'option' && word.name === '-d')
  const operands = scanned.flatMap((word) => (word.kind === 'operand' ? [word.text] : []))
  const folder = scanned
    .flatMap((word) =>
      word.kind === 'option' && word.name === '-t' && word.value !== undefined ? [word.value] : [],
    )
    .at(-1)
  if (installs && makesFolders) return { kind: 'none', inputs: [], outputs: [] }
  const last = folder ?? operands.pop()
  if (last === undefined || operands.length === 0) return { kind: 'none', inputs: [], outputs: [] }
  const intoFolder =
    folder !== undefined || operands.length > 1 || last.endsWith('/') || last === '.'
  // the target of a symbolic link is relative to the link, not to the folder where `ln` runs
  const linkFrom =
    tool.base === 'ln' &&
    scanned.some((word) => word.kind === 'option' && /^-[a-zA-Z]*s/.test(word.name))
      ? pathIn(directory, intoFolder ? last : `${last}/..`)
      : directory
  return {
    kind: 'copy',
    inputs: operands.map((path) => pathIn(linkFrom, path)),
    outputs: operands.map((path) =>
      pathIn(directory, intoFolder ? `${last}/${nameOf(path)}` : last),
    ),
  }
}

/** `cmake -E cmake_symlink_library REAL SONAME NAME`; SONAME may be REAL. */
function readLinks(words: readonly string[], directory: string): ToolFacts {
  const [real, ...names] = words.map((word) => pathIn(directory, word))
  const outputs = [...new Set(names)].filter((name) => name !== real)
  return real === undefined || outputs.length === 0
    ? { kind: 'none', inputs: [], outputs: [] }
    : { kind: 'copy', inputs: [real], outputs }
}

const COPY_OPTIONS: OptionTable = {
  separate: new Set(['-t', '--target-directory', '-S', '--suffix']),
  joined: [],
  flags: new Set(),
  aliases: new Map([['--target-directory', '-t']]),
}

const INSTALL_OPTIONS: OptionTable = {
  separate: new Set([
    '-t',
    '--target-directory',
    '-m',
    '--mode',
    '-o',
    '--owner',
    '-g',
    '--group',
    '-S',
    '--suffix',
    '--strip-program',
  ]),
  joined: ['-m', '-o', '-g'],
  flags: new Set(),
  aliases: new Map([
    ['--target-directory', '-t'],
    ['--directory', '-d'],
  ]),
}
