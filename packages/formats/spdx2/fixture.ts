// SPDX-License-Identifier: Apache-2.0

/** One small document of our own in the five serializations; tests change lines of it. */

export const TAG_VALUE = `# made for the tests
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: lamp
DocumentNamespace: https://example.org/spdx/lamp
ExternalDocumentRef: DocumentRef-lib https://example.org/spdx/lib SHA1: d6a770ba38583ed4bb4525bd96e50461655d2759
Creator: Tool: lamp-sbom-1
Creator: Organization: Lamps
Created: 2026-01-02T03:04:05Z
CreatorComment: <text>SBOM type: Build
made by hand</text>
Annotator: Person: Ann
AnnotationDate: 2026-01-03T00:00:00Z
AnnotationType: REVIEW
SPDXREF: SPDXRef-lamp
AnnotationComment: looked at

FileName: ./README
SPDXID: SPDXRef-readme

PackageName: lamp
SPDXID: SPDXRef-lamp
PackageVersion: 1.10
PackageDownloadLocation: git+https://example.org/lamp.git
PackageVerificationCode: d6a770ba38583ed4bb4525bd96e50461655d2758 (excludes: ./lamp.spdx)
PrimaryPackagePurpose: FIRMWARE
PackageComment: <text>two
lines</text>
ExternalRef: PACKAGE-MANAGER purl pkg:generic/lamp@1.10
ExternalRefComment: ours
ExternalRef: SECURITY cpe23Type cpe:2.3:a:lamps:lamp:1.10:*:*:*:*:*:*:*

FileName: ./lamp.c
SPDXID: SPDXRef-lamp.c
FileType: SOURCE
FileChecksum: SHA1: d6a770ba38583ed4bb4525bd96e50461655d2758
FileChecksum: BLAKE2b-256: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff

SnippetSPDXID: SPDXRef-snip
SnippetFromFileSPDXID: SPDXRef-lamp.c
SnippetByteRange: 310:420
SnippetLineRange: 5:23

LicenseID: LicenseRef-1
ExtractedText: <text>do as you like</text>

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-lamp
Relationship: SPDXRef-lamp DEPENDS_ON DocumentRef-lib:SPDXRef-lib
RelationshipComment: the bulb
`

const DOCUMENT = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'lamp',
  documentNamespace: 'https://example.org/spdx/lamp',
  creationInfo: {
    created: '2026-01-02T03:04:05Z',
    creators: ['Tool: lamp-sbom-1', 'Organization: Lamps'],
    comment: 'SBOM type: Build\nmade by hand',
  },
  externalDocumentRefs: [
    {
      externalDocumentId: 'DocumentRef-lib',
      spdxDocument: 'https://example.org/spdx/lib',
      checksum: { algorithm: 'SHA1', checksumValue: 'd6a770ba38583ed4bb4525bd96e50461655d2759' },
    },
  ],
  files: [
    { fileName: './README', SPDXID: 'SPDXRef-readme' },
    {
      fileName: './lamp.c',
      SPDXID: 'SPDXRef-lamp.c',
      fileTypes: ['SOURCE'],
      checksums: [
        { algorithm: 'SHA1', checksumValue: 'd6a770ba38583ed4bb4525bd96e50461655d2758' },
        {
          algorithm: 'BLAKE2b-256',
          checksumValue: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
        },
      ],
    },
  ],
  packages: [
    {
      name: 'lamp',
      SPDXID: 'SPDXRef-lamp',
      versionInfo: '1.10',
      downloadLocation: 'git+https://example.org/lamp.git',
      packageVerificationCode: {
        packageVerificationCodeValue: 'd6a770ba38583ed4bb4525bd96e50461655d2758',
        packageVerificationCodeExcludedFiles: ['./lamp.spdx'],
      },
      primaryPackagePurpose: 'FIRMWARE',
      comment: 'two\nlines',
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:generic/lamp@1.10',
          comment: 'ours',
        },
        {
          referenceCategory: 'SECURITY',
          referenceType: 'cpe23Type',
          referenceLocator: 'cpe:2.3:a:lamps:lamp:1.10:*:*:*:*:*:*:*',
        },
      ],
      hasFiles: ['SPDXRef-lamp.c'],
      annotations: [
        {
          annotator: 'Person: Ann',
          annotationDate: '2026-01-03T00:00:00Z',
          annotationType: 'REVIEW',
          comment: 'looked at',
        },
      ],
    },
  ],
  snippets: [
    {
      SPDXID: 'SPDXRef-snip',
      snippetFromFile: 'SPDXRef-lamp.c',
      ranges: [
        {
          startPointer: { reference: 'SPDXRef-lamp.c', offset: 310 },
          endPointer: { reference: 'SPDXRef-lamp.c', offset: 420 },
        },
        {
          startPointer: { reference: 'SPDXRef-lamp.c', lineNumber: 5 },
          endPointer: { reference: 'SPDXRef-lamp.c', lineNumber: 23 },
        },
      ],
    },
  ],
  hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-1', extractedText: 'do as you like' }],
  documentDescribes: ['SPDXRef-lamp'],
  relationships: [
    {
      spdxElementId: 'SPDXRef-lamp',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'DocumentRef-lib:SPDXRef-lib',
      comment: 'the bulb',
    },
  ],
}

