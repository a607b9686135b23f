// SPDX-License-Identifier: Apache-2.0
import { NO_FLAGS, type ToolFacts } from './facts.ts'
import { scanWords, type OptionTable } from './options.ts'
import { nameOf, pathIn, withExtension } from './path.ts'
import type { KnownTool } from './tools.ts'

/** GNU `as`, and nasm and yasm with their own options. */
export function readAssembler(
  words: readonly string[],
  directory: string,
  tool: KnownTool,
): ToolFacts {
  const own = tool.base === 'nasm' || tool.base === 'yasm'
  const scanned = scanWords(words, own ? NASM_OPTIONS : GAS_OPTIONS)
  const valueOf = (...names: readonly string[]): string | undefined =>
    scanned.findLast(
      (word) => word.kind === 'option' && names.includes(word.name) && word.value !== undefined,
    )?.kind === 'option'
      ? scanned
          .flatMap((word) =>
            word.kind === 'option' && names.includes(word.name) && word.value !== undefined
              ? [word.value]
              : [],
          )
          .at(-1)
      : undefined
  const sources = scanned.flatMap((word) =>
    word.kind === 'operand' && word.text !== '-' ? [word.text] : [],
  )
  const source = sources[0]
  if (source === undefined) return { kind: 'none', inputs: [], outputs: [] }
  const output = pathIn(
    directory,
    valueOf('-o') ?? (own ? withExtension(nameOf(source), '.o') : 'a.out'),
  )
  const depfile = valueOf('-MD', '-MF', '--MD')
  const inputs = sources.map((path) => pathIn(directory, path))
  return {
    kind: 'compile',
    inputs,
    outputs: [output],
    units: inputs
      .slice(0, 1)
      .map((path) => ({ source: path, object: output, language: 'assembler' })),
    forcedIncludes: [],
    includeFolders: scanned.flatMap((word) =>
      word.kind === 'option' &&
      (word.name === '-I' || word.name === '-i') &&
      word.value !== undefined
        ? [pathIn(directory, word.value)]
        : [],
    ),
    flags: {
      ...NO_FLAGS,
      debug: scanned.some((word) => word.kind === 'option' && /^-g|^--gen-debug/.test(word.name)),
    },
    ...(depfile === undefined ? {} : { depfile: pathIn(directory, depfile) }),
  }
}

const GAS_OPTIONS: OptionTable = {
  separate: new Set(['-o', '--MD', '--defsym', '--debug-prefix-map', '-march', '-mcpu', '-mfpu']),
  joined: ['-I', '-o'],
  flags: new Set(),
}

const NASM_OPTIONS: OptionTable = {
  separate: new Set(['-MF', '-MT', '-MQ', '-MD', '--prefix', '--postfix', '-a']),
  joined: [
    '-o',
    '-f',
    '-l',
    '-I',
    '-i',
    '-p',
    '-P',
    '-d',
    '-D',
    '-u',
    '-U',
    '-F',
    '-X',
    '-m',
    '-E',
    '-Z',
  ],
  flags: new Set(['-felf', '-MP', '-M', '-MG']),
}
