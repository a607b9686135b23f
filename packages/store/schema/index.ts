// SPDX-License-Identifier: Apache-2.0
export { jsonText, keyText, plainText } from './json.ts'
export { TABLES, type Db, type RowOf, type Schema } from './schema.ts'
