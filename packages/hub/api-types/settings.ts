// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Counts, Day, Id, Instant, Key, Name, pageOf, Text } from './common.ts'
import { FindingRow } from './finding.ts'
import { DriftCounts } from './portfolio.ts'

export const Feed = z
  .object({
    id: Id,
    name: Name,
    kind: z.enum(['osv', 'cve', 'cisa-kev', 'eu-kev', 'epss']),
    url: z.string().max(2_000).optional(),
    everyMinutes: z.int().optional(),
    enabled: z.boolean(),
    state: z.enum(['never', 'ok', 'running', 'failed', 'stale']),
    records: z.int(),
    lastSuccessAt: Instant.optional(),
    lastTriedAt: Instant.optional(),
    problem: z.string().optional(),
  })
  .openapi('Feed')

export const Rule = z
  .object({
    id: Id,
    name: Name,
    when: z.enum([
      'affected',
      'exploited',
      'unknown',
      'verdict-changed',
      'support-ends',
      'feed-failed',
      'drift',
    ]),
    product: Id.optional(),
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('email'), addresses: z.array(z.email()).min(1).max(50) }),
      z.object({ kind: z.literal('webhook'), url: z.url().max(2_000) }),
    ]),
    digest: z.enum(['at-once', 'daily', 'weekly']),
    enabled: z.boolean(),
  })
  .openapi('Rule')

export const AuditEvent = z
  .object({
    number: z.int(),
    at: Instant,
    /** `user:ID`, `token:ID` or `system`. */
    actor: z.string(),
    /** Of the person, or of the token and its owner; absent where the hub itself did it. */
    actorName: z.string().optional(),
    action: z.string(),
    subject: z.string(),
    detail: Text,
    hash: z.string(),
  })
  .openapi('AuditEvent')
export const AuditPage = pageOf(AuditEvent, 'AuditPage')
export const AuditQuery = z.object({
  who: z.string().max(200).optional().openapi({
    description: '`user:ID`, `token:ID`, `system`, or part of the name or e-mail of a person',
  }),
  action: z.string().max(100).optional(),
  subject: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'What it was done to, as `release:ID`; all releases with `release:`' }),
  from: Day.optional().openapi({ description: 'Its first day, in UTC' }),
  to: Day.optional().openapi({ description: 'Its last day, in UTC' }),
})

/** Work of the hub that failed until it was given up. */
export const GivenUpJob = z
  .object({
    id: Key,
    kind: z.string(),
    attempts: z.int(),
    error: z.string(),
    at: Instant,
  })
  .openapi('GivenUpJob')

/** Something wrong with the hub itself, until it is right again. */
export const Ailment = z
  .object({
    code: z.string(),
    what: z.string(),
    hint: z.string(),
    since: Instant,
    lastAt: Instant,
    count: z.int(),
  })
  .openapi('Ailment')

export const Today = z
  .object({
    since: Instant,
    counts: Counts,
    /** Counts at the end of the day `beforeOn`. */
    before: Counts,
    beforeOn: Day,
    changed: z.array(FindingRow),
    affected: z.array(FindingRow),
    due: z.array(z.object({ what: z.string(), on: z.string(), link: z.string() })),
    unknown: z.array(
      z.object({ reason: z.string(), hint: z.string(), count: z.int(), link: z.string() }),
    ),
    ailments: z.array(Ailment),
    /** Releases whose lanes say different things, the most first. */
    drift: z.array(
      z.object({
        release: z.object({ id: Id, name: z.string(), product: z.string() }),
        counts: DriftCounts,
        lastAt: Instant,
      }),
    ),
    /** Verdicts that wait for a second pair of eyes. */
    waiting: z.int(),
  })
  .openapi('Today')

/** What the organisation asks of people's verdicts. */
export const AssessmentPolicy = z
  .object({
    secondPair: z.boolean().openapi({
      description: 'A verdict other than "affected" counts once a second person has approved it',
    }),
  })
  .openapi('AssessmentPolicy')
