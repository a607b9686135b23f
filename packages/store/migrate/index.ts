// SPDX-License-Identifier: Apache-2.0
export { migrate } from './migrate.ts'
export { readMigrations, type Migration } from './files.ts'
