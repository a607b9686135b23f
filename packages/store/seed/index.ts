// SPDX-License-Identifier: Apache-2.0
// A portfolio of any size, for benchmarks.
export { dropSchema, seedPortfolio, type Portfolio } from './seed.ts'
