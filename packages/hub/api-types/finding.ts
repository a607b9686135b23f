// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Day, Id, Instant, Justification, Key, pageOf, Severity, Text, Verdict } from './common.ts'

/** `build`: every release, also of those to come, that shows the component by the same build documents or images. */
export const AssessmentScope = z.enum(['release', 'build', 'product', 'line', 'organisation'])

/** A vulnerability in a component of a release, as it stands now. */
export const FindingRow = z
  .object({
    id: Key,
    vulnerability: z.object({ id: z.string(), title: z.string().optional() }),
    component: z.object({ id: Key, name: z.string(), version: z.string().optional() }),
    release: z.object({ id: Id, name: z.string(), product: z.string() }),
    verdict: Verdict,
    /** The verdict that counts: a colleague's where there is one in force, else ours. */
    by: z.enum(['headwater', 'supplier', 'person']),
    justification: Justification.optional(),
    rule: z.string(),
    reason: z.string(),
    severity: z.object({ score: z.number(), rating: Severity }).optional(),
    exploited: z.boolean(),
    epss: z.number().optional(),
    firstSeenAt: Instant,
    changedAt: Instant,
    dueOn: Day.optional(),
  })
  .openapi('FindingRow')

/** What somebody says of a finding; all stand side by side, each with its author. */
export const Opinion = z
  .object({
    author: z.string(),
    kind: z.enum(['headwater', 'supplier', 'person']),
    verdict: Verdict,
    justification: Justification.optional(),
    reason: Text,
    at: Instant.optional(),
    expiresOn: Day.optional(),
    state: z.enum(['in-force', 'waiting-for-approval', 'expired', 'withdrawn', 'overruled']),
    assessment: Id.optional(),
    /** Where it holds. */
    scope: AssessmentScope.optional(),
    approvedBy: z.string().optional(),
    /** Whether the caller may be its second pair of eyes, and whether they may take it back. */
    mayApprove: z.boolean().optional(),
    mayWithdraw: z.boolean().optional(),
    endedBecause: z.string().optional(),
    document: z.string().optional(),
  })
  .openapi('Opinion')

/** One step from a vulnerable file to the image that holds it. */
export const EvidenceStep = z
  .object({
    name: z.string(),
    role: z.string(),
    document: z.string(),
    enters: z.string().optional(),
  })
  .openapi('EvidenceStep')

export const FindingLocation = z
  .object({
    path: z.string(),
    functions: z.array(z.string()),
    basis: z.string(),
    state: z.enum(['present', 'absent', 'undecided', 'ignored']),
    rule: z.string(),
    reason: z.string(),
    files: z.array(z.object({ path: z.string(), reach: z.string(), chain: z.array(EvidenceStep) })),
  })
  .openapi('FindingLocation')

export const Finding = FindingRow.extend({
  aliases: z.array(z.string()),
  opinions: z.array(Opinion),
  locations: z.array(FindingLocation),
  evidence: z.array(z.object({ kind: z.string(), statement: z.string(), author: z.string() })),
  fixedIn: z.array(z.string()),
  references: z.array(z.string()),
  history: z.array(
    z.object({ at: Instant, verdict: Verdict, reason: z.string(), because: z.string() }),
  ),
  /** The same vulnerability in the same component of other releases; those of the same build share one judgement. */
  alsoIn: z.array(
    z.object({
      id: Key,
      release: z.string(),
      product: z.string(),
      verdict: Verdict,
      sameBuild: z.boolean(),
    }),
  ),
  /** Where a verdict of the caller could hold. */
  scopes: z.array(
    z.object({
      scope: AssessmentScope,
      /** In how many releases that the caller sees it would count today. */
      releaseCount: z.int(),
      mayJudge: z.boolean(),
      needsSecondPair: z.boolean(),
    }),
  ),
  /** Whether a verdict for this release that takes the finding away waits for a second person. */
  needsSecondPair: z.boolean(),
}).openapi('Finding')

export const FindingPage = pageOf(FindingRow, 'FindingPage')

export const FINDING_SORTS = [
  'urgency',
  'severity',
  'epss',
  'changed',
  'first-seen',
  'component',
  'vulnerability',
] as const

export const FindingQuery = z.object({
  release: Id.optional(),
  product: Id.optional(),
  line: Id.optional(),
  component: Key.optional(),
  vulnerability: z.string().max(100).optional(),
  verdict: z.string().optional().openapi({ description: 'Verdicts, separated by commas' }),
  severity: z.string().optional().openapi({ description: 'Ratings, separated by commas' }),
  rule: z.string().max(60).optional(),
  exploited: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional().openapi({ description: 'Part of a name or id' }),
  changedAfter: Instant.optional(),
  sort: z.enum(FINDING_SORTS).default('urgency'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

/** A person's verdict, for one finding or for the same one in several releases. */
export const NewAssessment = z
  .object({
    findings: z.array(Key).min(1).max(1_000),
    scope: AssessmentScope.default('release'),
    verdict: Verdict,
    justification: Justification.optional(),
    reason: Text.min(1),
    expiresOn: Day.optional(),
  })
  .openapi('NewAssessment')

/** A person's verdict as a row of its own: what waits for approval, what runs out. */
export const Assessment = z
  .object({
    id: Id,
    vulnerability: z.string(),
    component: z.string().optional(),
    scope: AssessmentScope,
    /** The release, product or line that it holds for. */
    place: z.string(),
    verdict: Verdict,
    justification: Justification.optional(),
    reason: Text,
    author: z.string(),
    at: Instant,
    expiresOn: Day.optional(),
    state: Opinion.shape.state,
    approvedBy: z.string().optional(),
    mayApprove: z.boolean(),
    mayWithdraw: z.boolean(),
  })
  .openapi('Assessment')
export const AssessmentPage = pageOf(Assessment, 'AssessmentPage')
