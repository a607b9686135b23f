// SPDX-License-Identifier: Apache-2.0
import { ids, text, type Spdx3Object } from '@headwater/formats/spdx3'

const LISTED = /^https?:\/\/spdx\.org\/licenses\/([\w.+-]+?)(?:\.html)?$/
const DEEPEST = 50
/** Sets that share their members spell out to texts that double with each level: beyond this a set is called by its id. */
const LONGEST = 20_000

export interface Licenses {
  define(id: string, node: Spdx3Object): void
  has(id: string): boolean
  /**
   * The licence expression that an AnyLicenseInfo stands for, whether it is written as one or spelled out in elements of
   * ExpandedLicensing. Undefined for what nobody asserts or nobody defines.
   */
  readonly expression: (id: string) => string | undefined
}

export function createLicenses(): Licenses {
  const nodes = new Map<string, Spdx3Object>()
  return {
    define: (id, node) => void nodes.set(id, node),
    has: (id) => nodes.has(id),
    expression: (id) => expressionOf(id, nodes, new Map(), 0),
  }
}

function expressionOf(
  id: string,
  nodes: ReadonlyMap<string, Spdx3Object>,
  known: Map<string, string | undefined>,
  depth: number,
): string | undefined {
  if (id === 'expandedlicensing_NoneLicense' || id === 'NoneElement') return 'NONE'
  if (id === 'expandedlicensing_NoAssertionLicense' || id === 'NoAssertionElement') return undefined
  if (known.has(id)) return known.get(id)
  const node = nodes.get(id)
  if (node === undefined) return LISTED.exec(id)?.[1]
  // a set may name itself as a member
  known.set(id, undefined)
  if (depth > DEEPEST) return undefined
  const spelled = spelledOut(id, node, (of) => expressionOf(of, nodes, known, depth + 1))
  const text =
    spelled !== undefined && spelled.length > LONGEST
      ? ownReference('LicenseRef-', id, node)
      : spelled
  known.set(id, text)
  return text
}

function spelledOut(
  id: string,
  node: Spdx3Object,
  expression: (id: string) => string | undefined,
): string | undefined {
  const part = (name: string): string | undefined => {
    const [of] = ids(node, name)
    return of === undefined ? undefined : expression(of)
  }
  const type = text(node, 'type') ?? ''
  switch (type) {
    case 'simplelicensing_LicenseExpression': {
      const written = text(node, 'simplelicensing_licenseExpression')
      return written === 'NOASSERTION' ? undefined : written
    }
    case 'expandedlicensing_ConjunctiveLicenseSet':
      return allOf(ids(node, 'expandedlicensing_member'), expression)
    case 'expandedlicensing_DisjunctiveLicenseSet':
      return joined(ids(node, 'expandedlicensing_member'), expression, 'OR')
    case 'expandedlicensing_OrLaterOperator': {
      const subject = part('expandedlicensing_subjectLicense')
      return subject === undefined ? undefined : `${subject}+`
    }
    case 'expandedlicensing_WithAdditionOperator': {
      const subject = part('expandedlicensing_subjectExtendableLicense')
      const addition = part('expandedlicensing_subjectAddition')
      return subject === undefined || addition === undefined
        ? subject
        : `${subject} WITH ${addition}`
    }
    case 'expandedlicensing_CustomLicense':
    case 'simplelicensing_SimpleLicensingText':
      return ownReference('LicenseRef-', id, node)
    case 'expandedlicensing_CustomLicenseAddition':
      return ownReference('AdditionRef-', id, node)
    default:
      return LISTED.exec(id)?.[1] ?? text(node, 'name') ?? ownReference('LicenseRef-', id, node)
  }
}

/** Several licences that hold at once, as one expression. */
export function allOf(
  licenses: readonly string[],
  expression: (id: string) => string | undefined,
): string | undefined {
  return joined(licenses, expression, 'AND')
}

function joined(
  members: readonly string[],
  expression: (id: string) => string | undefined,
  word: 'AND' | 'OR',
): string | undefined {
  const parts = new Set<string>()
  let length = 0
  for (const id of members) {
    const part = expression(id)
    if (part === undefined) continue
    length += part.length
    // longer than any expression is shown: the caller falls back on the id
    if (length > LONGEST * 2) break
    parts.add(part)
  }
  const other = word === 'AND' ? ' OR ' : ' AND '
  const different = [...parts]
  if (different.length < 2) return different[0]
  return different.map((part) => (part.includes(other) ? `(${part})` : part)).join(` ${word} `)
}

/** A licence that is on no list: by the name that expressions of SPDX 2 would give it. */
function ownReference(prefix: string, id: string, node: Spdx3Object): string {
  const tail = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'), id.lastIndexOf(':')) + 1)
  const name = tail.startsWith(prefix) ? tail : (text(node, 'name') ?? tail)
  const plain = name.replace(/[^A-Za-z0-9.-]+/g, '-')
  return plain.startsWith(prefix) ? plain : prefix + plain
}
