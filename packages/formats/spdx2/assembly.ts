// SPDX-License-Identifier: Apache-2.0
import { createFindings, type Findings } from './findings.ts'
import { createMemberChecker, quote, type Raw } from './members.ts'
import type {
  Spdx2Annotation,
  Spdx2ExternalDocumentRef,
  Spdx2ExtractedLicense,
  Spdx2File,
  Spdx2Head,
  Spdx2Package,
  Spdx2Relationship,
  Spdx2Snippet,
  Spdx2Version,
} from './model.ts'
import { isPlain } from './plain.ts'
import { createReferences } from './references.ts'
import { DOCUMENT, LISTS, type ListName } from './rules.ts'
import type { Spdx2Sink } from './sink.ts'
import { SPDX2_VERSIONS } from './words.ts'

/** The id that every SPDX 2 document has for itself (6.3). */
export const DOCUMENT_ID = 'SPDXRef-DOCUMENT'

/**
 * What all serializations feed: members and list elements in the shape of JSON, in any order. Each element is judged,
 * repaired where its meaning is certain, and handed to the sink. The elements become the assembly's own.
 */
export interface Assembly {
  readonly findings: Findings
  /** A member of the document. Answers true where reading on is pointless: a version that we do not read. */
  member(key: string, value: unknown): boolean
  element(list: ListName, index: number, value: unknown): void
  /** Tag-value, 8.1: a file that follows a package is in it. */
  contains(packageId: string, fileId: string): void
  /** Last: hands over the head, unless there are faults. */
  finish(): void
}

export function isListName(key: string): key is ListName {
  return Object.hasOwn(LISTS, key)
}

interface NewerWord {
  readonly what: string
  readonly since: Spdx2Version
  readonly pointer: string
}

const MAX_NEWER = 100

