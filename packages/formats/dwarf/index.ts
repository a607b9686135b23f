// SPDX-License-Identifier: Apache-2.0
export {
  MAX_INLINED_INTO,
  type CodeUnit,
  type FunctionCode,
  type ImageCode,
  type LineFile,
  type Presence,
  type UncoveredCode,
} from './code.ts'
export { linesOf, type ImageLines, type LineRange } from './lines.ts'
export { readCode } from './read.ts'
