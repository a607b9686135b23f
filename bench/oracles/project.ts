// SPDX-License-Identifier: Apache-2.0

/**
 * A project whose builds the oracles repeat: a Debian source package, its patches one by one, and some configurations.
 * The tree and every build keep their paths from state to state, so that images can be compared byte by byte.
 */
export interface Project {
  readonly name: string
  readonly source: SourcePackage | PackedTree
  readonly configurations: readonly Configuration[]
  /** Folders of the tree whose text is not compiled for the images (host tools, tests): never poisoned. */
  readonly untouched: readonly string[]
}

/** Debian's source package, of the version whose `debian/patches` carry the fixes. */
interface SourcePackage {
  readonly kind: 'source-package'
  readonly package: string
  readonly version: string
}

/** A tree that Debian ships as an archive within a package for users, its patches applied. */
interface PackedTree {
  readonly kind: 'packed-tree'
  readonly package: string
  readonly version: string
  /** Within the package; unpacked without its first folder. */
  readonly archive: string
}

export interface Configuration {
  readonly name: string
  /** Run once in an empty build directory. */
  readonly configure: (places: Places) => readonly Command[]
  /** Brings the build up to date; run again after a patch. `target` is an image's path, or absent for all. */
  readonly build: (places: Places, target?: string) => Command
  readonly images: readonly Image[]
}

export interface Image {
  readonly name: string
  /** Within the build directory; also the build system's target. */
  readonly path: string
  /** Where the build strips the image: the target that brings it about. */
  readonly target?: string
}

export interface Places {
  readonly tree: string
  readonly build: string
}

export interface Command {
  readonly argv: readonly string[]
  readonly directory: string
  readonly environment?: Readonly<Record<string, string>>
}

/** A patch of the series. `fixes`: CVE ids in its name, so that a series tells its security fixes by itself. */
export interface Patch {
  readonly name: string
  readonly path: string
  readonly fixes: readonly string[]
  /** Its place in the series: the state of the tree before it is this number of patches applied. */
  readonly index: number
}
