// SPDX-License-Identifier: Apache-2.0
import type { Gap, PackageRecord } from '../steps/step.ts'
import type { StatsFormat } from './stats/index.ts'

/** A bundle of JavaScript: what went into it, and what of the project's packages did. Paths are absolute. */
export interface Bundle {
  readonly statsFile: string
  readonly format: StatsFormat
  readonly bundler: string
  readonly version?: string
  /** Folder from which relative names count: where the bundler ran. */
  readonly root: string
  readonly outputs: readonly BundleOutput[]
  readonly modules: readonly BundleModule[]
  readonly packages: readonly PackageRecord[]
  readonly lockfile?: string
  readonly gaps: readonly Gap[]
}

export interface BundleOutput {
  readonly path: string
  readonly state:
    | 'as-recorded'
    /** size or hash differ from what the stats say */
    | 'changed'
    | 'missing'
    /** there, but the stats say neither size nor hash */
    | 'unchecked'
  /** Lower-case hexadecimal, of the file as it is now. */
  readonly sha256?: string
  /** Modules of which something is in it, by {@link BundleModule.path}. */
  readonly modules: readonly string[]
}

export interface BundleModule {
  readonly path: string
  /** Whether the file is there. */
  readonly exists: boolean
  /** Bytes that it left in all outputs together. 0: nothing. */
  readonly bytesInOutput: number
  readonly measured: 'output' | 'rendered' | 'source' | 'nothing'
  /** `package.json` of the package that it belongs to; absent for the project's own modules outside any. */
  readonly package?: { readonly name: string; readonly version?: string; readonly folder: string }
  /** Names that it exports and that are used, where the bundler says so. */
  readonly used?: readonly string[]
  readonly removed?: readonly string[]
}
