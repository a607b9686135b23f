// SPDX-License-Identifier: Apache-2.0
import type { ImageCode } from '@headwater/formats/dwarf'
import type { ElfSymbol } from '@headwater/formats/elf'
import type { NodeId } from '../inventory/index.ts'

/** What was given beside the documents: images to look into, and the texts of sources. */
export interface GivenCode {
  readonly images: readonly GivenImage[]
  /** Images that say themselves which packages and functions they were made of (Go, Rust). */
  readonly programs?: readonly GivenProgram[]
  /** The functions of a file's text, if its text was given and is the one that the documents speak of. */
  textOf(file: NodeId): SourceText | undefined
}

export interface GivenImage {
  /** The image in the documents. */
  readonly nodes: readonly NodeId[]
  readonly code: ImageCode
  /** Of the image or of its separate debug file; undefined if both are stripped. */
  readonly symbols: readonly ElfSymbol[] | undefined
  /** What it was made of is known from its debug information alone: what that does not cover may be of any source. */
  readonly isAlone: boolean
}

export interface SourceText {
  readonly functions: readonly TextFunction[]
  /** Where the text uses a name, comments left out; its definition by `#define` is one of them. */
  usesOf(name: string): readonly TextUse[]
}

/** One place where a name stands. `name`: of the function, macro, type, … that it stands in; empty if there is none. */
export interface TextUse {
  readonly kind: 'function' | 'macro' | 'data' | 'type' | 'declaration' | 'include' | 'other'
  readonly name: string
}

/** One definition in a text, in whichever branch of the preprocessor. Lines from 1, inclusive. */
export interface TextFunction {
  /** With its scope: `ns::Class::close`. */
  readonly name: string
  readonly startLine: number
  readonly endLine: number
  /** Compilers may evaluate its calls themselves (`constexpr`). */
  readonly isConstant?: boolean
}

export interface GivenProgram {
  readonly name: string
  /** Index of the document in which its packages stand. */
  readonly document: number
  /** As the toolchain calls them: `linux`, `amd64`. */
  readonly os?: string
  readonly architecture?: string
  readonly functions: ProgramFunctions
}

export interface ProgramFunctions {
  /** Whether every function is named, also those that are there only within others. */
  readonly isComplete: boolean
  hasPackage(path: string): boolean
  /** The name under which the program has a function of a package (`Type.Method`), or a part of it. */
  find(path: string, symbol: string): string | undefined
  /** Why a function (without one: the package) may be there all the same, where it is not found; undefined: it is not. */
  doubt(path: string, symbol?: string): string | undefined
}
