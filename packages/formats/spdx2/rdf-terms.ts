// SPDX-License-Identifier: Apache-2.0

/** The namespaces of the SPDX 2 ontology (SPDX 2.3, annex "RDF/XML") and of the vocabularies that it uses. */
export const SPDX_TERMS = 'http://spdx.org/rdf/terms#'
export const LICENSES = /^https?:\/\/spdx\.org\/licenses\//

/** Property IRIs without their namespaces: the local names are unlike each other, but for the two that are listed. */
export const RDF_MEMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    checksum: 'checksums',
    externalRef: 'externalRefs',
    attributionText: 'attributionTexts',
    annotation: 'annotations',
    hasFile: 'hasFiles',
    fileType: 'fileTypes',
    licenseInfoInFile: 'licenseInfoInFiles',
    licenseInfoInSnippet: 'licenseInfoInSnippets',
    fileContributor: 'fileContributors',
    fileDependency: 'fileDependencies',
    artifactOf: 'artifactOfs',
    packageVerificationCodeExcludedFile: 'packageVerificationCodeExcludedFiles',
    range: 'ranges',
    creator: 'creators',
    crossRef: 'crossRefs',
    seeAlso: 'seeAlsos',
    specVersion: 'spdxVersion',
    describesPackage: 'documentDescribes',
    externalDocumentRef: 'externalDocumentRefs',
    hasExtractedLicensingInfo: 'hasExtractedLicensingInfos',
    reviewed: 'revieweds',
    packageName: 'name',
    snippetName: 'name',
    licenseName: 'name',
  }),
)

/** Members whose objects are licences: listed ones, extracted ones, and sets of them. */
export const LICENSE_MEMBERS: ReadonlySet<string> = new Set([
  'dataLicense',
  'licenseConcluded',
  'licenseDeclared',
  'licenseInfoFromFiles',
  'licenseInfoInFiles',
  'licenseInfoInSnippets',
])

/** Members whose objects are elements, by their SPDX id. */
export const ELEMENT_MEMBERS: ReadonlySet<string> = new Set([
  'hasFiles',
  'fileDependencies',
  'snippetFromFile',
  'reference',
  'relatedSpdxElement',
  'documentDescribes',
])

/** Said of an element or of the document, and read from the other end or not at all. */
export const PASSED_OVER: ReadonlySet<string> = new Set([
  'relationship',
  'referencesFile',
  'standardLicenseHeader',
  'licenseExceptionText',
  'isDeprecatedLicenseId',
  'isOsiApproved',
  'isFsfLibre',
])
