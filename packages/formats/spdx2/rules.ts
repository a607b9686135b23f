// SPDX-License-Identifier: Apache-2.0
import type { Spdx2Version } from './model.ts'
import {
  ANNOTATION_TYPES,
  CHECKSUM_ALGORITHMS,
  FILE_TYPES,
  PACKAGE_PURPOSES,
  REFERENCE_CATEGORIES,
  RELATIONSHIP_TYPES,
  type Words,
} from './words.ts'

/** What may stand in one member of an element. */
export type MemberRule = { readonly since?: Spdx2Version } & (
  | { readonly kind: 'text' | 'texts' | 'boolean' | 'integer' | 'date' | 'id' }
  | { readonly kind: 'word' | 'words'; readonly words: Words }
  | { readonly kind: 'object' | 'objects'; readonly of: ElementRule }
  /** A name that tools write where they mean another. */
  | { readonly kind: 'misnamed'; readonly meant: string }
)

/** The members of one kind of element, by the name that JSON gives them. */
export interface ElementRule {
  /** For messages: `a package`. */
  readonly what: string
  readonly members: ReadonlyMap<string, MemberRule>
  /** Without these the element means nothing: a fault. */
  readonly required: readonly string[]
  /** The specification asks for these, tools forget them, and the element can be read without: a remark. */
  readonly expected: readonly string[]
}

const TEXT: MemberRule = { kind: 'text' }
const TEXTS: MemberRule = { kind: 'texts' }
const BOOLEAN: MemberRule = { kind: 'boolean' }
const INTEGER: MemberRule = { kind: 'integer' }
const DATE: MemberRule = { kind: 'date' }
const ID: MemberRule = { kind: 'id' }

function rule(
  what: string,
  members: Readonly<Record<string, MemberRule>>,
  required: readonly string[] = [],
  expected: readonly string[] = [],
): ElementRule {
  return { what, members: new Map(Object.entries(members)), required, expected }
}

/** 7.10, 8.4. */
export const CHECKSUM = rule(
  'a checksum',
  { algorithm: { kind: 'word', words: CHECKSUM_ALGORITHMS }, checksumValue: TEXT },
  ['algorithm', 'checksumValue'],
)

const CHECKSUMS: MemberRule = { kind: 'objects', of: CHECKSUM }

/** Clause 12. `element` stands only where the annotation is not inside its element. */
export const ANNOTATION = rule(
  'an annotation',
  {
    element: TEXT,
    annotator: TEXT,
    annotationDate: DATE,
    annotationType: { kind: 'word', words: ANNOTATION_TYPES },
    comment: TEXT,
  },
  ['comment'],
  ['annotator', 'annotationDate', 'annotationType'],
)

const ANNOTATIONS: MemberRule = { kind: 'objects', of: ANNOTATION }

/** Clause 7. */
export const PACKAGE = rule(
  'a package',
  {
    SPDXID: ID,
    name: TEXT,
    versionInfo: TEXT,
    packageFileName: TEXT,
    supplier: TEXT,
    originator: TEXT,
    downloadLocation: TEXT,
    filesAnalyzed: BOOLEAN,
    packageVerificationCode: {
      kind: 'object',
      of: rule(
        'a package verification code',
        { packageVerificationCodeValue: TEXT, packageVerificationCodeExcludedFiles: TEXTS },
        ['packageVerificationCodeValue'],
      ),
    },
    checksums: CHECKSUMS,
    homepage: TEXT,
    sourceInfo: TEXT,
    licenseConcluded: TEXT,
    licenseInfoFromFiles: TEXTS,
    licenseDeclared: TEXT,
    licenseComments: TEXT,
    copyrightText: TEXT,
    summary: TEXT,
    description: TEXT,
    comment: TEXT,
    externalRefs: {
      kind: 'objects',
      of: rule(
        'an external reference',
        {
          referenceCategory: { kind: 'word', words: REFERENCE_CATEGORIES },
          referenceType: TEXT,
          referenceLocator: TEXT,
          comment: TEXT,
        },
        ['referenceType', 'referenceLocator'],
        ['referenceCategory'],
      ),
    },
    attributionTexts: TEXTS,
    primaryPackagePurpose: { kind: 'word', words: PACKAGE_PURPOSES, since: 'SPDX-2.3' },
    releaseDate: { kind: 'date', since: 'SPDX-2.3' },
    builtDate: { kind: 'date', since: 'SPDX-2.3' },
    validUntilDate: { kind: 'date', since: 'SPDX-2.3' },
    annotations: ANNOTATIONS,
    hasFiles: TEXTS,
  },
  ['SPDXID', 'name'],
  ['downloadLocation'],
)

