// SPDX-License-Identifier: Apache-2.0
import type { ListName } from './rules.ts'

/** The parts of a tag-value document. A tag belongs to one; some tags begin one. */
export type Section =
  'document' | 'creation' | 'package' | 'file' | 'snippet' | 'license' | 'annotation' | 'review'

/** How the value of a tag is written, and so how it becomes the member of the JSON shape. */
type Form =
  | 'text'
  | 'list'
  | 'addresses'
  | 'boolean'
  | 'checksum'
  | 'verificationCode'
  | 'externalRef'
  | 'externalRefComment'
  | 'byteRange'
  | 'lineRange'
  | 'artifactOf'

export interface Tag {
  readonly section: Section
  readonly member: string
  readonly form: Form
  /** The tag is the first of its section (clause 5 of 2.3 and the order of the clauses). */
  readonly begins?: true
}

/** Tags that stand in more than one section, or in none. */
type FreeTag = 'SPDXID' | 'Relationship' | 'RelationshipComment' | 'ExternalDocumentRef'

/** The tags of SPDX 2.3, clauses 6 to 13, and the deprecated ones of 2.0 and 2.1. */
export const TAGS: ReadonlyMap<string, Tag> = new Map([
  ...section('document', {
    SPDXVersion: 'spdxVersion',
    DataLicense: 'dataLicense',
    DocumentName: 'name',
    DocumentNamespace: 'documentNamespace',
    DocumentComment: 'comment',
  }),
  ...section('creation', {
    LicenseListVersion: 'licenseListVersion',
    Creator: 'creators list',
    Created: 'created',
    CreatorComment: 'comment',
  }),
  ...section('package', {
    PackageName: 'name text begins',
    PackageVersion: 'versionInfo',
    PackageFileName: 'packageFileName',
    PackageSupplier: 'supplier',
    PackageOriginator: 'originator',
    PackageDownloadLocation: 'downloadLocation',
    FilesAnalyzed: 'filesAnalyzed boolean',
    PackageVerificationCode: 'packageVerificationCode verificationCode',
    PackageChecksum: 'checksums checksum',
    PackageHomePage: 'homepage',
    PackageSourceInfo: 'sourceInfo',
    PackageLicenseConcluded: 'licenseConcluded',
    PackageLicenseInfoFromFiles: 'licenseInfoFromFiles list',
    PackageLicenseDeclared: 'licenseDeclared',
    PackageLicenseComments: 'licenseComments',
    PackageCopyrightText: 'copyrightText',
    PackageSummary: 'summary',
    PackageDescription: 'description',
    PackageComment: 'comment',
    ExternalRef: 'externalRefs externalRef',
    ExternalRefComment: 'externalRefs externalRefComment',
    PackageAttributionText: 'attributionTexts list',
    PrimaryPackagePurpose: 'primaryPackagePurpose',
    ReleaseDate: 'releaseDate',
    BuiltDate: 'builtDate',
    ValidUntilDate: 'validUntilDate',
  }),
  ...section('file', {
    FileName: 'fileName text begins',
    FileType: 'fileTypes list',
    FileChecksum: 'checksums checksum',
    LicenseConcluded: 'licenseConcluded',
    LicenseInfoInFile: 'licenseInfoInFiles list',
    LicenseComments: 'licenseComments',
    FileCopyrightText: 'copyrightText',
    FileComment: 'comment',
    FileNotice: 'noticeText',
    FileContributor: 'fileContributors list',
    FileAttributionText: 'attributionTexts list',
    FileDependency: 'fileDependencies list',
    ArtifactOfProjectName: 'name artifactOf',
    ArtifactOfProjectHomePage: 'homePage artifactOf',
    ArtifactOfProjectURI: 'projectUri artifactOf',
  }),
  ...section('snippet', {
    SnippetSPDXID: 'SPDXID text begins',
    SnippetFromFileSPDXID: 'snippetFromFile',
    SnippetByteRange: 'ranges byteRange',
    SnippetLineRange: 'ranges lineRange',
    SnippetLicenseConcluded: 'licenseConcluded',
    LicenseInfoInSnippet: 'licenseInfoInSnippets list',
    SnippetLicenseComments: 'licenseComments',
    SnippetCopyrightText: 'copyrightText',
    SnippetComment: 'comment',
    SnippetName: 'name',
    SnippetAttributionText: 'attributionTexts list',
  }),
  ...section('license', {
    LicenseID: 'licenseId text begins',
    ExtractedText: 'extractedText',
    LicenseName: 'name',
    LicenseCrossReference: 'seeAlsos addresses',
    LicenseComment: 'comment',
  }),
  ...section('annotation', {
    Annotator: 'annotator text begins',
    AnnotationDate: 'annotationDate',
    AnnotationComment: 'comment',
    AnnotationType: 'annotationType',
    SPDXREF: 'element',
  }),
  ...section('review', {
    Reviewer: 'reviewer text begins',
    ReviewDate: 'reviewDate',
    ReviewComment: 'comment',
  }),
])

/** `NAME: 'member form begins'`; the form is text where nothing is said. */
function section(name: Section, tags: Readonly<Record<string, string>>): [string, Tag][] {
  return Object.entries(tags).map(([tag, said]) => {
    const [member = '', form = 'text', begins] = said.split(' ')
    // the strings above name the forms of the type
    const entry = { section: name, member, form: form as Form }
    return [tag, begins === undefined ? entry : { ...entry, begins: true }]
  })
}

export const FREE_TAGS: ReadonlySet<string> = new Set<FreeTag>([
  'SPDXID',
  'Relationship',
  'RelationshipComment',
  'ExternalDocumentRef',
])

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(
  [...TAGS.keys(), ...FREE_TAGS].map((tag) => [tag.toLowerCase(), tag] as const),
)

/** The tag that was meant, where only capitals differ. */
export function nearTag(written: string): string | undefined {
  return BY_LOWER_CASE.get(written.toLowerCase())
}

/** The list that the elements of a section go to. Sections without one are members of the document itself. */
export const LIST_OF: Readonly<Record<Section, ListName | undefined>> = {
  document: undefined,
  creation: undefined,
  package: 'packages',
  file: 'files',
  snippet: 'snippets',
  license: 'hasExtractedLicensingInfos',
  annotation: 'annotations',
  review: 'revieweds',
}

/** For the message about a tag that stands where its section was not begun. */
export const BEGINNING: Readonly<Record<Section, string>> = {
  document: 'the document',
  creation: 'the document',
  package: 'a package: PackageName comes first',
  file: 'a file: FileName comes first',
  snippet: 'a snippet: SnippetSPDXID comes first',
  license: 'an extracted licence: LicenseID comes first',
  annotation: 'an annotation: Annotator comes first',
  review: 'a review: Reviewer comes first',
}
