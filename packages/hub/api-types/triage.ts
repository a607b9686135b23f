// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Day, Id, Instant, Justification, Key, pageOf, Severity, Text, Verdict } from './common.ts'
import { AssessmentScope, FindingQuery } from './finding.ts'

/** How many findings of a group stand at each verdict. */
const Spread = z.object({
  affected: z.int(),
  unknown: z.int(),
  fixed: z.int(),
  not_affected: z.int(),
})

/** One vulnerability in one component, over all releases that the caller sees. */
export const TriageGroup = z
  .object({
    vulnerability: z.object({ id: z.string(), title: z.string().optional() }),
    component: z.object({ id: Key, name: z.string(), version: z.string().optional() }),
    severity: z.object({ score: z.number(), rating: Severity }).optional(),
    exploited: z.boolean(),
    epss: z.number().optional(),
    worst: Verdict,
    verdicts: Spread,
    releaseCount: z.int(),
    productCount: z.int(),
    /** How many different builds show the component; absent where these are too many to be told apart at once. */
    buildCount: z.int().optional(),
    /** Releases in which no build document and no image shows it: they share their evidence with no other. */
    withoutBuildCount: z.int().optional(),
    /** `one-build`: everywhere the same; `alike`: several builds, one verdict by one rule; `different`: else. */
    evidence: z.enum(['one-build', 'alike', 'different']),
    rules: z.array(z.string()),
    /** How many of the findings a person has decided. */
    decidedCount: z.int(),
    firstSeenAt: Instant,
    changedAt: Instant,
  })
  .openapi('TriageGroup')
export const TriagePage = pageOf(TriageGroup, 'TriagePage')

export const TriageQuery = FindingQuery.omit({
  sort: true,
  order: true,
  changedAfter: true,
}).extend({
  verdict: z
    .string()
    .default('affected,unknown')
    .openapi({ description: 'Verdicts, separated by commas: of at least one finding' }),
  decided: z.enum(['no', 'yes', 'all']).default('no').openapi({
    description: 'By a person: groups with a finding that nobody, or somebody, decided',
  }),
})

/** One finding of a group. */
export const TriageMember = z
  .object({
    finding: Key,
    release: z.object({ id: Id, name: z.string(), variant: z.string().optional() }),
    product: z.object({ id: Id, name: z.string() }),
    line: z.object({ id: Id, name: z.string() }).optional(),
    /** The release or its product is archived. */
    archived: z.boolean(),
    verdict: Verdict,
    by: z.enum(['headwater', 'supplier', 'person']),
    rule: z.string(),
    reason: z.string(),
    /** The same word for releases that show the component by the same build; absent where nothing of a build does. */
    build: z.string().optional(),
    mayJudge: z.boolean(),
  })
  .openapi('TriageMember')

export const TriageDetail = z
  .object({
    group: TriageGroup,
    members: z.array(TriageMember),
    next: z.string().optional(),
    /** Whether the caller may give verdicts that go beyond one product. */
    mayJudgeWide: z.boolean(),
  })
  .openapi('TriageDetail')

/** Where a decision is to hold. What is not `releases` holds for releases to come too. */
const TriageScope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('releases'),
    /** Exactly these; without it every finding of the groups, as they stand. */
    findings: z.array(Key).min(1).max(1_000).optional(),
  }),
  /** Every release that ships the build of this one. */
  z.object({ kind: z.literal('build'), release: Id }),
  z.object({ kind: z.literal('product'), product: Id }),
  z.object({ kind: z.literal('line'), line: Id }),
  z.object({ kind: z.literal('organisation') }),
])

export const TriagePlanned = z
  .object({
    groups: z
      .array(z.object({ vulnerability: z.string().max(100), component: Key }))
      .min(1)
      .max(50),
    scope: TriageScope,
    verdict: Verdict,
  })
  .openapi('TriagePlanned')

export const NewTriageDecision = TriagePlanned.extend({
  justification: Justification.optional(),
  reason: Text.min(1),
  expiresOn: Day.optional(),
  /** What was seen beforehand: refused where it would be something else by now. */
  preview: z.string().max(100).optional(),
}).openapi('NewTriageDecision')

const Concerned = z.object({
  finding: Key,
  vulnerability: z.string(),
  component: z.string(),
  release: z.string(),
  product: z.string(),
  verdict: Verdict,
})

/** What a decision would do, before it is made. */
export const TriagePreview = z
  .object({
    preview: z.string(),
    /** As many verdicts of people would be given. */
    assessmentCount: z.int(),
    changeCount: z.int(),
    /** Of those: change only when a second person has approved. */
    waitingCount: z.int(),
    /** The first five hundred. */
    changes: z.array(Concerned.extend({ to: Verdict, waits: z.boolean() })),
    stayCount: z.int(),
    stays: z.array(
      Concerned.extend({
        because: z.enum([
          'not-selected',
          'other-build',
          'elsewhere',
          'other-version',
          'narrower-verdict',
          'no-permission',
        ]),
        detail: z.string(),
      }),
    ),
  })
  .openapi('TriagePreview')

export const TriageDecision = z
  .object({
    id: Id,
    author: z.string(),
    at: Instant,
    verdict: Verdict,
    scope: AssessmentScope,
    reason: Text,
    vulnerabilities: z.array(z.string()),
    assessmentCount: z.int(),
    /** Of its verdicts: in force or waiting; none where it was taken back or replaced. */
    standingCount: z.int(),
  })
  .openapi('TriageDecision')
