// SPDX-License-Identifier: Apache-2.0
export { StoreError, storeError, type StoreCode } from './fault.ts'
