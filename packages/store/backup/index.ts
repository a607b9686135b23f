// SPDX-License-Identifier: Apache-2.0
export { writeBackup } from './write.ts'
export { restoreBackup, verifyBackup } from './restore.ts'
