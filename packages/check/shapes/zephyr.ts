// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { cve, hash, type Shape } from './shape.ts'

const NAMESPACE = 'http://spdx.org/spdxdocs/build-of-ours'
const COMMIT = '0123456789abcdef0123456789abcdef01234567'

function head(
  name: string,
  documentName: string,
  version: string,
  refs: readonly string[],
): string {
  return `SPDXVersion: SPDX-${version}
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: ${documentName}
DocumentNamespace: ${NAMESPACE}/${name}
Creator: Tool: Zephyr SPDX builder
Created: 2026-01-02T03:04:05Z

${refs.map((ref) => `${ref}\n`).join('')}
`
}

function ref(name: string, document: string): string {
  const sha1 = createHash('sha1').update(document).digest('hex')
  return `ExternalDocumentRef: DocumentRef-${name} ${NAMESPACE}/${name} SHA1: ${sha1}`
}

function pack(name: string, lines: readonly string[], files: boolean): string {
  return `##### Package: ${name}

PackageName: ${name}
SPDXID: SPDXRef-${name.replaceAll('_', '-')}
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: NOASSERTION
PackageCopyrightText: NOASSERTION
${lines.map((line) => `${line}\n`).join('')}${
    files
      ? `PackageLicenseInfoFromFiles: NOASSERTION
FilesAnalyzed: true
PackageVerificationCode: ${hash(name, 40)}
`
      : `FilesAnalyzed: false
PackageComment: Utility target; no files
`
  }
`
}

function file(path: string): string {
  const id = path.slice(path.lastIndexOf('/') + 1).replaceAll('_', '-')
  return `FileName: ./${path}
SPDXID: SPDXRef-File-${id}
FileChecksum: SHA1: ${hash(path, 40)}
FileChecksum: SHA256: ${hash(path, 64)}
LicenseConcluded: NOASSERTION
LicenseInfoInFile: NONE
FileCopyrightText: NOASSERTION

`
}

const NOWHERE = 'PackageDownloadLocation: NOASSERTION'

/** 2.6 to 3.4, `scripts/west_commands/zspdx`: the tree has no version, purl or CPE, and is all in one package with its modules. */
function oldSet(): Record<string, string> {
  const app = `${head('app', 'app-sources', '2.2', [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app-sources

${pack('app-sources', [NOWHERE], true)}${file('src/main.c')}`
  const zephyr = `${head('zephyr', 'zephyr-sources', '2.2', [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-zephyr-sources

${pack('zephyr-sources', [NOWHERE], true)}${file('zephyr/kernel/sched.c')}${file('zephyr/include/zephyr/kernel.h')}`
  return { 'app.spdx': app, 'zephyr.spdx': zephyr, 'build.spdx': build('2.2', app, zephyr) }
}

function build(version: string, app: string, zephyr: string, module = ''): string {
  return `${head('build', 'build', version, [ref('app', app), ref('zephyr', zephyr)])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-zephyr-final

${pack('app', [NOWHERE], true)}Relationship: SPDXRef-app HAS_PREREQUISITE SPDXRef-kernel

${file('app/libapp.a')}Relationship: SPDXRef-File-libapp.a GENERATED_FROM DocumentRef-app:SPDXRef-File-main.c
Relationship: SPDXRef-File-libapp.a GENERATED_FROM DocumentRef-zephyr:SPDXRef-File-kernel.h

${pack('kernel', [NOWHERE], true)}${file('zephyr/kernel/libkernel.a')}Relationship: SPDXRef-File-libkernel.a GENERATED_FROM DocumentRef-zephyr:SPDXRef-File-sched.c

${pack('zephyr_final', [NOWHERE], true)}${file('zephyr/zephyr.elf')}Relationship: SPDXRef-File-zephyr.elf STATIC_LINK SPDXRef-File-libapp.a
Relationship: SPDXRef-File-zephyr.elf STATIC_LINK SPDXRef-File-libkernel.a
${module}
`
}

