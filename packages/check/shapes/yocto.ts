// SPDX-License-Identifier: Apache-2.0
import { CONTEXT, graph, relation, sha256 } from './graph.ts'
import { cve, type Shape } from './shape.ts'

// --- create-spdx-3.0 of OpenEmbedded: recipe, packages, image, joined by aliases or as one merged document

const ALIAS = 'http://spdxdocs.org/openembedded-alias/by-doc-hash/0a0b'
const OE = 'http://spdxdocs.org/openembedded-1a2b'

function alias(path: string): object {
  return {
    extension: [
      {
        type: 'https://rdf.openembedded.org/spdx/3.0/id-alias',
        'https://rdf.openembedded.org/spdx/3.0/alias': `${ALIAS}/${path}`,
      },
    ],
  }
}

function scoped(type: string, from: string, to: readonly string[], scope = 'build'): object {
  return { ...relation(`${OE}/`, type, from, to), type: 'LifecycleScopedRelationship', scope }
}

const AUTHOR = { type: 'Organization', spdxId: `${OE}/agent`, name: 'OpenEmbedded ()' }

function oeFile(path: string, name: string, purpose?: string): object {
  return {
    type: 'software_File',
    spdxId: `${OE}/${path}`,
    name,
    verifiedUsing: sha256(name),
    ...(purpose === undefined ? {} : { software_primaryPurpose: purpose }),
  }
}

const RECIPE = [
  {
    ...alias('build/recipe'),
    type: 'build_Build',
    spdxId: `${OE}/build/recipe`,
    build_buildType: 'http://openembedded.org/bitbake',
    build_buildId: `${OE}/build/recipe`,
  },
  {
    type: 'software_Package',
    spdxId: `${OE}/source/1`,
    name: 'zlib-1.3.1.tar.xz',
    software_primaryPurpose: 'source',
    software_downloadLocation: 'https://zlib.net/zlib-1.3.1.tar.xz',
    verifiedUsing: sha256('zlib-1.3.1.tar.xz'),
  },
  oeFile('sourcefile/1', 'sources/zlib-1.3.1/inflate.c', 'source'),
  ...['CVE-2099-0021', 'CVE-2099-0022'].map((id) => ({
    ...alias(`vulnerability/${id}`),
    type: 'security_Vulnerability',
    spdxId: `${OE}/vulnerability/${id}`,
    externalIdentifier: [
      {
        type: 'ExternalIdentifier',
        externalIdentifierType: 'cve',
        identifier: id,
        identifierLocator: [`https://cveawg.mitre.org/api/cve/${id}`],
      },
    ],
  })),
  scoped('hasInput', `${OE}/build/recipe`, [`${OE}/source/1`, `${OE}/sourcefile/1`]),
]

function oePackage(name: string, files: readonly object[]): readonly object[] {
  const spdxId = `${OE}/package/${name}`
  const vex = (id: string, type: string, relationshipType: string, more: object = {}): object => ({
    ...more,
    type,
    spdxId: `${spdxId}/vex/${id}`,
    relationshipType,
    security_vexVersion: '1.0.0',
    from: `${ALIAS}/vulnerability/${id}`,
    to: [spdxId],
  })
  return [
    {
      ...alias(`package/${name}`),
      type: 'software_Package',
      spdxId,
      name,
      software_packageVersion: '1.3.1',
      software_packageUrl: 'pkg:yocto/core/zlib@1.3.1',
      software_primaryPurpose: 'install',
      software_homePage: 'https://zlib.net/',
      externalIdentifier: [
        {
          type: 'ExternalIdentifier',
          externalIdentifierType: 'cpe23',
          identifier: 'cpe:2.3:*:*:zlib:1.3.1:*:*:*:*:*:*:*',
        },
      ],
    },
    // the package knows its build by the alias
    scoped('hasOutput', `${ALIAS}/build/recipe`, [spdxId]),
    vex('CVE-2099-0021', 'security_VexFixedVulnAssessmentRelationship', 'fixedIn'),
    vex('CVE-2099-0022', 'security_VexNotAffectedVulnAssessmentRelationship', 'doesNotAffect', {
      security_impactStatement: 'not-applicable-config: minizip is not built',
      security_justificationType: 'vulnerableCodeNotPresent',
    }),
    ...files,
    ...(files.length === 0
      ? []
      : [
          relation(
            `${OE}/`,
            'contains',
            spdxId,
            files.map((each) => (each as { spdxId: string }).spdxId),
          ),
        ]),
  ]
}

