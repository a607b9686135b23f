// SPDX-License-Identifier: Apache-2.0
import {
  DOCUMENT_ID,
  type Spdx2Head,
  type Spdx2Relationship,
  type Spdx2Sink,
} from '@headwater/formats/spdx2'
import type { DocumentBuilder, DocumentFacts, EdgeDetail } from './facts.ts'
import {
  digestOf,
  documentFacts,
  fileFacts,
  packageFacts,
  snippetFacts,
  withoutHash,
} from './spdx2-facts.ts'
import { INCLUDES, SPDX2_EDGES, type EdgeRule } from './spdx2-relationships.ts'

export interface Spdx2Intake {
  readonly sink: Spdx2Sink
  /** After the read: draws what had to wait, and answers what the document says of itself. */
  finish(): DocumentFacts
}

/**
 * Puts an SPDX 2 document into the inventory. `source` and `syntax` are those of the facts. Elements of other documents
 * are named `namespace#SPDXRef-x`, and a document by its namespace alone.
 */
export function spdx2ToInventory(
  builder: DocumentBuilder,
  source: string,
  syntax: string,
): Spdx2Intake {
  const namespaces = new Map<string, string>()
  /** Ids of headers, made a set when the first relationship asks; most documents never ask. */
  const headerIds: string[] = []
  let headers: Set<string> | undefined
  /** Relationships that need what may come later: a reference's namespace, a target's file name. */
  const waiting: Spdx2Relationship[] = []
  let head: Spdx2Head | undefined
  let unasserted = 0

  function relate(relationship: Spdx2Relationship, last: boolean): boolean {
    const { relationshipType: type, comment } = relationship
    const from = resolve(relationship.spdxElementId)
    const to = resolve(relationship.relatedSpdxElement)
    if (from === 'NOASSERTION' || to === 'NOASSERTION' || to === 'NONE') {
      unasserted++
      return false
    }
    let rule = SPDX2_EDGES.get(type)
    if (type === 'GENERATED_FROM') {
      if (isIncludedHeader(relationship)) rule = INCLUDES
      else if (!last && isLocal(to)) {
        waiting.push(relationship)
        return false
      }
    }
    if (from === undefined || to === undefined) {
      if (!last) {
        waiting.push(relationship)
        return false
      }
    }
    return draw(
      from ?? relationship.spdxElementId,
      rule ?? OTHER,
      to ?? relationship.relatedSpdxElement,
      rule ? comment : [type, comment].filter(Boolean).join(': '),
    )
  }

  function draw(from: string, rule: EdgeRule, to: string, comment: string | undefined): boolean {
    const detail: EdgeDetail | undefined =
      comment === undefined || comment === '' || isIncludeComment(comment)
        ? rule.detail
        : { ...rule.detail, comment }
    return rule.turned
      ? builder.edge(to, rule.kind, from, detail)
      : builder.edge(from, rule.kind, to, detail)
  }

  /** Undefined: of a document whose namespace is not known, or not yet. */
  function resolve(id: string): string | undefined {
    if (id === DOCUMENT_ID) return ''
    if (!id.startsWith('DocumentRef-')) return id
    const colon = id.indexOf(':')
    const namespace = namespaces.get(colon < 0 ? id : id.slice(0, colon))
    if (namespace === undefined) return undefined
    const local = colon < 0 ? DOCUMENT_ID : id.slice(colon + 1)
    return local === DOCUMENT_ID ? namespace : `${namespace}#${local}`
  }

  function isIncludedHeader({ relatedSpdxElement: to, comment }: Spdx2Relationship): boolean {
    if (comment !== undefined && isIncludeComment(comment)) return true
    // builders make the ids of files from their names; for a file of another document it is all that there is
    if (headers === undefined) headers = new Set(headerIds)
    return headers.has(to) || (to.startsWith('DocumentRef-') && isHeaderId(to))
  }

  const sink: Spdx2Sink = {
    knows: (id) => builder.has(id),
    head(said) {
      head = said
    },
    externalDocument({ externalDocumentId, spdxDocument, checksum }) {
      namespaces.set(externalDocumentId, withoutHash(spdxDocument))
      builder.externalDocument(
        withoutHash(spdxDocument),
        checksum === undefined ? [] : [digestOf(checksum)],
      )
    },
    package(element) {
      const isNew = builder.package(element.SPDXID, packageFacts(element))
      if (element.comment !== undefined) {
        builder.annotate(element.SPDXID, { type: 'comment', text: element.comment })
      }
      return isNew
    },
    file(element) {
      if (isHeaderName(element.fileName)) {
        headerIds.push(element.SPDXID)
        headers?.add(element.SPDXID)
      }
      const isNew = builder.file(element.SPDXID, fileFacts(element))
      if (element.comment !== undefined) {
        builder.annotate(element.SPDXID, { type: 'comment', text: element.comment })
      }
      for (const id of element.fileDependencies ?? []) {
        builder.edge(element.SPDXID, 'dependsOn', id, FILE_DEPENDENCY)
      }
      return isNew
    },
    snippet(element) {
      return builder.snippet(
        element.SPDXID,
        snippetFacts(element, resolve(element.snippetFromFile)),
      )
    },
    relationship(relationship) {
      return relate(relationship, false)
    },
    annotation({ element, annotator, annotationDate, annotationType, comment }) {
      builder.annotate(resolve(element) ?? element, {
        text: comment,
        ...(annotator === undefined ? {} : { annotator }),
        ...(annotationDate === undefined ? {} : { date: annotationDate }),
        ...(annotationType === undefined ? {} : { type: annotationType.toLowerCase() }),
      })
    },
    review({ reviewer, reviewDate, comment }) {
      builder.annotate('', {
        type: 'review',
        text: comment ?? '',
        ...(reviewer === undefined ? {} : { annotator: reviewer }),
        ...(reviewDate === undefined ? {} : { date: reviewDate }),
      })
    },
    extractedLicense({ licenseId, name, extractedText }) {
      builder.element(
        licenseId,
        'license',
        name ?? licenseId,
        extractedText === undefined ? undefined : { text: extractedText },
      )
    },
    remark(text) {
      builder.remark(text)
    },
  }

  return {
    sink,
    finish() {
      for (const relationship of waiting) relate(relationship, true)
      if (unasserted > 0) {
        builder.remark(`${unasserted} relationships lead to NONE or NOASSERTION`)
      }
      return documentFacts(head, source, syntax)
    },
  }
}

