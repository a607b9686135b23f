// SPDX-License-Identifier: Apache-2.0
export { filesOfRelease, findFiles, type FileRow, type ReleaseFile } from './find.ts'
export { saveFiles, type NewFile } from './save.ts'
export { whereIsFile, type FilePlace, type FileQuestion } from './where.ts'
