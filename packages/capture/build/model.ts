// SPDX-License-Identifier: Apache-2.0
import type { CodeRecord, PresenceRecord } from '@headwater/domain/code'
import type { Gap, StepKind } from '../steps/index.ts'

/** A build as it is written down: trees of source, packages of the system, steps, and the files between them. */
export interface TracedBuild {
  /** `ninja`, `kbuild`, ... */
  readonly system: string
  /** The application's tree first, then third parties' by name. */
  readonly trees: readonly Tree[]
  readonly packages: readonly SystemPackage[]
  readonly locked: readonly LockedPackage[]
  /** Files that took part in the build, by name within their home. */
  readonly files: readonly BuildFile[]
  readonly steps: readonly TracedStep[]
  readonly images: readonly BuildFile[]
  readonly tools: readonly Tool[]
  readonly configuration: readonly BuildFile[]
  /** What the configuration says, name by name: `CONFIG_NET`, `CMAKE_BUILD_TYPE`. */
  readonly settings: readonly (readonly [string, string])[]
  /** What is known of the code of files. */
  readonly code: ReadonlyMap<BuildFile, CodeRecord>
  readonly gaps: readonly Gap[]
}

/** A folder of source that belongs together: the application, a vendored library, a module. */
export interface Tree {
  readonly kind: 'application' | 'third-party'
  /** Unique in a build; the folder's or the package's name. */
  readonly name: string
  /** Absolute; never written down. */
  readonly root: string
  readonly identity: Identity
  /** Every file in it that is source to somebody, by path below the root. */
  readonly files: readonly BuildFile[]
  /** Whether `files` are all of the tree's, or only those that the build used. */
  readonly listed: 'whole' | 'used'
  /** Of a package that a lockfile names. */
  readonly presence?: PresenceRecord
}

/** Who a tree or package is, and how that is known. */
export interface Identity {
  readonly name: string
  readonly version?: string
  /** The best known name first: the project's own before a distribution's. */
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  readonly repository?: string
  readonly commit?: string
  readonly license?: string
  readonly supplier?: string
  /** What says so, for people: `debian/changelog`, `CMakeLists.txt project()`, `headwater.yaml`. Empty if nobody does. */
  readonly basis: readonly string[]
}

/** A package of the distribution of which files were used. */
export interface SystemPackage {
  readonly identity: Identity
  readonly architecture: string
  readonly files: readonly BuildFile[]
}

/** A package that a lockfile names and of which no file was used, as far as anybody knows. */
export interface LockedPackage {
  readonly identity: Identity
  readonly digests: Readonly<Record<string, string>>
  readonly presence: PresenceRecord
}

export type Home =
  | { readonly kind: 'tree'; readonly tree: string; readonly application: boolean }
  /** made by the build */
  | { readonly kind: 'build' }
  | { readonly kind: 'package'; readonly package: string }

export type FileKind =
  'source' | 'header' | 'generated' | 'object' | 'archive' | 'shared' | 'image' | 'config' | 'data'

export interface BuildFile {
  /** Absolute; never written down. */
  readonly path: string
  /** As documents name it: below its tree, below the build directory, or from the root of the system. */
  readonly name: string
  readonly home: Home
  readonly kind: FileKind
  readonly digests: Digests
}

/** Lower-case hexadecimal; undefined only of a file that is not there any more, which a gap says. */
export interface Digests {
  readonly sha256?: string
  readonly sha1?: string
  /** Git's object id of the content, as `gitoid:blob:sha1:` has it. */
  readonly gitSha1?: string
  readonly sha512?: string
}

export interface TracedStep {
  readonly kind: StepKind
  readonly outputs: readonly BuildFile[]
  readonly inputs: readonly BuildFile[]
  readonly includes: readonly BuildFile[]
  readonly knowsIncludes: boolean
  /** Of a bundle: modules of which nothing is left in it. */
  readonly unused: readonly BuildFile[]
  /** Of a link: what the image loads when it runs. */
  readonly loads: readonly BuildFile[]
  readonly tool?: Tool
  /** Arguments without the program, folders of this machine replaced by the names of their trees. */
  readonly command?: readonly string[]
  /** Where it ran; absolute, never written down. */
  readonly directory: string
  /** Folders that debug information names otherwise (`-ffile-prefix-map`); absolute, never written down. */
  readonly remaps: readonly (readonly [from: string, to: string])[]
  /** What this step does not say. */
  readonly incomplete: boolean
}

export interface Tool {
  /** `gcc`, as it was called. */
  readonly name: string
  readonly version?: string
  readonly purl?: string
  /** Of the program that was called; a compiler's passes are programs of their own. */
  readonly digests?: Digests
}
