// SPDX-License-Identifier: Apache-2.0
import type {
  CsafDocument,
  CsafFlagLabel,
  CsafHeader,
  CsafIdentification,
  CsafReference,
  CsafRelationship,
  CsafVulnerability,
} from './types.ts'

export interface CsafVexInput {
  /** Category and version are ours to fill in; id, dates and revisions are the caller's. */
  readonly header: Omit<CsafHeader, 'category' | 'csaf_version'>
  readonly products: readonly CsafVexProduct[]
  readonly statements: readonly CsafVexStatement[]
}

export interface CsafVexProduct {
  /** The id by which statements name it, unique in the document. */
  readonly id: string
  readonly name: string
  readonly vendor?: string
  readonly version?: string
  readonly identification?: CsafIdentification
  /** Id of the product that it is a part of: statements then speak of the part in that product. */
  readonly partOf?: string
}

export interface CsafVexStatement {
  /** A CVE id, or the id of another system with its name (`GHSA-...` of `GitHub Advisory Database`). */
  readonly vulnerability: { readonly id: string; readonly system?: string }
  readonly aliases?: readonly { readonly id: string; readonly system: string }[]
  readonly title?: string
  readonly description?: string
  readonly references?: readonly CsafReference[]
  readonly products: readonly string[]
  readonly status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation'
  readonly justification?: CsafFlagLabel
  /** Why a product is not affected, in words. */
  readonly impact?: string
  /** What to do where a product is affected. `category` is that of a remediation; `mitigation` where absent. */
  readonly action?: { readonly details: string; readonly category?: string; readonly url?: string }
}

/**
 * A CSAF 2.0 document of the profile VEX (section 4.5); {@link writeCsaf} validates it. The order of the input does not
 * matter. Without products and statements it is of the generic profile (4.1), for that of VEX wants a vulnerability.
 */
export function makeCsafVex(input: CsafVexInput): CsafDocument {
  if (input.statements.length === 0 && input.products.length === 0) {
    return { document: { ...input.header, category: 'csaf_base', csaf_version: '2.0' } }
  }
  const products = input.products.toSorted((a, b) => compare(a.id, b.id))
  const relationships = products.flatMap(relationshipOf)
  return {
    document: { ...input.header, category: 'csaf_vex', csaf_version: '2.0' },
    product_tree: {
      full_product_names: products.map((product) => ({
        name: fullName(product),
        product_id: product.partOf === undefined ? product.id : partId(product),
        ...(product.identification && { product_identification_helper: product.identification }),
      })),
      ...(relationships.length > 0 && { relationships }),
    },
    vulnerabilities: grouped(input.statements, ({ vulnerability }) => vulnerability.id).map(
      ([, group]) => makeVulnerability(group),
    ),
  }

  function relationshipOf(part: CsafVexProduct): readonly CsafRelationship[] {
    if (part.partOf === undefined) return []
    const whole = products.find((one) => one.id === part.partOf)
    return [
      {
        category: 'default_component_of',
        full_product_name: {
          name: `${fullName(part)} in ${whole ? fullName(whole) : part.partOf}`,
          product_id: part.id,
        },
        product_reference: partId(part),
        relates_to_product_reference: part.partOf,
      },
    ]
  }
}

/** The part by itself has an id too, derived so that it does not change between documents. */
function partId(part: CsafVexProduct): string {
  return `${part.id}:component`
}

function fullName({ vendor, name, version }: CsafVexProduct): string {
  return [vendor, name, version].filter((word) => word !== undefined && word !== '').join(' ')
}

const STATUS_MEMBERS = {
  not_affected: 'known_not_affected',
  affected: 'known_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
} as const