export const JSON_TEXT = JSON.stringify(DOCUMENT, undefined, 2)

export const YAML = yamlOf(DOCUMENT, '').trimStart()

/** Plain scalars where YAML would take them for numbers, so that readers show that they do not. */
function yamlOf(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return value.map((each) => `${indent}- ${yamlOf(each, `${indent}  `).trimStart()}`).join('')
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, each]) =>
        typeof each === 'object'
          ? `${indent}${key}:\n${yamlOf(each, `${indent}  `)}`
          : `${indent}${key}: ${yamlOf(each, '').trimStart()}`,
      )
      .join('')
  }
  return /^[\d.]+$/.test(String(value)) ? `${String(value)}\n` : `${JSON.stringify(value)}\n`
}

export const XML = `<?xml version="1.0" encoding="UTF-8"?>\n<Document>\n${xmlOf(DOCUMENT)}</Document>\n`

function xmlOf(value: object): string {
  return Object.entries(value)
    .flatMap(([key, each]: [string, unknown]) =>
      (Array.isArray(each) ? each : [each]).map((one: unknown) =>
        typeof one === 'object' && one !== null
          ? `<${key}>\n${xmlOf(one)}</${key}>\n`
          : `<${key}>${String(one)}</${key}>\n`,
      ),
    )
    .join('')
}

const NS = 'https://example.org/spdx/lamp'

export const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
  xmlns:spdx="http://spdx.org/rdf/terms#" xmlns:ptr="http://www.w3.org/2009/pointers#" xml:base="${NS}">
<spdx:SpdxDocument rdf:about="#SPDXRef-DOCUMENT">
  <spdx:specVersion>SPDX-2.3</spdx:specVersion>
  <spdx:name>lamp</spdx:name>
  <spdx:dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>
  <spdx:creationInfo><spdx:CreationInfo>
    <spdx:created>2026-01-02T03:04:05Z</spdx:created>
    <spdx:creator>Tool: lamp-sbom-1</spdx:creator>
    <spdx:creator>Organization: Lamps</spdx:creator>
    <rdfs:comment>SBOM type: Build
made by hand</rdfs:comment>
  </spdx:CreationInfo></spdx:creationInfo>
  <spdx:externalDocumentRef><spdx:ExternalDocumentRef rdf:ID="DocumentRef-lib">
    <spdx:spdxDocument rdf:resource="https://example.org/spdx/lib"/>
    <spdx:checksum><spdx:Checksum>
      <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha1"/>
      <spdx:checksumValue>d6a770ba38583ed4bb4525bd96e50461655d2759</spdx:checksumValue>
    </spdx:Checksum></spdx:checksum>
  </spdx:ExternalDocumentRef></spdx:externalDocumentRef>
  <spdx:hasExtractedLicensingInfo><spdx:ExtractedLicensingInfo rdf:about="#LicenseRef-1">
    <spdx:licenseId>LicenseRef-1</spdx:licenseId><spdx:extractedText>do as you like</spdx:extractedText>
  </spdx:ExtractedLicensingInfo></spdx:hasExtractedLicensingInfo>
  <spdx:relationship><spdx:Relationship>
    <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>
    <spdx:relatedSpdxElement rdf:resource="#SPDXRef-lamp"/>
  </spdx:Relationship></spdx:relationship>