/** Since 3.5: addresses with commits, versions, a purl for each tag, a CPE; modules by themselves and by what they come from. */
function newSet(version: string): Record<string, string> {
  const app = `${head('app', 'app-sources', version, [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app-sources

${pack('app-sources', [NOWHERE], true)}${file('src/main.c')}`
  const zephyr = `${head('zephyr', 'zephyr-sources', version, [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-zephyr-sources
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-mbedtls-sources

${pack(
  'zephyr-sources',
  [
    `PackageDownloadLocation: git+https://github.com/zephyrproject-rtos/zephyr@${COMMIT}`,
    'PackageVersion: 3.7.0',
    'ExternalRef: PACKAGE_MANAGER purl pkg:github.com/zephyrproject-rtos/zephyr@v3.7.0',
    'ExternalRef: PACKAGE_MANAGER purl pkg:github.com/zephyrproject-rtos/zephyr@zephyr-v3.7.0',
    'ExternalRef: SECURITY cpe23Type cpe:2.3:o:zephyrproject:zephyr:3.7.0:-:*:*:*:*:*:*',
  ],
  true,
)}${file('kernel/sched.c')}${file('include/zephyr/kernel.h')}${pack(
    'mbedtls-sources',
    [
      `PackageDownloadLocation: git+https://github.com/zephyrproject-rtos/mbedtls@${COMMIT}`,
      `PackageVersion: ${COMMIT}`,
    ],
    true,
  )}${file('library/aes.c')}`
  const modules = `${head('modules-deps', 'modules-deps', version, [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-mbedtls-deps
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-hal-vendor-deps

${pack(
  'mbedtls-deps',
  [
    NOWHERE,
    'ExternalRef: SECURITY cpe23Type cpe:2.3:a:arm:mbed_tls:3.6.0:*:*:*:*:*:*:*',
    'ExternalRef: PACKAGE_MANAGER purl pkg:github/Mbed-TLS/mbedtls@V3.6.0',
  ],
  false,
)}${pack('hal-vendor-deps', [NOWHERE], false)}`
  const sdk = `${head('sdk', 'sdk', version, [])}Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-sdk

${pack('sdk', [NOWHERE], true)}${file('arm-zephyr-eabi/lib/libgcc.a')}`
  return {
    'app.spdx': app,
    'zephyr.spdx': zephyr,
    'build.spdx': build(version, app, zephyr, MODULE),
    'modules-deps.spdx': modules,
    'sdk.spdx': sdk,
  }
}

const MODULE = `Relationship: SPDXRef-File-zephyr.elf STATIC_LINK SPDXRef-File-libmbedtls.a

${pack('mbedtls', [NOWHERE], true)}${file('modules/mbedtls/libmbedtls.a')}Relationship: SPDXRef-File-libmbedtls.a GENERATED_FROM DocumentRef-zephyr:SPDXRef-File-aes.c
`

const REPO = 'https://github.com/zephyrproject-rtos/zephyr'
const ZEPHYR_CVE = { vendor: 'zephyrproject-rtos', product: 'Zephyr', fixed: '9.0.0', repo: REPO }
const RECORDS = [
  cve('CVE-2099-0001', { ...ZEPHYR_CVE, files: ['kernel/sched.c'] }),
  cve('CVE-2099-0002', { ...ZEPHYR_CVE, files: ['subsys/shell/shell.c'] }),
  cve('CVE-2099-0003', ZEPHYR_CVE),
]
const MBED_TLS = {
  vendor: 'Arm',
  product: 'Mbed TLS',
  fixed: '3.6.1',
  cpe: 'cpe:2.3:a:arm:mbed_tls:*:*:*:*:*:*:*:*',
}
const TARGETS = {
  'app-sources': undefined,
  app: undefined,
  kernel: undefined,
  zephyr_final: undefined,
}
const LINKS = ['build.spdx reference app.spdx yes', 'build.spdx reference zephyr.spdx yes']
const JUDGED = [
  'CVE-2099-0001 zephyr-sources affected code-in-image',
  'CVE-2099-0002 zephyr-sources unknown path-not-in-tree',
  'CVE-2099-0003 zephyr-sources affected location-unknown',
]

export const ZEPHYR: readonly Shape[] = [
  {
    tool: 'west spdx of Zephyr 3.4 (SPDX 2.2)',
    documents: oldSet(),
    identify: ['zephyr-sources=pkg:github/zephyrproject-rtos/zephyr@3.4.0'],
    advisories: RECORDS,
    components: { 'zephyr-sources 3.4.0': ['pkg:github/zephyrproject-rtos/zephyr@3.4.0'] },
    unidentified: TARGETS,
    findings: JUDGED,
    links: LINKS,
    roles: {
      'zephyr/zephyr.elf': 'image',
      'zephyr/kernel/libkernel.a': 'archive',
      'zephyr/kernel/sched.c': 'source',
      'zephyr/include/zephyr/kernel.h': 'header',
    },
    edges: [
      'zephyr/zephyr.elf linksStatically zephyr/kernel/libkernel.a',
      'zephyr/kernel/libkernel.a generatedFrom zephyr/kernel/sched.c',
      'app/libapp.a includes zephyr/include/zephyr/kernel.h',
      'zephyr-sources contains zephyr/kernel/sched.c',
      'app dependsOn kernel',
    ],
  },
  {
    tool: 'west spdx of Zephyr 3.4, where nobody says what it is,',
    documents: oldSet(),
    advisories: RECORDS,
    components: {},
    unidentified: {
      'zephyr-sources': 'pkg:github/zephyrproject-rtos/zephyr@VERSION',
      ...TARGETS,
    },
    links: LINKS,
  },
  ...['2.2', '2.3'].map((version): Shape => ({
    tool: `west spdx of Zephyr 4.0 (SPDX ${version})`,
    documents: newSet(version),
    advisories: [
      ...RECORDS,
      cve('CVE-2099-0010', { ...MBED_TLS, files: ['library/aes.c'] }),
      cve('CVE-2099-0014', { ...MBED_TLS, files: ['library/rsa.c'] }),
    ],
    components: {
      'zephyr-sources 3.7.0': [
        'pkg:github.com/zephyrproject-rtos/zephyr@v3.7.0',
        'pkg:github.com/zephyrproject-rtos/zephyr@zephyr-v3.7.0',
        'cpe:2.3:o:zephyrproject:zephyr:3.7.0:-:*:*:*:*:*:*',
        `git+https://github.com/zephyrproject-rtos/zephyr@${COMMIT}`,
      ],
      'mbedtls-sources V3.6.0': [
        'pkg:github/Mbed-TLS/mbedtls@V3.6.0',
        'cpe:2.3:a:arm:mbed_tls:3.6.0:*:*:*:*:*:*:*',
        `git+https://github.com/zephyrproject-rtos/mbedtls@${COMMIT}`,
      ],
    },
    unidentified: { ...TARGETS, mbedtls: undefined, 'hal-vendor-deps': undefined, sdk: undefined },
    findings: [
      ...JUDGED,
      'CVE-2099-0010 mbedtls-sources affected code-in-image',
      'CVE-2099-0014 mbedtls-sources unknown path-not-in-tree',
    ],
    links: LINKS,
    edges: ['zephyr/kernel/libkernel.a generatedFrom kernel/sched.c'],
  })),
]
