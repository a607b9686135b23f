// SPDX-License-Identifier: Apache-2.0
import type { Property } from '@headwater/formats/cyclonedx'
import { SPDX3_EDGES, type Spdx3EdgeRule } from '../spdx3/relationships.ts'

/** A relationship that CycloneDX has no word for, as documents of this program tell it. */
export interface ToldRelationship {
  readonly rule: Spdx3EdgeRule
  /** Undefined: the component that the property stands on. */
  readonly from: string | undefined
  readonly to: string
}

const PREFIX = 'headwater:relationship:'

/**
 * `headwater:relationship:hasStaticLink` on a component, with a reference or with JSON where there is more to say. The words
 * are those of SPDX 3.
 */
export function toldRelationship({ name, value }: Property): ToldRelationship | undefined {
  if (name === undefined || value === undefined || !name.startsWith(PREFIX)) return undefined
  const rule = SPDX3_EDGES.get(name.slice(PREFIX.length))
  if (rule === undefined) return undefined
  if (!value.startsWith('{')) return { rule, from: undefined, to: value }
  const { from, to } = parsed(value)
  if (typeof to !== 'string') return undefined
  return { rule, from: typeof from === 'string' ? from : undefined, to }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // somebody else's property of the same name
    return {}
  }
}
