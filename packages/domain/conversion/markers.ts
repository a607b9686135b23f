// SPDX-License-Identifier: Apache-2.0
import { modelOf } from '@headwater/formats/spdx3'
import type { PivotRelationship } from './pivot.ts'

type Qualifiers = Partial<
  Pick<PivotRelationship, 'type' | 'scope' | 'completeness' | 'label' | 'comment'>
>

const NAMES = ['type', 'scope', 'completeness', 'label'] as const

/** What SPDX 2 has no member for, before the comment of a relationship: `[headwater type=trainedOn] comment`. */
export function writeMarker(said: Omit<Qualifiers, 'comment'>, comment = ''): string | undefined {
  const words = NAMES.flatMap((name) => {
    const value = said[name]
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  if (words.length === 0) return comment === '' ? undefined : comment
  return `[headwater ${words.join(' ')}]${comment === '' ? '' : ` ${comment}`}`
}

export function readMarker(comment: string | undefined): Qualifiers {
  if (comment === undefined) return {}
  const end = comment.startsWith('[headwater ') ? comment.indexOf(']') : -1
  if (end < 0) return { comment }
  const found: { -readonly [K in keyof Qualifiers]: Qualifiers[K] } = {}
  for (const word of comment.slice('[headwater '.length, end).split(' ')) {
    const [name = '', value = ''] = word.split('=')
    const known = NAMES.find((each) => each === name)
    const said = known && decoded(value)
    if (known === undefined || said === undefined) return { comment }
    if (known !== 'type' || isRelationshipType(said)) found[known] = said
    else found.label = said
  }
  const rest = comment.slice(end + 2)
  return { ...found, ...(rest !== '' && { comment: rest }) }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** SPDX 3.0.1 Core, RelationshipType. */
export function isRelationshipType(word: string): boolean {
  return property('Relationship', 'relationshipType').has(word)
}

/** SPDX 3.0.1 Core, LifecycleScopeType. */
export function isLifecycleScope(word: string): boolean {
  return property('LifecycleScopedRelationship', 'scope').has(word)
}

function property(type: string, name: string): ReadonlySet<string> {
  return modelOf('3.0.1').classes.get(type)?.properties.get(name)?.entries ?? new Set()
}
