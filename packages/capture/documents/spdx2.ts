// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import {
  writeSpdx2,
  type Spdx2Annotation,
  type Spdx2Checksum,
  type Spdx2File,
  type Spdx2Package,
  type Spdx2Relationship,
} from '@headwater/formats/spdx2'
import type { BuildFile, FileKind, TracedStep } from '../build/model.ts'
import {
  basisOf,
  codeText,
  filesOf,
  isLink,
  linkedStatically,
  placeOf,
  presenceText,
  stepText,
  type Bill,
  type BillKind,
  type Holder,
  type Making,
} from './bill.ts'
import { completenessOf, gapText, LISTED } from './gaps.ts'
import type { Reference } from './index.ts'

/** SPDX 2.3 as JSON. What it has no words for (steps, code, what is missing) stands in annotations. */
export function writeAsSpdx2(
  bill: Bill,
  making: Making,
  others: readonly Reference[],
): readonly string[] {
  const ids = new Map<BillKind, ReadonlyMap<BuildFile, string>>([
    [bill.kind, idsOf(bill)],
    ...others.map((other) => [other.bill.kind, idsOf(other.bill)] as const),
  ])
  const idOf = (file: BuildFile): string => {
    const { bill: kind } = placeOf(file)
    const id = ids.get(kind)?.get(file) ?? 'NOASSERTION'
    return kind === bill.kind ? id : `DocumentRef-${kind}:${id}`
  }
  const relationships: Spdx2Relationship[] = []
  const annotations: Spdx2Annotation[] = []
  const creator = `Tool: ${making.tool.name}-${making.tool.version}`
  const frame: Frame = {
    idOf,
    codeOf: (file) => codeText(file, bill.build),
    relate(spdxElementId, relationshipType, relatedSpdxElement, comment) {
      relationships.push({
        spdxElementId,
        relationshipType,
        relatedSpdxElement,
        ...(comment !== undefined && { comment }),
      })
    },
    annotate(element, comment) {
      annotations.push({
        element,
        annotator: creator,
        annotationDate: making.created,
        annotationType: 'OTHER',
        comment,
      })
    },
  }
  const packages = bill.holders.map((holder, index) =>
    packageOf(holder, `SPDXRef-Package-${index + 1}-${plain(holder.key)}`),
  )
  const files = [...filesOf(bill)].map((file) => fileOf(file, frame))
  bill.holders.forEach((holder, index) => {
    const id = packages[index]?.SPDXID ?? ''
    frame.relate(DOCUMENT, 'DESCRIBES', id)
    if (holder.presence) frame.annotate(id, presenceText(holder.presence))
    for (const file of holder.files) frame.relate(id, 'CONTAINS', idOf(file))
  })
  if (packages.length === 0 && bill.kind !== 'build') frame.relate(DOCUMENT, 'DESCRIBES', 'NONE')
  if (bill.kind === 'build') {
    for (const image of bill.build.images) frame.relate(DOCUMENT, 'DESCRIBES', idOf(image))
    addBuild(bill, frame, files)
  }
  const { text } = writeSpdx2(
    {
      spdxVersion: 'SPDX-2.3',
      SPDXID: DOCUMENT,
      name: bill.name,
      dataLicense: 'CC0-1.0',
      documentNamespace: `https://spdx.org/spdxdocs/${bill.name}-${bill.uuid}`,
      comment: commentOf(bill),
      creationInfo: { created: making.created, creators: [creator] },
      externalDocumentRefs: bill.kind === 'build' ? others.map(referenceOf) : [],
      packages,
      files,
      snippets: [],
      relationships,
      annotations,
      revieweds: [],
      hasExtractedLicensingInfos: [],
      remarks: [],
    },
    { syntax: 'json', version: '2.3' },
  )
  return [text]
}

const DOCUMENT = 'SPDXRef-DOCUMENT'

interface Frame {
  idOf(file: BuildFile): string
  codeOf(file: BuildFile): string | undefined
  relate(from: string, type: string, to: string, comment?: string): void
  annotate(element: string, comment: string): void
}

function referenceOf({ bill, digest }: Reference) {
  return {
    externalDocumentId: `DocumentRef-${bill.kind}`,
    spdxDocument: `https://spdx.org/spdxdocs/${bill.name}-${bill.uuid}`,
    checksum: { algorithm: 'SHA1', checksumValue: digest('sha1') },
  }
}

/** Letters, digits, `.` and `-` only (3.2): paths that become equal are numbered, in the order of the document. */
function idsOf(bill: Bill): ReadonlyMap<BuildFile, string> {
  const ids = new Map<BuildFile, string>()
  const taken = new Map<string, number>()
  for (const file of filesOf(bill)) {
    const id = `SPDXRef-File-${plain(placeOf(file).key)}`
    const count = (taken.get(id.toLowerCase()) ?? 0) + 1
    taken.set(id.toLowerCase(), count)
    ids.set(file, count === 1 ? id : `${id}-${count}`)
  }
  return ids
}

function plain(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.]+/g, '-').replaceAll(/^-+|-+$/g, '')
}

