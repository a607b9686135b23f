// SPDX-License-Identifier: Apache-2.0

/**
 * What a build says about the machine code of one file, as it stands in an annotation (SPDX) or the property `headwater:code`
 * (CycloneDX): the mark, a space, and this as JSON. On an object: what came of it. On a source or header: which functions its
 * text defines, in every branch of the preprocessor.
 */
export const CODE_MARK = 'headwater-code/1'

export interface ObjectCode {
  readonly of: 'object'
  /** Bytes of machine code. 0: compiled empty. */
  readonly text: number
  /** It holds an intermediate language (GCC's or LLVM's link-time optimization): its own text says nothing. */
  readonly intermediate?: true
  /** Whether the object says where its code comes from. */
  readonly debug: 'dwarf' | 'none'
  /**
   * Its compiler leaves out functions that were inlined until nothing bore their name (Clang): what is in no list may be in
   * an image nevertheless.
   */
  readonly forgetful?: true
  /**
   * By image (its path as the document names it): for each source or header file, by path as the document names it, the
   * functions of this object that are in the image. An object of an image that is not named here was linked without
   * debug information, so that its functions are not known.
   */
  readonly images: Readonly<Record<string, readonly FileFunctions[]>>
}

export interface FileFunctions {
  readonly file: string
  /** Functions with code of their own in the image. */
  readonly own: readonly string[]
  /** Functions whose code is in the image only within others. */
  readonly inlined: readonly string[]
  /** Functions that the object has and the linker left out of the image, where the debug information still tells. */
  readonly dropped?: readonly string[]
  /**
   * Functions that the debug information defines and places nowhere: no code of their own, neither kept nor dropped, and no
   * inlined copy of either kind; or that the linker left out, and that the compiler may also have inlined. They were folded into
   * another function of the same code (GCC's `-fipa-icf`; with a symbol of their own left in the image they are `own`), or
   * inlined until no instruction bears their name. No proof of absence: unknown.
   */
  readonly unplaced?: readonly string[]
  /**
   * Of a forgetful compiler: functions of the text that the debug information does not have, and that nothing which may be in
   * the image mentions.
   */
  readonly unused?: readonly string[]
}

export interface SourceCode {
  readonly of: 'source'
  readonly functions: readonly string[]
  /** Those of them that compilers may evaluate themselves (`constexpr`): no debug information tells of that. */
  readonly constant?: readonly string[]
}

export type CodeRecord = ObjectCode | SourceCode

/**
 * What became of a package of a lockfile in the bundles of a build, in an annotation (SPDX) or the property
 * `headwater:presence` (CycloneDX) of the package: the mark, a space, and a {@link PresenceRecord} as JSON.
 */
export const PRESENCE_MARK = 'headwater-presence/1'

export interface PresenceRecord {
  /**
   * `absent`: the bundler listed all modules, and none of the package is in any bundle. `external`: left out on purpose, and
   * loaded when the bundle runs.
   */
  readonly presence: 'in-bundle' | 'external' | 'absent' | 'unknown'
  /** One sentence. */
  readonly because: string
}
