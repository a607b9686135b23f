// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  bytes,
  generated,
  id,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
  withDefault,
  type Columns,
} from './column.ts'

export const document = {
  id: id(),
  sha256: bytes(),
  size: bigint(),
  state: withDefault(oneOf(['received', 'read', 'refused'])),
  format: nullable(text()),
  spec_version: nullable(text()),
  document_id: nullable(text()),
  facts: nullable(json()),
  faults: nullable(json()),
  components: withDefault(integer()),
  files: withDefault(integer()),
  received_at: instant(),
  read_at: nullable(instant()),
  reader: withDefault(integer()),
} as const satisfies Columns

export const documentChunk = {
  document_id: bigint(),
  ordinal: integer(),
  bytes: bytes(),
} as const satisfies Columns

export const upload = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  created_by: nullable(bigint()),
  size: nullable(bigint()),
  received: withDefault(bigint()),
  purpose: json(),
  created_at: instant(),
  changed_at: instant(),
  state: nullable(oneOf(['open', 'complete', 'done', 'refused'])),
  release_id: nullable(bigint()),
  result: nullable(json()),
} as const satisfies Columns

export const uploadChunk = {
  upload_id: bigint(),
  ordinal: integer(),
  bytes: bytes(),
} as const satisfies Columns

export const component = {
  id: id(),
  identity: bytes(),
  name: text(),
  version: nullable(text()),
  purl: nullable(text()),
  facts: json(),
  first_seen: instant(),
  search: generated(text()),
  subject: generated(text()),
} as const satisfies Columns

export const componentKey = {
  key: text(),
  component_id: bigint(),
} as const satisfies Columns

export const documentComponent = {
  document_id: bigint(),
  component_id: bigint(),
  element: nullable(text()),
  occurrences: withDefault(integer()),
  licence: nullable(text()),
  supplier: nullable(text()),
  scope: nullable(text()),
} as const satisfies Columns

export const file = {
  id: id(),
  identity: bytes(),
  path: text(),
  name: text(),
  sha256: nullable(bytes()),
  sha1: nullable(bytes()),
  digests: nullable(json()),
} as const satisfies Columns

export const documentFile = {
  document_id: bigint(),
  file_id: bigint(),
  role: oneOf([
    'source',
    'header',
    'object',
    'archive',
    'image',
    'module',
    'generated',
    'config',
    'data',
    'unknown',
  ]),
} as const satisfies Columns

export const documentLink = {
  from_id: bigint(),
  to_id: bigint(),
  how: oneOf(['reference', 'digest', 'identity']),
  verified: oneOf(['yes', 'mismatch', 'no-digest-given', 'not-applicable']),
  algorithm: nullable(text()),
  count: integer(),
  note: nullable(text()),
} as const satisfies Columns

export const releaseDocument = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  release_id: bigint(),
  document_id: bigint(),
  lane: oneOf(['design', 'source', 'build', 'analyzed', 'deployed', 'runtime', 'vex', 'other']),
  build_id: nullable(bigint()),
  deployment_id: nullable(bigint()),
  name: text(),
  author: nullable(text()),
  tool: nullable(text()),
  method: nullable(text()),
  uploaded_by: nullable(bigint()),
  uploaded_at: instant(),
  detached_at: nullable(instant()),
} as const satisfies Columns