const PACKAGE = oePackage('zlib', [oeFile('package/zlib/file/1', 'usr/lib/libz.so.1.3.1')])
const PACKAGE_DEV = oePackage('zlib-dev', [oeFile('package/zlib-dev/file/1', 'usr/include/zlib.h')])
const IMAGE = [
  {
    type: 'software_Sbom',
    spdxId: `${OE}/image/sbom`,
    software_sbomType: ['build'],
    rootElement: [`${OE}/image/rootfs`],
    element: [`${OE}/image/rootfs`],
  },
  {
    type: 'software_Package',
    spdxId: `${OE}/image/rootfs`,
    name: 'core-image-minimal',
    software_primaryPurpose: 'archive',
  },
  relation(`${OE}/`, 'contains', `${OE}/image/rootfs`, [`${ALIAS}/package/zlib`]),
]

function oeDocument(name: string, imports: readonly string[], nodes: readonly object[]): object {
  return graph(CONTEXT, [
    AUTHOR,
    {
      type: 'SpdxDocument',
      spdxId: `${OE}/document/${name}`,
      name,
      profileConformance: ['core', 'build', 'software', 'simpleLicensing', 'security'],
      import: imports.map((id) => ({
        type: 'ExternalMap',
        externalSpdxId: `${ALIAS}/${id}`,
      })),
    },
    ...nodes,
  ])
}

const ZLIB = {
  vendor: 'zlib',
  product: 'zlib',
  fixed: '9.0',
  cpe: 'cpe:2.3:a:zlib:zlib:*:*:*:*:*:*:*:*',
}

const COMMON: Omit<Shape, 'tool' | 'documents' | 'links' | 'sbomTypes'> = {
  advisories: ['CVE-2099-0021', 'CVE-2099-0022', 'CVE-2099-0023'].map((id) => cve(id, ZLIB)),
  components: {
    'zlib 1.3.1': ['pkg:yocto/core/zlib@1.3.1', 'cpe:2.3:*:*:zlib:1.3.1:*:*:*:*:*:*:*'],
  },
  unidentified: { 'zlib-1.3.1.tar.xz': undefined, 'core-image-minimal': undefined },
  findings: [
    'CVE-2099-0021 zlib fixed vex-statement',
    'CVE-2099-0022 zlib not_affected vex-statement',
    'CVE-2099-0023 zlib affected location-unknown',
  ],
  vex: [4, 0],
  roles: {
    'sources/zlib-1.3.1/inflate.c': 'source',
    'usr/lib/libz.so.1.3.1': 'image',
    'usr/include/zlib.h': 'header',
  },
  edges: [
    `${OE}/build/recipe hasInput sources/zlib-1.3.1/inflate.c`,
    `${OE}/build/recipe hasOutput zlib`,
    `${OE}/build/recipe hasOutput zlib-dev`,
    'zlib contains usr/lib/libz.so.1.3.1',
    'core-image-minimal contains zlib',
  ],
}
export const YOCTO: readonly Shape[] = [
  {
    ...COMMON,
    tool: 'create-spdx-3.0 of Yocto 5.2, as one document for each recipe, package and image,',
    documents: {
      'recipe-zlib.spdx.json': oeDocument('recipe-zlib', [], RECIPE),
      'package-zlib.spdx.json': oeDocument('package-zlib', ['build/recipe'], PACKAGE),
      'package-zlib-dev.spdx.json': oeDocument('package-zlib-dev', ['build/recipe'], PACKAGE_DEV),
      'rootfs.spdx.json': oeDocument('rootfs', ['package/zlib'], IMAGE),
    },
    sbomTypes: { 'rootfs.spdx.json': ['build'] },
    links: [
      'package-zlib.spdx.json reference recipe-zlib.spdx.json no-digest-given',
      'package-zlib-dev.spdx.json reference recipe-zlib.spdx.json no-digest-given',
      'rootfs.spdx.json reference package-zlib.spdx.json no-digest-given',
      'package-zlib.spdx.json identity package-zlib-dev.spdx.json not-applicable',
    ],
  },
  {
    ...COMMON,
    tool: 'create-spdx-3.0 of Yocto 5.2, merged into one document,',
    sbomTypes: { 'core-image-minimal.rootfs.spdx.json': ['build'] },
    documents: {
      'core-image-minimal.rootfs.spdx.json': oeDocument(
        'core-image-minimal',
        [],
        [...RECIPE, ...PACKAGE, ...PACKAGE_DEV, ...IMAGE],
      ),
    },
  },
]
