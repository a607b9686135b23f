// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Counts, Id, Instant, Key, pageOf, Severity, Sha256 } from './common.ts'
import { FindingRow } from './finding.ts'

/** Where something is: one line for each release that holds it. */
export const Occurrence = z
  .object({
    release: z.object({ id: Id, name: z.string() }),
    product: z.object({ id: Id, name: z.string() }),
    lanes: z.array(z.string()),
    path: z.string().optional(),
    reach: z.string().optional(),
  })
  .openapi('Occurrence')

export const ComponentRow = z
  .object({
    id: Key,
    name: z.string(),
    version: z.string().optional(),
    purls: z.array(z.string()),
    cpes: z.array(z.string()),
    licence: z.string().optional(),
    supplier: z.string().optional(),
    /** `user`: an overlay says who it is. */
    identifiedBy: z.enum(['document', 'user', 'nobody']),
    counts: Counts,
  })
  .openapi('ComponentRow')
export const ComponentPage = pageOf(ComponentRow, 'ComponentPage')
export const Component = ComponentRow.extend({
  releaseCount: z.int(),
  occurrences: z.array(Occurrence),
  findings: z.array(FindingRow),
  otherVersions: z.array(z.object({ id: Key, version: z.string(), releaseCount: z.int() })),
}).openapi('Component')

export const FileRow = z
  .object({
    path: z.string(),
    role: z.string(),
    sha256: Sha256.optional(),
    sha1: z.string().optional(),
    reach: z.string(),
    licence: z.string().optional(),
  })
  .openapi('FileRow')
export const FilePage = pageOf(FileRow, 'FilePage')
export const FileContent = z
  .object({
    digest: z.string(),
    names: z.array(z.string()),
    occurrences: z.array(Occurrence),
  })
  .openapi('FileContent')

export const LicenceRow = z
  .object({ expression: z.string(), componentCount: z.int() })
  .openapi('LicenceRow')

export const Vulnerability = z
  .object({
    id: z.string(),
    aliases: z.array(z.string()),
    title: z.string().optional(),
    details: z.string().optional(),
    severity: z.object({ score: z.number(), rating: Severity, vector: z.string() }).optional(),
    exploited: z.array(z.object({ catalogue: z.string(), since: z.string().optional() })),
    epss: z.object({ score: z.number(), percentile: z.number(), on: z.string() }).optional(),
    publishedAt: Instant.optional(),
    modifiedAt: Instant.optional(),
    withdrawnAt: Instant.optional(),
    records: z.array(z.object({ id: z.string(), source: z.string(), url: z.string().optional() })),
    references: z.array(z.string()),
    counts: Counts,
    findings: z.array(FindingRow),
  })
  .openapi('Vulnerability')

/** Answers "where is this?" for a CVE, a package, a purl, a CPE, a file's name or hash. */
export const SearchResult = z
  .object({
    kind: z.enum(['product', 'release', 'component', 'vulnerability', 'file']),
    id: z.string(),
    title: z.string(),
    detail: z.string(),
    /** Absent: not counted. */
    releaseCount: z.int().optional(),
  })
  .openapi('SearchResult')

export const Comparison = z
  .object({
    a: z.object({ title: z.string(), at: Instant }),
    b: z.object({ title: z.string(), at: Instant }),
    components: z.array(
      z.object({ name: z.string(), before: z.string().optional(), after: z.string().optional() }),
    ),
    findings: z.array(
      z.object({
        vulnerability: z.string(),
        component: z.string(),
        before: z.string().optional(),
        after: z.string().optional(),
      }),
    ),
    /** True: there are more differences than one answer holds. */
    truncated: z.boolean(),
  })
  .openapi('Comparison')
