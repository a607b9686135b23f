// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'
import { builtNotLinked } from './built-not-linked.ts'
import { codeInImage } from './code-in-image.ts'
import { headerWithoutIncludeEvidence } from './header-without-include-evidence.ts'
import { notCompiledCode } from './not-compiled-code.ts'
import { pathNotInTree } from './path-not-in-tree.ts'

/** In the order in which a place is asked about; the first rule that answers decides. Absence is what is left at the end. */
export const PLACE_RULES: readonly PlaceRule[] = [
  codeInImage,
  builtNotLinked,
  notCompiledCode,
  pathNotInTree,
  headerWithoutIncludeEvidence,
]
