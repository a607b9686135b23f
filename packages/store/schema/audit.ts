// SPDX-License-Identifier: Apache-2.0
import { bigint, bytes, id, instant, nullable, text, withDefault, type Columns } from './column.ts'

export const auditChain = {
  id: id(),
  organisation_id: nullable(bigint()),
  length: withDefault(bigint()),
  hash: bytes(),
} as const satisfies Columns

export const auditEvent = {
  chain_id: bigint(),
  number: bigint(),
  at: instant(),
  actor: text(),
  action: text(),
  subject: text(),
  body: text(),
  hash: bytes(),
} as const satisfies Columns
