// SPDX-License-Identifier: Apache-2.0
export { readVex, type ReadVex } from './read.ts'
export { mayState } from './carries.ts'
