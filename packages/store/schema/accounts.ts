// SPDX-License-Identifier: Apache-2.0
import {
  bigint,
  boolean,
  bytes,
  id,
  instant,
  json,
  nullable,
  oneOf,
  text,
  texts,
  uuid,
  withDefault,
  type Columns,
} from './column.ts'

export const account = {
  id: id(),
  public_id: uuid(),
  name: text(),
  email: text(),
  password_hash: nullable(text()),
  valid_from: instant(),
  created_at: instant(),
  disabled_at: nullable(instant()),
  last_seen_at: nullable(instant()),
} as const satisfies Columns

export const roleGrant = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  account_id: bigint(),
  role: oneOf(['administrator', 'manager', 'analyst', 'contributor', 'viewer', 'auditor']),
  product_id: nullable(bigint()),
  granted_by: nullable(bigint()),
  granted_at: instant(),
} as const satisfies Columns

export const identity = {
  issuer: text(),
  subject: text(),
  account_id: bigint(),
  created_at: instant(),
  last_seen_at: nullable(instant()),
} as const satisfies Columns

export const session = {
  id: id(),
  public_id: uuid(),
  hash: bytes(),
  account_id: bigint(),
  organisation_id: nullable(bigint()),
  user_agent: nullable(text()),
  address: nullable(text()),
  created_at: instant(),
  last_seen_at: instant(),
  expires_at: instant(),
  revoked_at: nullable(instant()),
} as const satisfies Columns

export const apiToken = {
  id: id(),
  public_id: uuid(),
  hash: bytes(),
  prefix: text(),
  name: text(),
  account_id: bigint(),
  organisation_id: bigint(),
  product_id: nullable(bigint()),
  scopes: texts(),
  created_at: instant(),
  expires_at: nullable(instant()),
  last_used_at: nullable(instant()),
  revoked_at: nullable(instant()),
} as const satisfies Columns

export const oneTimeLink = {
  id: id(),
  public_id: uuid(),
  hash: bytes(),
  purpose: oneOf(['first-administrator', 'invitation', 'password']),
  organisation_id: nullable(bigint()),
  account_id: nullable(bigint()),
  email: nullable(text()),
  role: nullable(text()),
  product_id: nullable(bigint()),
  created_by: nullable(bigint()),
  created_at: instant(),
  expires_at: instant(),
  used_at: nullable(instant()),
} as const satisfies Columns

export const visit = {
  account_id: bigint(),
  organisation_id: bigint(),
  seen_at: instant(),
  before_at: nullable(instant()),
} as const satisfies Columns

const ROLES = ['administrator', 'manager', 'analyst', 'contributor', 'viewer', 'auditor'] as const

export const oidcProvider = {
  id: id(),
  public_id: uuid(),
  organisation_id: bigint(),
  name: text(),
  issuer: text(),
  client_id: text(),
  client_secret: nullable(text()),
  scopes: texts(),
  email_domains: texts(),
  group_claim: nullable(text()),
  group_roles: json(),
  admits: oneOf(['invited', 'anyone']),
  default_role: nullable(oneOf(ROLES)),
  is_enabled: withDefault(boolean()),
  created_by: nullable(bigint()),
  created_at: instant(),
  changed_at: instant(),
} as const satisfies Columns