export function createAssembly(sink: Spdx2Sink): Assembly {
  const findings = createFindings()
  const references = createReferences(findings, sink.knows?.bind(sink))
  const newer: NewerWord[] = []
  const checker = createMemberChecker(findings, (what, since, pointer) => {
    const isKnownToBeFine = version !== undefined && isAtLeast(version, since)
    if (!isKnownToBeFine && newer.length < MAX_NEWER) newer.push({ what, since, pointer })
  })
  const head: Raw = {}
  let version: Spdx2Version | undefined
  let sawElements = false

  function member(key: string, value: unknown): boolean {
    if (isListName(key)) {
      // a list was announced and something else came
      if (value !== null) checker.member({ [key]: value }, key, { kind: 'objects', of: LISTS[key] })
      return false
    }
    if (key === 'spdxVersion') return !readVersion(value)
    const rule = DOCUMENT.members.get(key)
    if (rule === undefined) {
      if (sawElements || version !== undefined)
        findings.remark(`the document has no member ${quote(key)}; passed over`, `/${key}`)
      return false
    }
    head[key] = value
    checker.member(head, key, rule)
    if (key === 'documentDescribes') describe(head[key])
    return false
  }

  function readVersion(value: unknown): boolean {
    const written = typeof value === 'string' ? value.trim() : value
    version = SPDX2_VERSIONS.find((each) => each === written)
    if (version !== undefined) return true
    findings.fault(
      'UNSUPPORTED_VERSION',
      `expected one of ${SPDX2_VERSIONS.join(', ')}, found ${typeof value === 'string' ? quote(value) : 'no string'}`,
      '/spdxVersion',
    )
    return false
  }

  function describe(described: unknown): void {
    if (!Array.isArray(described) || findings.faultCount > 0) return
    for (const id of new Set(described as string[])) {
      relate({
        spdxElementId: DOCUMENT_ID,
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: id,
      })
    }
  }

  function relate(relationship: Spdx2Relationship): void {
    const areKnown = sink.relationship(relationship)
    references.relate(relationship.spdxElementId, relationship.relatedSpdxElement, areKnown)
  }

  function element(list: ListName, index: number, value: unknown): void {
    sawElements = true
    const raw = isPlain(list, value) ? value : judge(list, index, value)
    if (raw === undefined) return
    const id = raw['SPDXID']
    // once the document is lost, it is read on for its other faults only
    const isNew = findings.faultCount > 0 ? undefined : handOver(list, raw)
    if (typeof id === 'string') references.define(id, list, index, isNew)
  }

  function judge(list: ListName, index: number, value: unknown): Raw | undefined {
    checker.at(list, index)
    return checker.check(value, LISTS[list])
  }

  function handOver(list: ListName, raw: Raw): boolean | void {
    let isNew: boolean | void = undefined
    // each was judged by the rule of its list, which is the shape of its type
    switch (list) {
      case 'files':
        isNew = sink.file(bare(raw) as unknown as Spdx2File)
        break
      case 'relationships':
        relate(raw as unknown as Spdx2Relationship)
        break
      case 'packages':
        shortenReferenceTypes(raw)
        isNew = sink.package(bare(raw) as unknown as Spdx2Package)
        handOverFiles(raw)
        break
      case 'snippets':
        references.use(raw['snippetFromFile'] as string)
        isNew = sink.snippet(bare(raw) as unknown as Spdx2Snippet)
        break
      case 'annotations':
        annotate(raw, DOCUMENT_ID)
        return undefined
      case 'revieweds':
        sink.review(raw)
        break
      case 'hasExtractedLicensingInfos':
        references.define(raw['licenseId'] as string)
        sink.extractedLicense(raw as unknown as Spdx2ExtractedLicense)
        break
      case 'externalDocumentRefs':
        references.declare(raw['externalDocumentId'] as string)
        sink.externalDocument(raw as unknown as Spdx2ExternalDocumentRef)
        break
    }
    const annotations = raw['annotations']
    if (Array.isArray(annotations)) {
      for (const each of annotations as Raw[]) annotate(each, raw['SPDXID'] as string)
    }
    return isNew
  }

  function handOverFiles(raw: Raw): void {
    const files = raw['hasFiles']
    if (!Array.isArray(files)) return
    const from = raw['SPDXID'] as string
    for (const id of new Set(files as string[])) {
      relate({ spdxElementId: from, relationshipType: 'CONTAINS', relatedSpdxElement: id })
    }
  }

  function annotate(raw: Raw, owner: string): void {
    const element = typeof raw['element'] === 'string' ? raw['element'] : owner
    references.use(element)
    sink.annotation({ ...raw, element } as unknown as Spdx2Annotation)
  }

  function finish(): void {
    if (version === undefined) {
      noVersion()
      return
    }
    for (const { what, since, pointer } of newer) {
      if (isAtLeast(version, since)) continue
      findings.fault(
        'UNEXPECTED',
        `${what} came with ${since}, the document is ${version}`,
        pointer,
      )
    }
    for (const key of DOCUMENT.expected) {
      if (head[key] === undefined || head[key] === '')
        findings.remark(`the document lacks ${quote(key)}`, '')
    }
    references.finish(head['SPDXID'])
    if (findings.faultCount > 0) return
    sink.head(headOf(head, version))
    for (const text of findings.remarks()) sink.remark(text)
  }

  function noVersion(): void {
    if (findings.faults.some((fault) => fault.code === 'UNSUPPORTED_VERSION')) return
    if (sawElements) {
      findings.fault('MISSING', 'the document must have "spdxVersion"', '')
    } else {
      findings.fault(
        'UNKNOWN_FORMAT',
        'no SPDX document: it has neither "spdxVersion" nor elements',
        '',
      )
    }
  }

  return {
    findings,
    member,
    element,
    contains(packageId, fileId) {
      if (findings.faultCount > 0) return
      relate({
        spdxElementId: packageId,
        relationshipType: 'CONTAINS',
        relatedSpdxElement: fileId,
      })
    },
    finish,
  }
}

function isAtLeast(version: Spdx2Version, since: Spdx2Version): boolean {
  return SPDX2_VERSIONS.indexOf(version) >= SPDX2_VERSIONS.indexOf(since)
}

const LISTED_REFERENCES = 'http://spdx.org/rdf/references/'

/** 7.21: the listed types have IRIs in RDF and, in the examples of 2.2, in JSON; everywhere else their names. */
function shortenReferenceTypes(raw: Raw): void {
  const refs = raw['externalRefs']
  if (!Array.isArray(refs)) return
  for (const ref of refs as Raw[]) {
    const type = ref['referenceType']
    if (typeof type === 'string' && type.startsWith(LISTED_REFERENCES))
      ref['referenceType'] = type.slice(LISTED_REFERENCES.length)
  }
}

/** Annotations and `hasFiles` are handed over by themselves; few elements have them, so few are copied. */
function bare(raw: Raw): Raw {
  return TOLD_APART.some((key) => key in raw) ? without(raw, TOLD_APART) : raw
}

const TOLD_APART = ['annotations', 'hasFiles', 'licenseInfoInFile']

function headOf(head: Raw, spdxVersion: Spdx2Version): Spdx2Head {
  const rest = without(head, ['$schema', 'documentDescribes'])
  const info = (rest['creationInfo'] ?? {}) as Raw
  return {
    ...rest,
    spdxVersion,
    SPDXID: DOCUMENT_ID,
    creationInfo: { ...info, creators: (info['creators'] ?? []) as string[] },
  }
}

function without(raw: Raw, keys: readonly string[]): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !keys.includes(key)))
}
