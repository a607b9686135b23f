// SPDX-License-Identifier: Apache-2.0
export { saveFindings, type NewFinding, type ReleaseFindings, type SavedFindings } from './save.ts'
