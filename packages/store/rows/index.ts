// SPDX-License-Identifier: Apache-2.0
export { findRow, isPublicId, type OwnedTable } from './find.ts'
export { containing, endingWith } from './like.ts'
export { afterKey, type KeyPage } from './page.ts'
