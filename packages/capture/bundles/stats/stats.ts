// SPDX-License-Identifier: Apache-2.0

/** What a bundler says that it put into its outputs; one shape for all of them. */
export interface BundleStats {
  readonly bundler: Bundler
  readonly version?: string
  /** Folder from which the relative names of modules and outputs count, where the stats say it. */
  readonly root?: string
  /** Folder of the outputs, where the stats say it; their names are then relative to it. */
  readonly outputFolder?: string
  readonly outputs: readonly OutputStats[]
  /** Every module that was looked at, whether or not anything of it is left. By {@link ModuleStats.id}, in their order. */
  readonly modules: readonly ModuleStats[]
  /** Names of packages and modules that are loaded when the bundle runs (`react`, `node:fs`), not put into it. */
  readonly externals: readonly string[]
  /** Whether a module that is not listed, or has no bytes, is proved to be out of the bundle. */
  readonly complete: boolean
  /** Why it is not complete, or else is in doubt: one sentence each. */
  readonly doubts: readonly string[]
}

export type Bundler = 'esbuild' | 'rollup' | 'vite' | 'webpack' | 'source-map'

export interface OutputStats {
  readonly path: string
  readonly bytes?: number
  /** Lower-case hexadecimal, where the stats have it. */
  readonly sha256?: string
  readonly parts: readonly OutputPart[]
}

export interface OutputPart {
  readonly module: string
  /** Bytes that the module left in the output. 0: it was taken in, and nothing of it is left. */
  readonly bytes: number
  /** `source`: before the code was made small, and no more than that. */
  readonly measured: 'output' | 'rendered' | 'source'
}

export interface ModuleStats {
  /** As the bundler names it. */
  readonly id: string
  /** The file that it was read from, absolute or relative to the root; undefined for what the bundler made up itself. */
  readonly path?: string
  /** Names that are exported and used; undefined where nobody says. */
  readonly used?: readonly string[]
  /** Names whose code was taken out. */
  readonly removed?: readonly string[]
}
