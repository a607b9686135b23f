// SPDX-License-Identifier: Apache-2.0
export { applyPatch, type Applied } from './apply.ts'
export type { FilePatch, Hunk, HunkLine, Patch, PatchHeader } from './patch.ts'
export { readPatch } from './read.ts'
