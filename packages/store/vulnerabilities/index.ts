// SPDX-License-Identifier: Apache-2.0
export {
  findVulnerability,
  releasesWithVulnerability,
  vulnerabilitiesNamed,
  type FoundVulnerability,
  type VulnerabilityPlace,
} from './find.ts'
export { saveVulnerabilities, type NewVulnerability } from './save.ts'
export { refreshScores, saveEpss, saveKev, type KevEntry } from './scores.ts'
export { exploitationOf, type CatalogueEntry, type Exploitation } from './exploitation.ts'
