// SPDX-License-Identifier: Apache-2.0
import type { CycloneDxDocument } from '@headwater/formats/cyclonedx'
import { withGenerated } from './builds.ts'
import type { Making } from './conversion.ts'
import { dialectFor } from './cyclonedx/dialect.ts'
import { createFrame } from './cyclonedx/frame.ts'
import { nestingOf } from './cyclonedx/nesting.ts'
import type { OwnLicenses } from './cyclonedx/write-licenses.ts'
import { completeTools, metadataWriters } from './cyclonedx/write-metadata.ts'
import { writeAnnotation, writeBuild } from './cyclonedx/write-others.ts'
import { createPartWriter } from './cyclonedx/write-parts.ts'
import { writeRelationships } from './cyclonedx/write-relationships.ts'
import { writeVulnerability } from './cyclonedx/write-vulnerability.ts'
import { bomOf, createNames, uuidOf } from './names.ts'
import { PACKAGE_KINDS, type Pivot, type PivotElement, type PivotRelationship } from './pivot.ts'
import type { Target } from './targets.ts'
import { writeFacts, type Draft } from './writing.ts'

/** The pivot as a CycloneDX document; what CycloneDX has no member for stands in properties (`headwater:…`). */
export function cycloneDxOfPivot(
  making: Making,
  target: Extract<Target, { family: 'cyclonedx' }>,
): CycloneDxDocument {
  const { pivot, ledger, facts } = making
  const dialect = dialectFor(target.version, target.syntax)
  const parts = new Map<string, PivotElement>()
  for (const each of pivot.elements) if (isPart(each)) parts.set(each.id, each)
  const rootId = rootOf(pivot, parts)
  const flows = flowsOf(pivot)
  const nesting = nestingOf(pivot, rootId, (from, to) => canNest(parts.get(from), parts.get(to)))
  const names = createNames(decodedLink)
  const metadata: Draft = {}
  const bom: Draft = {
    bomFormat: 'CycloneDX',
    specVersion: target.version,
    serialNumber: undefined,
    version: 1,
    metadata,
  }
  const frame = createFrame({
    making,
    dialect,
    bom,
    metadata,
    rootId,
    nesting,
    drafts: new Map(),
    refOf: names.of,
  })

  writeFacts(pivot.document.facts, metadata, metadataWriters(bom, dialect), ledger, (fact) =>
    frame.keepFact(metadata, fact),
  )
  ledger.imply(pivot.document.identity)
  if (bom['serialNumber'] === undefined) {
    bom['serialNumber'] = `urn:uuid:${uuidOf(facts.sha256)}`
    if (dialect.minor >= 1) ledger.note([], 'the serial number is made of the hash of the source')
  }
  const link = `urn:cdx:${bomOf(String(bom['serialNumber']))?.uuid ?? ''}/${String(bom['version'])}`
  writeParts()
  const vulnerabilities = writeOthers()
  writeRelationships(frame, relationships(), vulnerabilities)
  completeTools(metadata, facts, dialect)
  return bom as unknown as CycloneDxDocument

  function writeParts(): void {
    const licenses: OwnLicenses = {
      byId: new Map(
        pivot.elements.filter(({ kind }) => kind === 'license').map((each) => [each.id, each]),
      ),
      written: new Set(),
    }
    const writer = createPartWriter(frame, parts, licenses)
    const root = parts.get(rootId ?? '')
    if (root) metadata['component'] = writer.write(root, metadata, 'component')
    bom['components'] = []
    for (const element of parts.values()) {
      if (element === root || nesting.isNested(element.id)) continue
      const list = (bom[element.kind === 'service' ? 'services' : 'components'] ??= []) as Draft[]
      list.push(writer.write(element, list, list.length))
    }
    for (const [id, element] of licenses.byId)
      if (!licenses.written.has(id)) frame.keepWhole(element)
    if (writer.untyped() > 0) {
      ledger.note(
        [],
        `${writer.untyped()} of the components are libraries, because a type is asked for and none was told`,
      )
    }
  }

  function writeOthers(): ReadonlyMap<string, readonly Draft[]> {
    const written = new Map<string, readonly Draft[]>()
    for (const element of pivot.elements) {
      const { kind, id } = element
      if (kind === 'annotation') writeAnnotation(element, frame, link)
      else if (kind === 'vulnerability' && dialect.minor >= 4) {
        const drafts = writeVulnerability(element, names.of, ledger, frame.keepFact)
        const list = (bom['vulnerabilities'] ??= []) as Draft[]
        list.push(...drafts)
        written.set(id, drafts)
      } else if (kind === 'build' && dialect.minor >= 5) writeBuild(element, flows.of(id), frame)
      else if (kind !== 'license' && !isPart(element)) frame.keepWhole(element)
    }
    return written
  }

  /** Without those that workflows say. Before there were workflows, outputs are said to be generated from inputs. */
  function relationships(): readonly PivotRelationship[] {
    const all = dialect.minor < 5 ? withGenerated(pivot) : pivot.relationships
    return all.filter((each) => !flows.has(each))
  }
}

function isPart({ kind }: PivotElement): boolean {
  return PACKAGE_KINDS.has(kind) || kind === 'file'
}

/** A component holds components, a service services. */
function canNest(from: PivotElement | undefined, to: PivotElement | undefined): boolean {
  return (
    from !== undefined && to !== undefined && (from.kind === 'service') === (to.kind === 'service')
  )
}

/** What the document describes, if that is one thing. */
function rootOf(pivot: Pivot, parts: ReadonlyMap<string, PivotElement>): string | undefined {
  const described = pivot.relationships.filter(
    ({ type, from }) => type === 'describes' && from === pivot.document.id,
  )
  const [only] = described
  if (described.length !== 1 || only === undefined) return undefined
  const kind = parts.get(only.to)?.kind
  return kind === undefined || kind === 'service' ? undefined : only.to
}

function flowsOf(pivot: Pivot): {
  of(id: string): readonly PivotRelationship[]
  has(relationship: PivotRelationship): boolean
} {
  const builds = new Map<string, PivotRelationship[]>()
  for (const { kind, id } of pivot.elements) if (kind === 'build') builds.set(id, [])
  const all = new Set<PivotRelationship>()
  for (const each of pivot.relationships) {
    const list = builds.get(each.from)
    if (list === undefined || (each.type !== 'hasInput' && each.type !== 'hasOutput')) continue
    list.push(each)
    all.add(each)
  }
  return { of: (id) => builds.get(id) ?? [], has: (each) => all.has(each) }
}

/** An element that was known by a BOM-Link has its own name back. */
function decodedLink(id: string): string {
  const hash = id.startsWith('urn:cdx:') ? id.indexOf('#') : -1
  if (hash < 0) return id
  try {
    return decodeURIComponent(id.slice(hash + 1)) || id
  } catch {
    return id
  }
}
