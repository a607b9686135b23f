// SPDX-License-Identifier: Apache-2.0
import { isInstant } from '@headwater/formats/instant'
import { UNTOLD } from '../conversion.ts'
import { writeMarker } from '../markers.ts'
import type { Fact, PivotElement, PivotRelationship } from '../pivot.ts'
import { inSeconds } from '../words/instants.ts'
import { text, writeFacts, type Draft, type TermWriters } from '../writing.ts'
import type { Frame } from './frame.ts'
import { contactOf, organizationOf } from './values.ts'

/** An annotation (since 1.5); before, a property of what is annotated. */
export function writeAnnotation(element: PivotElement, frame: Frame, link: string): void {
  const { making, dialect, bom, metadata, drafts, refOf, keep } = frame
  const { ledger, pivot } = making
  const subjects = element.facts.filter((fact) => fact.term === 'subject')
  const others = element.facts.filter((fact) => fact.term !== 'subject')
  if (dialect.minor < 5) {
    const value = JSON.stringify(others.map(({ term, value: said }) => ({ [term]: said })))
    const [subject] = subjects
    const draft = drafts.get(subject?.value ?? '') ?? metadata
    const origins = [...element.identity, ...element.facts.flatMap(({ origins: own }) => own)]
    keep(draft, { name: 'headwater:json:annotation', value }, origins)
    return
  }
  const draft: Draft = { subjects: [] }
  const list = (bom['annotations'] ??= []) as Draft[]
  list.push(draft)
  for (const { value, origins } of subjects) {
    const refs = draft['subjects'] as string[]
    const ref = value === pivot.document.id ? link : refOf(value)
    if (!refs.includes(ref)) refs.push(ref)
    ledger.put(refs, refs.indexOf(ref), origins, 'carried')
  }
  if (subjects.length === 0) draft['subjects'] = [link]
  writeFacts(others, draft, ANNOTATION, ledger, () => undefined)
  ledger.imply(element.identity)
  const review = others.find((fact) => fact.term === 'annotationType' && fact.value === 'review')
  const said = others.find((fact) => fact.term === 'statement')
  draft['text'] = writeMarker(review ? { label: 'review' } : {}, said?.value) ?? ''
  draft['annotator'] ??= { component: { type: 'application', ...making.facts.tool } }
  draft['timestamp'] ??= UNTOLD
}

const ANNOTATION: TermWriters = {
  annotator: (value, placer) =>
    placer.set(
      'annotator',
      value.kind === 'person'
        ? { individual: contactOf(value) }
        : value.kind === 'software'
          ? {
              component: {
                type: 'application',
                name: value.name,
                ...(value.version !== undefined && { version: value.version }),
              },
            }
          : { organization: organizationOf(value) },
    ),
  annotationTime: (value, placer) => {
    const at = isInstant(value) ? value : inSeconds(value)
    return at !== undefined && placer.set('timestamp', at)
  },
  annotationType: (_value, placer) => placer.imply(),
  agentUrl: (_value, placer) => placer.imply(),
  statement: text('text'),
}

/** A build as a workflow (since 1.5): what went in, what came out. */
export function writeBuild(
  element: PivotElement,
  flows: readonly PivotRelationship[],
  frame: Frame,
): void {
  const { making, bom, drafts, refOf, keepFact } = frame
  const { ledger, tally } = making
  const draft: Draft = { 'bom-ref': refOf(element.id), uid: element.id }
  drafts.set(element.id, draft)
  const formulas = (bom['formulation'] ??= []) as Draft[]
  const own = formulas.find((each) => OWN.has(each)) ?? {}
  if (!OWN.has(own)) formulas.push(own)
  OWN.add(own)
  const workflows = (own['workflows'] ??= []) as Draft[]
  workflows.push(draft)
  ledger.put(draft, 'bom-ref', element.identity, 'carried')
  writeFacts(element.facts, draft, BUILD, ledger, (fact: Fact) => keepFact(draft, fact))
  draft['taskTypes'] ??= ['build']
  for (const { type, to, origins } of flows) {
    const isInput = type === 'hasInput'
    const list = (draft[isInput ? 'inputs' : 'outputs'] ??= []) as Draft[]
    list.push({ resource: { ref: refOf(to) } })
    tally.add('relationship', ledger.put(list, list.length - 1, origins, 'carried'))
  }
}

/** Formulas of this program's making, so that builds go into one. */
const OWN = new WeakSet<Draft>()

const RESTORED: ReadonlySet<string> = new Set([
  'resourceReferences',
  'tasks',
  'taskDependencies',
  'taskTypes',
  'trigger',
  'steps',
  'workspaces',
  'runtimeTopology',
])

const BUILD: TermWriters = {
  buildId: (value, placer) => {
    placer.draft['uid'] = undefined
    return placer.set('uid', value)
  },
  name: text('name'),
  description: text('description'),
  startTime: text('timeStart'),
  endTime: text('timeEnd'),
  parameter: ({ name, value }, placer) => placer.push('inputs', { parameters: [{ name, value }] }),
  member: ({ family, name, value }, placer) =>
    family === 'cyclonedx' && RESTORED.has(name) && placer.set(name, value),
}
