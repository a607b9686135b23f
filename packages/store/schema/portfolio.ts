// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  boolean,
  bytes,
  date,
  id,
  instant,
  integer,
  nullable,
  oneOf,
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
  revision: withDefault(integer()),
  needs_second_pair: nullable(boolean()),
  archived_at: nullable(instant()),
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
  revision: withDefault(integer()),
} as const satisfies Columns

export const variant = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_id: bigint(),
  name: text(),
  description: nullable(text()),
  created_at: instant(),
  archived_at: nullable(instant()),
  revision: withDefault(integer()),
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
  revision: withDefault(integer()),
  description: nullable(text()),
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
  revision: withDefault(integer()),
  tool: nullable(text()),
} as const satisfies Columns

export const buildImage = {
  build_id: bigint(),
  sha256: bytes(),
  name: text(),
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
  revision: withDefault(integer()),
  count: nullable(integer()),
} as const satisfies Columns

export const overlay = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  product_id: bigint(),
  release_id: nullable(bigint()),
  kind: oneOf(['identify', 'locations', 'settings']),
  name: text(),
  document_id: bigint(),
  identities: withDefault(texts()),
  created_by: nullable(bigint()),
  created_at: instant(),
  removed_at: nullable(instant()),
} as const satisfies Columns

export const releaseComponent = {
  release_id: bigint(),
  document_id: bigint(),
  component_id: bigint(),
  replaces_id: bigint(),
  is_overlaid: boolean(),
} as const satisfies Columns
