// SPDX-License-Identifier: Apache-2.0
import type { Spdx2Version } from './model.ts'

/** The versions that are read, oldest first. */
export const SPDX2_VERSIONS: readonly Spdx2Version[] = [
  'SPDX-2.0',
  'SPDX-2.1',
  'SPDX-2.2',
  'SPDX-2.3',
]

/** The words that a member may have, each with the version that brought it (absent: in 2.2 or before). */
export type Words = ReadonlyMap<
  string,
  { readonly since?: Spdx2Version; readonly hexDigits?: number }
>

function words(always: string, since23 = ''): Words {
  return new Map([
    ...split(always).map((word) => [word, {}] as const),
    ...split(since23).map((word) => [word, { since: 'SPDX-2.3' }] as const),
  ])
}

function split(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== '')
}

/** 11.1, table 68. */
export const RELATIONSHIP_TYPES: Words = words(
  `DESCRIBES DESCRIBED_BY CONTAINS CONTAINED_BY DEPENDS_ON DEPENDENCY_OF DEPENDENCY_MANIFEST_OF BUILD_DEPENDENCY_OF
   DEV_DEPENDENCY_OF OPTIONAL_DEPENDENCY_OF PROVIDED_DEPENDENCY_OF TEST_DEPENDENCY_OF RUNTIME_DEPENDENCY_OF EXAMPLE_OF
   GENERATES GENERATED_FROM ANCESTOR_OF DESCENDANT_OF VARIANT_OF DISTRIBUTION_ARTIFACT PATCH_FOR PATCH_APPLIED COPY_OF
   FILE_ADDED FILE_DELETED FILE_MODIFIED EXPANDED_FROM_ARCHIVE DYNAMIC_LINK STATIC_LINK DATA_FILE_OF TEST_CASE_OF
   BUILD_TOOL_OF DEV_TOOL_OF TEST_OF TEST_TOOL_OF DOCUMENTATION_OF OPTIONAL_COMPONENT_OF METAFILE_OF PACKAGE_OF AMENDS
   PREREQUISITE_FOR HAS_PREREQUISITE OTHER`,
  'REQUIREMENT_DESCRIPTION_FOR SPECIFICATION_FOR',
)

/** 7.10 and 8.4, with the length of the value in hexadecimal digits where the algorithm fixes it. */
export const CHECKSUM_ALGORITHMS: Words = new Map([
  ['SHA1', { hexDigits: 40 }],
  ['SHA224', { hexDigits: 56 }],
  ['SHA256', { hexDigits: 64 }],
  ['SHA384', { hexDigits: 96 }],
  ['SHA512', { hexDigits: 128 }],
  ['MD2', { hexDigits: 32 }],
  ['MD4', { hexDigits: 32 }],
  ['MD5', { hexDigits: 32 }],
  ['MD6', {}],
  ['SHA3-256', { hexDigits: 64, since: 'SPDX-2.3' }],
  ['SHA3-384', { hexDigits: 96, since: 'SPDX-2.3' }],
  ['SHA3-512', { hexDigits: 128, since: 'SPDX-2.3' }],
  ['BLAKE2b-256', { hexDigits: 64, since: 'SPDX-2.3' }],
  ['BLAKE2b-384', { hexDigits: 96, since: 'SPDX-2.3' }],
  ['BLAKE2b-512', { hexDigits: 128, since: 'SPDX-2.3' }],
  ['BLAKE3', { since: 'SPDX-2.3' }],
  ['ADLER32', { hexDigits: 8, since: 'SPDX-2.3' }],
])

/** 7.24. */
export const PACKAGE_PURPOSES: Words = words(
  `APPLICATION FRAMEWORK LIBRARY CONTAINER OPERATING-SYSTEM DEVICE FIRMWARE SOURCE ARCHIVE FILE INSTALL OTHER`,
)

/** 8.3. */
export const FILE_TYPES: Words = words(
  'SOURCE BINARY ARCHIVE APPLICATION AUDIO IMAGE TEXT VIDEO DOCUMENTATION SPDX OTHER',
)

/** 7.21; the JSON schema of 2.2 wrote the hyphens as underscores. */
export const REFERENCE_CATEGORIES: Words = words('SECURITY PACKAGE-MANAGER PERSISTENT-ID OTHER')

/** 12.3. */
export const ANNOTATION_TYPES: Words = words('OTHER REVIEW')

/** The word that a misspelling can only mean: case, and `_` or nothing for `-`. */
export function nearWord(table: Words, written: string): string | undefined {
  if (written.length > 64) return undefined
  const plain = plainWord(written)
  for (const word of table.keys()) if (plainWord(word) === plain) return word
  return undefined
}

function plainWord(word: string): string {
  return word.toUpperCase().replaceAll('-', '').replaceAll('_', '')
}
