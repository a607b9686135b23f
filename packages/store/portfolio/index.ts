// SPDX-License-Identifier: Apache-2.0
export { createOrganisation } from './organisations.ts'
export { createProduct } from './products.ts'
export { createRelease } from './releases.ts'
