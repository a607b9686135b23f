// SPDX-License-Identifier: Apache-2.0
export { StoreError, type StoreCode } from '../fault/index.ts'
export { openStore, type Database, type SlowQuery, type Store, type StoreOptions } from './open.ts'
export type { Db } from '../schema/index.ts'
