// SPDX-License-Identifier: Apache-2.0
import type { Property } from '@headwater/formats/cyclonedx'
import type { Origin } from '../ledger.ts'
import { isRelationshipType } from '../markers.ts'
import type { PivotRelationship } from '../pivot.ts'
import { CONTAINED, DESCRIBED, RELATIONSHIP } from '../properties.ts'
import { DEPENDENCIES } from '../words/relationships.ts'

/**
 * Relationships that CycloneDX has no word for, told by properties of this program: `headwater:relationship:generates` on a
 * component, with a reference, or with JSON where there is more to say.
 */
export interface Told {
  of(from: string, property: Property, origin: Origin): void
  ofDocument(property: Property, origin: Origin): void
  /** All relationships. A `dependsOn` that a property says more of is not said twice. */
  settle(rootId: string | undefined, documentId: string): PivotRelationship[]
}

export function createTold(plain: PivotRelationship[]): Told {
  const told: PivotRelationship[] = []
  const contained: { readonly id: string; readonly origin: Origin }[] = []
  const described: { readonly id: string; readonly origin: Origin }[] = []

  function relate(from: string, { name = '', value = '' }: Property, origin: Origin): void {
    const type = name.slice(RELATIONSHIP.length)
    const said = value.startsWith('{') ? parsed(value) : { to: value }
    if (typeof said.to !== 'string') return
    const { scope, completeness, comment, label } = said
    told.push({
      ...(isRelationshipType(type) ? { type } : { type: 'other', label: type }),
      from: typeof said.from === 'string' ? said.from : from,
      to: said.to,
      ...(typeof scope === 'string' && { scope }),
      ...(typeof completeness === 'string' && { completeness }),
      ...(typeof comment === 'string' && { comment }),
      ...(typeof label === 'string' && { label }),
      origins: [origin],
    })
  }

  return {
    of(from, property, origin) {
      if (property.name === CONTAINED) contained.push({ id: from, origin })
      else if (property.name === DESCRIBED) described.push({ id: from, origin })
      else relate(from, property, origin)
    },
    ofDocument: (property, origin) => relate(DOCUMENT, property, origin),
    settle(rootId, documentId) {
      for (const { id, origin } of described) {
        told.push({ type: 'describes', from: documentId, to: id, origins: [origin] })
      }
      for (const { id, origin } of contained) {
        if (rootId === undefined) continue
        told.push({ type: 'contains', from: rootId, to: id, origins: [origin] })
      }
      const finer = new Map<string, number>()
      told.forEach(({ type, from, to }, index) => {
        if (DEPENDENCIES.has(type)) finer.set(`${from}\n${to}`, index)
      })
      const kept = plain.filter((each) => {
        if (each.type !== 'dependsOn') return true
        const index = finer.get(`${each.from}\n${each.to}`)
        const other = index === undefined ? undefined : told[index]
        if (index === undefined || other === undefined) return true
        told[index] = { ...other, origins: [...other.origins, ...each.origins] }
        return false
      })
      return [...kept, ...told]
    },
  }
}

const DOCUMENT = '#'

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
