// SPDX-License-Identifier: Apache-2.0
export { csafText } from './csaf.ts'
export { cycloneDxText } from './cyclonedx.ts'
export { openVexText } from './openvex.ts'
export { spdx3Text } from './spdx3.ts'
export type { ToldComponent, ToldFinding, ToldVerdicts } from './told.ts'
