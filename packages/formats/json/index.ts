// SPDX-License-Identifier: Apache-2.0
export { readJsonMembers, type JsonMembers } from './members.ts'
export { locatePointer, locatePointers } from './locate.ts'
export { parseJson, pointerOf } from './text.ts'
