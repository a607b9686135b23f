// SPDX-License-Identifier: Apache-2.0
import {
  DOCUMENT_ID,
  type Spdx2Annotation,
  type Spdx2Checksum,
  type Spdx2Document,
  type Spdx2ExternalRef,
  type Spdx2ExtractedLicense,
  type Spdx2File,
  type Spdx2Package,
  type Spdx2Relationship,
  type Spdx2Snippet,
  type Spdx2VerificationCode,
} from '@headwater/formats/spdx2'
import type { Ledger, Origin } from './ledger.ts'
import { readMarker } from './markers.ts'
import {
  NOASSERTION,
  NONE,
  type Hash,
  type Pivot,
  type PivotElement,
  type PivotRelationship,
} from './pivot.ts'
import { readProperty } from './properties.ts'
import {
  each,
  createFacts,
  itemsOf,
  membersOf,
  readMembers,
  type FactList,
  type MemberReader,
  type Rules,
} from './reading.ts'
import { agentFromSpdx2 } from './words/agents.ts'
import { hashFromSpdx2 } from './words/hashes.ts'
import { FILE_TYPES, purposeFrom } from './words/purposes.ts'
import { referenceFromSpdx2 } from './words/references.ts'
import { relationshipFromSpdx2 } from './words/relationships.ts'

/** An SPDX 2 document as the pivot has it. Elements of other documents are `namespace#SPDXRef-x`. */
export function pivotOfSpdx2(document: Spdx2Document, ledger: Ledger): Pivot {
  const namespaces = new Map<string, string>()
  for (const { externalDocumentId, spdxDocument } of document.externalDocumentRefs) {
    namespaces.set(externalDocumentId, withoutHash(spdxDocument))
  }
  const idOf = (id: string): string => resolve(id, namespaces)
  const head = createFacts(ledger)
  const annotated = new Map<string, FactList>([[DOCUMENT_ID, head]])
  const withFiles = new Set<string>()
  for (const {
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  } of document.relationships) {
    if (type === 'CONTAINS' && to !== NONE) withFiles.add(from)
  }

  readMembers(document, HEAD, head)
  readMembers(document.creationInfo, CREATION, head)
  // remarks are the reader's
  ledger.imply(membersOf(document, 'spdxVersion', 'SPDXID', 'remarks'))
  for (const ref of document.externalDocumentRefs) {
    const { externalDocumentId: name, spdxDocument, checksum } = ref
    head.add(
      'externalDocument',
      {
        uri: withoutHash(spdxDocument),
        name,
        hashes: checksum ? [{ ...hashOf(checksum), origins: membersOf(ref, 'checksum') }] : [],
      },
      ...membersOf(ref, 'spdxDocument', 'externalDocumentId'),
    )
  }

  const elements: PivotElement[] = []
  const addElement = (
    kind: PivotElement['kind'],
    element: Spdx2Package | Spdx2File | Spdx2Snippet,
    rules: Rules,
    whole?: PivotElement['whole'],
  ): FactList => {
    const facts = createFacts(ledger)
    readMembers(element, rules, facts)
    // some writers give two elements one id; nothing refers to it then
    let id = element.SPDXID
    for (let n = 2; annotated.has(id); n++) id = `${element.SPDXID}-${n}`
    annotated.set(id, facts)
    elements.push({
      kind,
      id,
      facts: facts.list,
      identity: membersOf(element, 'SPDXID'),
      ...(whole && { whole }),
    })
    return facts
  }
  for (const each of document.packages) {
    const facts = addElement('package', each, PACKAGE)
    readFilesAnalyzed(each, withFiles, facts)
  }
  for (const each of document.files) addElement('file', each, FILE)
  document.snippets.forEach((snippet, key) => {
    const origin = { holder: document.snippets, key }
    const whole = { list: 'snippets', value: snippet, origin }
    const facts = addElement('snippet', snippet, SNIPPET, whole)
    facts.add('snippetOf', idOf(snippet.snippetFromFile), ...membersOf(snippet, 'snippetFromFile'))
  })
  document.hasExtractedLicensingInfos.forEach((license, key) => {
    const origin = { holder: document.hasExtractedLicensingInfos, key }
    elements.push(licenseOf(license, origin, createFacts(ledger)))
  })
  document.annotations.forEach((each, index) => {
    const subject = annotated.get(each.element)
    if (subject && isOurs(each)) readOwnAnnotation(each, subject, index, document)
    else {
      const facts = createFacts(ledger)
      elements.push(annotationOf(each, idOf(each.element), `annotation-${index}`, facts))
    }
  })
  document.revieweds.forEach((review, index) => {
    const facts = createFacts(ledger)
    facts.add('annotationType', 'review')
    facts.add('subject', DOCUMENT_ID)
    readMembers(review, REVIEW, facts)
    elements.push({ kind: 'annotation', id: `review-${index}`, facts: facts.list, identity: [] })
  })

  const relationships: PivotRelationship[] = document.relationships.map((each) =>
    relationshipOf(each, idOf),
  )
  for (const file of document.files) {
    for (const [at, to] of itemsOf(file.fileDependencies)) {
      relationships.push({ type: 'dependsOn', from: file.SPDXID, to: String(to), origins: [at] })
    }
  }
  return {
    family: 'spdx-2',
    document: { kind: 'document', id: DOCUMENT_ID, facts: head.list, identity: [] },
    elements,
    relationships,
  }
}

