// SPDX-License-Identifier: Apache-2.0
export { checkShape } from './check.ts'
export { formatError, type PointerFault } from './faults.ts'
export type { ObjectShape, Shape, StringShape } from './shape.ts'
