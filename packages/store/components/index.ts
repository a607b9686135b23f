// SPDX-License-Identifier: Apache-2.0
export { saveComponents, type SavedComponents } from './save.ts'
