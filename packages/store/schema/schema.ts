// SPDX-License-Identifier: Apache-2.0
import type { Kysely, Selectable } from 'kysely'
import * as accounts from './accounts.ts'
import * as audit from './audit.ts'
import { instant, integer, text, type Columns, type Table } from './column.ts'
import * as content from './content.ts'
import * as findings from './findings.ts'
import * as portfolio from './portfolio.ts'
import * as vulnerabilities from './vulnerabilities.ts'
import * as work from './work.ts'

const schemaMigration = {
  number: integer(),
  name: text(),
  checksum: text(),
  landed_at: instant(),
} as const satisfies Columns

/** Every table, in an order in which rows may be put in: what is referred to comes first. */
export const TABLES = {
  schema_migration: schemaMigration,
  organisation: portfolio.organisation,
  product_line: portfolio.productLine,
  product: portfolio.product,
  variant: portfolio.variant,
  release: portfolio.release,
  release_edge: portfolio.releaseEdge,
  build: portfolio.build,
  build_image: portfolio.buildImage,
  deployment: portfolio.deployment,
  document: content.document,
  document_chunk: content.documentChunk,
  upload: content.upload,
  upload_chunk: content.uploadChunk,
  component: content.component,
  component_key: content.componentKey,
  document_component: content.documentComponent,
  file: content.file,
  document_file: content.documentFile,
  document_link: content.documentLink,
  release_document: content.releaseDocument,
  overlay: portfolio.overlay,
  release_component: portfolio.releaseComponent,
  feed: vulnerabilities.feed,
  advisory: vulnerabilities.advisory,
  advisory_key: vulnerabilities.advisoryKey,
  advisory_beside: vulnerabilities.advisoryBeside,
  vulnerability: vulnerabilities.vulnerability,
  vulnerability_alias: vulnerabilities.vulnerabilityAlias,
  kev_entry: vulnerabilities.kevEntry,
  epss_score: vulnerabilities.epssScore,
  component_match: vulnerabilities.componentMatch,
  component_matching: vulnerabilities.componentMatching,
  finding: findings.finding,
  finding_event: findings.findingEvent,
  release_counter: findings.releaseCounter,
  release_judgement: findings.releaseJudgement,
  release_counter_day: findings.releaseCounterDay,
  release_unknown: findings.releaseUnknown,
  product_counter_day: findings.productCounterDay,
  assessment: findings.assessment,
  drift: findings.drift,
  account: accounts.account,
  role_grant: accounts.roleGrant,
  identity: accounts.identity,
  session: accounts.session,
  api_token: accounts.apiToken,
  one_time_link: accounts.oneTimeLink,
  visit: accounts.visit,
  oidc_provider: accounts.oidcProvider,
  job: work.job,
  webhook: work.webhook,
  notification_rule: work.notificationRule,
  delivery: work.delivery,
  idempotency_key: work.idempotencyKey,
  setting: work.setting,
  problem: work.problem,
  audit_chain: audit.auditChain,
  audit_event: audit.auditEvent,
} as const satisfies Readonly<Record<string, Columns>>

export type Schema = { readonly [Name in keyof typeof TABLES]: Table<(typeof TABLES)[Name]> }

/** The database, or the transaction in it: inside a transaction nothing but the transaction may be used. */
export type Db = Kysely<Schema>

export type RowOf<Name extends keyof Schema> = Selectable<Schema[Name]>
