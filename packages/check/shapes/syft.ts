// SPDX-License-Identifier: Apache-2.0
import { cycloneDx, NOTHING_SAID, reference } from './parts.ts'
import { cve, hash, osv, type Shape } from './shape.ts'

// --- Syft 1.x: many guessed CPEs for one package, in externalRefs and in properties

const GUESSES = ['openssl:openssl', 'openssl:libssl3', 'libssl3:libssl3', 'libssl3:openssl'].map(
  (names) => `cpe:2.3:a:${names}:3.0.11-r0:*:*:*:*:*:*:*`,
)
const APK = 'pkg:apk/alpine/libssl3@3.0.11-r0?arch=x86_64&distro=alpine-3.18.4&upstream=openssl'
const GO = 'pkg:golang/example.org/lib@v1.2.3'

const SYFT_RECORDS = [
  osv('HW-2099-1', 'Alpine:v3.18', 'openssl', '3.0.12-r0'),
  cve('CVE-2099-0031', {
    vendor: 'OpenSSL',
    product: 'OpenSSL',
    fixed: '3.0.12',
    cpe: 'cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*',
  }),
  osv('HW-2099-2', 'Go', 'example.org/lib', '1.2.4'),
]

const SYFT_SPDX = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'alpine',
  documentNamespace: 'https://anchore.com/syft/image/alpine-00000000-0000-4000-8000-000000000001',
  creationInfo: {
    licenseListVersion: '3.25',
    creators: ['Organization: Anchore, Inc', 'Tool: syft-1.20.0'],
    created: '2026-01-02T03:04:05Z',
  },
  packages: [
    {
      ...NOTHING_SAID,
      name: 'libssl3',
      SPDXID: 'SPDXRef-Package-apk-libssl3-0a',
      versionInfo: '3.0.11-r0',
      sourceInfo: 'acquired package info from APK DB: /lib/apk/db/installed',
      externalRefs: [
        ...GUESSES.map((cpe) => reference('SECURITY', 'cpe23Type', cpe)),
        reference('PACKAGE-MANAGER', 'purl', APK),
      ],
    },
    {
      ...NOTHING_SAID,
      name: 'example.org/lib',
      SPDXID: 'SPDXRef-Package-go-module-example.org-lib-0b',
      versionInfo: 'v1.2.3',
      externalRefs: [
        reference('SECURITY', 'cpe23Type', 'cpe:2.3:a:example:lib:v1.2.3:*:*:*:*:*:*:*'),
        reference('PACKAGE-MANAGER', 'purl', GO),
      ],
    },
    {
      ...NOTHING_SAID,
      name: 'alpine',
      SPDXID: 'SPDXRef-DocumentRoot-Image-alpine',
      versionInfo: `sha256:${hash('layer', 64)}`,
      checksums: [{ algorithm: 'SHA256', checksumValue: hash('layer', 64) }],
      externalRefs: [
        reference(
          'PACKAGE-MANAGER',
          'purl',
          `pkg:oci/alpine@sha256%3A${hash('layer', 64)}?arch=amd64`,
        ),
      ],
      primaryPackagePurpose: 'CONTAINER',
    },
  ],
  files: [
    {
      fileName: 'lib/libssl.so.3',
      SPDXID: 'SPDXRef-File-lib-libssl.so.3-0c',
      fileTypes: ['APPLICATION', 'BINARY'],
      checksums: [{ algorithm: 'SHA1', checksumValue: hash('ssl', 40) }],
      licenseConcluded: 'NOASSERTION',
      licenseInfoInFiles: ['NOASSERTION'],
      copyrightText: 'NOASSERTION',
      comment: 'layerID: sha256:00',
    },
  ],
  relationships: [
    ['SPDXRef-DocumentRoot-Image-alpine', 'SPDXRef-Package-apk-libssl3-0a', 'CONTAINS'],
    [
      'SPDXRef-DocumentRoot-Image-alpine',
      'SPDXRef-Package-go-module-example.org-lib-0b',
      'CONTAINS',
    ],
    ['SPDXRef-Package-apk-libssl3-0a', 'SPDXRef-File-lib-libssl.so.3-0c', 'CONTAINS'],
    ['SPDXRef-DOCUMENT', 'SPDXRef-DocumentRoot-Image-alpine', 'DESCRIBES'],
  ].map(([spdxElementId, relatedSpdxElement, relationshipType]) => ({
    spdxElementId,
    relatedSpdxElement,
    relationshipType,
  })),
}

const SYFT_TAG_VALUE = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: alpine
DocumentNamespace: https://anchore.com/syft/image/alpine-00000000-0000-4000-8000-000000000002
LicenseListVersion: 3.25
Creator: Organization: Anchore, Inc
Creator: Tool: syft-1.20.0
Created: 2026-01-02T03:04:05Z

##### Unpackaged files

FileName: lib/libssl.so.3
SPDXID: SPDXRef-File-lib-libssl.so.3-0c
FileType: APPLICATION
FileType: BINARY
FileChecksum: SHA1: ${hash('ssl', 40)}
LicenseConcluded: NOASSERTION
LicenseInfoInFile: NOASSERTION
FileCopyrightText: NOASSERTION
FileComment: layerID: sha256:00

