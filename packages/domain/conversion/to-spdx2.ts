// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_ID, type Spdx2Document } from '@headwater/formats/spdx2'
import { withGenerated } from './builds.ts'
import { UNTOLD, type Making } from './conversion.ts'
import { elementFacts } from './kinds.ts'
import type { Origin } from './ledger.ts'
import { writeMarker } from './markers.ts'
import { bomOf, createNames, uuidOf } from './names.ts'
import {
  NOASSERTION,
  NONE,
  type ElementKind,
  type Fact,
  type PivotElement,
  type PivotRelationship,
} from './pivot.ts'
import { propertyOf, wholeOf, type Property } from './properties.ts'
import { createExternals, spdxRefOf } from './spdx2/externals.ts'
import {
  ANNOTATION,
  FILE,
  HEAD,
  LICENSE,
  PACKAGE,
  SILENT_IN_2_3,
  SNIPPET,
} from './spdx2/writers.ts'
import { agentInSpdx2 } from './words/agents.ts'
import { inSeconds } from './words/instants.ts'
import { relationshipInSpdx2 } from './words/relationships.ts'
import { writeFacts, type Draft, type TermWriters } from './writing.ts'

type Kept = Property & { readonly origins: readonly Origin[] }

/** The pivot as an SPDX 2 document; what SPDX 2 has no member for stands in an annotation of the element, as JSON. */
export function spdx2OfPivot(making: Making, version: '2.2' | '2.3'): Spdx2Document {
  const { pivot, ledger, facts, tally } = making
  const lists = {
    externalDocumentRefs: [] as Draft[],
    hasExtractedLicensingInfos: [] as Draft[],
    packages: [] as Draft[],
    files: [] as Draft[],
    snippets: [] as Draft[],
    relationships: [] as Draft[],
    annotations: [] as Draft[],
  }
  const names = createNames(pivot.family === 'spdx-2' ? (id) => id : spdxRefOf)
  const tool = agentInSpdx2({ kind: 'software', ...facts.tool })
  const created = createdOf(making)
  const externals = createExternals(pivot, lists.externalDocumentRefs as never[], ledger)
  const known = new Set<string>()
  const elsewhere = new Set<string>()
  for (const each of pivot.elements) (listOf(each) ? known : elsewhere).add(each.id)
  const withFiles = new Set<string>()
  for (const { type, from } of pivot.relationships) if (type === 'contains') withFiles.add(from)
  const ofDocument: Kept[] = []

  for (const element of pivot.elements) writeElement(element)
  for (const each of withGenerated(pivot)) relate(each)
  return { ...writeHead(), ...lists, revieweds: [], remarks: [] } as unknown as Spdx2Document

  function writeElement(element: PivotElement): void {
    const { kind, id } = element
    if (kind === 'annotation') return writeAnnotation(element)
    const list = kind === 'license' ? 'hasExtractedLicensingInfos' : listOf(element)
    if (list === undefined) {
      ofDocument.push(...wholeOf(element, pivot.family))
      return
    }
    const name = kind === 'license' ? id : idOf(id)
    const draft: Draft = kind === 'license' ? { licenseId: name } : { SPDXID: name }
    lists[list].push(draft)
    tally.add(kind, ledger.put(lists[list], lists[list].length - 1, [], 'carried'))
    write(element, draft, WRITERS[list], kind === 'license' ? DOCUMENT_ID : name)
    if (list === 'packages') completePackage(draft, withFiles.has(id), version)
    else if (list === 'files') {
      complete(draft, { fileName: name, ...(version === '2.2' && SILENT_IN_2_3.file) })
    } else if (list === 'snippets') {
      const of = element.facts.find((fact) => fact.term === 'snippetOf')
      complete(draft, { ranges: [] })
      draft['snippetFromFile'] = idOf(of?.value ?? NOASSERTION)
    } else complete(draft, { extractedText: NOASSERTION })
  }

  function write(element: PivotElement, draft: Draft, writers: TermWriters, id: string): void {
    const kept: Kept[] = []
    writeFacts(elementFacts(element, 'package', 'file'), draft, writers, ledger, (fact) => {
      if (fact.term !== 'subject') kept.push({ ...propertyOf(fact), origins: fact.origins })
    })
    ledger.imply(element.identity)
    annotate(id, kept)
  }

  function annotate(element: string, kept: readonly Kept[]): void {
    if (kept.length === 0) return
    const properties = kept.map(({ name, value }) => ({ name, value }))
    const annotation = {
      element,
      annotator: tool,
      annotationDate: created,
      annotationType: 'OTHER',
      comment: JSON.stringify({ properties }),
    }
    lists.annotations.push(annotation)
    ledger.put(
      annotation,
      'comment',
      kept.flatMap(({ origins }) => origins),
      'property',
    )
  }

  function writeAnnotation({ facts: said, identity }: PivotElement): void {
    const subjects = said.filter(({ term }) => term === 'subject')
    const others = said.filter(({ term }) => term !== 'subject')
    const ofAll: Fact = { term: 'subject', value: pivot.document.id, origins: [] }
    for (const subject of subjects.length > 0 ? subjects : [ofAll]) {
      const draft: Draft = {}
      lists.annotations.push(draft)
      writeFacts([subject, ...others], draft, ANNOTATION, ledger, () => undefined)
      draft['element'] = idOf(String(draft['element']))
      complete(draft, {
        annotator: tool,
        annotationDate: created,
        annotationType: 'OTHER',
        comment: '',
      })
    }
    ledger.imply(identity)
  }

  function relate(each: PivotRelationship): void {
    const { from, to, type, scope, completeness, label, origins } = each
    if (elsewhere.has(from) || elsewhere.has(to)) return
    const isOpen = to === NONE || to === NOASSERTION
    const said = relationshipInSpdx2(each)
    // turned around, it would begin with NONE
    const words = said.swapped && isOpen ? OTHER : said
    const isOther = words.type === 'OTHER' && type !== 'other'
    // NONE says that nothing is missing, NOASSERTION that nobody knows; without a word, nobody does either
    const isImplied = isOpen || completeness === 'noAssertion'
    const comment = writeMarker(
      {
        ...(isOther && { type }),
        ...(scope !== undefined && words.unsaid.includes('scope') && { scope }),
        ...(completeness !== undefined && !isImplied && { completeness }),
        ...(label !== undefined && words.unsaid.includes('label') && { label }),
      },
      each.comment,
    )
    const [spdxElementId, relatedSpdxElement] = words.swapped ? [to, from] : [from, to]
    const relationship = {
      spdxElementId: idOf(spdxElementId),
      relationshipType: words.type,
      relatedSpdxElement: idOf(relatedSpdxElement),
      ...(comment !== undefined && { comment }),
    }
    lists.relationships.push(relationship)
    const how = isOther ? 'property' : 'carried'
    tally.add('relationship', ledger.put(relationship, 'relationshipType', origins, how))
    ledger.put(relationship, 'comment', each.qualifiers ?? [], how)
  }

  function idOf(id: string): string {
    if (id === pivot.document.id) return DOCUMENT_ID
    if (id === NONE || id === NOASSERTION) return id
    return known.has(id) ? names.of(id) : (externals.idOf(id) ?? names.of(id))
  }

  function writeHead(): Draft {
    const draft: Draft = {}
    write(pivot.document, draft, HEAD, DOCUMENT_ID)
    annotate(DOCUMENT_ID, ofDocument)
    const { created: _, creators = [], creationComment, licenseListVersion, ...rest } = draft
    if (draft['name'] === undefined) ledger.note([], 'the name of the document is that of its file')
    if (created === UNTOLD)
      ledger.note([], `created is ${UNTOLD}: the source does not say when it was`)
    return {
      spdxVersion: `SPDX-${version}`,
      SPDXID: DOCUMENT_ID,
      dataLicense: 'CC0-1.0',
      name: facts.name,
      ...rest,
      documentNamespace: namespaceOf(making, rest['documentNamespace']),
      creationInfo: {
        created,
        creators: [...(creators as readonly string[]), tool],
        ...(creationComment !== undefined && { comment: creationComment }),
        ...(licenseListVersion !== undefined && { licenseListVersion }),
      },
    }
  }
}

