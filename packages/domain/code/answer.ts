// SPDX-License-Identifier: Apache-2.0

/** Design section 4, "Evidence levels", as far as they speak of functions; strongest first. */
export type EvidenceLevel =
  /** lines of it are in the image: a snippet of the image's documents */
  | 'line-in-image'
  /** debug information of the image: code of its own, or inlined */
  | 'function-linked'
  /** the object's own size: there is no code */
  | 'object-code'

/** Why a function is not in any image, the reason that is nearest to being there last. */
export type AbsentCause =
  /** every object of the file that went into an image holds no code */
  | 'compiled-empty'
  /** the text of the file defines it and no object of it has it */
  | 'preprocessed-out'
  /** an object has it and no image that the object went into */
  | 'dropped-by-linker'

export type UnknownCause =
  | 'function-without-debug-information'
  /** the text of this release is known, and defines no such function */
  | 'function-not-in-source'
  /** nobody says which functions the text of this release defines */
  | 'source-text-unknown'
  /** there is code of the file under names that its text does not define: one of them may be the function */
  | 'function-under-another-name'

/** Whether one function of one file is in an image. `images`: names of those in which it is, or was looked for. */
export type FunctionAnswer =
  | {
      readonly state: 'own' | 'inlined'
      readonly level: EvidenceLevel
      readonly images: readonly string[]
      /** Some of the functions that it is inlined into. */
      readonly into?: readonly string[]
      /** The name under which the image has it, where a macro renamed it. */
      readonly as?: string
    }
  | {
      readonly state: 'absent'
      readonly cause: AbsentCause
      readonly level: EvidenceLevel
      readonly images: readonly string[]
    }
  | { readonly state: 'unknown'; readonly cause: UnknownCause; readonly reason: string }
