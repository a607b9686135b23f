// SPDX-License-Identifier: Apache-2.0
export { advisoryNames, changedAdvisories, keysOfAdvisories, markConcerned } from './changes.ts'
export {
  advisoriesConcerning,
  advisoryNamed,
  componentsConcerned,
  unmatchedComponents,
} from './find.ts'
export { removeAdvisories, saveAdvisories, type SavedAdvisories } from './save.ts'