const OTHER = { type: 'OTHER', swapped: false, unsaid: ['label'] as const }

const LIST_OF: { readonly [K in ElementKind]?: 'packages' | 'files' | 'snippets' } = {
  package: 'packages',
  service: 'packages',
  model: 'packages',
  dataset: 'packages',
  file: 'files',
  snippet: 'snippets',
}

/** A snippet without a range is none (9.4). */
function listOf({ kind, facts }: PivotElement): 'packages' | 'files' | 'snippets' | undefined {
  const isNowhere = kind === 'snippet' && !facts.some(({ term }) => RANGES.has(term))
  return isNowhere ? undefined : LIST_OF[kind]
}

const RANGES: ReadonlySet<string> = new Set(['byteRange', 'lineRange'])

const WRITERS = {
  packages: PACKAGE,
  files: FILE,
  snippets: SNIPPET,
  hasExtractedLicensingInfos: LICENSE,
} as const

function completePackage(draft: Draft, hasFiles: boolean, version: string): void {
  complete(draft, {
    name: draft['SPDXID'],
    downloadLocation: NOASSERTION,
    // 7.8: true by default, and then a verification code is due
    ...(!hasFiles && draft['packageVerificationCode'] === undefined && { filesAnalyzed: false }),
    ...(version === '2.2' && SILENT_IN_2_3.package),
  })
}

function complete(draft: Draft, members: Draft): void {
  for (const [key, value] of Object.entries(members)) draft[key] ??= value
}

function createdOf({ pivot }: Making): string {
  for (const fact of pivot.document.facts) {
    if (fact.term === 'created') return inSeconds(fact.value) ?? UNTOLD
  }
  return UNTOLD
}

/** 6.5: a URI without a fragment, unique to the document. */
function namespaceOf({ pivot, facts, ledger }: Making, said: unknown): string {
  const namespace = typeof said === 'string' ? said.split('#')[0] : undefined
  if (namespace !== undefined && /^[a-z][a-z0-9+.-]*:\S+$/i.test(namespace)) {
    const bom = bomOf(namespace)
    return bom ? `urn:cdx:${bom.uuid}/${bom.version ?? 1}` : namespace
  }
  ledger.note([], 'the namespace of the document is made of the hash of the source')
  const uuid = uuidOf(facts.sha256)
  return pivot.family === 'cyclonedx' ? `urn:cdx:${uuid}/1` : `urn:uuid:${uuid}`
}
