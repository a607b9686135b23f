// SPDX-License-Identifier: Apache-2.0
import {
  idOf,
  isObject,
  list,
  text,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'

/** Properties that say who an element is, not what it is like; or that have a place of their own in the inventory. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'spdxId',
  '@id',
  'creationInfo',
  'name',
  'verifiedUsing',
  'extension',
  'element',
  'rootElement',
])

/** What an element says of itself, flat: lists are joined by line ends, dictionaries become `property.key`. */
export function propertiesOf(node: Spdx3Object): Readonly<Record<string, string>> {
  const said: Record<string, string> = Object.create(null) as Record<string, string>
  for (const name of Object.keys(node)) {
    if (ELSEWHERE.has(name)) continue
    for (const [key, value] of flat(name, node)) said[key] = value
  }
  return said
}

/** One property of a node as names and texts. */
export function* flat(name: string, node: Spdx3Object): Generator<readonly [string, string]> {
  const plain: string[] = []
  for (const value of list(node, name)) {
    if (isObject(value) && value['type'] === 'DictionaryEntry') {
      yield [`${name}.${text(value, 'key') ?? ''}`, text(value, 'value') ?? '']
    } else if (isObject(value) && value['type'] === 'Hash') {
      yield [`${name}.${text(value, 'algorithm') ?? ''}`, text(value, 'hashValue') ?? '']
    } else if (isObject(value) && value['type'] === 'ExternalIdentifier') {
      const kind = text(value, 'externalIdentifierType') ?? 'other'
      yield [`${name}.${kind}`, text(value, 'identifier') ?? '']
    } else plain.push(textOf(value))
  }
  if (plain.length > 0) yield [name, plain.join('\n')]
}

function textOf(value: Spdx3Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (isObject(value)) {
    const id = idOf(value)
    // an element that stands inline is an element of its own
    if (id !== undefined && value['spdxId'] !== undefined) return id
  }
  return JSON.stringify(value)
}

/** `operatingSystem` -> `operating-system`. */
export function hyphenated(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
