// SPDX-License-Identifier: Apache-2.0
export { migrate, migrateWithin } from './migrate.ts'
export { readMigrations, type Migration } from './files.ts'
