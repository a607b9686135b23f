// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_ID } from './assembly.ts'
import type { Losses } from './losses.ts'
import type { Spdx2Annotation, Spdx2Document } from './model.ts'
import {
  ANNOTATION,
  CHECKSUM,
  DOCUMENT,
  EXTERNAL_DOCUMENT_REF,
  EXTRACTED_LICENSE,
  FILE,
  PACKAGE,
  RELATIONSHIP,
  REVIEW,
  SNIPPET,
  type ElementRule,
  type MemberRule,
} from './rules.ts'

/** Annotations stand inside their elements; relationships are written as such, never as `hasFiles`. */
export function writeJson(document: Spdx2Document, version: string, losses: Losses): string {
  const annotations = byElement(document.annotations)
  const { path } = losses
  const plain = (element: object, rule: ElementRule): object => ordered(element, rule, losses)
  const annotated = (element: { readonly SPDXID: string }, rule: ElementRule): object => {
    const own = annotations.get(element.SPDXID) ?? []
    annotations.delete(element.SPDXID)
    return own.length === 0
      ? plain(element, rule)
      : { ...plain(element, rule), annotations: own.map((each) => plain(each, INNER_ANNOTATION)) }
  }
  const listed = <T extends object>(list: string, items: readonly T[], write: Write<T>): object[] =>
    items.flatMap((item, index) => {
      path.push(list, index)
      const written = write(item)
      path.length -= 2
      return written === undefined ? [] : [written]
    })

  const { spdxVersion: _, creationInfo, ...head } = document
  const top = annotated({ ...head, SPDXID: DOCUMENT_ID }, HEAD)
  path.push('creationInfo')
  const creation = plain(creationInfo, CREATION_INFO)
  path.pop()
  const lists = {
    externalDocumentRefs: listed('externalDocumentRefs', document.externalDocumentRefs, (each) =>
      plain(each, EXTERNAL_DOCUMENT_REF),
    ),
    hasExtractedLicensingInfos: listed(
      'hasExtractedLicensingInfos',
      document.hasExtractedLicensingInfos,
      (each) => plain(each, EXTRACTED_LICENSE),
    ),
    revieweds: listed('revieweds', document.revieweds, (each) => plain(each, REVIEW)),
    packages: listed('packages', document.packages, (each) => annotated(each, PACKAGE)),
    files: listed('files', document.files, (each) => annotated(each, FILE)),
    snippets: listed('snippets', document.snippets, (each) => annotated(each, SNIPPET)),
    relationships: listed('relationships', document.relationships, (each) =>
      losses.allows('relationship', each.relationshipType, TYPE_RULE)
        ? plain(each, RELATIONSHIP)
        : undefined,
    ),
  }
  if (annotations.size > 0) {
    document.annotations.forEach((each, index) => {
      if (!annotations.has(each.element)) return
      path.push('annotations', index)
      losses.add(`an annotation of ${each.element}, which is not here`)
      path.length -= 2
    })
  }
  const whole = {
    spdxVersion: `SPDX-${version}`,
    ...top,
    creationInfo: creation,
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}

type Write<T> = (item: T) => object | undefined

const CREATION_RULE = DOCUMENT.members.get('creationInfo')
const CREATION_INFO: ElementRule = CREATION_RULE?.kind === 'object' ? CREATION_RULE.of : DOCUMENT
const TYPE_RULE = RELATIONSHIP.members.get('relationshipType')
/** The head alone: what stands in lists is written by itself. */
const HEAD: ElementRule = {
  ...DOCUMENT,
  members: new Map([...DOCUMENT.members].filter(([, rule]) => rule.kind === 'text')),
}
/** Inside its element an annotation does not say whose it is. */
const INNER_ANNOTATION: ElementRule = {
  ...ANNOTATION,
  members: new Map([...ANNOTATION.members].filter(([member]) => member !== 'element')),
}

function byElement(annotations: readonly Spdx2Annotation[]): Map<string, Spdx2Annotation[]> {
  const lists = new Map<string, Spdx2Annotation[]>()
  for (const each of annotations) {
    const list = lists.get(each.element)
    if (list === undefined) lists.set(each.element, [each])
    else list.push(each)
  }
  return lists
}

/** The members that the rule knows, in its order. */
function ordered(element: object, rule: ElementRule, losses: Losses): object {
  const from = element as Readonly<Record<string, unknown>>
  const entries: [string, unknown][] = []
  const { path } = losses
  for (const [member, known] of rule.members) {
    const value = from[member]
    if (value === undefined || value === null) continue
    path.push(member)
    const said = losses.allows(member, value, known) ? sayable(value, known, losses) : undefined
    if (said !== undefined) entries.push([member, said])
    path.pop()
  }
  return Object.fromEntries(entries)
}

function sayable(value: unknown, known: MemberRule, losses: Losses): unknown {
  if (known.kind === 'object') {
    const object = value as object
    return isSayable(object, known.of, losses) ? ordered(object, known.of, losses) : undefined
  }
  if (known.kind !== 'objects') return value
  return (value as readonly object[]).flatMap((each, index) => {
    losses.path.push(index)
    const said = isSayable(each, known.of, losses) ? [ordered(each, known.of, losses)] : []
    losses.path.pop()
    return said
  })
}

/** A checksum of an algorithm that the version does not know is left out whole. */
export function isSayable(element: object, rule: ElementRule, losses: Losses): boolean {
  if (rule !== CHECKSUM || !('algorithm' in element)) return true
  return losses.allows('checksum', element.algorithm, CHECKSUM.members.get('algorithm'))
}
