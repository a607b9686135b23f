// SPDX-License-Identifier: Apache-2.0
import { CONTEXT, graph, relation, sha256 } from './graph.ts'
import { cve, hash, type Shape } from './shape.ts'

// --- scripts/sbom of Linux (version 6 of its patches, merged in 2026): only files that took part in the build, in three documents, joined by the ids of elements alone

const KERNEL = {
  s: 'https://kernel.example/source/',
  b: 'https://kernel.example/build/',
  o: 'https://kernel.example/output/',
  p: 'https://kernel.example/base/',
}

function kernelDocument(prefix: 's' | 'b' | 'o', ...nodes: readonly object[]): object {
  return graph(
    [CONTEXT, { [prefix]: KERNEL[prefix], p: KERNEL.p }],
    [{ type: 'SoftwareAgent', spdxId: 'p:0', name: 'KernelSbom' }, ...nodes],
  )
}

function kernelFile(spdxId: string, name: string, purpose?: string): object {
  return {
    type: 'software_File',
    spdxId,
    name,
    verifiedUsing: sha256(name),
    ...(purpose === undefined ? {} : { software_primaryPurpose: purpose }),
    software_contentIdentifier: [
      {
        type: 'software_ContentIdentifier',
        software_contentIdentifierType: 'gitoid',
        software_contentIdentifierValue: hash(name, 40),
      },
    ],
  }
}

function sbom(
  prefix: string,
  type: string,
  root: string,
  elements: readonly string[],
  imports: readonly string[] = [],
): object[] {
  return [
    {
      type: 'SpdxDocument',
      spdxId: `${prefix}:document`,
      profileConformance: ['core', 'software', 'build', 'simpleLicensing'],
      rootElement: [`${prefix}:sbom`],
      ...(imports.length === 0
        ? {}
        : { import: imports.map((externalSpdxId) => ({ type: 'ExternalMap', externalSpdxId })) }),
    },
    {
      type: 'software_Sbom',
      spdxId: `${prefix}:sbom`,
      software_sbomType: [type],
      rootElement: [root],
      element: elements,
    },
  ]
}

function kernelBuild(
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
): object[] {
  const spdxId = `b:build-${name}`
  return [
    {
      type: 'build_Build',
      spdxId,
      build_buildType: 'urn:spdx.dev:Kbuild',
      build_buildId: spdxId,
      comment: `gcc -o ${name}`,
    },
    relation('b:', 'hasInput', spdxId, inputs),
    relation('b:', 'hasOutput', spdxId, outputs),
  ]
}

const KERNEL_SET = {
  'sbom-source.spdx.json': kernelDocument(
    's',
    ...sbom('s', 'source', 's:tree', ['s:fork', 's:header']),
    {
      type: 'software_File',
      spdxId: 's:tree',
      name: '$(src_tree)',
      software_fileKind: 'directory',
    },
    relation('s:', 'contains', 's:tree', ['s:fork', 's:header']),
    kernelFile('s:fork', 'kernel/fork.c', 'source'),
    kernelFile('s:header', 'include/linux/sched.h', 'source'),
  ),
  'sbom-build.spdx.json': kernelDocument(
    'b',
    ...sbom(
      'b',
      'build',
      'b:tree',
      ['b:object', 'b:vmlinux'],
      [`${KERNEL.s}fork`, `${KERNEL.s}header`, `${KERNEL.o}image`],
    ),
    {
      type: 'software_File',
      spdxId: 'b:tree',
      name: '$(obj_tree)',
      software_fileKind: 'directory',
    },
    relation('b:', 'contains', 'b:tree', ['b:object', 'b:vmlinux']),
    kernelFile('b:object', 'kernel/fork.o'),
    kernelFile('b:vmlinux', 'vmlinux'),
    ...kernelBuild('kernel/fork.o', [`${KERNEL.s}fork`, `${KERNEL.s}header`], ['b:object']),
    ...kernelBuild('vmlinux', ['b:object'], ['b:vmlinux']),
    ...kernelBuild('arch/x86/boot/bzImage', ['b:vmlinux'], [`${KERNEL.o}image`]),
  ),
  'sbom-output.spdx.json': kernelDocument(
    'o',
    ...sbom('o', 'build', 'o:package', ['o:image', 'o:package']),
    kernelFile('o:image', 'arch/x86/boot/bzImage', 'application'),
    {
      type: 'software_Package',
      spdxId: 'o:package',
      name: 'Linux Kernel (bzImage)',
      software_packageVersion: '7.2.0',
      software_copyrightText: 'NOASSERTION',
      comment: 'Architecture=x86',
      software_primaryPurpose: 'application',
    },
    relation('o:', 'hasDistributionArtifact', 'o:package', ['o:image']),
  ),
}

