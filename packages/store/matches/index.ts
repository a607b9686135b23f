// SPDX-License-Identifier: Apache-2.0
export { matchesOf, releasesConcerned, type ComponentMatch } from './find.ts'
export { saveMatches, type ComponentMatches, type NewMatch } from './save.ts'
