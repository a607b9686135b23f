// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  date,
  id,
  instant,
  nullable,
  text,
  texts,
  uuid,
  withDefault,
  type Columns,
} from './column.ts'

export const organisation = {
  id: id(),
  public_id: uuid(),
  name: text(),
  created_at: instant(),
} as const satisfies Columns

export const productLine = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  name: text(),
  description: nullable(text()),
  created_at: instant(),
} as const satisfies Columns

export const product = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_line_id: nullable(bigint()),
  name: text(),
  description: nullable(text()),
  created_at: instant(),
  archived_at: nullable(instant()),
} as const satisfies Columns

export const variant = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_id: bigint(),
  name: text(),
  description: nullable(text()),
  created_at: instant(),
} as const satisfies Columns

export const release = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_id: bigint(),
  variant_id: nullable(bigint()),
  version: text(),
  released_on: nullable(date()),
  support_start: nullable(date()),
  support_end: nullable(date()),
  identities: withDefault(texts()),
  created_at: instant(),
  archived_at: nullable(instant()),
} as const satisfies Columns

export const releaseEdge = {
  parent_id: bigint(),
  child_id: bigint(),
  created_at: instant(),
} as const satisfies Columns

export const build = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  release_id: bigint(),
  name: text(),
  built_at: nullable(instant()),
  builder: nullable(text()),
  source_commit: nullable(text()),
  created_at: instant(),
} as const satisfies Columns

export const deployment = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  release_id: bigint(),
  build_id: nullable(bigint()),
  name: text(),
  place: nullable(text()),
  since: nullable(instant()),
  until: nullable(instant()),
  created_at: instant(),
} as const satisfies Columns
