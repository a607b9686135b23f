// SPDX-License-Identifier: Apache-2.0

/** A unified diff with what its author wrote before it. */
export interface Patch {
  readonly header: PatchHeader
  readonly files: readonly FilePatch[]
}

/** DEP-3 (https://dep-team.pages.debian.net/deps/dep3/), a mail of `git format-patch`, or free text. */
export interface PatchHeader {
  /** By name in lower case; of a name that is given twice all values. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Everything before the first file, as written. */
  readonly text: string
  /** `CVE-…` ids that it names, in their order. */
  readonly cves: readonly string[]
  /** Commits that it names: of the mail itself, of `Origin`, of `(cherry picked from commit …)`. */
  readonly commits: readonly string[]
}

export interface FilePatch {
  readonly change: 'modified' | 'added' | 'deleted' | 'renamed' | 'copied'
  /** Path in the tree before; absent if the file was added. */
  readonly oldPath?: string
  /** Path in the tree after; absent if it was deleted. */
  readonly newPath?: string
  /** Octal, `100644`, where the patch says it. */
  readonly oldMode?: string
  readonly newMode?: string
  /** Its content is binary; there are no hunks then. */
  readonly isBinary: boolean
  readonly hunks: readonly Hunk[]
}

export interface Hunk {
  /** First line from 1; with no lines the line after which the others were put in. */
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: readonly HunkLine[]
}

export interface HunkLine {
  readonly kind: 'context' | 'removed' | 'added'
  /** Without the sign and the newline. */
  readonly text: string
  /** True if the file ends after it without a newline. */
  readonly isUnended?: true
}
