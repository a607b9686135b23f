// SPDX-License-Identifier: Apache-2.0
import {
  groupMembers,
  listProducts,
  productsInScope,
  type CsafDocument,
  type CsafProductDefinition,
  type CsafStatus,
  type CsafVulnerability,
} from '@headwater/formats/csaf'
import { digestOf } from './identity.ts'
import { readJustification } from './justification.ts'
import type {
  ProductIdentity,
  VexProduct,
  VexReading,
  VexStatement,
  VexStatus,
  VexVersions,
} from './statement.ts'

/** Product statuses of any CSAF profile (2.0 section 3.2.3.9) as VEX. `recommended` says nothing of a vulnerability. */
const STATUSES: Readonly<Record<Exclude<CsafStatus, 'recommended'>, VexStatus>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not_affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
  // 2.1: nobody has looked yet
  unknown: 'under_investigation',
}

/** @param name the file that the document was read from. Products of one status that are told alike are one statement. */
export function vexOfCsaf(name: string, document: CsafDocument): VexReading {
  const products = resolveProducts(document)
  const groups = groupMembers(document)
  const remarks: { pointer: string; message: string }[] = []
  const statements = (document.vulnerabilities ?? []).flatMap((vulnerability, index) => {
    const pointer = `/vulnerabilities/${index}`
    const names = namesOf(vulnerability)
    const [id] = names
    if (id === undefined) {
      remarks.push({ pointer, message: 'a vulnerability without a CVE and without ids' })
      return []
    }
    const told = tellings(vulnerability, groups)
    return Object.entries(vulnerability.product_status ?? {}).flatMap(([status, ids]) => {
      if (!isStatus(status)) return []
      return statementsOf(STATUSES[status], ids, told).map(({ members, ...rest }): VexStatement => {
        return {
          vulnerability: { id, aliases: names.slice(1) },
          products: members.map((member) => products(member)),
          ...rest,
          author: document.document.publisher.name,
          timestamp: document.document.tracking.current_release_date,
          source: {
            format: 'csaf',
            document: name,
            documentId: document.document.tracking.id,
            pointer: `${pointer}/product_status/${status}`,
          },
        }
      })
    })
  })
  return { statements, remarks }
}

function isStatus(status: string): status is keyof typeof STATUSES {
  return Object.hasOwn(STATUSES, status)
}

function namesOf({ cve, ids = [] }: CsafVulnerability): readonly string[] {
  return [...new Set([...(cve === undefined ? [] : [cve]), ...ids.map(({ text }) => text)])]
}

/** What flags, threats and remediations say of each product. */
interface Tellings {
  readonly labels: ReadonlyMap<string, string>
  readonly impacts: ReadonlyMap<string, string>
  readonly actions: ReadonlyMap<string, string>
}

function tellings(
  vulnerability: CsafVulnerability,
  groups: ReadonlyMap<string, readonly string[]>,
): Tellings {
  const labels = new Map<string, string>()
  const impacts = new Map<string, string>()
  const actions = new Map<string, string>()
  for (const flag of vulnerability.flags ?? []) {
    for (const id of productsInScope(flag, groups)) labels.set(id, flag.label)
  }
  for (const threat of vulnerability.threats ?? []) {
    if (threat.category !== 'impact') continue
    for (const id of productsInScope(threat, groups)) append(impacts, id, threat.details)
  }
  for (const remediation of vulnerability.remediations ?? []) {
    const text = `${remediation.category.replaceAll('_', ' ')}: ${remediation.details}`
    for (const id of productsInScope(remediation, groups)) append(actions, id, text)
  }
  return { labels, impacts, actions }
}

function append(map: Map<string, string>, key: string, text: string): void {
  const known = map.get(key)
  // a product may be listed alone and in a group
  if (known === undefined) map.set(key, text)
  else if (!known.endsWith(text)) map.set(key, `${known}\n${text}`)
}

type Told = Pick<VexStatement, 'status' | 'justification' | 'stated' | 'impact' | 'action'> & {
  readonly members: readonly string[]
}

