// SPDX-License-Identifier: Apache-2.0

/**
 * What one command of a build did. Every reader of a build system says it in this shape; paths are absolute and normalized,
 * links not resolved.
 */
export interface Step {
  readonly kind: StepKind
  /** Files that it wrote. A link's map and a compiler's depfile are no outputs. */
  readonly outputs: readonly string[]
  /** Files that the command line names: sources, objects, archives, shared libraries, linker scripts. In its order. */
  readonly inputs: readonly string[]
  /** Files that were read beyond the inputs, by the depfile: headers, included sources, `.incbin` data. */
  readonly includes: readonly string[]
  /** False if nothing says what was included; then `includes` is no complete list. */
  readonly knowsIncludes: boolean
  /** Inputs and includes of which nothing came into the outputs: modules that tree shaking removed whole. */
  readonly unused?: readonly string[]
  /** Libraries asked for by name (`-lz`), not yet found, and the folders that were searched, in order. */
  readonly libraries?: readonly string[]
  readonly libraryFolders?: readonly string[]
  /** The map that a link wrote (`-Map`), if its command says so; `readLinkMap` reads it. */
  readonly linkMap?: string
  /** As it was run; absent where the build left none behind. */
  readonly command?: readonly string[]
  readonly directory: string
  /** Who says so: the file (and line) of the build's record. */
  readonly record: string
}

export type StepKind =
  /** one source to one object (or, with unity builds, one source that includes others) */
  | 'compile'
  | 'archive'
  /** an executable, firmware image or kernel module */
  | 'link-image'
  | 'link-shared'
  /** `ld -r` and `objcopy` from object to object: still an object */
  | 'link-partial'
  /** an image in another shape: stripped, `.bin`, `.hex`, compressed */
  | 'convert'
  /** a source, header or data file written by a tool */
  | 'generate'
  /** modules of JavaScript to a bundle */
  | 'bundle'

/** What a reader found in a build directory, with what it could not find. */
export interface Steps {
  /** `ninja`, `cmake-makefiles`, `kbuild`, `meson`, `wrapper`, ... */
  readonly system: string
  readonly steps: readonly Step[]
  /** Folders that the build itself names as its source and build root, where it does. */
  readonly sourceRoot?: string
  readonly buildRoot: string
  /** Files that configured the build: `.config`, `CMakeCache.txt`, `config.h`, ... */
  readonly configuration: readonly string[]
  /** Packages that the build took from a registry, by its lockfile: of JavaScript bundles. */
  readonly packages?: readonly PackageRecord[]
  /** Tools of which the build's own records say the version. */
  readonly tools?: readonly ToolRecord[]
  readonly gaps: readonly Gap[]
}

export interface PackageRecord {
  readonly name: string
  readonly version?: string
  readonly purl: string
  /** Of the archive that the registry gave, by algorithm, lower-case hexadecimal. */
  readonly digests: Readonly<Record<string, string>>
  /** Absolute; where files of this package were found. Empty if none was asked for. */
  readonly folders: readonly string[]
  readonly presence: PackagePresence
  /** One sentence: why that is so. */
  readonly because: string
  /** The lockfile, or the `package.json` where no lockfile names it. */
  readonly record: string
}

export type PackagePresence =
  /** at least one module left code in an output */
  | 'in-bundle'
  /** left out of the bundle on purpose, and loaded when it runs */
  | 'external'
  /** every module that the bundler saw is known, and none of this package is in an output */
  | 'absent'
  | 'unknown'

export interface ToolRecord {
  /** As commands call it, or its absolute path. */
  readonly program: string
  /** What it says that it is: `GNU`, `Clang`, `gcc (Debian 12.2.0-14) 12.2.0`. */
  readonly name: string
  readonly version?: string
  /** Who says so. */
  readonly record: string
}

/** Something that an SBOM of this build cannot say, and how to get it. Every gap stands in the documents too. */
export interface Gap {
  readonly code: GapCode
  /** What is missing, where: one sentence. */
  readonly message: string
  /** What to do: one sentence. */
  readonly hint: string
  /** The files it concerns; may be many. */
  readonly paths: readonly string[]
}

export type GapCode =
  | 'no-build-record'
  | 'output-missing'
  | 'source-missing'
  | 'source-changed'
  | 'moved'
  | 'no-include-record'
  | 'no-link-record'
  | 'no-debug-information'
  | 'split-debug-information'
  | 'unknown-command'
  | 'tool-missing'
  | 'library-not-found'
  | 'half-built'
