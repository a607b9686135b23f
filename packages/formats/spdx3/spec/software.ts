// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, Software and Lite profiles (Lite adds no class of its own). Notation: see `notation.ts`. */
export const SOFTWARE = `
software_ContentIdentifier < IntegrityMethod
  software_contentIdentifierType software_ContentIdentifierType 1
  software_contentIdentifierValue anyURI 1
software_File < software_SoftwareArtifact
  contentType mediaType ?
  software_fileKind software_FileKindType ?
software_Package < software_SoftwareArtifact
  software_downloadLocation anyURI ?
  software_homePage anyURI ?
  software_packageUrl anyURI ?
  software_packageVersion string ?
  software_sourceInfo string ?
software_Sbom < Bom
  software_sbomType software_SbomType *
software_Snippet < software_SoftwareArtifact
  software_byteRange PositiveIntegerRange ?
  software_lineRange PositiveIntegerRange ?
  software_snippetFromFile software_File 1
abstract software_SoftwareArtifact < Artifact
  software_additionalPurpose software_SoftwarePurpose *
  software_attributionText string *
  software_contentIdentifier software_ContentIdentifier *
  software_copyrightText string ?
  software_primaryPurpose software_SoftwarePurpose ?
enum software_ContentIdentifierType
  gitoid swhid
enum software_FileKindType
  directory file
enum software_SbomType
  analyzed build deployed design runtime source
enum software_SoftwarePurpose
  application archive bom configuration container data device deviceDriver diskImage
  documentation evidence executable file filesystemImage firmware framework install library
  manifest model module operatingSystem other patch platform requirement source specification
  test
`
