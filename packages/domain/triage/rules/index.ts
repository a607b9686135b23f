// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'
import { builtNotLinked } from './built-not-linked.ts'
import { codeInImage } from './code-in-image.ts'
import { compiledEmpty } from './compiled-empty.ts'
import { declarationOnly } from './declaration-only.ts'
import { functionAbsent } from './function-absent.ts'
import { functionNotInSource } from './function-not-in-source.ts'
import { functionUnderAnotherName } from './function-under-another-name.ts'
import { functionWithoutDebugInformation } from './function-without-debug-information.ts'
import { headerWithoutIncludeEvidence } from './header-without-include-evidence.ts'
import { imageNotCovered } from './image-not-covered.ts'
import { notCompiledCode } from './not-compiled-code.ts'
import { pathNotInTree } from './path-not-in-tree.ts'

/**
 * In the order in which a place is asked about; the first rule that answers decides. Absence is what is left at the end: of
 * the functions in files that went into an image, or of every file.
 */
export const PLACE_RULES: readonly PlaceRule[] = [
  declarationOnly,
  codeInImage,
  functionWithoutDebugInformation,
  functionNotInSource,
  functionUnderAnotherName,
  builtNotLinked,
  notCompiledCode,
  pathNotInTree,
  headerWithoutIncludeEvidence,
  imageNotCovered,
  compiledEmpty,
  functionAbsent,
]
