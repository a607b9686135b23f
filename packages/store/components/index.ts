// SPDX-License-Identifier: Apache-2.0
export {
  componentsOfRelease,
  findComponents,
  licencesOfRelease,
  searchComponents,
  type ComponentRow,
  type ReleaseComponent,
} from './find.ts'
export { componentColumns, type ComponentColumns } from './columns.ts'
export { saveComponentColumns, saveComponents, type SavedComponents } from './save.ts'
export { whereIsComponent, type ComponentPlace } from './where.ts'
export { compareComponents, type ComponentDifference } from './compare.ts'