function makeVulnerability(statements: readonly CsafVexStatement[]): CsafVulnerability {
  const [first] = statements
  if (!first) return {}
  const { id, system } = first.vulnerability
  const isCve = /^CVE-[0-9]{4}-[0-9]{4,}$/.test(id)
  const ids = uniqueBy(
    [
      ...(isCve ? [] : [{ system_name: system ?? systemOf(id), text: id }]),
      ...statements.flatMap(({ aliases = [] }) => {
        return aliases.map((alias) => ({ system_name: alias.system, text: alias.id }))
      }),
    ],
    (one) => `${one.system_name} ${one.text}`,
  )
  const title = firstOf(statements, (one) => one.title)
  const description = firstOf(statements, (one) => one.description)
  const references = uniqueBy(
    statements.flatMap((one) => one.references ?? []),
    (one) => `${one.url} ${one.summary}`,
  )
  const byStatus = grouped(statements, (one) => STATUS_MEMBERS[one.status])
  return {
    ...(isCve && { cve: id }),
    ...(ids.length > 0 && { ids }),
    ...(title !== undefined && { title }),
    notes: [
      description === undefined
        ? { category: 'summary', text: title ?? id }
        : { category: 'description', text: description },
    ],
    product_status: Object.fromEntries(
      byStatus.map(([status, group]) => [status, productsOf(group)]),
    ),
    ...(references.length > 0 && { references }),
    ...flagsOf(statements),
    ...threatsOf(statements),
    ...remediationsOf(statements),
  }
}

function flagsOf(statements: readonly CsafVexStatement[]): Pick<CsafVulnerability, 'flags'> {
  const flags = grouped(statements, (one) => {
    return one.status === 'not_affected' ? one.justification : undefined
  }).map(([label, group]) => ({ label, product_ids: productsOf(group) }))
  return flags.length > 0 ? { flags } : {}
}

function threatsOf(statements: readonly CsafVexStatement[]): Pick<CsafVulnerability, 'threats'> {
  const threats = grouped(statements, (one) => {
    return one.status === 'not_affected' ? one.impact : undefined
  }).map(([details, group]) => ({
    category: 'impact' as const,
    details,
    product_ids: productsOf(group),
  }))
  return threats.length > 0 ? { threats } : {}
}

function remediationsOf(
  statements: readonly CsafVexStatement[],
): Pick<CsafVulnerability, 'remediations'> {
  const remediations = grouped(statements, ({ action }) => {
    return action && JSON.stringify([action.category ?? 'mitigation', action.details, action.url])
  }).flatMap(([, group]) => {
    const action = group[0]?.action
    if (!action) return []
    const { category = 'mitigation', details, url } = action
    return [
      { category, details, product_ids: productsOf(group), ...(url !== undefined && { url }) },
    ]
  })
  return remediations.length > 0 ? { remediations } : {}
}

/** Statements by a key, in the order of the keys; those without one fall out. */
function grouped<Key extends string>(
  statements: readonly CsafVexStatement[],
  keyOf: (statement: CsafVexStatement) => Key | undefined,
): readonly (readonly [Key, readonly CsafVexStatement[]])[] {
  const groups = new Map<Key, CsafVexStatement[]>()
  for (const statement of statements) {
    const key = keyOf(statement)
    if (key === undefined || key === '') continue
    const group = groups.get(key)
    if (group) group.push(statement)
    else groups.set(key, [statement])
  }
  return [...groups].sort(([a], [b]) => compare(a, b))
}

function productsOf(statements: readonly CsafVexStatement[]): readonly string[] {
  return [...new Set(statements.flatMap((one) => one.products))].sort(compare)
}

/** The database that an id is of, by its prefix: the name is required, and most ids tell it. */
function systemOf(id: string): string {
  const prefix = /^[A-Za-z]+/.exec(id)?.[0] ?? ''
  return SYSTEMS.get(prefix.toUpperCase()) ?? (prefix === '' ? 'vulnerability id' : prefix)
}

const SYSTEMS = new Map([
  ['GHSA', 'GitHub Advisory Database'],
  ['GO', 'Go Vulnerability Database'],
  ['PYSEC', 'PyPI Advisory Database'],
  ['RUSTSEC', 'RustSec Advisory Database'],
  ['EUVD', 'European Vulnerability Database'],
])

function firstOf(
  statements: readonly CsafVexStatement[],
  take: (statement: CsafVexStatement) => string | undefined,
): string | undefined {
  return statements
    .map(take)
    .filter((text): text is string => text !== undefined && text !== '')
    .sort(compare)[0]
}

function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]))
  return [...byKey].sort(([a], [b]) => compare(a, b)).map(([, item]) => item)
}

/** Order of code units: the same on every machine. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
