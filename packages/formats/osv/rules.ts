// SPDX-License-Identifier: Apache-2.0
import { list, map, nullable, object, text } from '../record/index.ts'

const INSTANT = text(
  'an RFC 3339 instant in UTC',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,64})?Z$/,
)

const TEXTS = nullable(list(text()))

const SEVERITY = nullable(list(object({ type: text(), score: text() })))

const EVENT = object(
  {},
  { introduced: text(), fixed: text(), last_affected: text(), limit: text() },
)

const RANGE = object(
  { type: text('a range type', ['SEMVER', 'ECOSYSTEM', 'GIT']), events: list(EVENT) },
  { repo: text() },
)

const AFFECTED = object(
  {},
  {
    package: object({ ecosystem: text(), name: text() }, { purl: text() }),
    severity: SEVERITY,
    ranges: nullable(list(RANGE)),
    versions: TEXTS,
    ecosystem_specific: nullable(map()),
    database_specific: nullable(map()),
  },
)

/**
 * `validation/schema.json` of the OSV schema, where we read it. Not its lists of id prefixes, ecosystems and reference
 * types: those grow between versions, and a record of a new database must not be lost for it.
 */
export const OSV_RECORD = object(
  { id: text('an id', /^\S+$/), modified: INSTANT },
  {
    schema_version: text(),
    published: INSTANT,
    withdrawn: INSTANT,
    aliases: TEXTS,
    related: TEXTS,
    upstream: TEXTS,
    summary: text(),
    details: text(),
    severity: SEVERITY,
    affected: nullable(list(AFFECTED)),
    references: nullable(list(object({ type: text(), url: text() }))),
    database_specific: nullable(map()),
  },
)