const OTHER: EdgeRule = { kind: 'other' }
const FILE_DEPENDENCY: EdgeDetail = { label: 'fileDependencies' }

function isLocal(id: string | undefined): id is string {
  return id !== undefined && !id.includes('#')
}

function isIncludeComment(comment: string): boolean {
  return (
    comment === 'included header' || (comment.length < 100 && /\binclud\w* header/i.test(comment))
  )
}

const HEADER_EXTENSIONS: ReadonlySet<string> = new Set(
  'h hh hpp hxx h++ inc inl ipp tcc tpp def cuh hrl'.split(' '),
)

function isHeaderName(path: string): boolean {
  const dot = path.lastIndexOf('.')
  return (
    dot > 0 && path.length - dot <= 4 && HEADER_EXTENSIONS.has(path.slice(dot + 1).toLowerCase())
  )
}

/** `…SPDXRef-File-uart.h`, `…SPDXRef-File-uart.h-2` where several files have the name. */
function isHeaderId(id: string): boolean {
  let end = id.length
  while (end > 0 && id.charCodeAt(end - 1) >= 48 && id.charCodeAt(end - 1) <= 57) end--
  const isNumbered = end < id.length && id.charCodeAt(end - 1) === 45
  return isHeaderName(isNumbered ? id.slice(0, end - 1) : id)
}
