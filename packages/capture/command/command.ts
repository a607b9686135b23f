// SPDX-License-Identifier: Apache-2.0
import { readArchiver } from './archiver.ts'
import { readAssembler } from './assembler.ts'
import { readCopier } from './copier.ts'
import { readDriver } from './driver.ts'
import {
  NO_FLAGS,
  type CommandFacts,
  type ReadText,
  type ToolFacts,
  type ToolKind,
} from './facts.ts'
import { readLinker } from './linker.ts'
import { readObjcopy, readStrip } from './objcopy.ts'
import { isAbsolute, pathIn } from './path.ts'
import { expandResponseFiles } from './response.ts'
import { toolNamed, writesNothing, type KnownTool } from './tools.ts'
import { unwrap } from './wrappers.ts'

/**
 * Says what one command does, from its words alone: nothing is run, no file but response files is looked at.
 *
 * @param argv the program and its arguments, as `execve` would get them
 * @param directory the absolute folder in which it ran
 * @param readText reads response files (`@objects.rsp`); without it they are named as missing
 */
export function readCommand(
  argv: readonly string[],
  directory: string,
  readText: ReadText = () => undefined,
): CommandFacts {
  const wrapped = unwrap(argv)
  const program = wrapped.argv[0] ?? ''
  const tool = toolNamed(program)
  const missing: string[] = []
  const words = tool?.responseFiles
    ? expandResponseFiles(wrapped.argv.slice(1), directory, readText, missing)
    : wrapped.argv.slice(1)
  const facts = tool
    ? READERS[tool.tool](words, directory, tool)
    : {
        kind: writesNothing(program) ? ('none' as const) : ('unknown' as const),
        inputs: [],
        outputs: [],
      }
  const captured = wrapped.captured === undefined ? [] : [pathIn(directory, wrapped.captured)]
  return {
    units: [],
    depfileIsPartial: false,
    forcedIncludes: [],
    includeFolders: [],
    libraries: [],
    libraryFolders: [],
    scripts: [],
    flags: NO_FLAGS,
    ...facts,
    outputs: withoutDevices(facts.outputs.length > 0 ? facts.outputs : captured),
    tool: tool?.tool ?? 'other',
    program: wrapped.rewritten ? (argv[0] ?? '') : program,
    wrappers: wrapped.wrappers,
    command: wrapped.rewritten ? argv : [program, ...words],
    directory,
    missingResponseFiles: missing,
    ...(isIdle(facts) ? { kind: 'none' as const } : {}),
  }
}

type Reader = (words: readonly string[], directory: string, tool: KnownTool) => ToolFacts

const READERS: Readonly<Record<ToolKind, Reader>> = {
  compiler: readDriver,
  assembler: readAssembler,
  linker: readLinker,
  archiver: readArchiver,
  objcopy: readObjcopy,
  strip: readStrip,
  copier: readCopier,
  shell: () => ({ kind: 'unknown', inputs: [], outputs: [] }),
  other: () => ({ kind: 'unknown', inputs: [], outputs: [] }),
}

/** Probes of configure scripts write to `/dev/null`; nothing of that is in the build. */
function isIdle(facts: ToolFacts): boolean {
  return facts.outputs.length > 0 && withoutDevices(facts.outputs).length === 0
}

function withoutDevices(paths: readonly string[]): readonly string[] {
  return paths.some((path) => isAbsolute(path) && path.startsWith('/dev/'))
    ? paths.filter((path) => !path.startsWith('/dev/'))
    : paths
}
