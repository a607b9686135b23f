// SPDX-License-Identifier: Apache-2.0
import type {
  Affected,
  Analysis,
  Component,
  CycloneDxDocument,
  Service,
  Vulnerability,
} from '@headwater/formats/cyclonedx'
import { digestOf } from './identity.ts'
import type {
  ProductIdentity,
  VexProduct,
  VexReading,
  VexStatement,
  VexStatus,
  VexVersions,
} from './statement.ts'

/** Analysis states (CycloneDX 1.4 and later). A false positive is a finding that should not have been one. */
const STATES: Readonly<Record<NonNullable<Analysis['state']>, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
}

/**
 * A vulnerability is a VEX statement where it has an analysis with a state, or says of versions that they are unaffected; a
 * bare list of what a scanner found is not.
 * @param name the file that the document was read from.
 */
export function vexOfCycloneDx(name: string, document: CycloneDxDocument): VexReading {
  const resolve = resolveReferences(document)
  const author = authorOf(document)
  const remarks: { pointer: string; message: string }[] = []
  const documentId = bomLink(document)
  const statements = (document.vulnerabilities ?? []).flatMap((vulnerability, index) => {
    const pointer = `/vulnerabilities/${index}`
    const names = [
      ...new Set([vulnerability.id ?? '', ...(vulnerability.references ?? []).map(({ id }) => id)]),
    ].filter((id) => id !== '')
    const [id] = names
    if (id === undefined) {
      remarks.push({ pointer, message: 'a vulnerability without an id' })
      return []
    }
    const { analysis } = vulnerability
    const timestamp =
      analysis?.lastUpdated ??
      analysis?.firstIssued ??
      vulnerability.updated ??
      document.metadata?.timestamp
    return byStatus(vulnerability, resolve).map(([status, products]): VexStatement => {
      return {
        vulnerability: { id, aliases: names.slice(1) },
        products,
        status,
        ...wordsOf(vulnerability, status),
        ...(author !== undefined && { author }),
        ...(timestamp !== undefined && { timestamp }),
        source: {
          format: 'cyclonedx',
          document: name,
          ...(documentId !== undefined && { documentId }),
          pointer,
        },
      }
    })
  })
  return { statements, remarks }
}

type Resolve = (ref: string) => ProductIdentity

/** One statement for each status that the versions of the affected components have. */
function byStatus(
  vulnerability: Vulnerability,
  resolve: Resolve,
): readonly (readonly [VexStatus, readonly VexProduct[]])[] {
  const { analysis, affects = [] } = vulnerability
  const state = analysis?.state === undefined ? undefined : STATES[analysis.state]
  const found = new Map<VexStatus, VexProduct[]>()
  const add = (status: VexStatus, product: VexProduct): void => {
    const products = found.get(status)
    if (products) products.push(product)
    else found.set(status, [product])
  }
  for (const affected of affects) {
    const identity = resolve(affected.ref)
    for (const [status, versions] of versionsByStatus(affected, state)) {
      const limited = versions.length > 0 ? { ...identity, versions } : identity
      add(status, { ...limited, subcomponents: [] })
    }
  }
  if (affects.length === 0 && state !== undefined) found.set(state, [])
  return [...found]
}

/** `unaffected` stands against the analysis; `affected` is what the analysis is about; `unknown` is nobody's statement. */
function versionsByStatus(
  { versions = [] }: Affected,
  state: VexStatus | undefined,
): readonly (readonly [VexStatus, readonly VexVersions[]])[] {
  if (versions.length === 0) return state === undefined ? [] : [[state, []]]
  const affected: VexVersions[] = []
  const unaffected: VexVersions[] = []
  for (const { version, range, status = 'affected' } of versions) {
    const list = status === 'unaffected' ? unaffected : affected
    if (status === 'unknown') continue
    if (version !== undefined) list.push({ kind: 'version', version })
    else if (range !== undefined) list.push({ kind: 'range', range })
  }
  const told: (readonly [VexStatus, readonly VexVersions[]])[] = []
  if (affected.length > 0 && state !== undefined) told.push([state, affected])
  if (unaffected.length > 0) told.push(['not_affected', unaffected])
  return told
}