/** Clause 8. */
export const FILE = rule(
  'a file',
  {
    SPDXID: ID,
    fileName: TEXT,
    fileTypes: { kind: 'words', words: FILE_TYPES },
    checksums: CHECKSUMS,
    licenseConcluded: TEXT,
    licenseInfoInFiles: TEXTS,
    licenseInfoInFile: { kind: 'misnamed', meant: 'licenseInfoInFiles' },
    licenseComments: TEXT,
    copyrightText: TEXT,
    comment: TEXT,
    noticeText: TEXT,
    fileContributors: TEXTS,
    attributionTexts: TEXTS,
    fileDependencies: TEXTS,
    artifactOfs: {
      kind: 'objects',
      of: rule('an artifactOf', { name: TEXT, homePage: TEXT, projectUri: TEXT }),
    },
    annotations: ANNOTATIONS,
  },
  ['SPDXID', 'fileName'],
)

const POINTER: MemberRule = {
  kind: 'object',
  of: rule('a pointer', { reference: TEXT, offset: INTEGER, lineNumber: INTEGER }),
}

/** Clause 9. */
export const SNIPPET = rule(
  'a snippet',
  {
    SPDXID: ID,
    snippetFromFile: TEXT,
    ranges: {
      kind: 'objects',
      of: rule('a range', { startPointer: POINTER, endPointer: POINTER }, [
        'startPointer',
        'endPointer',
      ]),
    },
    name: TEXT,
    licenseConcluded: TEXT,
    licenseInfoInSnippets: TEXTS,
    licenseComments: TEXT,
    copyrightText: TEXT,
    comment: TEXT,
    attributionTexts: TEXTS,
    annotations: ANNOTATIONS,
  },
  ['SPDXID', 'snippetFromFile', 'ranges'],
)

/** Clause 11. */
export const RELATIONSHIP = rule(
  'a relationship',
  {
    spdxElementId: TEXT,
    relationshipType: { kind: 'word', words: RELATIONSHIP_TYPES },
    relatedSpdxElement: TEXT,
    comment: TEXT,
  },
  ['spdxElementId', 'relationshipType', 'relatedSpdxElement'],
)

/** Clause 13. */
export const REVIEW = rule(
  'a review',
  { reviewer: TEXT, reviewDate: DATE, comment: TEXT },
  [],
  ['reviewDate'],
)

/** Clause 10. */
export const EXTRACTED_LICENSE = rule(
  'an extracted licence',
  {
    licenseId: TEXT,
    extractedText: TEXT,
    name: TEXT,
    seeAlsos: TEXTS,
    comment: TEXT,
    crossRefs: {
      kind: 'objects',
      of: rule('a cross reference', {
        url: TEXT,
        isLive: BOOLEAN,
        isValid: BOOLEAN,
        isWayBackLink: BOOLEAN,
        match: TEXT,
        order: INTEGER,
        timestamp: DATE,
      }),
    },
  },
  ['licenseId'],
  ['extractedText'],
)

/** 6.6. */
export const EXTERNAL_DOCUMENT_REF = rule(
  'an external document reference',
  { externalDocumentId: TEXT, spdxDocument: TEXT, checksum: { kind: 'object', of: CHECKSUM } },
  ['externalDocumentId', 'spdxDocument'],
  ['checksum'],
)

/** Clause 6, and the lists of everything else. */
export const DOCUMENT = rule(
  'the document',
  {
    $schema: TEXT,
    spdxVersion: TEXT,
    SPDXID: TEXT,
    name: TEXT,
    dataLicense: TEXT,
    documentNamespace: TEXT,
    comment: TEXT,
    creationInfo: {
      kind: 'object',
      of: rule(
        'the creation information',
        { created: DATE, creators: TEXTS, comment: TEXT, licenseListVersion: TEXT },
        [],
        ['created', 'creators'],
      ),
    },
    documentDescribes: TEXTS,
    externalDocumentRefs: { kind: 'objects', of: EXTERNAL_DOCUMENT_REF },
    packages: { kind: 'objects', of: PACKAGE },
    files: { kind: 'objects', of: FILE },
    snippets: { kind: 'objects', of: SNIPPET },
    relationships: { kind: 'objects', of: RELATIONSHIP },
    annotations: ANNOTATIONS,
    revieweds: { kind: 'objects', of: REVIEW },
    hasExtractedLicensingInfos: { kind: 'objects', of: EXTRACTED_LICENSE },
  },
  ['spdxVersion'],
  ['SPDXID', 'name', 'dataLicense', 'documentNamespace', 'creationInfo'],
)

/** The lists of the document whose elements are read one by one. */
export const LISTS = {
  packages: PACKAGE,
  files: FILE,
  snippets: SNIPPET,
  relationships: RELATIONSHIP,
  annotations: ANNOTATION,
  revieweds: REVIEW,
  hasExtractedLicensingInfos: EXTRACTED_LICENSE,
  externalDocumentRefs: EXTERNAL_DOCUMENT_REF,
} as const satisfies Readonly<Record<string, ElementRule>>

export type ListName = keyof typeof LISTS
