// SPDX-License-Identifier: Apache-2.0
export {
  advisoriesConcerning,
  advisoryNamed,
  componentsConcerned,
  unmatchedComponents,
} from './find.ts'
export { removeAdvisories, saveAdvisories, type SavedAdvisories } from './save.ts'