const KERNEL_TYPES = {
  'sbom-source.spdx.json': ['source'],
  'sbom-build.spdx.json': ['build'],
  'sbom-output.spdx.json': ['build'],
}
const LINUX = { vendor: 'Linux', product: 'Linux', fixed: '99.0' }

/** An SBOM of the whole tree, as any scanner of sources may write it. */
const TREE = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'linux',
  documentNamespace: 'https://kernel.example/tree',
  creationInfo: { creators: ['Tool: ours'], created: '2026-01-02T03:04:05Z' },
  packages: [
    {
      name: 'linux',
      SPDXID: 'SPDXRef-linux',
      versionInfo: '7.2.0',
      downloadLocation: 'NOASSERTION',
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:generic/linux@7.2.0',
        },
      ],
    },
  ],
  files: ['kernel/fork.c', 'include/linux/sched.h', 'net/rose/rose_in.c'].map((path, i) => ({
    fileName: `./${path}`,
    SPDXID: `SPDXRef-${i}`,
    checksums: [{ algorithm: 'SHA256', checksumValue: hash(path, 64) }],
  })),
  relationships: [0, 1, 2].map((i) => ({
    spdxElementId: 'SPDXRef-linux',
    relationshipType: 'CONTAINS',
    relatedSpdxElement: `SPDXRef-${i}`,
  })),
}
const LINUX_RECORDS = [
  cve('CVE-2099-0011', { ...LINUX, files: ['kernel/fork.c'] }),
  cve('CVE-2099-0012', { ...LINUX, files: ['net/rose/rose_in.c'] }),
  cve('CVE-2099-0013', { ...LINUX, files: ['include/linux/sched.h'] }),
]
const KERNEL_LINKS = [
  'sbom-build.spdx.json reference sbom-source.spdx.json no-digest-given',
  'sbom-build.spdx.json reference sbom-output.spdx.json no-digest-given',
]

export const LINUX_KERNEL: readonly Shape[] = [
  {
    tool: 'make sbom of Linux, as merged in 2026,',
    documents: KERNEL_SET,
    identify: ['Linux Kernel (bzImage)=pkg:generic/linux@7.2'],
    advisories: LINUX_RECORDS,
    components: { 'Linux Kernel (bzImage) 7.2': ['pkg:generic/linux@7.2'] },
    findings: [
      'CVE-2099-0011 Linux Kernel (bzImage) affected code-in-image',
      'CVE-2099-0012 Linux Kernel (bzImage) unknown path-not-in-tree',
      'CVE-2099-0013 Linux Kernel (bzImage) affected code-in-image',
    ],
    links: KERNEL_LINKS,
    sbomTypes: KERNEL_TYPES,
    edges: [
      'kernel/fork.o generatedFrom kernel/fork.c',
      'kernel/fork.o generatedFrom include/linux/sched.h',
      'vmlinux generatedFrom kernel/fork.o',
      'arch/x86/boot/bzImage generatedFrom vmlinux',
      'Linux Kernel (bzImage) distributes arch/x86/boot/bzImage',
    ],
    roles: {
      'arch/x86/boot/bzImage': 'image',
      'kernel/fork.o': 'object',
      'kernel/fork.c': 'source',
    },
  },
  {
    tool: 'make sbom of Linux, as merged in 2026, where nobody says what it is,',
    documents: KERNEL_SET,
    components: {},
    unidentified: { 'Linux Kernel (bzImage)': 'pkg:generic/linux@7.2.0' },
    links: KERNEL_LINKS,
    sbomTypes: KERNEL_TYPES,
  },
  {
    tool: 'make sbom of Linux, beside an SBOM of the whole tree,',
    documents: { ...KERNEL_SET, 'tree.spdx.json': TREE },
    advisories: LINUX_RECORDS,
    components: { 'linux 7.2.0': ['pkg:generic/linux@7.2.0'] },
    unidentified: { 'Linux Kernel (bzImage)': 'pkg:generic/linux@7.2.0' },
    sbomTypes: KERNEL_TYPES,
    findings: [
      'CVE-2099-0011 linux affected code-in-image',
      'CVE-2099-0012 linux not_affected all-absent',
      'CVE-2099-0013 linux affected code-in-image',
    ],
    links: [...KERNEL_LINKS, 'sbom-source.spdx.json digest tree.spdx.json not-applicable'],
  },
]
