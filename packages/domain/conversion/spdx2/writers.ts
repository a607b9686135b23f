// SPDX-License-Identifier: Apache-2.0
import { CHECKSUM_ALGORITHMS, type Spdx2Checksum } from '@headwater/formats/spdx2'
import { NOASSERTION, type Hash } from '../pivot.ts'
import { agentInSpdx2 } from '../words/agents.ts'
import { hashIn } from '../words/hashes.ts'
import { inSeconds } from '../words/instants.ts'
import { FILE_TYPES, purposeIn } from '../words/purposes.ts'
import { referenceInSpdx2 } from '../words/references.ts'
import { text, texts, type Placer, type TermWriters } from '../writing.ts'

/** The members of SPDX 2.3 for the terms of the pivot, clause by clause. */

export const HEAD: TermWriters = {
  name: text('name'),
  // 6.2: CC0-1.0 and no other
  dataLicense: (value, placer) => value === 'CC0-1.0' && placer.set('dataLicense', value),
  namespace: text('documentNamespace'),
  comment: text('comment'),
  creationComment: text('creationComment'),
  licenseListVersion: text('licenseListVersion'),
  created: (value, placer) => {
    const at = inSeconds(value)
    return at !== undefined && placer.set('created', at)
  },
  creator: (value, placer) => placer.push('creators', agentInSpdx2(value)),
  tool: (value, placer) => placer.push('creators', agentInSpdx2(value)),
  externalDocument: (_value, { draft }) => draft !== undefined,
}

const instant =
  (key: string) =>
  (value: string, placer: Placer): boolean => {
    const at = inSeconds(value)
    return at !== undefined && placer.set(key, at)
  }

const LICENSES: TermWriters = {
  licenseConcluded: text('licenseConcluded'),
  licenseComment: text('licenseComments'),
  copyright: text('copyrightText'),
  comment: text('comment'),
  attribution: texts('attributionTexts'),
  hash: (value, placer) => {
    const checksum = checksumOf(value)
    return checksum !== undefined && placer.push('checksums', checksum)
  },
  member: ({ family, name, value }, placer) =>
    family === 'spdx-2' &&
    name === 'filesAnalyzed' &&
    placer.set('filesAnalyzed', value === 'true'),
}

/** 7.21 and annex F. */
const IDENTIFIERS: ReadonlyMap<string, readonly [category: string, type: string]> = new Map([
  ['cpe22', ['SECURITY', 'cpe22Type']],
  ['cpe23', ['SECURITY', 'cpe23Type']],
  ['swid', ['SECURITY', 'swid']],
  ['packageUrl', ['PACKAGE-MANAGER', 'purl']],
  ['swhid', ['PERSISTENT-ID', 'swh']],
  ['gitoid', ['PERSISTENT-ID', 'gitoid']],
])

/** Clause 7. */
export const PACKAGE: TermWriters = {
  ...LICENSES,
  name: text('name'),
  version: text('versionInfo'),
  fileName: text('packageFileName'),
  supplier: (value, placer) => placer.set('supplier', agentInSpdx2(value)),
  originator: (value, placer) => placer.set('originator', agentInSpdx2(value)),
  downloadLocation: text('downloadLocation'),
  verificationCode: ({ value, excluded }, placer) =>
    placer.set('packageVerificationCode', {
      packageVerificationCodeValue: value,
      ...(excluded.length > 0 && { packageVerificationCodeExcludedFiles: excluded }),
    }),
  homepage: text('homepage'),
  sourceInfo: text('sourceInfo'),
  licenseDeclared: text('licenseDeclared'),
  licenseFound: texts('licenseInfoFromFiles'),
  summary: text('summary'),
  description: text('description'),
  identifier: ({ type, value }, placer) => {
    const [category, name] = IDENTIFIERS.get(type) ?? ['OTHER', type.replaceAll(/\s+/g, '-')]
    return placer.push('externalRefs', {
      referenceCategory: category,
      referenceType: name,
      referenceLocator: value,
    })
  },
  reference: (value, placer) => {
    const [category, type] = referenceInSpdx2(value)
    return placer.push('externalRefs', {
      referenceCategory: category,
      referenceType: type,
      referenceLocator: value.locator,
      ...(value.comment !== undefined && { comment: value.comment }),
    })
  },
  purpose: (value, placer) => {
    const word = purposeIn('spdx2', value)
    return word !== undefined && placer.set('primaryPackagePurpose', word)
  },
  releaseTime: instant('releaseDate'),
  builtTime: instant('builtDate'),
  validUntilTime: instant('validUntilDate'),
}

