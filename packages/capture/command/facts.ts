// SPDX-License-Identifier: Apache-2.0
import type { StepKind } from '../steps/step.ts'

/** What one command line of a build says that it does. Paths are absolute and normalized, links not resolved. */
export interface CommandFacts {
  readonly kind: CommandKind
  readonly tool: ToolKind
  /** The program that does the work, as it was called (`arm-none-eabi-gcc-12`), behind its wrappers. */
  readonly program: string
  /** What stands before it: `ccache`, `distcc`, `cmake -E time`, ... Outermost first, each its name alone. */
  readonly wrappers: readonly string[]
  /** The program and its arguments, without wrappers, response files spelled out. */
  readonly command: readonly string[]
  readonly directory: string
  /** Sources, objects, archives, shared libraries, linker scripts, in the order of the command line. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** For each source of a compile command its object; and of a command that compiles and links at once, without object. */
  readonly units: readonly Unit[]
  /** The depfile that the command writes. */
  readonly depfile?: string
  /** True if the depfile leaves out what lies in system folders (`-MMD`), and such folders are searched. */
  readonly depfileIsPartial: boolean
  /** The link map that the command writes. */
  readonly linkMap?: string
  /** Headers that the command line forces in (`-include`, `-imacros`), as far as they are paths. */
  readonly forcedIncludes: readonly string[]
  readonly includeFolders: readonly string[]
  readonly libraries: readonly LibraryRequest[]
  readonly libraryFolders: readonly string[]
  /** Linker scripts, version scripts and export lists; they stand among `inputs` too. */
  readonly scripts: readonly string[]
  readonly flags: CommandFlags
  /** Response files (`@file`) that could not be read: what stood in them is missing from the facts. */
  readonly missingResponseFiles: readonly string[]
}

export type CommandKind =
  | StepKind
  /** the same bytes in another place: `cp`, `install`, `ln`, `mv` */
  | 'copy'
  /** changes a file in place: `ranlib`, `strip` without `-o`; or only looks: `--version`, `-M`, `nm`, `mkdir` */
  | 'none'
  /** no tool that we know; what it wrote is known only by its redirection */
  | 'unknown'

export type ToolKind =
  | 'compiler'
  | 'assembler'
  | 'linker'
  | 'archiver'
  | 'objcopy'
  | 'strip'
  | 'copier'
  | 'shell'
  | 'other'

export interface Unit {
  readonly source: string
  readonly object?: string
  /** As `gcc -x` names it: `c`, `c++`, `assembler`, `assembler-with-cpp`, `objective-c`, `f95`, ... */
  readonly language: string
}

export interface LibraryRequest {
  /** `z` of `-lz`; with a colon the very file name: `:libz.a`. */
  readonly name: string
  /** `static` after `-static` or `-Bstatic`: only an archive will do. */
  readonly linkage: 'static' | 'any'
  readonly wholeArchive: boolean
}

/** The flags that change what the object or image can tell us. */
export interface CommandFlags {
  readonly debug: boolean
  readonly splitDebug: boolean
  readonly linkTimeOptimization: boolean
  readonly garbageCollection: boolean
  /** `0`, `1`, `2`, `3`, `s`, `z`, `g`, `fast`; absent where the command says nothing. */
  readonly optimization?: string
  readonly target?: string
  readonly sysroot?: string
  readonly static: boolean
  /** Whether a compiler driver adds its start files and standard libraries on its own. */
  readonly standardLibraries: boolean
}

/** Gives the text of a file, or undefined if there is none. For response files and link scripts. */
export type ReadText = (path: string) => string | undefined

export const NO_FLAGS: CommandFlags = {
  debug: false,
  splitDebug: false,
  linkTimeOptimization: false,
  garbageCollection: false,
  static: false,
  standardLibraries: false,
}

/** What the reader of one tool's arguments hands back; the rest of the facts is the same for all tools. */
export type ToolFacts = Pick<CommandFacts, 'kind' | 'inputs' | 'outputs'> &
  Partial<
    Omit<
      CommandFacts,
      | 'kind'
      | 'inputs'
      | 'outputs'
      | 'tool'
      | 'program'
      | 'wrappers'
      | 'command'
      | 'directory'
      | 'missingResponseFiles'
    >
  >
