// SPDX-License-Identifier: Apache-2.0
export { acceptDrift, withdrawAcceptance } from './accept.ts'
export { drifts, driftTotals, type DriftTotal, type ListedDrift } from './find.ts'
export { saveDrift, type NewDrift } from './save.ts'