/** Clause 8. */
export const FILE: TermWriters = {
  ...LICENSES,
  name: text('fileName'),
  licenseFound: texts('licenseInfoInFiles'),
  // annex "Differences from previous editions" of SPDX 3, LicenseInfoInFiles
  licenseDeclared: texts('licenseInfoInFiles'),
  notice: text('noticeText'),
  contributor: texts('fileContributors'),
  purpose: (value, placer) => fileType(placer, ({ purpose }) => purpose === value),
  mediaType: (value, placer) =>
    fileType(placer, ({ mediaType }) => mediaType === value) ||
    // a finer type than SPDX 2 has: the broad one is said, the fine one kept beside it
    (fileType(placer, ({ mediaType }) => mediaType === `${value.split('/')[0] ?? ''}/*`) && false),
  fileKind: (value, placer) => value === 'file' && placer.imply(),
}

function fileType(
  placer: Placer,
  is: (type: { readonly purpose?: string; readonly mediaType?: string }) => boolean,
): boolean {
  const [word] = [...FILE_TYPES].find(([, type]) => is(type)) ?? []
  return word !== undefined && placer.push('fileTypes', word)
}

/** Clause 9. */
export const SNIPPET: TermWriters = {
  ...LICENSES,
  hash: () => false,
  name: text('name'),
  licenseFound: texts('licenseInfoInSnippets'),
  licenseDeclared: texts('licenseInfoInSnippets'),
  snippetOf: text('snippetFromFile'),
  byteRange: ({ begin, end }, placer) =>
    placer.push('ranges', { startPointer: { offset: begin }, endPointer: { offset: end } }),
  lineRange: ({ begin, end }, placer) =>
    placer.push('ranges', { startPointer: { lineNumber: begin }, endPointer: { lineNumber: end } }),
}

/** Clause 10. */
export const LICENSE: TermWriters = {
  name: text('name'),
  licenseText: text('extractedText'),
  comment: text('comment'),
  seeAlso: texts('seeAlsos'),
}

/** Clause 12. */
export const ANNOTATION: TermWriters = {
  subject: text('element'),
  annotator: (value, placer) => placer.set('annotator', agentInSpdx2(value)),
  annotationTime: instant('annotationDate'),
  annotationType: (value, placer) =>
    placer.set('annotationType', value === 'review' ? 'REVIEW' : 'OTHER'),
  statement: text('comment'),
}

/** 7.10: of an algorithm that SPDX 2 knows, with as many digits as it has. */
export function checksumOf({ algorithm, value }: Hash): Spdx2Checksum | undefined {
  const word = hashIn('spdx2', algorithm)
  if (word === undefined || !/^[0-9a-f]{1,1024}$/i.test(value)) return undefined
  const digits = CHECKSUM_ALGORITHMS.get(word)?.hexDigits ?? value.length
  return digits === value.length ? { algorithm: word, checksumValue: value } : undefined
}

/** What 2.2 demands and 2.3 takes as said by silence (2.3, annex I). */
export const SILENT_IN_2_3 = {
  package: {
    licenseConcluded: NOASSERTION,
    licenseDeclared: NOASSERTION,
    copyrightText: NOASSERTION,
  },
  file: {
    licenseConcluded: NOASSERTION,
    licenseInfoInFiles: [NOASSERTION],
    copyrightText: NOASSERTION,
  },
} as const
