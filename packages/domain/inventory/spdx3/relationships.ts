// SPDX-License-Identifier: Apache-2.0
import type { EdgeDetail, EdgeKind } from '../facts.ts'

export interface Spdx3EdgeRule {
  readonly kind: EdgeKind
  /** `A type B` becomes the edge B kind A. */
  readonly turned?: true
  /** The document's word, where `kind` alone would lose something. */
  readonly label?: string
  readonly scope?: string
}

/** SPDX 3.0.1 and 3.1 Core, RelationshipType: each entry as an edge. What has none here is `other` under its own name. */
export const SPDX3_EDGES: ReadonlyMap<string, Spdx3EdgeRule> = new Map(
  (
    [
      ['affects', 'hasVulnerability', { turned: true, label: 'affects' }],
      ['amendedBy', 'amends', { turned: true }],
      ['ancestorOf', 'ancestorOf'],
      ['configures', 'configuredBy', { turned: true }],
      ['contains', 'contains'],
      ['copiedTo', 'copyOf', { turned: true }],
      ['dependsOn', 'dependsOn'],
      ['descendantOf', 'ancestorOf', { turned: true }],
      ['describes', 'describes'],
      ['expandsTo', 'contains', { label: 'expandsTo' }],
      ['generates', 'generatedFrom', { turned: true }],
      ['hasAssociatedVulnerability', 'hasVulnerability'],
      ['hasConcludedLicense', 'hasLicense', { label: 'hasConcludedLicense' }],
      ['hasDeclaredLicense', 'hasLicense', { label: 'hasDeclaredLicense' }],
      ['hasDistributionArtifact', 'distributes'],
      ['hasDocumentation', 'documents', { turned: true }],
      ['hasDynamicLink', 'linksDynamically'],
      ['hasExample', 'documents', { turned: true, label: 'hasExample' }],
      ['hasInput', 'hasInput'],
      ['hasOptionalComponent', 'contains', { label: 'hasOptionalComponent', scope: 'optional' }],
      ['hasOptionalDependency', 'dependsOn', { label: 'hasOptionalDependency', scope: 'optional' }],
      ['hasOutput', 'hasOutput'],
      ['hasPrerequisite', 'dependsOn', { label: 'hasPrerequisite' }],
      ['hasProvidedDependency', 'dependsOn', { label: 'hasProvidedDependency', scope: 'provided' }],
      ['hasRequirement', 'documents', { turned: true, label: 'hasRequirement' }],
      ['hasSpecification', 'documents', { turned: true, label: 'hasSpecification' }],
      ['hasStaticLink', 'linksStatically'],
      ['hasTest', 'tests', { turned: true }],
      ['hasTestCase', 'tests', { turned: true, label: 'hasTestCase' }],
      ['hasVariant', 'variantOf', { turned: true }],
      ['invokedBy', 'invokedBy'],
      ['packagedBy', 'contains', { turned: true, label: 'packagedBy' }],
      ['patchedBy', 'patches', { turned: true }],
      ['publishedBy', 'publishedBy'],
      ['testedOn', 'testedOn'],
      ['trainedOn', 'trainedOn'],
      ['usesTool', 'builtWith'],
      // SPDX 3.1 tells the stages of training and of testing apart
      ['evaluatedOn', 'testedOn', { label: 'evaluatedOn' }],
      ['finetunedOn', 'trainedOn', { label: 'finetunedOn' }],
      ['pretrainedOn', 'trainedOn', { label: 'pretrainedOn' }],
      ['validatedOn', 'testedOn', { label: 'validatedOn' }],
      // what no edge kind of ours says more of than their name
      ...(
        'availableFrom coordinatedBy delegatedTo doesNotAffect exploitCreatedBy fixedBy fixedIn foundBy hasAddedFile ' +
        'hasAssessmentFor hasDataFile hasDeletedFile hasDependencyManifest hasEvidence hasHost hasMetadata modifiedBy ' +
        'other reportedBy republishedBy serializedInArtifact underInvestigationFor ' +
        'conformsTo createdBy follows hasContactPoint hasResolution implementedBy locatedAt performedBy ' +
        'providesSupportFor resolved runsOn tracedToDetail verifiedBy'
      )
        .split(' ')
        .map((type) => [type, 'other', { label: type }] as const),
    ] satisfies (readonly [string, EdgeKind, Omit<Spdx3EdgeRule, 'kind'>?])[]
  ).map(([type, kind, more]) => [type, { kind, ...more }] as const),
)

/** Details are shared between edges of one kind: there may be millions. */
export function createDetails(): (
  rule: Spdx3EdgeRule,
  said: {
    readonly scope?: string | undefined
    readonly completeness?: string | undefined
    readonly comment?: string | undefined
  },
) => EdgeDetail | undefined {
  const shared = new Map<string, EdgeDetail>()
  return (rule, said) => {
    const scope = said.scope ?? rule.scope
    const { completeness, comment } = said
    const { label } = rule
    if (
      label === undefined &&
      scope === undefined &&
      completeness === undefined &&
      comment === undefined
    ) {
      return undefined
    }
    const key = `${label ?? ''}|${scope ?? ''}|${completeness ?? ''}`
    let detail = shared.get(key)
    if (detail === undefined) {
      detail = {
        ...(label === undefined ? {} : { label }),
        ...(scope === undefined ? {} : { scope }),
        ...(completeness === undefined ? {} : { completeness }),
      }
      shared.set(key, detail)
    }
    return comment === undefined ? detail : { ...detail, comment }
  }
}

/** Where a relationship leads when it leads nowhere. */
export const NOWHERE: ReadonlySet<string> = new Set([
  'NoneElement',
  'NoAssertionElement',
  'expandedlicensing_NoneLicense',
  'expandedlicensing_NoAssertionLicense',
])
