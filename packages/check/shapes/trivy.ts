// SPDX-License-Identifier: Apache-2.0
import { cycloneDx, reference } from './parts.ts'
import { osv, type Shape } from './shape.ts'

// --- Trivy 0.6x: source packages in properties, distributions in qualifiers

const DEB = 'pkg:deb/debian/libssl3@3.0.11-1~deb12u1?arch=amd64&distro=debian-12.4'
const DEB_SOURCE = `${DEB}&upstream=openssl%403.0.11-1~deb12u1`

const TRIVY_RECORDS = [osv('HW-2099-3', 'Debian:12', 'openssl', '3.0.11-1~deb12u2')]

const TRIVY_CYCLONEDX = cycloneDx(
  '1.6',
  {
    type: 'application',
    manufacturer: { name: 'Aqua Security Software Ltd.' },
    group: 'aquasecurity',
    name: 'trivy',
    version: '0.60.0',
  },
  {
    components: [
      {
        'bom-ref': 'os',
        type: 'operating-system',
        name: 'debian',
        version: '12.4',
        properties: [
          { name: 'aquasecurity:trivy:Class', value: 'os-pkgs' },
          { name: 'aquasecurity:trivy:Type', value: 'debian' },
        ],
      },
      {
        'bom-ref': DEB,
        type: 'library',
        supplier: { name: 'Debian OpenSSL Team' },
        name: 'libssl3',
        version: '3.0.11-1~deb12u1',
        purl: DEB,
        properties: [
          { name: 'aquasecurity:trivy:LayerDiffID', value: 'sha256:00' },
          { name: 'aquasecurity:trivy:PkgID', value: 'libssl3@3.0.11-1~deb12u1' },
          { name: 'aquasecurity:trivy:PkgType', value: 'debian' },
          { name: 'aquasecurity:trivy:SrcName', value: 'openssl' },
          { name: 'aquasecurity:trivy:SrcVersion', value: '3.0.11' },
          { name: 'aquasecurity:trivy:SrcRelease', value: '1~deb12u1' },
        ],
      },
    ],
    dependencies: [
      { ref: 'os', dependsOn: [DEB] },
      { ref: DEB, dependsOn: [] },
    ],
    vulnerabilities: [],
  },
)

const TRIVY_SPDX = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'debian:12',
  documentNamespace:
    'http://trivy.dev/container_image/debian:12-00000000-0000-4000-8000-000000000003',
  creationInfo: {
    creators: ['Organization: aquasecurity', 'Tool: trivy-0.60.0'],
    created: '2026-01-02T03:04:05Z',
  },
  packages: [
    {
      name: 'debian:12',
      SPDXID: 'SPDXRef-ContainerImage-0a',
      downloadLocation: 'NONE',
      filesAnalyzed: false,
      primaryPackagePurpose: 'CONTAINER',
      annotations: [
        {
          annotator: 'Tool: trivy-0.60.0',
          annotationDate: '2026-01-02T03:04:05Z',
          annotationType: 'OTHER',
          comment: 'SchemaVersion: 2',
        },
      ],
      externalRefs: [],
    },
    {
      name: 'debian',
      SPDXID: 'SPDXRef-OperatingSystem-0b',
      versionInfo: '12.4',
      downloadLocation: 'NONE',
      filesAnalyzed: false,
      primaryPackagePurpose: 'OPERATING-SYSTEM',
    },
    {
      name: 'libssl3',
      SPDXID: 'SPDXRef-Package-0c',
      versionInfo: '3.0.11-1~deb12u1',
      supplier: 'Organization: Debian OpenSSL Team',
      downloadLocation: 'NONE',
      filesAnalyzed: false,
      sourceInfo: 'built package from: openssl 3.0.11-1~deb12u1',
      licenseConcluded: 'Apache-2.0',
      licenseDeclared: 'Apache-2.0',
      externalRefs: [reference('PACKAGE-MANAGER', 'purl', DEB)],
      primaryPackagePurpose: 'LIBRARY',
    },
  ],
  files: [],
  relationships: [
    ['SPDXRef-DOCUMENT', 'SPDXRef-ContainerImage-0a', 'DESCRIBES'],
    ['SPDXRef-ContainerImage-0a', 'SPDXRef-OperatingSystem-0b', 'CONTAINS'],
    ['SPDXRef-OperatingSystem-0b', 'SPDXRef-Package-0c', 'CONTAINS'],
  ].map(([spdxElementId, relatedSpdxElement, relationshipType]) => ({
    spdxElementId,
    relatedSpdxElement,
    relationshipType,
  })),
}

export const TRIVY: readonly Shape[] = [
  {
    tool: 'Trivy 0.60 (CycloneDX)',
    documents: { 'trivy.cdx.json': TRIVY_CYCLONEDX },
    advisories: TRIVY_RECORDS,
    components: { 'libssl3 3.0.11-1~deb12u1': [DEB, DEB_SOURCE] },
    unidentified: { debian: undefined },
    findings: ['HW-2099-3 libssl3 affected location-unknown'],
    edges: ['debian dependsOn libssl3'],
  },
  {
    tool: 'Trivy 0.60 (SPDX JSON)',
    documents: { 'trivy.spdx.json': TRIVY_SPDX },
    advisories: TRIVY_RECORDS,
    components: { 'libssl3 3.0.11-1~deb12u1': [DEB, DEB_SOURCE] },
    unidentified: { 'debian:12': undefined, debian: undefined },
    findings: ['HW-2099-3 libssl3 affected location-unknown'],
    edges: ['debian:12 contains debian', 'debian contains libssl3'],
  },
]
