// SPDX-License-Identifier: Apache-2.0
import type { EdgeDetail, EdgeKind } from './facts.ts'

export interface EdgeRule {
  readonly kind: EdgeKind
  /** `A TYPE B` becomes the edge B kind A. */
  readonly turned?: true
  /** What `kind` alone would lose. One object for all edges of the type: there may be millions. */
  readonly detail?: EdgeDetail
}

/** SPDX 2.3, 11.1, table 68, as edges. A word without an entry here is `other` under its own label. */
export const SPDX2_EDGES: ReadonlyMap<string, EdgeRule> = new Map([
  ['DESCRIBES', { kind: 'describes' }],
  ['DESCRIBED_BY', { kind: 'describes', turned: true }],
  ['CONTAINS', { kind: 'contains' }],
  ['CONTAINED_BY', { kind: 'contains', turned: true }],
  ['DEPENDS_ON', { kind: 'dependsOn' }],
  ['DEPENDENCY_OF', { kind: 'dependsOn', turned: true }],
  ['BUILD_DEPENDENCY_OF', turned('dependsOn', 'BUILD_DEPENDENCY_OF', 'build')],
  ['DEV_DEPENDENCY_OF', turned('dependsOn', 'DEV_DEPENDENCY_OF', 'development')],
  ['OPTIONAL_DEPENDENCY_OF', turned('dependsOn', 'OPTIONAL_DEPENDENCY_OF', 'optional')],
  ['PROVIDED_DEPENDENCY_OF', turned('dependsOn', 'PROVIDED_DEPENDENCY_OF', 'provided')],
  ['TEST_DEPENDENCY_OF', turned('dependsOn', 'TEST_DEPENDENCY_OF', 'test')],
  ['RUNTIME_DEPENDENCY_OF', turned('dependsOn', 'RUNTIME_DEPENDENCY_OF', 'runtime')],
  ['HAS_PREREQUISITE', labelled('dependsOn', 'HAS_PREREQUISITE')],
  ['PREREQUISITE_FOR', turned('dependsOn', 'PREREQUISITE_FOR')],
  ['GENERATED_FROM', { kind: 'generatedFrom' }],
  ['GENERATES', { kind: 'generatedFrom', turned: true }],
  ['STATIC_LINK', { kind: 'linksStatically' }],
  ['DYNAMIC_LINK', { kind: 'linksDynamically' }],
  ['BUILD_TOOL_OF', { kind: 'builtWith', turned: true }],
  ['DEV_TOOL_OF', turned('builtWith', 'DEV_TOOL_OF', 'development')],
  ['TEST_TOOL_OF', turned('builtWith', 'TEST_TOOL_OF', 'test')],
  ['TEST_OF', { kind: 'tests' }],
  ['TEST_CASE_OF', labelled('tests', 'TEST_CASE_OF')],
  ['DOCUMENTATION_OF', { kind: 'documents' }],
  ['EXAMPLE_OF', labelled('documents', 'EXAMPLE_OF')],
  ['SPECIFICATION_FOR', labelled('documents', 'SPECIFICATION_FOR')],
  ['REQUIREMENT_DESCRIPTION_FOR', labelled('documents', 'REQUIREMENT_DESCRIPTION_FOR')],
  ['PACKAGE_OF', turned('contains', 'PACKAGE_OF')],
  ['OPTIONAL_COMPONENT_OF', turned('contains', 'OPTIONAL_COMPONENT_OF', 'optional')],
  ['EXPANDED_FROM_ARCHIVE', turned('contains', 'EXPANDED_FROM_ARCHIVE')],
  ['ANCESTOR_OF', { kind: 'ancestorOf' }],
  ['DESCENDANT_OF', { kind: 'ancestorOf', turned: true }],
  ['VARIANT_OF', { kind: 'variantOf' }],
  ['COPY_OF', { kind: 'copyOf' }],
  ['PATCH_FOR', { kind: 'patches' }],
  ['PATCH_APPLIED', labelled('patches', 'PATCH_APPLIED')],
  ['DISTRIBUTION_ARTIFACT', { kind: 'distributes' }],
  ['AMENDS', { kind: 'amends' }],
  ['DEPENDENCY_MANIFEST_OF', labelled('other', 'DEPENDENCY_MANIFEST_OF')],
  ['METAFILE_OF', labelled('other', 'METAFILE_OF')],
  ['DATA_FILE_OF', labelled('other', 'DATA_FILE_OF')],
  ['FILE_ADDED', labelled('other', 'FILE_ADDED')],
  ['FILE_DELETED', labelled('other', 'FILE_DELETED')],
  ['FILE_MODIFIED', labelled('other', 'FILE_MODIFIED')],
  ['OTHER', { kind: 'other' }],
] satisfies [string, EdgeRule][])

/** SPDX 2 has no word for an included header: builders say GENERATED_FROM and leave it to the comment or the file. */
export const INCLUDES: EdgeRule = { kind: 'includes', detail: { label: 'GENERATED_FROM' } }

function labelled(kind: EdgeKind, label: string): EdgeRule {
  return { kind, detail: { label } }
}

function turned(kind: EdgeKind, label: string, scope?: string): EdgeRule {
  return { kind, turned: true, detail: scope === undefined ? { label } : { label, scope } }
}
