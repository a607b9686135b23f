// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Counts, Day, Id, Instant, Name, pageOf, SbomType, Sha256, Text } from './common.ts'

/** Organisation → product line → product → variant → release → build → deployment. */

export const ProductLine = z
  .object({ id: Id, name: Name, description: Text, productCount: z.int(), counts: Counts })
  .openapi('ProductLine')

export const Product = z
  .object({
    id: Id,
    name: Name,
    description: Text,
    line: z.object({ id: Id, name: Name }).optional(),
    variants: z.array(z.object({ id: Id, name: Name })),
    releaseCount: z.int(),
    counts: Counts,
    version: z.int().openapi({ description: 'Also the ETag: send it as If-Match' }),
  })
  .openapi('Product')

export const ReleaseSummary = z
  .object({
    id: Id,
    name: Name,
    product: z.object({ id: Id, name: Name }),
    variant: z.object({ id: Id, name: Name }).optional(),
    releasedOn: Day.optional(),
    supportStart: Day.optional(),
    supportEnd: Day.optional(),
    counts: Counts,
    judgedAt: Instant.optional(),
    state: z.enum(['empty', 'waiting', 'judged', 'failed']),
  })
  .openapi('ReleaseSummary')

/** One of the six lanes of documents of a release: what is there, and what is missing. */
export const Lane = z
  .object({
    type: SbomType,
    documents: z.array(
      z.object({
        id: Id,
        sha256: Sha256,
        fileName: z.string(),
        format: z.string(),
        specVersion: z.string(),
        bytes: z.int(),
        creators: z.array(z.string()),
        tools: z.array(z.string()),
        method: z.string().optional(),
        createdAt: Instant.optional(),
        receivedAt: Instant,
        receivedFrom: z.string(),
        remarks: z.array(z.string()),
      }),
    ),
    missing: z.string().optional().openapi({ description: 'What this lane would add' }),
  })
  .openapi('Lane')

export const DocumentLink = z
  .object({
    from: Id,
    to: Id,
    by: z.enum(['reference', 'digest', 'identity']),
    count: z.int(),
    verified: z.enum(['verified', 'mismatch', 'not-checked']),
  })
  .openapi('DocumentLink')

export const Release = ReleaseSummary.extend({
  description: Text,
  lanes: z.array(Lane),
  links: z.array(DocumentLink),
  drift: z.array(
    z.object({
      between: z.tuple([SbomType, SbomType]),
      component: z.string(),
      kind: z.enum(['only-in-first', 'only-in-second', 'other-version', 'other-content']),
      detail: z.string(),
    }),
  ),
  contains: z.array(ReleaseSummary),
  containedIn: z.array(z.object({ id: Id, name: Name, product: z.string() })),
  builds: z.array(z.object({ id: Id, name: Name, sha256: Sha256.optional(), sharedWith: z.int() })),
  problem: z.string().optional(),
  version: z.int(),
}).openapi('Release')

export const TrendPoint = z.object({ on: Day, counts: Counts }).openapi('TrendPoint')

export const PortfolioRow = z
  .object({
    product: z.object({ id: Id, name: Name }),
    line: z.object({ id: Id, name: Name }).optional(),
    release: ReleaseSummary.optional(),
    counts: Counts,
    trend: z.array(TrendPoint),
  })
  .openapi('PortfolioRow')

export const Portfolio = z
  .object({ counts: Counts, lines: z.array(ProductLine), products: z.array(PortfolioRow) })
  .openapi('Portfolio')

export const ReleasePage = pageOf(ReleaseSummary, 'ReleasePage')