function resolve(id: string, namespaces: ReadonlyMap<string, string>): string {
  if (!id.startsWith('DocumentRef-')) return id
  const colon = id.indexOf(':')
  const namespace = namespaces.get(colon < 0 ? id : id.slice(0, colon))
  if (namespace === undefined) return id
  return `${namespace}#${colon < 0 ? DOCUMENT_ID : id.slice(colon + 1)}`
}

/** A namespace has no `#` (6.5), but RDF tools write one. */
function withoutHash(namespace: string): string {
  return namespace.endsWith('#') ? namespace.slice(0, -1) : namespace
}

const agent =
  (term: 'supplier' | 'originator' | 'annotator'): MemberReader =>
  (value, facts, at) => {
    if (value === NOASSERTION) facts.imply(at)
    else facts.add(term, agentFromSpdx2(String(value)), at)
  }

const hashes: MemberReader = (value, facts) => {
  // the rules of the reader: checksums are a list of these
  for (const checksum of value as readonly Spdx2Checksum[]) {
    facts.add('hash', hashOf(checksum), ...membersOf(checksum, 'algorithm', 'checksumValue'))
  }
}

function hashOf({ algorithm, checksumValue }: Spdx2Checksum): Hash {
  return { algorithm: hashFromSpdx2(algorithm), value: checksumValue }
}

/** What only SPDX 2 says in this way. */
const own: MemberReader = (value, facts, at) =>
  facts.add('member', { family: 'spdx-2', name: at.key.toString(), value }, at)

const LICENSES: Rules = {
  licenseConcluded: 'licenseConcluded',
  licenseDeclared: 'licenseDeclared',
  licenseComments: 'licenseComment',
  copyrightText: 'copyright',
  comment: 'comment',
  attributionTexts: each('attribution'),
}

const PACKAGE: Rules = {
  ...LICENSES,
  name: 'name',
  versionInfo: 'version',
  packageFileName: 'fileName',
  supplier: agent('supplier'),
  originator: agent('originator'),
  downloadLocation: 'downloadLocation',
  packageVerificationCode: (value, facts, at) => {
    const { packageVerificationCodeValue, packageVerificationCodeExcludedFiles } =
      value as Spdx2VerificationCode
    facts.add(
      'verificationCode',
      { value: packageVerificationCodeValue, excluded: packageVerificationCodeExcludedFiles ?? [] },
      at,
    )
  },
  checksums: hashes,
  homepage: 'homepage',
  sourceInfo: 'sourceInfo',
  licenseInfoFromFiles: each('licenseFound'),
  summary: 'summary',
  description: 'description',
  externalRefs: (value, facts) => {
    for (const ref of value as readonly Spdx2ExternalRef[]) readExternalRef(ref, facts)
  },
  primaryPackagePurpose: (value, facts, at) =>
    facts.add('purpose', purposeFrom('spdx2', String(value)) ?? 'other', at),
  releaseDate: 'releaseTime',
  builtDate: 'builtTime',
  validUntilDate: 'validUntilTime',
}

const FILE: Rules = {
  ...LICENSES,
  fileName: 'name',
  fileTypes: (value, facts) => {
    for (const [at, word] of itemsOf(value)) {
      const { purpose, mediaType } = FILE_TYPES.get(String(word)) ?? {}
      if (purpose !== undefined) facts.add('purpose', purpose, at)
      if (mediaType !== undefined) facts.add('mediaType', mediaType, at)
    }
  },
  checksums: hashes,
  licenseInfoInFiles: each('licenseFound'),
  noticeText: 'notice',
  fileContributors: each('contributor'),
  artifactOfs: own,
}

const SNIPPET: Rules = {
  ...LICENSES,
  name: 'name',
  licenseInfoInSnippets: each('licenseFound'),
  ranges: (value, facts) => readRanges(value as Spdx2Snippet['ranges'], facts),
}

const HEAD: Rules = {
  name: 'name',
  dataLicense: 'dataLicense',
  documentNamespace: 'namespace',
  comment: 'comment',
}

const CREATION: Rules = {
  created: 'created',
  comment: 'creationComment',
  licenseListVersion: 'licenseListVersion',
  creators: (value, facts) => {
    for (const [at, text] of itemsOf(value)) {
      const said = agentFromSpdx2(String(text))
      facts.add(said.kind === 'software' ? 'tool' : 'creator', said, at)
    }
  },
}

const REVIEW: Rules = {
  reviewer: agent('annotator'),
  reviewDate: 'annotationTime',
  comment: 'statement',
}

const ANNOTATION: Rules = {
  annotator: agent('annotator'),
  annotationDate: 'annotationTime',
  annotationType: (value, facts, at) =>
    facts.add('annotationType', value === 'REVIEW' ? 'review' : 'other', at),
  comment: 'statement',
}