function statementsOf(status: VexStatus, ids: readonly string[], told: Tellings): readonly Told[] {
  const alike = new Map<string, string[]>()
  for (const id of ids) {
    const key = JSON.stringify([
      status === 'not_affected' ? [told.labels.get(id), told.impacts.get(id)] : [],
      status === 'affected' ? told.actions.get(id) : '',
    ])
    const members = alike.get(key)
    if (members) members.push(id)
    else alike.set(key, [id])
  }
  return [...alike.values()].map((members): Told => {
    const first = members[0] ?? ''
    const label = status === 'not_affected' ? told.labels.get(first) : undefined
    const justification = label === undefined ? undefined : readJustification('openvex', label)
    const impact = status === 'not_affected' ? told.impacts.get(first) : undefined
    const action = status === 'affected' ? told.actions.get(first) : undefined
    return {
      members,
      status,
      ...(label !== undefined &&
        justification && { justification, stated: { vocabulary: 'openvex', word: label } }),
      ...(impact !== undefined && { impact }),
      ...(action !== undefined && { action }),
    }
  })
}

/** Product ids to identities. A relation is the part in the whole: the whole is the product, the part its subcomponent. */
function resolveProducts(document: CsafDocument): (id: string) => VexProduct {
  const definitions = new Map(listProducts(document).map((one) => [one.product.product_id, one]))
  const known = new Map<string, VexProduct>()

  function resolve(id: string, depth: number): VexProduct {
    const found = known.get(id)
    if (found) return found
    const definition = definitions.get(id)
    const made =
      definition === undefined || depth > DEEPEST_RELATION
        ? { ...nameless(id), subcomponents: [] }
        : resolveDefinition(definition, depth)
    known.set(id, made)
    return made
  }

  function resolveDefinition(definition: CsafProductDefinition, depth: number): VexProduct {
    const own = identityOf(definition)
    if (definition.kind !== 'relation') return { ...own, subcomponents: [] }
    const part = resolve(definition.first, depth + 1)
    const { subcomponents: _outer, ...whole } = resolve(
      definition.steps.at(-1)?.to ?? '',
      depth + 1,
    )
    const innermost = part.subcomponents.length > 0 ? part.subcomponents : [part]
    return {
      ...whole,
      label: own.label,
      // identifiers of the relation are those of the part as it is in this whole
      subcomponents: innermost.map((one) => ({
        ...withoutSubcomponents(one),
        purls: union(one.purls, own.purls),
        cpes: union(one.cpes, own.cpes),
        digests: [...one.digests, ...own.digests],
      })),
    }
  }

  return (id) => resolve(id, 0)
}

/** Nobody nests products deeper; a chain that does is somebody's attempt. */
const DEEPEST_RELATION = 32

function withoutSubcomponents(product: ProductIdentity): ProductIdentity {
  const { label, name, version, versions, purls, cpes, digests, elementIds } = product
  return {
    label,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(versions !== undefined && { versions }),
    purls,
    cpes,
    digests,
    elementIds,
  }
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])]
}

function nameless(id: string): ProductIdentity {
  return { label: id, purls: [], cpes: [], digests: [], elementIds: [] }
}

function identityOf(definition: CsafProductDefinition): ProductIdentity {
  const { product } = definition
  const { purl, purls = [], cpe, hashes = [] } = product.product_identification_helper ?? {}
  const path = definition.kind === 'branch' ? definition.path : []
  const last = (category: string): string | undefined => {
    return path.findLast((branch) => branch.category === category)?.name
  }
  const name = last('product_name') ?? product.name
  const version = last('product_version')
  const range = last('product_version_range')
  const versions: readonly VexVersions[] = range === undefined ? [] : [{ kind: 'range', range }]
  return {
    label: product.name,
    name,
    ...(version !== undefined && { version }),
    ...(versions.length > 0 && { versions }),
    purls: [...(purl === undefined ? [] : [purl]), ...purls],
    cpes: cpe === undefined ? [] : [cpe],
    digests: hashes.flatMap(({ file_hashes }) => {
      return file_hashes.map(({ algorithm, value }) => digestOf(algorithm, value))
    }),
    elementIds: [],
  }
}
