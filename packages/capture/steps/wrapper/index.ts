// SPDX-License-Identifier: Apache-2.0
export { readWatched, wrapperReader } from './read.ts'
