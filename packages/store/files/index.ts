// SPDX-License-Identifier: Apache-2.0
export { saveFiles, type NewFile } from './save.ts'
