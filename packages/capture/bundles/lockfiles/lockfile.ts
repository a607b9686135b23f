// SPDX-License-Identifier: Apache-2.0

export interface Lockfile {
  readonly format: 'npm' | 'yarn' | 'yarn-berry' | 'pnpm' | 'bun'
  readonly packages: readonly LockedPackage[]
}

export interface LockedPackage {
  /** The package's own name; an alias is in {@link aliases}. */
  readonly name: string
  readonly version?: string
  /** Names under which it is imported, where they are others than its own. */
  readonly aliases: readonly string[]
  /** Subresource Integrity strings as they stand: `sha512-...`. */
  readonly integrity: readonly string[]
  /** Of what did not come from a registry: `git+https://...#commit`, an archive's address, a path. */
  readonly source?: string
  /** Folder below the lockfile's own, where it says so (npm): `node_modules/a/node_modules/b`. */
  readonly folder?: string
  /** Not from anywhere: a workspace of the project itself. */
  readonly workspace: boolean
  /** Asked for only to build or test. */
  readonly dev: boolean
  /** What it needs when it runs, by the names under which it asks for it. */
  readonly needs: readonly string[]
}
