// SPDX-License-Identifier: Apache-2.0
import type { Making } from '../conversion.ts'
import type { Origin, Placed } from '../ledger.ts'
import type { Names } from '../names.ts'
import type { Fact } from '../pivot.ts'
import { originsOf, propertyOf, type Property } from '../properties.ts'
import type { Draft } from '../writing.ts'
import type { AgentWriter } from './write-agents.ts'
import type { LicenseWriter } from './write-licenses.ts'

/** A document that is being made, and what all of its parts need. */
export interface Frame3 {
  readonly making: Making
  /** The IRIs of the document's own elements begin with this and `#`. */
  readonly base: string
  readonly graph: Draft[]
  readonly names: Names
  readonly agents: AgentWriter
  readonly licenses: LicenseWriter
  idOf(id: string): string
  /** SPDX 3.0.1 Extension, CdxPropertiesExtension: names and values on any element. */
  keep(node: Draft, property: Property, origins: readonly Origin[]): Placed
  keepFact(node: Draft, fact: Fact): void
}

export function keeper({ ledger }: Making): Pick<Frame3, 'keep' | 'keepFact'> {
  function keep(node: Draft, { name, value }: Property, origins: readonly Origin[]): Placed {
    const extensions = (node['extension'] ??= []) as Draft[]
    let own = extensions.find(({ type }) => type === 'extension_CdxPropertiesExtension')
    if (own === undefined) {
      own = { type: 'extension_CdxPropertiesExtension', extension_cdxProperty: [] }
      extensions.push(own)
    }
    const entry = {
      type: 'extension_CdxPropertyEntry',
      extension_cdxPropName: name,
      extension_cdxPropValue: value,
    }
    const list = own['extension_cdxProperty'] as Draft[]
    list.push(entry)
    return ledger.put(entry, 'extension_cdxPropValue', origins, 'property')
  }

  return {
    keep,
    keepFact(node, fact) {
      // what was derived from a member that is kept as a whole needs no second place
      if (fact.origins.length > 0) keep(node, propertyOf(fact), originsOf(fact))
    },
  }
}
