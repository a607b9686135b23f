// SPDX-License-Identifier: Apache-2.0
export { functionsIn, readSource, regionsIn, type ReadSource } from './functions.ts'
export { languageOf } from './language.ts'
export type { FunctionKind, FunctionSpan, Language, Region, RegionKind } from './span.ts'
