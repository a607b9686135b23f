// SPDX-License-Identifier: Apache-2.0
import { cycloneDx, reference, WHIRL, WHIRL_AFFECTED } from './parts.ts'
import { hash, osv, type Shape } from './shape.ts'

// --- sbom-tool 3 of Microsoft: `_manifest/spdx_2.2/manifest.spdx.json`

const MICROSOFT = {
  files: [
    {
      fileName: './bin/tool.dll',
      SPDXID: 'SPDXRef-File--bin-tool.dll-0A',
      checksums: [
        { algorithm: 'SHA256', checksumValue: hash('tool', 64) },
        { algorithm: 'SHA1', checksumValue: hash('tool', 40) },
      ],
      licenseConcluded: 'NOASSERTION',
      licenseInfoInFiles: ['NOASSERTION'],
      copyrightText: 'NOASSERTION',
    },
  ],
  packages: [
    {
      name: 'Whirl.Net',
      SPDXID: 'SPDXRef-Package-0B',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      versionInfo: '13.0.1',
      externalRefs: [reference('PACKAGE-MANAGER', 'purl', 'pkg:nuget/Whirl.Net@13.0.1')],
      supplier: 'Organization: A maker',
    },
    {
      name: 'Product',
      SPDXID: 'SPDXRef-RootPackage',
      downloadLocation: 'NOASSERTION',
      packageVerificationCode: { packageVerificationCodeValue: hash('code', 40) },
      filesAnalyzed: true,
      licenseConcluded: 'NOASSERTION',
      licenseInfoFromFiles: ['NOASSERTION'],
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      versionInfo: '1.0',
      externalRefs: [
        reference(
          'PACKAGE-MANAGER',
          'purl',
          'pkg:swid/Maker/sbom.example/Product@1.0?tag_id=00000000-0000-4000-8000-00000000000c',
        ),
      ],
      supplier: 'Organization: Maker',
      hasFiles: ['SPDXRef-File--bin-tool.dll-0A'],
    },
  ],
  externalDocumentRefs: [],
  relationships: [
    {
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-RootPackage',
      spdxElementId: 'SPDXRef-DOCUMENT',
    },
    {
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'SPDXRef-Package-0B',
      spdxElementId: 'SPDXRef-RootPackage',
    },
  ],
  spdxVersion: 'SPDX-2.2',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'Product 1.0',
  documentNamespace: 'https://sbom.example/Product/1.0/0a',
  creationInfo: {
    created: '2026-01-02T03:04:05Z',
    creators: ['Organization: Maker', 'Tool: Microsoft.SBOMTool-3.0.1'],
  },
  documentDescribes: ['SPDXRef-RootPackage'],
}

// --- dependency graph of GitHub: REST API, version 2022-11-28

const GITHUB = {
  sbom: {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'com.github.owner/repository',
    documentNamespace: 'https://spdx.org/spdxdocs/protobom/00000000-0000-4000-8000-00000000000d',
    comment: 'Exact versions could not be resolved for some packages.',
    creationInfo: {
      creators: ['Tool: protobom-v0.0.0', 'Tool: GitHub.com-Dependency-Graph'],
      created: '2026-01-02T03:04:05Z',
    },
    packages: [
      {
        name: 'com.github.owner/repository',
        SPDXID: 'SPDXRef-github-owner-repository-main-0a',
        versionInfo: 'main',
        downloadLocation: 'git+https://github.com/owner/repository',
        filesAnalyzed: false,
        externalRefs: [reference('PACKAGE-MANAGER', 'purl', 'pkg:github/owner/repository@main')],
      },
      {
        name: 'whirl',
        SPDXID: 'SPDXRef-npm-whirl-2.1.3-0b',
        versionInfo: '2.1.3',
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        copyrightText: 'Copyright owner',
        externalRefs: [reference('PACKAGE-MANAGER', 'purl', 'pkg:npm/whirl@2.1.3')],
      },
    ],
    relationships: [
      {
        spdxElementId: 'SPDXRef-github-owner-repository-main-0a',
        relatedSpdxElement: 'SPDXRef-npm-whirl-2.1.3-0b',
        relationshipType: 'DEPENDS_ON',
      },
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relatedSpdxElement: 'SPDXRef-github-owner-repository-main-0a',
        relationshipType: 'DESCRIBES',
      },
    ],
  },
}

// --- Dependency-Track 4: inventory with vulnerabilities (VDR), whose analyses are VEX

const DEPENDENCY_TRACK = {
  ...cycloneDx('1.5', {}, {}),
  metadata: {
    timestamp: '2026-01-02T03:04:05Z',
    tools: [{ vendor: 'OWASP', name: 'Dependency-Track', version: '4.13.0' }],
    component: { name: 'demo', version: '1', type: 'application', 'bom-ref': 'project' },
  },
  components: [
    {
      name: 'whirl',
      version: '2.1.3',
      purl: 'pkg:npm/whirl@2.1.3',
      type: 'library',
      'bom-ref': 'component',
    },
  ],
  dependencies: [{ ref: 'project', dependsOn: ['component'] }],
  vulnerabilities: [
    {
      'bom-ref': 'vulnerability',
      id: 'HW-2099-4',
      source: { name: 'OSV' },
      ratings: [{ source: { name: 'OSV' }, severity: 'high', method: 'other' }],
      description: 'Invented flaw',
      published: '2026-01-01T00:00:00Z',
      analysis: { state: 'not_affected', justification: 'code_not_reachable', detail: 'unused' },
      affects: [{ ref: 'component' }],
    },
  ],
}

export const INVENTORIES: readonly Shape[] = [
  {
    tool: 'sbom-tool 3 of Microsoft',
    documents: { 'manifest.spdx.json': MICROSOFT },
    advisories: [osv('HW-2099-5', 'NuGet', 'Whirl.Net', '13.0.2')],
    components: {
      'Whirl.Net 13.0.1': ['pkg:nuget/Whirl.Net@13.0.1'],
      'Product 1.0': [
        'pkg:swid/Maker/sbom.example/Product@1.0?tag_id=00000000-0000-4000-8000-00000000000c',
      ],
    },
    findings: ['HW-2099-5 Whirl.Net affected location-unknown'],
    roles: { 'bin/tool.dll': 'image' },
    edges: ['Product contains bin/tool.dll', 'Product dependsOn Whirl.Net'],
  },
  {
    tool: 'the dependency graph of GitHub',
    documents: { 'sbom.json': GITHUB, 'pretty.json': JSON.stringify(GITHUB, undefined, 2) },
    advisories: WHIRL,
    components: {
      'com.github.owner/repository main': [
        'pkg:github/owner/repository@main',
        'git+https://github.com/owner/repository',
      ],
      'whirl 2.1.3': ['pkg:npm/whirl@2.1.3'],
    },
    findings: WHIRL_AFFECTED,
    links: ['sbom.json identity pretty.json not-applicable'],
    edges: ['com.github.owner/repository dependsOn whirl'],
  },
  {
    tool: 'Dependency-Track 4.13 (VDR)',
    documents: { 'bom.json': DEPENDENCY_TRACK },
    advisories: WHIRL,
    components: { 'whirl 2.1.3': ['pkg:npm/whirl@2.1.3'] },
    unidentified: { demo: undefined },
    findings: ['HW-2099-4 whirl not_affected vex-statement'],
    vex: [1, 0],
    edges: ['demo dependsOn whirl'],
  },
]
