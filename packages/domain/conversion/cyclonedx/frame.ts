// SPDX-License-Identifier: Apache-2.0
import type { Making } from '../conversion.ts'
import type { Origin, Placed } from '../ledger.ts'
import type { Fact, PivotElement } from '../pivot.ts'
import { originsOf, propertyOf, wholeOf, type Property } from '../properties.ts'
import type { Draft } from '../writing.ts'
import type { CycloneDxDialect } from './dialect.ts'
import type { Nesting } from './nesting.ts'

/** A document that is being made, and what all of its parts need. */
export interface Frame {
  readonly making: Making
  readonly dialect: CycloneDxDialect
  readonly bom: Draft
  readonly metadata: Draft
  readonly rootId: string | undefined
  readonly nesting: Nesting
  /** Components, services and workflows that were written, by the id of their element. */
  readonly drafts: Map<string, Draft>
  refOf(id: string): string
  /** A property of a component, service, workflow, vulnerability or of the document. */
  keep(draft: Draft, property: Property, origins: readonly Origin[]): Placed
  keepFact(draft: Draft, fact: Fact): void
  /** An element that has no place, as JSON on the document. */
  keepWhole(element: PivotElement): void
}

export function createFrame(base: Omit<Frame, 'keep' | 'keepFact' | 'keepWhole'>): Frame {
  const { making, metadata } = base
  const { ledger, pivot } = making

  function keep(draft: Draft, property: Property, origins: readonly Origin[]): Placed {
    const list = (draft['properties'] ??= []) as Property[]
    list.push(property)
    return ledger.put(list, list.length - 1, origins, 'property')
  }

  return {
    ...base,
    keep,
    keepFact(draft, fact) {
      // what was derived from a member that is kept as a whole needs no second place
      if (fact.origins.length > 0) keep(draft, propertyOf(fact), originsOf(fact))
    },
    keepWhole(element) {
      for (const { origins, ...property } of wholeOf(element, pivot.family)) {
        keep(metadata, property, origins)
      }
    },
  }
}