##### Package: libssl3

PackageName: libssl3
SPDXID: SPDXRef-Package-apk-libssl3-0a
PackageVersion: 3.0.11-r0
PackageSupplier: NOASSERTION
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageSourceInfo: acquired package info from APK DB: /lib/apk/db/installed
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: NOASSERTION
PackageCopyrightText: NOASSERTION
${GUESSES.map((cpe) => `ExternalRef: SECURITY cpe23Type ${cpe}\n`).join('')}ExternalRef: PACKAGE-MANAGER purl ${APK}

##### Relationships

Relationship: SPDXRef-Package-apk-libssl3-0a CONTAINS SPDXRef-File-lib-libssl.so.3-0c
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-apk-libssl3-0a

`

const SYFT_CYCLONEDX = cycloneDx(
  '1.6',
  { type: 'application', author: 'anchore', name: 'syft', version: '1.20.0' },
  {
    components: [
      {
        'bom-ref': `${APK}&package-id=0a`,
        type: 'library',
        publisher: 'A packager <packager@example.org>',
        name: 'libssl3',
        version: '3.0.11-r0',
        cpe: GUESSES[0],
        purl: APK,
        properties: [
          { name: 'syft:package:foundBy', value: 'apk-db-cataloger' },
          { name: 'syft:package:type', value: 'apk' },
          ...GUESSES.slice(1).map((value) => ({ name: 'syft:cpe23', value })),
          { name: 'syft:location:0:path', value: '/lib/apk/db/installed' },
        ],
      },
      {
        'bom-ref': 'os:alpine@3.18.4',
        type: 'operating-system',
        name: 'alpine',
        version: '3.18.4',
        description: 'Alpine Linux v3.18',
        swid: { tagId: 'alpine', name: 'alpine', version: '3.18.4' },
      },
      {
        'bom-ref': '0c',
        type: 'file',
        name: '/lib/libssl.so.3',
        hashes: [{ alg: 'SHA-1', content: hash('ssl', 40) }],
      },
    ],
  },
)

const SYFT_XML = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:00000000-0000-4000-8000-00000000000b" version="1">
  <metadata>
    <timestamp>2026-01-02T03:04:05Z</timestamp>
    <tools>
      <components>
        <component type="application">
          <author>anchore</author>
          <name>syft</name>
          <version>1.20.0</version>
        </component>
      </components>
    </tools>
  </metadata>
  <components>
    <component bom-ref="0a" type="library">
      <name>libssl3</name>
      <version>3.0.11-r0</version>
      <cpe>${GUESSES[0]}</cpe>
      <purl>${APK.replaceAll('&', '&amp;')}</purl>
      <properties>
${GUESSES.slice(1)
  .map((cpe) => `        <property name="syft:cpe23">${cpe}</property>`)
  .join('\n')}
      </properties>
    </component>
  </components>
</bom>
`

const LIBSSL = { 'libssl3 3.0.11-r0': [APK, ...GUESSES] }
/** Guessed CPEs lead to the record once; a distribution's version is in no order of OpenSSL's. */
const LIBSSL_FINDINGS = [
  'CVE-2099-0031 libssl3 unknown version-unknown',
  'HW-2099-1 libssl3 affected location-unknown',
]
export const SYFT: readonly Shape[] = [
  {
    tool: 'Syft 1.20 (SPDX 2.3 JSON)',
    documents: { 'syft.spdx.json': SYFT_SPDX },
    advisories: SYFT_RECORDS,
    components: {
      ...LIBSSL,
      'example.org/lib v1.2.3': [GO, 'cpe:2.3:a:example:lib:v1.2.3:*:*:*:*:*:*:*'],
      [`alpine sha256:${hash('layer', 64)}`]: [
        `pkg:oci/alpine@sha256%3A${hash('layer', 64)}?arch=amd64`,
      ],
    },
    findings: [...LIBSSL_FINDINGS, 'HW-2099-2 example.org/lib affected location-unknown'],
    roles: { 'lib/libssl.so.3': 'image' },
    edges: ['alpine contains libssl3', 'libssl3 contains lib/libssl.so.3'],
  },
  {
    tool: 'Syft 1.20 (SPDX 2.3 tag-value)',
    documents: { 'syft.spdx': SYFT_TAG_VALUE },
    advisories: SYFT_RECORDS,
    components: LIBSSL,
    findings: LIBSSL_FINDINGS,
    roles: { 'lib/libssl.so.3': 'image' },
    edges: ['libssl3 contains lib/libssl.so.3'],
  },
  {
    tool: 'Syft 1.20 (CycloneDX JSON)',
    documents: { 'syft.cdx.json': SYFT_CYCLONEDX },
    advisories: SYFT_RECORDS,
    components: LIBSSL,
    unidentified: { alpine: undefined },
    findings: LIBSSL_FINDINGS,
    roles: { '/lib/libssl.so.3': 'image' },
  },
  {
    tool: 'Syft 1.20 (CycloneDX XML)',
    documents: { 'syft.cdx.xml': SYFT_XML },
    advisories: SYFT_RECORDS,
    components: LIBSSL,
    findings: LIBSSL_FINDINGS,
  },
]
