// SPDX-License-Identifier: Apache-2.0
export { saveVulnerabilities, type NewVulnerability } from './save.ts'
