// SPDX-License-Identifier: Apache-2.0
import { cve, hash, type Shape } from './shape.ts'

const INFO = 'zephyr:creationinfo'
const MBED_TLS_CPE = 'cpe:2.3:a:arm:mbed_tls:3.6.0:*:*:*:*:*:*:*'

/** `west spdx --spdx-version 3.0` of Zephyr 4.4: ids of one namespace in all documents, a build for the image and each library. */
function document(name: string, imports: readonly string[], ...nodes: readonly object[]): object {
  const all = [
    { type: 'SoftwareAgent', spdxId: 'zephyr:agents/west-spdx-agent', name: 'West SPDX Generator' },
    {
      type: 'SpdxDocument',
      spdxId: `zephyr:documents/${name}`,
      name,
      namespaceMap: [{ type: 'NamespaceMap', prefix: 'zephyr', namespace: 'https://z.example/1/' }],
      import: imports.map((id) => ({
        type: 'ExternalMap',
        externalSpdxId: `zephyr:${id}`,
        locationHint: './zephyr.jsonld',
      })),
    },
    ...nodes,
  ]
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': INFO,
        specVersion: '3.0.1',
        createdBy: ['zephyr:agents/west-spdx-agent'],
        created: '2026-01-02T03:04:05Z',
      },
      ...all.map((node) => ({ ...node, creationInfo: INFO })),
    ],
  }
}

function pack(name: string, more: object = {}): object {
  return {
    type: 'software_Package',
    spdxId: `zephyr:packages/${name}`,
    name,
    software_primaryPurpose: 'source',
    software_copyrightText: 'NOASSERTION',
    ...more,
  }
}

function file(path: string): object {
  return {
    type: 'software_File',
    spdxId: `zephyr:files/${path}`,
    name: path,
    software_fileKind: 'file',
    software_primaryPurpose: 'file',
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: hash(path, 64) }],
  }
}

let number = 0

function relation(relationshipType: string, from: string, to: readonly string[]): object {
  return {
    type: 'Relationship',
    spdxId: `zephyr:relationships/${++number}`,
    relationshipType,
    from: `zephyr:${from}`,
    to: to.map((id) => `zephyr:${id}`),
  }
}

function made(build: string, inputs: readonly string[], output: string): object[] {
  const scoped = { type: 'LifecycleScopedRelationship', scope: 'build' }
  return [
    {
      type: 'build_Build',
      spdxId: `zephyr:builds/${build}`,
      name: build,
      build_buildType: 'urn:spdx.dev:zephyr-cmake',
    },
    { ...relation('hasOutput', `builds/${build}`, [output]), ...scoped },
    { ...relation('hasInput', `builds/${build}`, inputs), ...scoped },
  ]
}

function identifiers(cpe: string, purl: string): object {
  return {
    externalIdentifier: [
      { type: 'ExternalIdentifier', externalIdentifierType: 'cpe23', identifier: cpe },
      { type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: purl },
    ],
  }
}

const ZEPHYR_CPE = 'cpe:2.3:o:zephyrproject:zephyr:4.4.0:-:*:*:*:*:*:*'
const TREE = 'git+https://github.com/zephyrproject-rtos/zephyr@v4.4.0'

export const ZEPHYR_3: readonly Shape[] = [
  {
    tool: 'west spdx of Zephyr 4.4 (SPDX 3.0)',
    documents: {
      'zephyr.jsonld': document(
        'zephyr',
        [],
        pack('zephyr-sources', {
          software_downloadLocation: TREE,
          ...identifiers(ZEPHYR_CPE, 'pkg:github/zephyrproject-rtos/zephyr@v4.4.0'),
        }),
        pack('mbedtls-sources'),
        file('kernel/sched.c'),
        file('library/aes.c'),
        relation('contains', 'packages/zephyr-sources', ['files/kernel/sched.c']),
        relation('contains', 'packages/mbedtls-sources', ['files/library/aes.c']),
      ),
      'modules-deps.jsonld': document(
        'modules-deps',
        [],
        pack('mbedtls-deps', identifiers(MBED_TLS_CPE, 'pkg:github/Mbed-TLS/mbedtls@V3.6.0')),
      ),
      'build.jsonld': document(
        'build',
        ['files/kernel/sched.c', 'files/library/aes.c'],
        file('zephyr/zephyr.elf'),
        file('zephyr/libkernel.a'),
        ...made(
          'kernel',
          ['files/kernel/sched.c', 'files/library/aes.c'],
          'files/zephyr/libkernel.a',
        ),
        relation('hasStaticLink', 'files/zephyr/zephyr.elf', ['files/zephyr/libkernel.a']),
      ),
    },
    advisories: [
      cve('CVE-2099-0071', {
        vendor: 'zephyrproject-rtos',
        product: 'Zephyr',
        fixed: '9.0.0',
        files: ['kernel/sched.c'],
      }),
      cve('CVE-2099-0072', {
        vendor: 'Arm',
        product: 'Mbed TLS',
        fixed: '3.6.1',
        cpe: 'cpe:2.3:a:arm:mbed_tls:*:*:*:*:*:*:*:*',
        files: ['library/aes.c'],
      }),
    ],
    components: {
      'zephyr-sources v4.4.0': ['pkg:github/zephyrproject-rtos/zephyr@v4.4.0', ZEPHYR_CPE, TREE],
      'mbedtls-sources V3.6.0': ['pkg:github/Mbed-TLS/mbedtls@V3.6.0', MBED_TLS_CPE],
    },
    findings: [
      'CVE-2099-0071 zephyr-sources affected code-in-image',
      'CVE-2099-0072 mbedtls-sources affected code-in-image',
    ],
    links: ['build.jsonld reference zephyr.jsonld no-digest-given'],
    roles: { 'zephyr/zephyr.elf': 'image', 'zephyr/libkernel.a': 'archive' },
    edges: [
      'zephyr/zephyr.elf linksStatically zephyr/libkernel.a',
      'zephyr/libkernel.a generatedFrom kernel/sched.c',
    ],
  },
]
