// SPDX-License-Identifier: Apache-2.0
import { UNTOLD, type Making } from '../conversion.ts'
import { bomOf, uuidOf } from '../names.ts'
import type { Agent, Fact, Pivot, PivotRelationship } from '../pivot.ts'
import { inSeconds } from '../words/instants.ts'
import { text, writeFacts, type Draft, type Placer, type TermWriters } from '../writing.ts'
import { checksumIn } from './hashes.ts'
import type { Frame3 } from './frame.ts'
import { entries } from './write-element.ts'

/** What IRIs of the document's own elements begin with: its namespace, its BOM-Link, or a UUID of its content. */
export function baseOf({ pivot, facts, ledger }: Making): string {
  const said = pivot.document.facts.find((fact) => fact.term === 'namespace')
  const namespace = said?.value.split('#')[0] ?? ''
  const bom = bomOf(namespace)
  if (bom) return `urn:cdx:${bom.uuid}/${bom.version ?? 1}`
  if (/^[a-z][a-z0-9+.-]*:[^\s#]+$/i.test(namespace)) return namespace
  ledger.note([], 'ids begin with a UUID that is made of the hash of the source')
  const uuid = uuidOf(facts.sha256)
  return pivot.family === 'cyclonedx' ? `urn:cdx:${uuid}/1` : `urn:uuid:${uuid}`
}

/** SpdxDocument, the Sbom in it, and who made them: they refer to everything else, and stand last. */
export function writeDocument(
  frame: Frame3,
  documentId: string,
  roots: readonly PivotRelationship[],
): void {
  const { making, graph, base, names, idOf, keepFact } = frame
  const { pivot, ledger, tally } = making
  const sbom: Draft = {
    type: 'software_Sbom',
    spdxId: names.fresh(`${base}#sbom`),
    creationInfo: '_:creationInfo',
  }
  const document: Draft = {
    type: 'SpdxDocument',
    spdxId: documentId,
    creationInfo: '_:creationInfo',
  }
  const by: Agent[] = []
  const using: Agent[] = []
  const writers: TermWriters = {
    ...DOCUMENT,
    namespace: (value, placer) => value.split('#')[0] === base && placer.imply(),
    sbomType: (value, placer) =>
      entries('software_Sbom', 'software_sbomType').has(value) &&
      placer.push('software_sbomType', value, sbom),
    dataLicense: (value, placer) => placer.set('dataLicense', frame.licenses.idOf(value)),
    licenseListVersion: (_value, placer) =>
      graph.some((node) => 'simplelicensing_licenseListVersion' in node) && placer.imply(),
    creator: (value, placer) => by.push(value) > 0 && placer.imply(),
    tool: (value, placer) => using.push(value) > 0 && placer.imply(),
    created: (value, placer) => inSeconds(value) !== undefined && placer.imply(),
    creationComment: (_value, placer) => placer.imply(),
    externalDocument: (value, placer) => {
      importDocument(value, placer)
      return true
    },
  }
  // elements of other documents that are only referred to need no import to be valid
  writeFacts(pivot.document.facts, document, writers, ledger, (fact) => keepFact(document, fact))
  document['name'] ??= making.facts.name
  for (const { to, origins } of roots) {
    const list = (sbom['rootElement'] ??= []) as string[]
    list.push(idOf(to))
    tally.add('relationship', ledger.put(list, list.length - 1, origins, 'carried'))
  }
  const creation = creationOf(frame, by, using)
  const elements = graph.map(({ spdxId }) => spdxId).filter((id) => id !== undefined)
  document['profileConformance'] = profilesOf(graph)
  document['rootElement'] = [sbom['spdxId']]
  document['element'] = [...elements, sbom['spdxId']]
  graph.unshift(creation, document, sbom)
}

const DOCUMENT: TermWriters = {
  agentUrl: (_value, placer) => placer.imply(),
  name: text('name'),
  comment: text('comment'),
  description: text('description'),
  summary: text('summary'),
  hash: ({ algorithm, value }, placer) =>
    entries('Hash', 'algorithm').has(algorithm) &&
    placer.push('verifiedUsing', { type: 'Hash', algorithm, hashValue: value }),
  reference: ({ type, locator, comment, label }, placer) =>
    label === undefined &&
    placer.push('externalRef', {
      type: 'ExternalRef',
      externalRefType: type,
      locator: [locator],
      ...(comment !== undefined && { comment }),
    }),
}

/** Annex "Differences from previous editions", External Document Reference: a namespace, and what is known of the document. */
function importDocument(
  { uri, name, hashes, element }: Extract<Fact, { term: 'externalDocument' }>['value'],
  placer: Placer,
): void {
  const id = `${uri}#SPDXRef-DOCUMENT`
  const isSpdx2 = name?.startsWith('DocumentRef-') === true
  const own = isSpdx2 ? id : uri
  placer.push('import', {
    type: 'ExternalMap',
    externalSpdxId: element ?? own,
    ...(element !== undefined && { definingArtifact: own }),
    ...(hashes.length > 0 && { verifiedUsing: hashes.map(checksumIn) }),
  })
  placer.also(hashes.flatMap(({ origins }) => origins))
  if (isSpdx2) {
    placer.push('namespaceMap', { type: 'NamespaceMap', prefix: name, namespace: `${uri}#` })
  }
}

/** The tools of the source and this one. Where no person and no organization is told, the tools stand for them. */
function creationOf(
  { making, agents }: Frame3,
  by: readonly Agent[],
  using: readonly Agent[],
): Draft {
  const { pivot, facts, ledger } = making
  const tools = [...using, { kind: 'software' as const, ...facts.tool }]
  const created = createdOf(pivot)
  if (created === UNTOLD)
    ledger.note([], `created is ${UNTOLD}: the source does not say when it was`)
  const comment = pivot.document.facts.find((fact) => fact.term === 'creationComment')
  const authors = by.length > 0 ? by : tools.slice(0, 1)
  return {
    type: 'CreationInfo',
    '@id': '_:creationInfo',
    specVersion: '3.0.1',
    created,
    createdBy: [...new Set(authors.map(agents.idOf))],
    createdUsing: [...new Set(tools.map(agents.toolOf))],
    ...(comment && { comment: comment.value }),
  }
}

export function createdOf({ document }: Pivot): string {
  for (const fact of document.facts) {
    if (fact.term === 'created') return inSeconds(fact.value) ?? UNTOLD
  }
  return UNTOLD
}

const PROFILES: readonly (readonly [prefix: string, profile: string])[] = [
  ['software_', 'software'],
  ['simplelicensing_', 'simpleLicensing'],
  ['expandedlicensing_', 'expandedLicensing'],
  ['ai_', 'ai'],
  ['dataset_', 'dataset'],
  ['build_', 'build'],
  ['security_', 'security'],
]

function profilesOf(graph: readonly Draft[]): readonly string[] {
  const types = new Set(graph.map(({ type }) => String(type)))
  const found = PROFILES.filter(([prefix]) => [...types].some((type) => type.startsWith(prefix)))
  return ['core', ...new Set(['software', ...found.map(([, profile]) => profile)])]
}
