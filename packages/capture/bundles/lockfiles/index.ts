// SPDX-License-Identifier: Apache-2.0
export { LOCKFILE_NAMES, readLockfile } from './read.ts'
export type { LockedPackage, Lockfile } from './lockfile.ts'