/** 7.21 and annex F: what identifies the package, and what only leads to something about it. */
const IDENTIFIERS: ReadonlyMap<string, string> = new Map([
  ['SECURITY cpe22Type', 'cpe22'],
  ['SECURITY cpe23Type', 'cpe23'],
  ['SECURITY swid', 'swid'],
  ['PACKAGE-MANAGER purl', 'packageUrl'],
  ['PERSISTENT-ID swh', 'swhid'],
  ['PERSISTENT-ID gitoid', 'gitoid'],
])

function readExternalRef(ref: Spdx2ExternalRef, facts: FactList): void {
  const { referenceCategory: category, referenceType: type, referenceLocator: value, comment } = ref
  const origins = membersOf(ref, 'referenceLocator', 'referenceType', 'referenceCategory')
  const known = IDENTIFIERS.get(`${category} ${type}`)
  if (known === undefined) {
    const reference = {
      ...referenceFromSpdx2(category, type, value),
      ...(comment !== undefined && { comment }),
    }
    facts.add('reference', reference, ...origins, ...membersOf(ref, 'comment'))
    return
  }
  facts.add('identifier', { type: known, value }, ...origins)
  if (comment !== undefined) {
    facts.add('identifierComment', `${value}: ${comment}`, ...membersOf(ref, 'comment'))
  }
}

/** 9.4, 9.5: the first range of bytes and the first of lines. */
function readRanges(ranges: Spdx2Snippet['ranges'], facts: FactList): void {
  let bytes = false
  let lines = false
  for (const range of ranges) {
    const { startPointer: start, endPointer: end } = range
    const origins = membersOf(range, 'startPointer', 'endPointer')
    if (start.offset !== undefined && end.offset !== undefined && !bytes) {
      bytes = true
      facts.add('byteRange', { begin: start.offset, end: end.offset }, ...origins)
    } else if (start.lineNumber !== undefined && end.lineNumber !== undefined && !lines) {
      lines = true
      facts.add('lineRange', { begin: start.lineNumber, end: end.lineNumber }, ...origins)
    } else facts.add('member', { family: 'spdx-2', name: 'ranges', value: range }, ...origins)
  }
}

/** 7.8: that no files were looked at says nothing where none are listed, and that they were shows where some are. */
function readFilesAnalyzed(
  element: Spdx2Package,
  withFiles: ReadonlySet<string>,
  facts: FactList,
): void {
  const { filesAnalyzed } = element
  if (filesAnalyzed === undefined) return
  const at = { holder: element, key: 'filesAnalyzed' }
  if (filesAnalyzed === withFiles.has(element.SPDXID)) facts.imply(at)
  else own(String(filesAnalyzed), facts, at)
}

function licenseOf(license: Spdx2ExtractedLicense, origin: Origin, facts: FactList): PivotElement {
  readMembers(
    license,
    {
      name: 'name',
      extractedText: 'licenseText',
      comment: 'comment',
      seeAlsos: each('seeAlso'),
      crossRefs: own,
    },
    facts,
  )
  return {
    kind: 'license',
    id: license.licenseId,
    facts: facts.list,
    identity: membersOf(license, 'licenseId'),
    whole: { list: 'hasExtractedLicensingInfos', value: license, origin },
  }
}

function annotationOf(
  annotation: Spdx2Annotation,
  subject: string,
  id: string,
  facts: FactList,
): PivotElement {
  facts.add('subject', subject, { holder: annotation, key: 'element' })
  readMembers(annotation, ANNOTATION, facts)
  return { kind: 'annotation', id, facts: facts.list, identity: [] }
}

/** Written by this program: properties of the element that SPDX 2 has no members for. */
function isOurs({ annotator, comment }: Spdx2Annotation): boolean {
  return annotator?.startsWith('Tool: headwater') === true && comment.startsWith('{"properties":')
}

function readOwnAnnotation(
  annotation: Spdx2Annotation,
  facts: FactList,
  index: number,
  { annotations }: Spdx2Document,
): void {
  const at: Origin = { holder: annotations, key: index }
  let said: unknown
  try {
    said = JSON.parse(annotation.comment)
  } catch {
    said = undefined
  }
  const { properties } = (said ?? {}) as { readonly properties?: unknown }
  for (const [, item] of itemsOf(properties)) {
    const { name, value } = (item ?? {}) as { readonly name?: unknown; readonly value?: unknown }
    if (typeof name === 'string' && typeof value === 'string')
      readProperty({ name, value }, facts, at)
  }
}

function relationshipOf(each: Spdx2Relationship, idOf: (id: string) => string): PivotRelationship {
  const { comment: said, ...marked } = readMarker(each.comment)
  const words = relationshipFromSpdx2(
    each.relationshipType,
    idOf(each.spdxElementId),
    idOf(each.relatedSpdxElement),
  )
  return {
    ...words,
    ...marked,
    ...(said !== undefined && { comment: said }),
    origins: membersOf(each, 'spdxElementId', 'relationshipType', 'relatedSpdxElement'),
    qualifiers: membersOf(each, 'comment'),
  }
}
