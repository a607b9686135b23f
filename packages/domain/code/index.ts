// SPDX-License-Identifier: Apache-2.0
export type * from './record.ts'
export { CODE_MARK } from './record.ts'
