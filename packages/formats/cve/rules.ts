// SPDX-License-Identifier: Apache-2.0
import { list, map, object, text, type Rule } from '../record/index.ts'
import { isPlainCpeMatch, isPlainReference, isPlainVersion } from './plain.ts'

const STATUS = text('a status', ['affected', 'unaffected', 'unknown'])

const TEXTS = list(text())

const LANGUAGE_TEXTS = list(object({ lang: text(), value: text() }))

const OPERATOR = text('an operator', ['AND', 'OR'])

const VERSION = object(
  { version: text(), status: STATUS },
  {
    versionType: text(),
    lessThan: text(),
    lessThanOrEqual: text(),
    changes: list(object({ at: text(), status: STATUS })),
  },
)

const AFFECTED = object(
  {},
  {
    vendor: text(),
    product: text(),
    collectionURL: text(),
    packageName: text(),
    packageURL: text(),
    cpes: TEXTS,
    repo: text(),
    modules: TEXTS,
    programFiles: TEXTS,
    programRoutines: list(object({ name: text() })),
    platforms: TEXTS,
    defaultStatus: STATUS,
    versions: list(VERSION, isPlainVersion),
  },
)

const APPLICABILITY = object(
  {
    nodes: list(
      object({
        operator: OPERATOR,
        cpeMatch: list(
          object(
            { criteria: text() },
            {
              versionStartIncluding: text(),
              versionStartExcluding: text(),
              versionEndIncluding: text(),
              versionEndExcluding: text(),
            },
          ),
          isPlainCpeMatch,
        ),
      }),
    ),
  },
  { operator: OPERATOR },
)

const CVSS = object({ vectorString: text() }, { baseScore: { kind: 'number' } })

const METRIC = object(
  {},
  {
    cvssV4_0: CVSS,
    cvssV3_1: CVSS,
    cvssV3_0: CVSS,
    cvssV2_0: CVSS,
    other: object({ type: text(), content: map() }),
  },
)

const PROVIDER = object({}, { orgId: text(), shortName: text(), dateUpdated: text() })

const COMMON: Readonly<Record<string, Rule>> = {
  providerMetadata: PROVIDER,
  title: text(),
  cpeApplicability: list(APPLICABILITY),
  metrics: list(METRIC),
  problemTypes: list(
    object({ descriptions: list(object({ description: text() }, { cweId: text() })) }),
  ),
  references: list(object({ url: text() }, { name: text(), tags: TEXTS }), isPlainReference),
  datePublic: text(),
}

const PUBLISHED = object({ affected: list(AFFECTED), descriptions: LANGUAGE_TEXTS }, COMMON)

const ADP = object({}, { affected: list(AFFECTED), descriptions: LANGUAGE_TEXTS, ...COMMON })

const REJECTED = object(
  { rejectedReasons: LANGUAGE_TEXTS },
  { providerMetadata: PROVIDER, replacedBy: TEXTS },
)

const METADATA = object(
  {
    cveId: text('a CVE id', /^CVE-\d{4}-\d{4,19}$/),
    state: text('a state', ['PUBLISHED', 'REJECTED']),
  },
  {
    assignerShortName: text(),
    assignerOrgId: text(),
    datePublished: text(),
    dateUpdated: text(),
    dateRejected: text(),
  },
)

/**
 * `CVE_Record_Format.json` where we read it. What a container must hold depends on the state of the record: a published
 * one says what is affected, a rejected one why it was rejected.
 */
export const CVE_RECORD = {
  PUBLISHED: recordOf(object({ cna: PUBLISHED }, { adp: list(ADP) })),
  REJECTED: recordOf(object({ cna: REJECTED })),
} as const

function recordOf(containers: Rule): Rule {
  return object({
    dataType: text('a data type', ['CVE_RECORD']),
    dataVersion: text('a version of the CVE record format', /^\d+(?:\.\d+){1,3}$/),
    cveMetadata: METADATA,
    containers,
  })
}
