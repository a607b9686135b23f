// SPDX-License-Identifier: Apache-2.0
export { functionsIn, regionsIn } from './functions.ts'
export { languageOf } from './language.ts'
export type { FunctionKind, FunctionSpan, Language, Region, RegionKind } from './span.ts'
