// SPDX-License-Identifier: Apache-2.0
import { constraint, type Constraint } from '../vers.ts'
import type { Alternatives, Notation } from './notation.ts'
import { bumped, padded, partialOf } from './numbers.ts'

/** NuGet: `[1.0,2.0)`, `[1.0]`; a version alone is the least one, `1.2.*` the latest of a branch. */
export const nugetNotation: Notation = (text) => {
  const trimmed = text.trim()
  if (/^[[(]/.test(trimmed)) return stretches(trimmed)
  if (!trimmed.includes('*')) return trimmed === '' ? undefined : [[constraint('>=', trimmed)]]
  if (trimmed.endsWith('-*')) return [[constraint('>=', `${trimmed.slice(0, -2)}-0`)]]
  const partial = partialOf(trimmed)
  if (!partial) return undefined
  if (partial.numbers.length === 0) return [[]]
  const after = bumped(partial.numbers, partial.numbers.length - 1)
  return [[constraint('>=', padded(partial.numbers)), constraint('<', padded(after))]]
}

/** Maven: `[1.0,2.0),[3.0,)`. A version alone is only a wish; what it names is that version. */
export const mavenNotation: Notation = (text) => {
  const trimmed = text.trim()
  if (/^[[(]/.test(trimmed)) return stretches(trimmed)
  return trimmed === '' || /[\s,]/.test(trimmed) ? undefined : [[constraint('=', trimmed)]]
}

function stretches(text: string): Alternatives | undefined {
  const alternatives: (readonly Constraint[])[] = []
  let index = 0
  while (index < text.length) {
    STRETCH.lastIndex = index
    const match = STRETCH.exec(text)
    const stretch = match && stretchOf(match[1] ?? '')
    if (!match || !stretch) return undefined
    alternatives.push(stretch)
    index += match[0].length
  }
  return alternatives
}

const STRETCH = /([[(][^[()\]]*[\])])[\s,]*/y

function stretchOf(text: string): readonly Constraint[] | undefined {
  const parts = text
    .slice(1, -1)
    .split(',')
    .map((part) => part.trim())
  const [low = '', high = ''] = parts
  if (parts.length > 2 || /\s/.test(low + high)) return undefined
  const closed = text.startsWith('[') && text.endsWith(']')
  if (parts.length === 1) return low !== '' && closed ? [constraint('=', low)] : undefined
  const constraints: Constraint[] = []
  if (low !== '') constraints.push(constraint(text.startsWith('[') ? '>=' : '>', low))
  if (high !== '') constraints.push(constraint(text.endsWith(']') ? '<=' : '<', high))
  return constraints
}