</spdx:SpdxDocument>
<spdx:File rdf:about="#SPDXRef-readme" spdx:fileName="./README"/>
<spdx:Package rdf:about="#SPDXRef-lamp">
  <spdx:name>lamp</spdx:name>
  <spdx:versionInfo>1.10</spdx:versionInfo>
  <spdx:downloadLocation>git+https://example.org/lamp.git</spdx:downloadLocation>
  <spdx:packageVerificationCode rdf:parseType="Resource">
    <spdx:packageVerificationCodeValue>d6a770ba38583ed4bb4525bd96e50461655d2758</spdx:packageVerificationCodeValue>
    <spdx:packageVerificationCodeExcludedFile>./lamp.spdx</spdx:packageVerificationCodeExcludedFile>
  </spdx:packageVerificationCode>
  <spdx:primaryPackagePurpose rdf:resource="http://spdx.org/rdf/terms#purpose_firmware"/>
  <rdfs:comment>two
lines</rdfs:comment>
  <spdx:externalRef><spdx:ExternalRef>
    <spdx:referenceCategory rdf:resource="http://spdx.org/rdf/terms#referenceCategory_packageManager"/>
    <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>
    <spdx:referenceLocator>pkg:generic/lamp@1.10</spdx:referenceLocator>
    <rdfs:comment>ours</rdfs:comment>
  </spdx:ExternalRef></spdx:externalRef>
  <spdx:externalRef><spdx:ExternalRef>
    <spdx:referenceCategory rdf:resource="http://spdx.org/rdf/terms#referenceCategory_security"/>
    <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/cpe23Type"/>
    <spdx:referenceLocator>cpe:2.3:a:lamps:lamp:1.10:*:*:*:*:*:*:*</spdx:referenceLocator>
  </spdx:ExternalRef></spdx:externalRef>
  <spdx:annotation><spdx:Annotation>
    <spdx:annotator>Person: Ann</spdx:annotator>
    <spdx:annotationDate>2026-01-03T00:00:00Z</spdx:annotationDate>
    <spdx:annotationType rdf:resource="http://spdx.org/rdf/terms#annotationType_review"/>
    <rdfs:comment>looked at</rdfs:comment>
  </spdx:Annotation></spdx:annotation>
  <spdx:hasFile rdf:resource="#SPDXRef-lamp.c"/>
  <spdx:relationship rdf:nodeID="bulb"/>
</spdx:Package>
<spdx:Relationship rdf:nodeID="bulb">
  <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
  <spdx:relatedSpdxElement rdf:resource="https://example.org/spdx/lib#SPDXRef-lib"/>
  <rdfs:comment>the bulb</rdfs:comment>
</spdx:Relationship>
<spdx:Snippet rdf:about="#SPDXRef-snip">
  <spdx:snippetFromFile><spdx:File rdf:about="#SPDXRef-lamp.c">
    <spdx:fileName>./lamp.c</spdx:fileName>
    <spdx:fileType rdf:resource="http://spdx.org/rdf/terms#fileType_source"/>
    <spdx:checksum><spdx:Checksum>
      <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha1"/>
      <spdx:checksumValue>d6a770ba38583ed4bb4525bd96e50461655d2758</spdx:checksumValue>
    </spdx:Checksum></spdx:checksum>
    <spdx:checksum><spdx:Checksum>
      <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_blake2b256"/>
      <spdx:checksumValue>00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff</spdx:checksumValue>
    </spdx:Checksum></spdx:checksum>
  </spdx:File></spdx:snippetFromFile>
  <spdx:range><ptr:StartEndPointer>
    <ptr:startPointer><ptr:ByteOffsetPointer><ptr:offset>310</ptr:offset><ptr:reference rdf:resource="#SPDXRef-lamp.c"/></ptr:ByteOffsetPointer></ptr:startPointer>
    <ptr:endPointer><ptr:ByteOffsetPointer><ptr:offset>420</ptr:offset><ptr:reference rdf:resource="#SPDXRef-lamp.c"/></ptr:ByteOffsetPointer></ptr:endPointer>
  </ptr:StartEndPointer></spdx:range>
  <spdx:range><ptr:StartEndPointer>
    <ptr:startPointer><ptr:LineCharPointer><ptr:lineNumber>5</ptr:lineNumber><ptr:reference rdf:resource="#SPDXRef-lamp.c"/></ptr:LineCharPointer></ptr:startPointer>
    <ptr:endPointer><ptr:LineCharPointer><ptr:lineNumber>23</ptr:lineNumber><ptr:reference rdf:resource="#SPDXRef-lamp.c"/></ptr:LineCharPointer></ptr:endPointer>
  </ptr:StartEndPointer></spdx:range>
</spdx:Snippet>
</rdf:RDF>
`
