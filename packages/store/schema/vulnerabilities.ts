// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  boolean,
  bytes,
  date,
  id,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  real,
  smallint,
  text,
  uuid,
  withDefault,
  type Columns,
} from './column.ts'

export const feed = {
  id: id(),
  public_id: uuid(),
  name: text(),
  kind: oneOf(['osv', 'cve', 'kev', 'eukev', 'epss', 'overlay']),
  url: nullable(text()),
  schedule: nullable(text()),
  is_enabled: withDefault(boolean()),
  state: withDefault(oneOf(['idle', 'running', 'failed'])),
  etag: nullable(text()),
  last_modified: nullable(text()),
  position: nullable(json()),
  records: withDefault(bigint()),
  started_at: nullable(instant()),
  succeeded_at: nullable(instant()),
  failed_at: nullable(instant()),
  error: nullable(text()),
  created_at: instant(),
} as const satisfies Columns

export const advisory = {
  id: id(),
  feed_id: bigint(),
  name: text(),
  kind: oneOf(['osv', 'cve']),
  source: text(),
  hash: bytes(),
  record: json(),
  modified_at: nullable(instant()),
  is_withdrawn: withDefault(boolean()),
  changed_at: instant(),
} as const satisfies Columns

export const advisoryKey = {
  key: text(),
  advisory_id: bigint(),
} as const satisfies Columns

export const advisoryBeside = {
  feed_id: bigint(),
  name: text(),
  hash: bytes(),
  record: json(),
} as const satisfies Columns

export const vulnerability = {
  id: id(),
  name: text(),
  title: nullable(text()),
  severity: withDefault(smallint()),
  vector: nullable(text()),
  severity_source: nullable(text()),
  published_at: nullable(instant()),
  modified_at: nullable(instant()),
  is_exploited: withDefault(boolean()),
  epss: nullable(real()),
  epss_percentile: nullable(real()),
  first_seen: instant(),
  changed_at: instant(),
} as const satisfies Columns

export const vulnerabilityAlias = {
  alias: text(),
  vulnerability_id: bigint(),
} as const satisfies Columns

export const kevEntry = {
  catalogue: oneOf(['CISA KEV', 'EU KEV']),
  vulnerability: text(),
  since: nullable(date()),
  due_on: nullable(date()),
  record: json(),
} as const satisfies Columns

export const epssScore = {
  vulnerability: text(),
  probability: real(),
  percentile: real(),
} as const satisfies Columns

export const componentMatch = {
  component_id: bigint(),
  vulnerability_id: bigint(),
  range: oneOf(['in', 'unknown']),
  reason: nullable(text()),
  evidence: json(),
  hash: bytes(),
  first_seen: instant(),
  changed_at: instant(),
} as const satisfies Columns

export const componentMatching = {
  component_id: bigint(),
  matcher: integer(),
  matched_at: instant(),
} as const satisfies Columns
