// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Counts, Day, Id, Instant, Key, Name, pageOf, SbomType, Sha256, Text } from './common.ts'

/** Organisation → product line → product → variant → release → build → deployment. */

export const ProductLine = z
  .object({
    id: Id,
    name: Name,
    description: Text,
    productCount: z.int(),
    counts: Counts,
    secondPair: z.enum(['inherited', 'required', 'not-required']).openapi({
      description: 'Whether a verdict that takes a finding away needs a second person here',
    }),
    archived: z.boolean(),
    version: z.int(),
  })
  .openapi('ProductLine')

export const Variant = z
  .object({
    id: Id,
    name: Name,
    description: Text,
    /** Of which releases it is, those that are not archived. */
    releaseCount: z.int(),
    archived: z.boolean(),
    version: z.int(),
  })
  .openapi('Variant')

export const Product = z
  .object({
    id: Id,
    name: Name,
    description: Text,
    line: z.object({ id: Id, name: Name }).optional(),
    variants: z.array(Variant),
    releaseCount: z.int(),
    counts: Counts,
    archived: z.boolean(),
    version: z.int().openapi({ description: 'Rises with each change of it' }),
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
    state: z.enum(['empty', 'waiting', 'judged', 'failed']).openapi({
      description:
        '`failed`: its documents could not be judged; what was judged before still stands',
    }),
    problem: z.string().optional().openapi({ description: 'Why it could not be judged' }),
    archived: z.boolean(),
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
        build: Id.optional(),
        deployment: Id.optional(),
        /** In how many other releases that the caller sees this very document stands. */
        sharedWith: z.int(),
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

/** One difference between two lanes of a release. */
export const Drift = z
  .object({
    id: Key,
    release: z.object({ id: Id, name: z.string(), product: z.string() }),
    between: z.tuple([SbomType, SbomType]),
    component: z.string().openapi({ description: 'Name of the component, or path of the file' }),
    componentId: Key.optional(),
    kind: z.enum(['only-in-first', 'only-in-second', 'other-version', 'other-content']),
    detail: z.string(),
    deployment: z.object({ id: Id, name: z.string() }).optional(),
    since: Instant,
    state: z.enum(['open', 'accepted']),
    accepted: z
      .object({ by: z.string(), at: Instant, reason: Text, until: Instant.optional() })
      .optional()
      .openapi({ description: 'Who answered for it; where `until` has passed it is open again' }),
  })
  .openapi('Drift')
export const DriftPage = pageOf(Drift, 'DriftPage')
export const DriftCounts = z.object({ open: z.int(), accepted: z.int() }).openapi('DriftCounts')
export const DriftAcceptance = z
  .object({
    drifts: z.array(Key).min(1).max(1_000),
    reason: Text.min(1),
    expiresOn: Day.optional(),
  })
  .openapi('DriftAcceptance')

export const BuildImage = z.object({ name: z.string().max(500), sha256: Sha256 })

export const Build = z
  .object({
    id: Id,
    release: Id,
    name: Name,
    builtAt: Instant.optional(),
    builder: z.string().optional().openapi({ description: 'Who or what ran it' }),
    tool: z.string().optional(),
    sourceCommit: z.string().optional(),
    images: z.array(BuildImage),
    /** Ids of its documents, as the lanes of the release name them. */
    documents: z.array(Id),
    deploymentCount: z.int(),
    /** Other releases that the caller sees and that ship one of its images or documents. */
    sharedWith: z.int(),
    createdAt: Instant,
    version: z.int(),
  })
  .openapi('Build')

const Short = z.string().trim().min(1).max(500)
export const NewBuild = z
  .object({
    name: Name,
    builtAt: Instant.optional(),
    builder: Short.optional(),
    tool: Short.optional(),
    sourceCommit: Short.optional(),
    images: z.array(BuildImage).max(1_000).default([]),
    documents: z.array(Id).max(1_000).default([]),
  })
  .openapi('NewBuild')
export const BuildChange = z
  .object({
    name: Name,
    builtAt: Instant.nullable(),
    builder: Short.nullable(),
    tool: Short.nullable(),
    sourceCommit: Short.nullable(),
    images: z.array(BuildImage).max(1_000),
    documents: z.array(Id).max(1_000),
  })
  .partial()
  .openapi('BuildChange')

/** Releases that ship one build: a verdict of the scope `build` on one of them holds for all. */
export const SharedBuild = z
  .object({
    releases: z.array(ReleaseSummary).min(2),
    /** Of the first: the others may hold more than the build. */
    counts: Counts,
  })
  .openapi('SharedBuild')

export const Deployment = z
  .object({
    id: Id,
    release: Id,
    name: Name,
    place: z.string().optional(),
    count: z.int().optional().openapi({ description: 'How many of them are there' }),
    build: z.object({ id: Id, name: Name }).optional(),
    since: Instant.optional(),
    until: Instant.optional(),
    documents: z.array(Id),
    drift: DriftCounts,
    createdAt: Instant,
    version: z.int(),
  })
  .openapi('Deployment')
const DeploymentFields = z.object({
  name: Name,
  place: Short,
  count: z.int().min(0).max(2_000_000_000),
  build: Id,
  since: Instant,
  until: Instant,
  documents: z.array(Id).max(1_000),
})
export const NewDeployment = DeploymentFields.partial()
  .required({ name: true })
  .openapi('NewDeployment')
export const DeploymentChange = DeploymentFields.extend({
  place: Short.nullable(),
  count: DeploymentFields.shape.count.nullable(),
  build: Id.nullable(),
  since: Instant.nullable(),
  until: Instant.nullable(),
})
  .partial()
  .openapi('DeploymentChange')

/** What a release, or every release of its product, is judged with beside its documents. */
export const Overlay = z
  .object({
    id: Id,
    kind: z.enum(['identify', 'locations', 'settings']),
    name: z.string(),
    scope: z.enum(['release', 'product']),
    identities: z.array(z.string()),
    sha256: Sha256,
    createdAt: Instant,
    createdBy: z.string(),
  })
  .openapi('Overlay')

export const Release = ReleaseSummary.extend({
  description: Text,
  identities: z
    .array(z.string())
    .openapi({ description: 'Purls and CPEs that VEX may call it by' }),
  lanes: z.array(Lane),
  /** Statements of others on its vulnerabilities. */
  vex: Lane.shape.documents,
  links: z.array(DocumentLink),
  /** The first hundred; `/api/v1/drift?release=` has them all. */
  drift: z.array(Drift),
  driftCounts: DriftCounts,
  contains: z.array(ReleaseSummary),
  containedIn: z.array(z.object({ id: Id, name: Name, product: z.string() })),
  /** With everything that it contains: a vulnerability of a component counts once. Absent: it contains nothing. */
  countsWithParts: Counts.optional(),
  builds: z.array(Build),
  deployments: z.array(Deployment),
  overlays: z.array(Overlay),
  /** What was odd when it was judged. */
  remarks: z.array(z.string()),
  version: z.int().openapi({ description: 'Rises with each change of it' }),
}).openapi('Release')

/** Something that was done to a release; what it did to findings stands in the history. */
export const ReleaseEvent = z
  .object({
    at: Instant,
    kind: z.enum([
      'document-attached',
      'document-detached',
      'build-noted',
      'deployment-noted',
      'deployment-ended',
      'drift-opened',
      'drift-closed',
      'drift-accepted',
      'assessment-given',
      'assessment-approved',
      'assessment-ended',
      'overlay-added',
      'overlay-removed',
    ]),
    what: z.string(),
    by: z.string().optional(),
  })
  .openapi('ReleaseEvent')
export const ReleaseEventPage = pageOf(ReleaseEvent, 'ReleaseEventPage')

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
  .object({
    counts: Counts,
    lines: z.array(ProductLine),
    products: z.array(PortfolioRow),
    archived: z.object({
      products: z.array(z.object({ id: Id, name: Name })),
      lines: z.array(z.object({ id: Id, name: Name })),
    }),
  })
  .openapi('Portfolio')

export const ReleasePage = pageOf(ReleaseSummary, 'ReleasePage')