function wordsOf(
  { analysis, recommendation, workaround, detail }: Vulnerability,
  status: VexStatus,
): Pick<VexStatement, 'justification' | 'stated' | 'impact' | 'action' | 'notes'> {
  const { justification, response = [], state } = analysis ?? {}
  const said = analysis?.detail ?? (state === 'false_positive' ? 'false positive' : undefined)
  const actions = [
    ...response.map((word) => word.replaceAll('_', ' ')),
    ...(recommendation === undefined ? [] : [recommendation]),
    ...(workaround === undefined ? [] : [workaround]),
  ]
  const notes = status === 'not_affected' ? detail : said
  return {
    ...(status === 'not_affected' &&
      justification && {
        justification,
        stated: { vocabulary: 'cyclonedx' as const, word: justification },
      }),
    ...(status === 'not_affected' && said !== undefined && { impact: said }),
    ...(status === 'affected' && actions.length > 0 && { action: actions.join('\n') }),
    ...(notes !== undefined && { notes }),
  }
}

function authorOf({ metadata = {} }: CycloneDxDocument): string | undefined {
  const { supplier, manufacturer, manufacture, authors = [] } = metadata
  const names = authors.flatMap((author) => author.name ?? author.email ?? [])
  const name = supplier?.name ?? manufacturer?.name ?? manufacture?.name ?? names.join(', ')
  return name === '' ? undefined : name
}

/** `urn:cdx:serial/version`, by which other documents link to this one. */
function bomLink({ serialNumber, version = 1 }: CycloneDxDocument): string | undefined {
  if (serialNumber === undefined) return undefined
  return `urn:cdx:${serialNumber.replace(/^urn:uuid:/i, '')}/${version}`
}

/** What `affects` refers to: a component of this document, known by all that it says, or an element of another one. */
function resolveReferences(document: CycloneDxDocument): Resolve {
  const link = bomLink(document)
  const components = indexComponents(document)
  return (ref) => {
    if (/^urn:cdx:/i.test(ref)) {
      const inside =
        link !== undefined && ref.startsWith(`${link}#`) ? ref.slice(link.length + 1) : ''
      const own = components.get(inside)
      return own ? identityOf(own, [ref]) : reference(ref, [ref])
    }
    const global = link === undefined ? [] : [`${link}#${ref}`]
    const component = components.get(ref)
    return component ? identityOf(component, global) : reference(ref, global)
  }
}

function reference(label: string, elementIds: readonly string[]): ProductIdentity {
  return { label, purls: [], cpes: [], digests: [], elementIds }
}

type Referable = Component | Service

function indexComponents(document: CycloneDxDocument): ReadonlyMap<string, Referable> {
  const found = new Map<string, Referable>()
  const queue: Referable[] = [
    ...(document.metadata?.component ? [document.metadata.component] : []),
    ...(document.components ?? []),
    ...(document.services ?? []),
  ]
  // a queue that grows while it is walked: assemblies nest as deep as their author likes
  for (const one of queue) {
    const ref = one['bom-ref']
    if (ref !== undefined && !found.has(ref)) found.set(ref, one)
    if ('components' in one && one.components) for (const part of one.components) queue.push(part)
    if ('services' in one && one.services) for (const part of one.services) queue.push(part)
  }
  return found
}

function identityOf(component: Referable, elementIds: readonly string[]): ProductIdentity {
  const { name, version, group } = component
  const own = 'type' in component ? component : undefined
  return {
    label: version === undefined ? name : `${name} ${version}`,
    name: group === undefined || group === '' ? name : `${group}/${name}`,
    ...(version !== undefined && version !== '' && { version }),
    purls: own?.purl === undefined ? [] : [own.purl],
    cpes: own?.cpe === undefined ? [] : [own.cpe],
    digests: (own?.hashes ?? []).map(({ alg, content }) => digestOf(alg, content)),
    elementIds,
  }
}
