// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  boolean,
  bytes,
  id,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  smallint,
  text,
  texts,
  uuid,
  withDefault,
  type Columns,
} from './column.ts'

export const job = {
  id: id(),
  organisation_id: nullable(bigint()),
  kind: text(),
  payload: json(),
  dedupe_key: nullable(text()),
  priority: withDefault(smallint()),
  run_at: instant(),
  attempts: withDefault(smallint()),
  max_attempts: withDefault(smallint()),
  leased_by: nullable(text()),
  lease_until: nullable(instant()),
  last_error: nullable(text()),
  created_at: instant(),
  finished_at: nullable(instant()),
  dead_at: nullable(instant()),
  crashes: withDefault(smallint()),
} as const satisfies Columns

export const webhook = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_id: nullable(bigint()),
  name: text(),
  url: text(),
  secret: text(),
  events: texts(),
  is_enabled: withDefault(boolean()),
  created_by: nullable(bigint()),
  created_at: instant(),
} as const satisfies Columns

export const notificationRule = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  account_id: nullable(bigint()),
  name: text(),
  condition: json(),
  channel: oneOf(['email', 'webhook']),
  address: nullable(text()),
  webhook_id: nullable(bigint()),
  rhythm: oneOf(['at-once', 'daily', 'weekly']),
  is_enabled: withDefault(boolean()),
  last_run_at: nullable(instant()),
  created_at: instant(),
} as const satisfies Columns

export const delivery = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  notification_rule_id: nullable(bigint()),
  webhook_id: nullable(bigint()),
  channel: oneOf(['email', 'webhook']),
  address: text(),
  subject: text(),
  payload: json(),
  state: oneOf(['waiting', 'sent', 'failed']),
  attempts: withDefault(smallint()),
  status: nullable(integer()),
  error: nullable(text()),
  created_at: instant(),
  sent_at: nullable(instant()),
} as const satisfies Columns

export const idempotencyKey = {
  organisation_id: bigint(),
  caller: text(),
  key: text(),
  request_hash: bytes(),
  status: nullable(integer()),
  response: nullable(json()),
  created_at: instant(),
} as const satisfies Columns

export const setting = {
  organisation_id: nullable(bigint()),
  key: text(),
  value: json(),
  changed_by: nullable(bigint()),
  changed_at: instant(),
} as const satisfies Columns

export const problem = {
  id: id(),
  organisation_id: nullable(bigint()),
  key: text(),
  severity: oneOf(['warning', 'error']),
  title: text(),
  detail: text(),
  since: instant(),
  last_at: instant(),
  count: withDefault(integer()),
  solved_at: nullable(instant()),
} as const satisfies Columns
