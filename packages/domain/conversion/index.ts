// SPDX-License-Identifier: Apache-2.0
import { writeCycloneDx, type CycloneDxDocument } from '@headwater/formats/cyclonedx'
import { writeSpdx2, type Spdx2Document } from '@headwater/formats/spdx2'
import { writeSpdx3 } from '@headwater/formats/spdx3'
import {
  countsOf,
  createTally,
  type ConversionFacts,
  type Counts,
  type Making,
} from './conversion.ts'
import { createLedger, type Root } from './ledger.ts'
import type { ConversionReport } from './report.ts'
import { pivotOf, type SourceDocument } from './source.ts'
import { rewriteCycloneDx, rewriteSpdx2, rewriteSpdx3, withoutLost } from './same-family.ts'
import type { Target } from './targets.ts'
import { cycloneDxOfPivot } from './to-cyclonedx.ts'
import { spdx2OfPivot } from './to-spdx2.ts'
import { spdx3OfPivot } from './to-spdx3.ts'

export type { ConversionFacts, Counts } from './conversion.ts'
export { groupPlaces, type ConversionReport, type Group } from './report.ts'
export type { SourceDocument } from './source.ts'
export { TARGETS, type Target } from './targets.ts'

export interface Conversion {
  readonly text: string
  readonly report: ConversionReport
}

/**
 * Writes a document as another format, version or syntax, with an account of everything in it that did not arrive. The same
 * document always gives the same text. Within a family it goes from reader to writer; between families through a
 * pivot, which no format is shaped after.
 */
export function convertDocument(
  source: SourceDocument,
  target: Target,
  facts: ConversionFacts,
): Conversion {
  return source.family === target.family
    ? rewrite(source, target, facts)
    : translate(source, target, facts)
}

/** What the document holds, counted as conversions count it. */
export function countElements(source: SourceDocument): Counts {
  return countsOf(pivotOf(source, createLedger()))
}

function rewrite(source: SourceDocument, target: Target, facts: ConversionFacts): Conversion {
  const { text, losses } = rewritten(source, target, facts)
  const lost = losses.filter(({ changed }) => !changed)
  const pointers = lost.map(({ pointer }) => pointer)
  return {
    text,
    report: {
      ...headOf(source, target),
      counts: { source: countElements(source), target: countElements(reduced(source, pointers)) },
      properties: [],
      lost: lost.map(({ pointer, message }) => ({ pointer, why: message })),
      notes: losses
        .filter(({ changed }) => changed)
        .map(({ pointer, message }) => ({ pointer, message })),
      remarks: remarksOf(source),
    },
  }
}

function rewritten(
  source: SourceDocument,
  target: Target,
  facts: ConversionFacts,
): ReturnType<typeof rewriteSpdx2> {
  if (source.family === 'spdx-2' && target.family === 'spdx-2') {
    return rewriteSpdx2(source.document, target, facts)
  }
  if (source.family === 'cyclonedx' && target.family === 'cyclonedx') {
    return rewriteCycloneDx(source.document, target, facts)
  }
  if (source.family === 'spdx-3') return rewriteSpdx3(source.document, facts)
  throw new Error('a rewriting needs one family')
}

function reduced(source: SourceDocument, pointers: readonly string[]): SourceDocument {
  if (source.family === 'spdx-2') {
    return { family: 'spdx-2', document: withoutLost(source.document, pointers) }
  }
  if (source.family === 'cyclonedx') {
    return { family: 'cyclonedx', document: withoutLost(source.document, pointers) }
  }
  const { document } = source
  const whole = withoutLost({ '@graph': document.graph }, pointers)
  return { family: 'spdx-3', document: { ...document, graph: whole['@graph'] } }
}

function translate(source: SourceDocument, target: Target, facts: ConversionFacts): Conversion {
  const ledger = createLedger()
  const tally = createTally()
  const pivot = pivotOf(source, ledger)
  const text = written({ pivot, ledger, facts, tally }, target)
  const { lost, properties, carried, notes } = ledger.settle(rootsOf(source))
  return {
    text,
    report: {
      ...headOf(source, target),
      counts: { source: countsOf(pivot), target: tally.counts() },
      carried,
      properties,
      lost,
      notes,
      remarks: remarksOf(source),
    },
  }
}

/** Writes the pivot; what the version or the syntax has no place for after all, the ledger hears of. */
function written(making: Making, target: Target): string {
  if (target.family === 'spdx-3') return writeSpdx3(spdx3OfPivot(making))
  const document: object =
    target.family === 'spdx-2'
      ? spdx2OfPivot(making, target.version)
      : cycloneDxOfPivot(making, target)
  const { text, losses } =
    target.family === 'spdx-2'
      ? writeSpdx2(document as Spdx2Document, target)
      : writeCycloneDx(document as CycloneDxDocument, target)
  const { ledger } = making
  for (const { pointer, message, changed } of losses) {
    const path = stepsOf(pointer)
    if (changed) ledger.note(ledger.originsAt(document, path), message)
    else ledger.drop(document, path, message)
  }
  return text
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function headOf(
  source: SourceDocument,
  { family, version, syntax }: Target,
): Pick<ConversionReport, 'schemaVersion' | 'source' | 'target'> {
  return {
    schemaVersion: 1,
    source: { format: source.family, version: versionOf(source) },
    target: { format: family, version, syntax },
  }
}

function versionOf(source: SourceDocument): string {
  if (source.family === 'spdx-2') return source.document.spdxVersion.slice('SPDX-'.length)
  return source.family === 'spdx-3' ? source.document.version : source.document.specVersion
}

function remarksOf(source: SourceDocument): readonly string[] {
  return source.family === 'cyclonedx' ? [] : source.document.remarks
}

/** What of the typed document is the source's own. */
function rootsOf(source: SourceDocument): readonly Root[] {
  if (source.family === 'spdx-3') {
    const { graph, bare } = source.document
    if (bare && graph[0]) return [{ path: [], value: graph[0] }]
    return [{ path: ['@graph'], value: graph }]
  }
  return [{ path: [], value: source.document }]
}
