// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  bigints,
  boolean,
  bytes,
  date,
  generated,
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
import type { Verdict } from '@headwater/domain/triage'

export const VERDICTS = [
  'affected',
  'not_affected',
  'fixed',
  'unknown',
] as const satisfies readonly Verdict[]
/** Whose word the verdict is: a rule of triage, a supplier's VEX, a person's assessment. */
export const DECIDERS = ['rule', 'supplier', 'person'] as const

export const finding = {
  id: id(),
  organisation_id: bigint(),
  product_id: bigint(),
  release_id: bigint(),
  component_id: bigint(),
  vulnerability_id: bigint(),
  verdict: oneOf(VERDICTS),
  decided_by: oneOf(DECIDERS),
  rule: text(),
  hash: bytes(),
  severity: smallint(),
  is_exploited: boolean(),
  epss: smallint(),
  priority: generated(integer()),
  class: generated(smallint()),
  vulnerability: text(),
  component: text(),
  first_seen: instant(),
  changed_at: instant(),
  closed_at: nullable(instant()),
} as const satisfies Columns

export const findingEvent = {
  id: id(),
  finding_id: bigint(),
  release_id: bigint(),
  kind: oneOf(['opened', 'changed', 'closed', 'reopened']),
  at: instant(),
  verdict: oneOf(VERDICTS),
  decided_by: oneOf(DECIDERS),
  rule: text(),
  justification: nullable(text()),
  reason: text(),
  evidence: nullable(json()),
  cause: nullable(json()),
} as const satisfies Columns

export const releaseCounter = {
  release_id: bigint(),
  affected: withDefault(integer()),
  unknown: withDefault(integer()),
  not_affected: withDefault(integer()),
  fixed: withDefault(integer()),
  exploited: withDefault(integer()),
  critical: withDefault(integer()),
  high: withDefault(integer()),
  medium: withDefault(integer()),
  low: withDefault(integer()),
  unrated: withDefault(integer()),
  changed_at: instant(),
  judged_at: nullable(instant()),
} as const satisfies Columns

export const releaseJudgement = {
  release_id: bigint(),
  is_plain: boolean(),
  documents: bigints(),
  judged_at: instant(),
  remarks: withDefault(texts()),
} as const satisfies Columns

export const releaseCounterDay = {
  release_id: bigint(),
  day: date(),
  affected: integer(),
  unknown: integer(),
  not_affected: integer(),
  fixed: integer(),
  exploited: integer(),
  critical: integer(),
  high: integer(),
  medium: integer(),
  low: integer(),
  unrated: integer(),
} as const satisfies Columns

export const releaseUnknown = {
  release_id: bigint(),
  rule: text(),
  count: integer(),
} as const satisfies Columns

export const productCounterDay = {
  product_id: bigint(),
  day: date(),
  affected: integer(),
  unknown: integer(),
  not_affected: integer(),
  fixed: integer(),
  exploited: integer(),
} as const satisfies Columns

export const assessment = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  scope: oneOf(['release', 'build', 'product', 'line', 'organisation']),
  release_id: nullable(bigint()),
  product_id: nullable(bigint()),
  component_id: nullable(bigint()),
  vulnerability_id: bigint(),
  verdict: oneOf(VERDICTS),
  justification: nullable(text()),
  reason: text(),
  response: nullable(text()),
  state: oneOf(['proposed', 'active', 'rejected', 'withdrawn', 'replaced', 'expired']),
  author_id: bigint(),
  created_at: instant(),
  expires_at: nullable(instant()),
  approved_by: nullable(bigint()),
  approved_at: nullable(instant()),
  ended_by: nullable(bigint()),
  ended_at: nullable(instant()),
  end_reason: nullable(text()),
  replaces_id: nullable(bigint()),
  product_line_id: nullable(bigint()),
  documents: nullable(bigints()),
  images: nullable(texts()),
  decision: nullable(uuid()),
} as const satisfies Columns

export const drift = {
  id: id(),
  organisation_id: bigint(),
  product_id: bigint(),
  release_id: bigint(),
  deployment_id: nullable(bigint()),
  from_lane: text(),
  to_lane: text(),
  kind: oneOf(['added', 'removed', 'changed']),
  component_id: nullable(bigint()),
  file_id: nullable(bigint()),
  detail: text(),
  first_seen: instant(),
  closed_at: nullable(instant()),
  accepted_by: nullable(bigint()),
  accepted_at: nullable(instant()),
  accepted_until: nullable(instant()),
  accepted_reason: nullable(text()),
} as const satisfies Columns
