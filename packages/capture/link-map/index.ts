// SPDX-License-Identifier: Apache-2.0
export { readLinkMap } from './link-map.ts'
export type { LinkedFile, LinkedSection, LinkMap, MemberReason } from './shape.ts'
