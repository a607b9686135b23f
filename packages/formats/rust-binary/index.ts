// SPDX-License-Identifier: Apache-2.0
export { readAuditData, parseAuditData, type RustPackage } from './audit-data.ts'
export { rustFunctions, rustSymbols, type RustSymbols } from './symbols.ts'
