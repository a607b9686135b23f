// SPDX-License-Identifier: Apache-2.0
import type { SaxesParser } from 'saxes'
import type { Limits } from '../source/index.ts'
import type { Refuse } from './index.ts'

/**
 * Gives the parser the entities that a document type declares (XML 1.0, 4.2), each use of which is counted. Only texts:
 * what an external entity names is not fetched, and markup in an entity is refused.
 */
export function declareEntities(
  parser: SaxesParser<{ xmlns: true }>,
  documentType: string,
  limits: Limits,
  refuse: Refuse,
): void {
  if (!documentType.includes('<!ENTITY')) return
  if (limits.entityExpansions === 0) {
    refuse(
      'LIMIT',
      'the document type declares entities, which are not expanded (limit entityExpansions; raise it with --limit entityExpansions=N)',
    )
  }
  const values = new Map<string, string>()
  let expansions = 0
  let length = 0

  function expand(name: string, inside: readonly string[]): string | undefined {
    const value = values.get(name)
    if (value === undefined) return undefined
    if (inside.includes(name)) refuse('SYNTAX', `the entity ${name} contains itself`)
    length += value.length
    if (++expansions > limits.entityExpansions || length > limits.stringLength) {
      refuse(
        'LIMIT',
        `more than ${limits.entityExpansions} expansions of entities, or more than ${limits.stringLength} characters of them (limits entityExpansions and stringLength; raise them with --limit NAME=N)`,
      )
    }
    return value.replaceAll(REFERENCE, (whole, inner: string) => {
      if (inner.startsWith('#')) return character(inner) ?? whole
      return expand(inner, [...inside, name]) ?? PREDEFINED.get(inner) ?? whole
    })
  }

  const entities = parser.ENTITIES
  for (const [, name = '', quoted] of documentType.matchAll(DECLARATION)) {
    if (quoted === undefined || values.has(name) || name in entities) continue
    const value = quoted.slice(1, -1)
    if (value.includes('<')) refuse('SYNTAX', `the entity ${name} holds markup`)
    values.set(name, value)
    Object.defineProperty(entities, name, { get: () => expand(name, []) })
  }
}

function character(reference: string): string | undefined {
  const code = /^#x/i.test(reference)
    ? Number.parseInt(reference.slice(2), 16)
    : Number(reference.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const DECLARATION = /<!ENTITY\s+([\w:.-]{1,200})\s+("[^"]*"|'[^']*')?/g
const REFERENCE = /&(#?[\w:.-]{1,200});/g
