// SPDX-License-Identifier: Apache-2.0
import { ids, text, type Spdx3Object } from '@headwater/formats/spdx3'

const LISTED = /^https?:\/\/spdx\.org\/licenses\/([\w.+-]+?)(?:\.html)?$/
const DEEPEST = 50

/**
 * The licence expression that an AnyLicenseInfo stands for, whether it is written as one or spelled out in elements of
 * ExpandedLicensing. Undefined for what nobody asserts or nobody defines.
 */
export function licenseText(
  id: string,
  nodes: ReadonlyMap<string, Spdx3Object>,
  depth = 0,
): string | undefined {
  if (id === 'expandedlicensing_NoneLicense' || id === 'NoneElement') return 'NONE'
  if (id === 'expandedlicensing_NoAssertionLicense' || id === 'NoAssertionElement') return undefined
  const node = nodes.get(id)
  if (node === undefined) return LISTED.exec(id)?.[1]
  // sets may name themselves as a member
  if (depth > DEEPEST) return undefined
  const part = (name: string): string | undefined => {
    const [of] = ids(node, name)
    return of === undefined ? undefined : licenseText(of, nodes, depth + 1)
  }
  const type = text(node, 'type') ?? ''
  switch (type) {
    case 'simplelicensing_LicenseExpression': {
      const expression = text(node, 'simplelicensing_licenseExpression')
      return expression === 'NOASSERTION' ? undefined : expression
    }
    case 'expandedlicensing_ConjunctiveLicenseSet':
      return joined(members(node, nodes, depth), 'AND')
    case 'expandedlicensing_DisjunctiveLicenseSet':
      return joined(members(node, nodes, depth), 'OR')
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

function members(
  node: Spdx3Object,
  nodes: ReadonlyMap<string, Spdx3Object>,
  depth: number,
): readonly string[] {
  const found: string[] = []
  for (const id of ids(node, 'expandedlicensing_member')) {
    const member = licenseText(id, nodes, depth + 1)
    if (member !== undefined) found.push(/ (?:AND|OR) /.test(member) ? `(${member})` : member)
    // exponential sets are cut, not followed
    if (found.length > 1000) break
  }
  return found
}

export function joined(parts: readonly string[], word: 'AND' | 'OR'): string | undefined {
  const different = [...new Set(parts)]
  return different.length === 0 ? undefined : different.join(` ${word} `)
}

/** A licence that is on no list: by the name that expressions of SPDX 2 would give it. */
function ownReference(prefix: string, id: string, node: Spdx3Object): string {
  const tail = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'), id.lastIndexOf(':')) + 1)
  const name = tail.startsWith(prefix) ? tail : (text(node, 'name') ?? tail)
  const plain = name.replace(/[^A-Za-z0-9.-]+/g, '-')
  return plain.startsWith(prefix) ? plain : prefix + plain
}
