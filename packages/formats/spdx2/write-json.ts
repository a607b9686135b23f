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
} from './rules.ts'

/** Annotations stand inside their elements; relationships are written as such, never as `hasFiles`. */
export function writeJson(document: Spdx2Document, version: string, losses: Losses): string {
  const annotations = byElement(document.annotations)
  const plain = (element: object, rule: ElementRule): object => ordered(element, rule, losses)
  const annotated = (element: { readonly SPDXID: string }, rule: ElementRule): object => {
    const own = annotations.get(element.SPDXID) ?? []
    annotations.delete(element.SPDXID)
    return own.length === 0
      ? plain(element, rule)
      : { ...plain(element, rule), annotations: own.map((each) => plain(each, INNER_ANNOTATION)) }
  }
  const known = (each: { readonly relationshipType: string }): boolean =>
    losses.allows('relationship', each.relationshipType, TYPE_RULE)

  const { spdxVersion: _, creationInfo, ...head } = document
  const top = annotated({ ...head, SPDXID: DOCUMENT_ID }, HEAD)
  const lists = {
    externalDocumentRefs: document.externalDocumentRefs.map((each) =>
      plain(each, EXTERNAL_DOCUMENT_REF),
    ),
    hasExtractedLicensingInfos: document.hasExtractedLicensingInfos.map((each) =>
      plain(each, EXTRACTED_LICENSE),
    ),
    revieweds: document.revieweds.map((each) => plain(each, REVIEW)),
    packages: document.packages.map((each) => annotated(each, PACKAGE)),
    files: document.files.map((each) => annotated(each, FILE)),
    snippets: document.snippets.map((each) => annotated(each, SNIPPET)),
    relationships: document.relationships.filter(known).map((each) => plain(each, RELATIONSHIP)),
  }
  for (const [element, list] of annotations) {
    for (let i = 0; i < list.length; i++)
      losses.add(`an annotation of ${element}, which is not here`)
  }
  const whole = {
    spdxVersion: `SPDX-${version}`,
    ...top,
    creationInfo: plain(creationInfo, CREATION_INFO),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}

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
  for (const [member, known] of rule.members) {
    const value = from[member]
    if (value === undefined || value === null || !losses.allows(member, value, known)) continue
    if (known.kind === 'object') entries.push([member, ordered(value, known.of, losses)])
    else if (known.kind === 'objects') {
      const list = (value as readonly object[]).filter((each) => isSayable(each, known.of, losses))
      entries.push([member, list.map((each) => ordered(each, known.of, losses))])
    } else entries.push([member, value])
  }
  return Object.fromEntries(entries)
}

/** A checksum of an algorithm that the version does not know is left out whole. */
export function isSayable(element: object, rule: ElementRule, losses: Losses): boolean {
  if (rule !== CHECKSUM || !('algorithm' in element)) return true
  return losses.allows('checksum', element.algorithm, CHECKSUM.members.get('algorithm'))
}
