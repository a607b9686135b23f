// SPDX-License-Identifier: Apache-2.0
// Sums that pages show: kept, or read from an index alone.
export { noteProductDays, productDays, type ProductDay } from './days.ts'
export { findingCounters, type FindingCounters } from './findings.ts'
export { unknownByRule } from './unknown.ts'
