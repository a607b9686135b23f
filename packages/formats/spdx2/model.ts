// SPDX-License-Identifier: Apache-2.0

/**
 * A document of SPDX 2.0 to 2.3, typed, in the member names of the JSON serialization (SPDX 2.3 annex "SPDX JSON
 * schema"); the other four serializations say the same things under other names. What JSON writes in two ways has one
 * here: `hasFiles`, the place of a file after a package (tag-value) and `documentDescribes` are relationships, and
 * annotations stand by themselves and name their element.
 */
export interface Spdx2Document extends Spdx2Head {
  readonly externalDocumentRefs: readonly Spdx2ExternalDocumentRef[]
  readonly packages: readonly Spdx2Package[]
  readonly files: readonly Spdx2File[]
  readonly snippets: readonly Spdx2Snippet[]
  readonly relationships: readonly Spdx2Relationship[]
  readonly annotations: readonly Spdx2Annotation[]
  readonly revieweds: readonly Spdx2Review[]
  readonly hasExtractedLicensingInfos: readonly Spdx2ExtractedLicense[]
  /** Flaws that were repaired because their meaning is certain, and what was passed over. Empty for a clean document. */
  readonly remarks: readonly string[]
}

export type Spdx2Version = 'SPDX-2.0' | 'SPDX-2.1' | 'SPDX-2.2' | 'SPDX-2.3'

/** Clause 6, "Document creation information". */
export interface Spdx2Head {
  readonly spdxVersion: Spdx2Version
  readonly SPDXID: string
  readonly name?: string
  readonly dataLicense?: string
  readonly documentNamespace?: string
  readonly comment?: string
  readonly creationInfo: Spdx2CreationInfo
}

export interface Spdx2CreationInfo {
  readonly created?: string
  /** `Person: …`, `Organization: …`, `Tool: …` */
  readonly creators: readonly string[]
  readonly comment?: string
  readonly licenseListVersion?: string
}

export interface Spdx2ExternalDocumentRef {
  /** `DocumentRef-…` */
  readonly externalDocumentId: string
  /** The other document's namespace. */
  readonly spdxDocument: string
  readonly checksum?: Spdx2Checksum
}

export interface Spdx2Checksum {
  /** A word of {@link CHECKSUM_ALGORITHMS}. */
  readonly algorithm: string
  readonly checksumValue: string
}

/** Clause 7. */
export interface Spdx2Package {
  readonly SPDXID: string
  readonly name: string
  readonly versionInfo?: string
  readonly packageFileName?: string
  readonly supplier?: string
  readonly originator?: string
  readonly downloadLocation?: string
  /** Absent means true (7.8). */
  readonly filesAnalyzed?: boolean
  readonly packageVerificationCode?: Spdx2VerificationCode
  readonly checksums?: readonly Spdx2Checksum[]
  readonly homepage?: string
  readonly sourceInfo?: string
  readonly licenseConcluded?: string
  readonly licenseInfoFromFiles?: readonly string[]
  readonly licenseDeclared?: string
  readonly licenseComments?: string
  readonly copyrightText?: string
  readonly summary?: string
  readonly description?: string
  readonly comment?: string
  readonly externalRefs?: readonly Spdx2ExternalRef[]
  readonly attributionTexts?: readonly string[]
  readonly primaryPackagePurpose?: string
  readonly releaseDate?: string
  readonly builtDate?: string
  readonly validUntilDate?: string
}

export interface Spdx2VerificationCode {
  readonly packageVerificationCodeValue: string
  readonly packageVerificationCodeExcludedFiles?: readonly string[]
}

export interface Spdx2ExternalRef {
  readonly referenceCategory: string
  readonly referenceType: string
  readonly referenceLocator: string
  readonly comment?: string
}

/** Clause 8. */
export interface Spdx2File {
  readonly SPDXID: string
  readonly fileName: string
  readonly fileTypes?: readonly string[]
  readonly checksums?: readonly Spdx2Checksum[]
  readonly licenseConcluded?: string
  readonly licenseInfoInFiles?: readonly string[]
  readonly licenseComments?: string
  readonly copyrightText?: string
  readonly comment?: string
  readonly noticeText?: string
  readonly fileContributors?: readonly string[]
  readonly attributionTexts?: readonly string[]
  /** Deprecated since 2.0: SPDX ids of files. */
  readonly fileDependencies?: readonly string[]
  /** Deprecated since 2.1. */
  readonly artifactOfs?: readonly Spdx2ArtifactOf[]
}

export interface Spdx2ArtifactOf {
  readonly name?: string
  readonly homePage?: string
  readonly projectUri?: string
}

/** Clause 9. */
export interface Spdx2Snippet {
  readonly SPDXID: string
  readonly snippetFromFile: string
  readonly ranges: readonly Spdx2Range[]
  readonly name?: string
  readonly licenseConcluded?: string
  readonly licenseInfoInSnippets?: readonly string[]
  readonly licenseComments?: string
  readonly copyrightText?: string
  readonly comment?: string
  readonly attributionTexts?: readonly string[]
}

export interface Spdx2Range {
  readonly startPointer: Spdx2Pointer
  readonly endPointer: Spdx2Pointer
}

/** A place in a file: a byte (counted from 1) or a line (counted from 1). */
export interface Spdx2Pointer {
  readonly reference?: string
  readonly offset?: number
  readonly lineNumber?: number
}

/** Clause 11. */
export interface Spdx2Relationship {
  readonly spdxElementId: string
  readonly relationshipType: string
  /** An SPDX id, `DocumentRef-…:SPDXRef-…`, `NONE` or `NOASSERTION`. */
  readonly relatedSpdxElement: string
  readonly comment?: string
}

/** Clause 12. */
export interface Spdx2Annotation {
  /** The SPDX id of what is annotated. */
  readonly element: string
  readonly annotator?: string
  readonly annotationDate?: string
  readonly annotationType?: string
  readonly comment: string
}

/** Clause 13, deprecated since 2.0. */
export interface Spdx2Review {
  readonly reviewer?: string
  readonly reviewDate?: string
  readonly comment?: string
}

/** Clause 10. */
export interface Spdx2ExtractedLicense {
  readonly licenseId: string
  readonly extractedText?: string
  readonly name?: string
  readonly seeAlsos?: readonly string[]
  readonly comment?: string
  readonly crossRefs?: readonly Spdx2CrossRef[]
}

export interface Spdx2CrossRef {
  readonly url?: string
  readonly isLive?: boolean
  readonly isValid?: boolean
  readonly isWayBackLink?: boolean
  readonly match?: string
  readonly order?: number
  readonly timestamp?: string
}
