// SPDX-License-Identifier: Apache-2.0
export { classOfPath, type FileClass } from './file-class.ts'
export {
  locationsFile,
  type LocationEntry,
  type LocationsContent,
  type LocationsFile,
} from './file.ts'
export { groupFixes } from './group.ts'
export { fixesOf, type Fixes } from './fixes.ts'
export { locateByCommits, type Release } from './from-commits.ts'
export { locateByPatches, type NamedPatch, type ReadTree } from './from-patches.ts'
export {
  vulnerablePlaces,
  type AtRelease,
  type Located,
  type LocatedPlace,
  type Unlocated,
} from './located.ts'
