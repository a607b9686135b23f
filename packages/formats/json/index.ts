// SPDX-License-Identifier: Apache-2.0
export { readJsonMembers, type JsonMembers } from './members.ts'
export { parseJson, locatePointer, pointerOf } from './text.ts'
