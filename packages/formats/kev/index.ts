// SPDX-License-Identifier: Apache-2.0
export { cisaKevOfJson, looksLikeCisaKev, readCisaKev } from './cisa.ts'
export { exploitedByCve, type ExploitedCatalog, type ExploitedVulnerability } from './entry.ts'
export { euKevOfJson, looksLikeEuKev, readEuKev } from './eu.ts'
