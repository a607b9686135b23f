// SPDX-License-Identifier: Apache-2.0

/** What a linker's map (`-Map`) says of one image: further evidence beside the image itself. Paths are as the linker wrote them. */
export interface LinkMap {
  /** Whose form the map has; gold and mold write nearly GNU's and nearly lld's. */
  readonly form: 'gnu' | 'lld'
  /** Files that the linker opened, in order, each once: objects, archives, shared libraries. */
  readonly loaded: readonly string[]
  /** Archive members that were taken in, and for whose sake; lld does not say why. */
  readonly members: readonly MemberReason[]
  /** Sections of inputs that are in the image, with a size greater than 0. */
  readonly kept: readonly LinkedSection[]
  /** Sections that `--gc-sections`, `/DISCARD/` or a duplicate took away; lld's map has none of them. */
  readonly discarded: readonly LinkedSection[]
}

export interface LinkedFile {
  /** The object, or the archive that it is a member of. */
  readonly path: string
  readonly member?: string
}

export interface MemberReason extends LinkedFile {
  readonly member: string
  readonly wantedBy?: string
  readonly symbol?: string
}

export interface LinkedSection extends LinkedFile {
  /** `.text.main` */
  readonly section: string
  readonly size: number
}
