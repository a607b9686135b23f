// SPDX-License-Identifier: Apache-2.0
export { createWatch, ownSurroundings, type Surroundings } from './ailments.ts'