function packageOf(
  { identity, purpose, files, complete, digests = {} }: Holder,
  SPDXID: string,
): Spdx2Package {
  const checksums = Object.entries(digests).map(([algorithm, checksumValue]) => ({
    algorithm: algorithm.toUpperCase(),
    checksumValue,
  }))
  return {
    SPDXID,
    name: identity.name,
    ...(identity.version !== undefined && { versionInfo: identity.version }),
    ...(identity.supplier !== undefined && { supplier: `Organization: ${identity.supplier}` }),
    downloadLocation: identity.repository ?? 'NOASSERTION',
    ...(files.length === 0
      ? { filesAnalyzed: false }
      : {
          filesAnalyzed: true,
          packageVerificationCode: { packageVerificationCodeValue: verificationCode(files) },
        }),
    ...(checksums.length > 0 && { checksums }),
    sourceInfo: basisOf(identity),
    licenseConcluded: 'NOASSERTION',
    ...(files.length > 0 && { licenseInfoFromFiles: ['NOASSERTION'] }),
    licenseDeclared: identity.license ?? 'NOASSERTION',
    copyrightText: 'NOASSERTION',
    ...(!complete && { comment: 'Of this package only the files that the build used are listed.' }),
    externalRefs: [
      ...identity.cpes.map((cpe) => ({
        referenceCategory: 'SECURITY',
        referenceType: 'cpe23Type',
        referenceLocator: cpe,
      })),
      ...identity.purls.map((purl) => ({
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: purl,
      })),
    ],
    primaryPackagePurpose: purpose === 'source' ? 'SOURCE' : 'LIBRARY',
  }
}

/** 7.9.4: SHA-1 of the files' SHA-1 in ascending order. */
function verificationCode(files: readonly BuildFile[]): string {
  const hash = createHash('sha1')
  for (const each of files.flatMap(({ digests }) => digests.sha1 ?? []).sort()) hash.update(each)
  return hash.digest('hex')
}

/** 8.3. */
const TYPES: Readonly<Record<FileKind, string>> = {
  source: 'SOURCE',
  header: 'SOURCE',
  generated: 'SOURCE',
  object: 'BINARY',
  archive: 'ARCHIVE',
  shared: 'BINARY',
  image: 'BINARY',
  config: 'TEXT',
  data: 'OTHER',
}

function fileOf(file: BuildFile, { idOf, codeOf, annotate }: Frame): Spdx2File {
  const SPDXID = idOf(file)
  const code = codeOf(file)
  if (code !== undefined) annotate(SPDXID, code)
  return {
    SPDXID,
    // relative always (8.1): of a file of the system, to its root
    fileName: `./${file.name.replace(/^\/+/, '')}`,
    fileTypes: [TYPES[file.kind]],
    checksums: checksumsOf(file),
    licenseConcluded: 'NOASSERTION',
    licenseInfoInFiles: ['NOASSERTION'],
    copyrightText: 'NOASSERTION',
  }
}

function checksumsOf({ digests: { sha1, sha256, sha512 } }: BuildFile): Spdx2Checksum[] {
  return [
    ['SHA1', sha1] as const,
    ['SHA256', sha256] as const,
    ['SHA512', sha512] as const,
  ].flatMap(([algorithm, checksumValue]) =>
    checksumValue === undefined ? [] : [{ algorithm, checksumValue }],
  )
}

function addBuild({ build }: Bill, frame: Frame, files: Spdx2File[]): void {
  const { idOf, relate, annotate } = frame
  const tools = new Map<string, string>()
  for (const { name, version, purl, digests } of build.tools) {
    const SPDXID = `SPDXRef-Tool-${plain(name)}-${tools.size + 1}`
    tools.set(name, SPDXID)
    files.push({
      SPDXID,
      fileName: name,
      fileTypes: ['APPLICATION'],
      checksums: checksumsOf({ digests: digests ?? {} } as BuildFile),
      comment: `build tool: ${[name, version, purl].filter((each) => each !== undefined).join(' ')}`,
    })
  }
  for (const step of build.steps) addStep(step, frame, step.tool && tools.get(step.tool.name))
  for (const file of build.configuration)
    relate(idOf(file), 'BUILD_DEPENDENCY_OF', DOCUMENT, 'configures this build')
  if (build.settings.length > 0)
    annotate(DOCUMENT, `headwater-settings/1 ${JSON.stringify(Object.fromEntries(build.settings))}`)
  for (const gap of build.gaps) annotate(DOCUMENT, gapText(gap))
}

function addStep(
  step: TracedStep,
  { idOf, relate, annotate }: Frame,
  tool: string | undefined,
): void {
  const linked = new Set(isLink(step) ? linkedStatically(step) : [])
  for (const output of step.outputs) {
    const id = idOf(output)
    for (const input of step.inputs) {
      const type = linked.has(input)
        ? 'STATIC_LINK'
        : step.kind === 'archive'
          ? 'CONTAINS'
          : 'GENERATED_FROM'
      if (input !== output) relate(id, type, idOf(input))
    }
    for (const include of step.includes)
      relate(id, 'GENERATED_FROM', idOf(include), 'included header')
    for (const library of step.loads) relate(id, 'DYNAMIC_LINK', idOf(library))
    if (step.incomplete)
      relate(id, 'GENERATED_FROM', 'NOASSERTION', 'which headers were included is not recorded')
    if (tool !== undefined) relate(tool, 'BUILD_TOOL_OF', id)
    annotate(id, stepText(step))
  }
}

/** The words that SPDX 2 has no member for. */
function commentOf({ kind, build }: Bill): string {
  return kind === 'build'
    ? `SBOM type: build. ${completenessOf(build)}`
    : `SBOM type: source. ${LISTED}`
}
