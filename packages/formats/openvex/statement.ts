// SPDX-License-Identifier: Apache-2.0
import { isObject, type JsonObject, type MemberReader } from './members.ts'
import {
  OPENVEX_JUSTIFICATIONS,
  OPENVEX_STATUSES,
  type OpenVexComponent,
  type OpenVexProduct,
  type OpenVexStatement,
  type OpenVexVulnerability,
} from './types.ts'

const STATEMENT_MEMBERS = [
  '@id',
  'version',
  'vulnerability',
  'timestamp',
  'last_updated',
  'products',
  'status',
  'supplier',
  'status_notes',
  'justification',
  'impact_statement',
  'action_statement',
  'action_statement_timestamp',
  // 0.0.1 only
  'vuln_description',
  'subcomponents',
]

/** One statement, or undefined where it lacks what makes it one: a vulnerability and a status. */
export function readStatement(
  reader: MemberReader,
  value: unknown,
  at: string,
): OpenVexStatement | undefined {
  if (!isObject(value)) {
    reader.fault('INVALID_VALUE', at, 'expected a statement, a JSON object')
    return undefined
  }
  reader.unexpected(value, STATEMENT_MEMBERS, at)
  const vulnerability = readVulnerability(reader, value, at)
  const status = readWord(reader, value, 'status', OPENVEX_STATUSES, at)
  const shared = reader
    .list(value, 'subcomponents', at)
    .flatMap((item, index) => readComponent(reader, item, `${at}/subcomponents/${index}`) ?? [])
  const products = reader.list(value, 'products', at).flatMap((item, index) => {
    return readProduct(reader, item, `${at}/products/${index}`, shared) ?? []
  })
  const stated = value['justification']
  const justification = OPENVEX_JUSTIFICATIONS.find((word) => word === stated)
  if (justification === undefined && stated !== undefined && stated !== '' && stated !== null) {
    const pointer = `${at}/justification`
    reader.remark('INVALID_VALUE', pointer, `expected one of ${OPENVEX_JUSTIFICATIONS.join(', ')}`)
  }
  if (!vulnerability || !status) return undefined
  return {
    ...reader.texts(value, at, { id: '@id' }),
    ...reader.version(value, at),
    vulnerability,
    ...reader.texts(value, at, { timestamp: 'timestamp', lastUpdated: 'last_updated' }),
    products,
    status,
    ...(justification && { justification }),
    ...reader.texts(value, at, {
      supplier: 'supplier',
      statusNotes: 'status_notes',
      impactStatement: 'impact_statement',
      actionStatement: 'action_statement',
      actionStatementTimestamp: 'action_statement_timestamp',
    }),
  }
}

function readVulnerability(
  reader: MemberReader,
  statement: JsonObject,
  at: string,
): OpenVexVulnerability | undefined {
  const value = statement['vulnerability']
  if (typeof value === 'string' && value !== '') {
    const description = reader.text(statement, 'vuln_description', at)
    return { name: value, ...(description && { description }), aliases: [] }
  }
  const here = `${at}/vulnerability`
  if (!isObject(value)) {
    if (value === undefined || value === '') {
      reader.fault('MISSING', at, 'the statement names no vulnerability')
    } else reader.fault('INVALID_VALUE', here, 'expected a vulnerability: an object or its name')
    return undefined
  }
  reader.unexpected(value, ['@id', 'name', 'description', 'aliases'], here)
  const { name, ...rest } = reader.texts(value, here, {
    id: '@id',
    name: 'name',
    description: 'description',
  })
  const aliases = reader.list(value, 'aliases', here).flatMap((alias, index) => {
    if (typeof alias === 'string') return alias
    reader.fault('INVALID_VALUE', `${here}/aliases/${index}`, 'expected an alias to be text')
    return []
  })
  if (name === undefined) {
    reader.fault('MISSING', here, 'the vulnerability has no `name`')
    return undefined
  }
  return { ...rest, name, aliases }
}

function readWord<Word extends string>(
  reader: MemberReader,
  object: JsonObject,
  member: string,
  words: readonly Word[],
  at: string,
): Word | undefined {
  const value = object[member]
  const word = words.find((known) => known === value)
  if (word !== undefined) return word
  if (value === undefined) reader.fault('MISSING', at, `\`${member}\` is required`)
  else reader.fault('INVALID_VALUE', `${at}/${member}`, `expected one of ${words.join(', ')}`)
  return undefined
}

function readProduct(
  reader: MemberReader,
  value: unknown,
  at: string,
  shared: readonly OpenVexComponent[],
): OpenVexProduct | undefined {
  const component = readComponent(reader, value, at, ['subcomponents'])
  if (!component) return undefined
  const own = isObject(value)
    ? reader.list(value, 'subcomponents', at).flatMap((item, index) => {
        return readComponent(reader, item, `${at}/subcomponents/${index}`) ?? []
      })
    : []
  return { ...component, subcomponents: [...own, ...shared] }
}

function readComponent(
  reader: MemberReader,
  value: unknown,
  at: string,
  more: readonly string[] = [],
): OpenVexComponent | undefined {
  if (typeof value === 'string') {
    if (value !== '') return { id: value, identifiers: [], hashes: [] }
    reader.remark('INVALID_VALUE', at, 'a component without a name; it is not read')
    return undefined
  }
  if (!isObject(value)) {
    reader.fault('INVALID_VALUE', at, 'expected a component: an object or its identifier')
    return undefined
  }
  reader.unexpected(value, ['@id', 'identifiers', 'hashes', ...more], at)
  return {
    ...reader.texts(value, at, { id: '@id' }),
    identifiers: readPairs(reader, value, 'identifiers', at).map(([type, text]) => {
      return { type, value: text }
    }),
    hashes: readPairs(reader, value, 'hashes', at).map(([algorithm, text]) => {
      return { algorithm, value: text }
    }),
  }
}

function readPairs(
  reader: MemberReader,
  object: JsonObject,
  member: string,
  at: string,
): readonly (readonly [string, string])[] {
  const value = object[member]
  if (value === undefined || value === null) return []
  if (!isObject(value)) {
    reader.fault('INVALID_VALUE', `${at}/${member}`, `expected \`${member}\` to be an object`)
    return []
  }
  return Object.entries(value).flatMap(([key, text]) => {
    if (typeof text === 'string') return [[key, text] as const]
    const message = `expected every value of \`${member}\` to be text`
    reader.fault('INVALID_VALUE', `${at}/${member}`, message)
    return []
  })
}
