// SPDX-License-Identifier: Apache-2.0
export { receiveDocument, type Delivery, type Receipt } from './receive.ts'
export { spooled, type Spooled } from './spool.ts'
