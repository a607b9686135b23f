// SPDX-License-Identifier: Apache-2.0

/** Whose code is in an ELF file, by its debug information. */
export interface ImageCode {
  /**
   * `full`: everything in the text sections belongs to a unit (but for what linkers make: `.plt`, `.init`, `.fini`).
   * `partial`: some code or some debug information is missing, see `uncovered` and `remarks`. `none`: there is nothing to
   * read, and nothing follows about any function.
   */
  readonly debug: 'full' | 'partial' | 'none'
  readonly units: readonly CodeUnit[]
  /** What is missing or not understood, each a sentence. */
  readonly remarks: readonly string[]
  /** Code that no unit accounts for: objects compiled without debug information, assembler, what linkers make. */
  readonly uncovered: readonly UncoveredCode[]
}

/** One compiled source file. */
export interface CodeUnit {
  /** DW_AT_comp_dir joined with DW_AT_name, normalized. May be relative, where the build mapped its paths. */
  readonly source: string
  readonly compilationFolder?: string
  /** Compiler, version, and often its flags. */
  readonly producer?: string
  /** DW_AT_language */
  readonly language?: number
  /** Compiled for link-time optimization: its functions may have been cut and inlined across units. */
  readonly lto: boolean
  /** Its functions are in another file (split DWARF), which this names. */
  readonly splitInto?: string
  /**
   * False if `functions` may lack some: their descriptions or names are in a file that is not here. Then nothing follows
   * from a function that is not in the list.
   */
  readonly complete: boolean
  /**
   * Its compiler leaves out functions, and copies of them, that were inlined until no instruction bore their name (Clang).
   * GCC at least marks that they were inlined. Then nothing follows from a function that is not in the list, unless no
   * code of the unit is in the image.
   */
  readonly forgetful: boolean
  /** Whether any code of it is in the image. */
  readonly live: boolean
  readonly functions: readonly FunctionCode[]
  /** The files of its line table: the source, its headers. Read when asked for, and not kept. */
  readonly files: readonly LineFile[]
}

export interface FunctionCode {
  /** As in the source, without scope or parameters; empty if it has none. */
  readonly name: string
  /** The symbol's name, where it differs (C++, Rust). */
  readonly linkageName?: string
  /** Where it is defined: a path as {@link CodeUnit.source}. */
  readonly file: string
  readonly line?: number
  /** The compiler made it (DW_AT_artificial), or says so because the source asks for it. */
  readonly artificial?: boolean
  readonly presence: Presence
  /** Of one that is `unplaced`: all that the debug information places of it was left out, and nothing else speaks for it. */
  readonly leftOut?: true
  /** Names of some of the functions that it is inlined into (at most {@link MAX_INLINED_INTO}). */
  readonly inlinedInto?: readonly string[]
}

/**
 * - `own`: its code, or a part or clone of it, stands in this file by itself.
 * - `inlined`: its code is here only within other functions.
 * - `dropped`: it has code, or copies within other functions, and the linker left all of that out.
 * - `unplaced`: the debug information defines it and does not say that it is here, and it may be: folded into an equal
 *   function, or inlined until no instruction bears its name. Nothing follows from that.
 */
export type Presence = 'own' | 'inlined' | 'dropped' | 'unplaced'

export const MAX_INLINED_INTO = 8

export interface LineFile {
  readonly path: string
  /** MD5 of its text, lower-case hexadecimal (DWARF 5, if the compiler wrote it). */
  readonly md5?: string
}

export interface UncoveredCode {
  readonly section: string
  readonly address: number
  /** Bytes. */
  readonly size: number
  /** Names of the functions there, where there is a symbol table. */
  readonly symbols: readonly string[]
}
