// SPDX-License-Identifier: Apache-2.0

interface RelationshipWords {
  readonly spdx3: string
  /** `A spdx2 B` is `B spdx3 A`. */
  readonly swapped?: true
  /** SPDX 3.0.1 Core, LifecycleScopeType. */
  readonly scope?: string
  /** Another word says the same; this one is kept beside it. */
  readonly second?: true
}

const same = (spdx3: string): RelationshipWords => ({ spdx3 })
const swapped = (spdx3: string, scope?: string): RelationshipWords => ({
  spdx3,
  swapped: true,
  ...(scope !== undefined && { scope }),
})
const second = (spdx3: string): RelationshipWords => ({ spdx3, swapped: true, second: true })

/** SPDX 2.3, 11.1, as SPDX 3.0.1 says it (annex "Differences from previous editions", Relationship). */
const TYPES: ReadonlyMap<string, RelationshipWords> = new Map([
  ['DESCRIBES', same('describes')],
  ['DESCRIBED_BY', swapped('describes')],
  ['CONTAINS', same('contains')],
  ['CONTAINED_BY', swapped('contains')],
  ['DEPENDS_ON', same('dependsOn')],
  ['DEPENDENCY_OF', swapped('dependsOn')],
  ['BUILD_DEPENDENCY_OF', swapped('dependsOn', 'build')],
  ['DEV_DEPENDENCY_OF', swapped('dependsOn', 'development')],
  ['RUNTIME_DEPENDENCY_OF', swapped('dependsOn', 'runtime')],
  ['TEST_DEPENDENCY_OF', swapped('dependsOn', 'test')],
  ['OPTIONAL_DEPENDENCY_OF', swapped('hasOptionalDependency')],
  ['PROVIDED_DEPENDENCY_OF', swapped('hasProvidedDependency')],
  ['HAS_PREREQUISITE', same('hasPrerequisite')],
  ['PREREQUISITE_FOR', swapped('hasPrerequisite')],
  ['DEPENDENCY_MANIFEST_OF', swapped('hasDependencyManifest')],
  ['EXAMPLE_OF', swapped('hasExample')],
  ['GENERATES', same('generates')],
  ['GENERATED_FROM', swapped('generates')],
  ['ANCESTOR_OF', same('ancestorOf')],
  ['DESCENDANT_OF', same('descendantOf')],
  ['VARIANT_OF', swapped('hasVariant')],
  ['DISTRIBUTION_ARTIFACT', same('hasDistributionArtifact')],
  ['PATCH_FOR', swapped('patchedBy')],
  ['PATCH_APPLIED', second('patchedBy')],
  ['COPY_OF', swapped('copiedTo')],
  ['FILE_ADDED', swapped('hasAddedFile')],
  ['FILE_DELETED', swapped('hasDeletedFile')],
  ['FILE_MODIFIED', same('modifiedBy')],
  ['EXPANDED_FROM_ARCHIVE', swapped('expandsTo')],
  ['DYNAMIC_LINK', same('hasDynamicLink')],
  ['STATIC_LINK', same('hasStaticLink')],
  ['DATA_FILE_OF', swapped('hasDataFile')],
  ['TEST_CASE_OF', swapped('hasTestCase')],
  ['TEST_OF', swapped('hasTest')],
  ['BUILD_TOOL_OF', swapped('usesTool', 'build')],
  ['DEV_TOOL_OF', swapped('usesTool', 'development')],
  ['TEST_TOOL_OF', swapped('usesTool', 'test')],
  ['DOCUMENTATION_OF', swapped('hasDocumentation')],
  ['OPTIONAL_COMPONENT_OF', swapped('hasOptionalComponent')],
  ['METAFILE_OF', swapped('hasMetadata')],
  ['PACKAGE_OF', swapped('packagedBy')],
  ['AMENDS', swapped('amendedBy')],
  ['REQUIREMENT_DESCRIPTION_FOR', swapped('hasRequirement')],
  ['SPECIFICATION_FOR', swapped('hasSpecification')],
  ['OTHER', same('other')],
])

export function relationshipFromSpdx2(
  type: string,
  from: string,
  to: string,
): { type: string; from: string; to: string; scope?: string; label?: string } {
  const words = TYPES.get(type)
  if (words === undefined) return { type: 'other', from, to, label: type }
  // nothing is the source of nothing: `A GENERATED_FROM NONE` keeps its word and its direction
  const isOpen = to === 'NONE' || to === 'NOASSERTION'
  if (words.swapped && isOpen) return { type: 'other', from, to, label: type }
  return {
    type: words.spdx3,
    ...(words.swapped ? { from: to, to: from } : { from, to }),
    ...(words.scope !== undefined && { scope: words.scope }),
    ...(words.second && { label: type }),
  }
}

/** The word of SPDX 2 for a relationship, and what of it the word leaves unsaid. */
export function relationshipInSpdx2(said: {
  readonly type: string
  readonly scope?: string
  readonly label?: string
}): {
  readonly type: string
  readonly swapped: boolean
  readonly unsaid: readonly ('scope' | 'label')[]
} {
  const own = said.label === undefined ? undefined : TYPES.get(said.label)
  if (said.label !== undefined && own !== undefined && (own.second || said.type === 'other')) {
    // the very word that it was read as
    return {
      type: said.label,
      swapped: said.type === 'other' ? false : own.swapped === true,
      unsaid: said.scope === undefined ? [] : ['scope'],
    }
  }
  const label: readonly ('scope' | 'label')[] = said.label === undefined ? [] : ['label']
  let loose: { type: string; swapped: boolean } | undefined
  for (const [type, words] of TYPES) {
    if (words.spdx3 !== said.type || words.second) continue
    const found = { type, swapped: words.swapped === true }
    if (words.scope === said.scope) return { ...found, unsaid: label }
    if (words.scope === undefined) loose ??= found
  }
  if (loose) return { ...loose, unsaid: ['scope', ...label] }
  return {
    type: 'OTHER',
    swapped: false,
    unsaid: ['label', ...(said.scope === undefined ? [] : (['scope'] as const))],
  }
}

/** What CycloneDX says as `dependsOn`; all but the first keep their own word beside it. */
export const DEPENDENCIES: ReadonlySet<string> = new Set([
  'dependsOn',
  'hasStaticLink',
  'hasDynamicLink',
  'hasOptionalDependency',
  'hasProvidedDependency',
  'hasPrerequisite',
])
