// SPDX-License-Identifier: Apache-2.0
import { ANY, cpeText, NA, type Cpe } from './cpe.ts'
import { matchCpe } from './match.ts'

/** Kleene's three values: what cannot be judged is `unknown` and never decides for `false`. */
export type Truth = 'true' | 'false' | 'unknown'

/**
 * Order of two versions of one product, or undefined where they cannot be compared. `name` is the CPE name that the first
 * version is of, for its product and its update.
 */
export type CompareVersions = (version: string, bound: string, name: Cpe) => -1 | 0 | 1 | undefined

/** One `cpeMatch` of NVD or of a CVE 5 record's `cpeApplicability`; bounds as plain text, criteria already read. */
export interface CpeMatch {
  /** False: a platform that the vulnerable product runs on or with, not what is vulnerable. */
  readonly vulnerable: boolean
  readonly criteria: Cpe
  readonly versionStartIncluding?: string
  readonly versionStartExcluding?: string
  readonly versionEndIncluding?: string
  readonly versionEndExcluding?: string
}

/** A node of a configuration; a configuration itself is a node of nodes. */
export interface CpeNode {
  readonly operator?: 'AND' | 'OR'
  readonly negate?: boolean
  readonly cpeMatch?: readonly CpeMatch[]
  /** NVD API 2.0 and CVE 5 call them `nodes`, older NVD feeds `children`. */
  readonly nodes?: readonly CpeNode[]
}

/** Deeper configurations are not judged: NVD's are two deep. */
const MAX_DEPTH = 16

/**
 * Is one of these configurations met by a product of these names? Several configurations are alternatives.
 *
 * `names` are everything that is known of one product and of what it runs with. A platform (`vulnerable: false`) that no
 * name speaks of is `unknown`, since hardly any SBOM lists the hardware; a vulnerable product that no name speaks of is
 * absent, which is `false`.
 */
export function evaluateConfigurations(
  configurations: readonly CpeNode[],
  names: readonly Cpe[],
  compare: CompareVersions,
): Truth {
  return anyOf(configurations.map((node) => evaluateConfiguration(node, names, compare)))
}

/** One configuration, or one node of it. */
export function evaluateConfiguration(
  node: CpeNode,
  names: readonly Cpe[],
  compare: CompareVersions,
  depth = 0,
): Truth {
  if (depth > MAX_DEPTH) return 'unknown'
  const parts = [
    ...(node.cpeMatch ?? []).map((match) => evaluateMatch(match, names, compare)),
    ...(node.nodes ?? []).map((inner) => evaluateConfiguration(inner, names, compare, depth + 1)),
  ]
  // A node that says nothing is met by nothing, negated or not.
  if (parts.length === 0) return 'false'
  const truth = node.operator === 'AND' ? allOf(parts) : anyOf(parts)
  return node.negate === true ? not(truth) : truth
}

/** One criterion against each name: true for one is true. */
export function evaluateMatch(
  match: CpeMatch,
  names: readonly Cpe[],
  compare: CompareVersions,
): Truth {
  const truth = anyOf(names.map((name) => matchName(match, name, compare)))
  return truth === 'false' && !match.vulnerable ? absentPlatform(match, names) : truth
}

/** A platform is refuted only by a name of the same vendor and product, in a version that does not match. */
function absentPlatform(match: CpeMatch, names: readonly Cpe[]): Truth {
  const known = names.some(
    (name) => name.vendor === match.criteria.vendor && name.product === match.criteria.product,
  )
  return known ? 'false' : 'unknown'
}

function matchName(match: CpeMatch, name: Cpe, compare: CompareVersions): Truth {
  const relation = matchCpe(match.criteria, name)
  if (relation === 'disjoint') return 'false'
  // Names that are wider than the criterion (no version, no target software) may be the vulnerable ones.
  const identity: Truth = relation === 'superset' || relation === 'equal' ? 'true' : 'unknown'
  return allOf([identity, inRange(match, name, compare)])
}

function inRange(match: CpeMatch, name: Cpe, compare: CompareVersions): Truth {
  const bounds = BOUNDS.filter(({ key }) => match[key] !== undefined)
  if (bounds.length === 0) return 'true'
  if (name.version === ANY || name.version === NA) return 'unknown'
  const version = cpeText(name.version)!
  return allOf(
    bounds.map(({ key, allowed }) => {
      const order = compare(version, match[key]!, name)
      return order === undefined ? 'unknown' : allowed.includes(order) ? 'true' : 'false'
    }),
  )
}

const BOUNDS: readonly { readonly key: Bound; readonly allowed: readonly (-1 | 0 | 1)[] }[] = [
  { key: 'versionStartIncluding', allowed: [0, 1] },
  { key: 'versionStartExcluding', allowed: [1] },
  { key: 'versionEndIncluding', allowed: [-1, 0] },
  { key: 'versionEndExcluding', allowed: [-1] },
]

type Bound = Exclude<keyof CpeMatch, 'vulnerable' | 'criteria'>

function anyOf(parts: readonly Truth[]): Truth {
  return parts.includes('true') ? 'true' : parts.includes('unknown') ? 'unknown' : 'false'
}

function allOf(parts: readonly Truth[]): Truth {
  return parts.includes('false') ? 'false' : parts.includes('unknown') ? 'unknown' : 'true'
}

function not(truth: Truth): Truth {
  return truth === 'true' ? 'false' : truth === 'false' ? 'true' : 'unknown'
}
