// SPDX-License-Identifier: Apache-2.0
import { FormatError, type Fault } from '../fault/index.ts'
import { parseJson } from '../json/index.ts'
import { formatError, type PointerFault } from '../shape/index.ts'
import { createMemberReader, isObject, type MemberReader } from './members.ts'
import { findRuleBreaks } from './rules.ts'
import { readStatement } from './statement.ts'
import type { OpenVexDocument, OpenVexReading, OpenVexVersion } from './types.ts'

/**
 * Reads OpenVEX 0.0.1 and 0.2.0 (github.com/openvex/spec). Lenient: what cannot be understood is refused, what merely
 * breaks a rule is read and remarked on.
 * @param name shown in errors. @throws FormatError with every fault and its line.
 */
export function readOpenVex(name: string, text: string): OpenVexReading {
  const value = parseJson(name, text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  try {
    return readOpenVexValue(name, value)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const faults = error.faults.map(({ code, message, place }): PointerFault => {
      return { code, message, pointer: place.pointer ?? '' }
    })
    throw formatError(name, text, faults)
  }
}

/** The same for JSON that is parsed already, e.g. the predicate of an attestation; `at` is its JSON pointer. */
export function readOpenVexValue(name: string, value: unknown, at = ''): OpenVexReading {
  const reader = createMemberReader()
  const document = readDocument(reader, value, at)
  if (reader.faults.length > 0 || !document) throw formatError(name, undefined, reader.faults)
  const remarks = [...reader.remarks, ...findRuleBreaks(document, at)].map(
    ({ code, message, pointer }): Fault => ({ code, message, place: { pointer } }),
  )
  return { document, remarks }
}

/** Whether parsed JSON calls itself OpenVEX. */
export function isOpenVex(value: unknown): boolean {
  return (
    isObject(value) && typeof value['@context'] === 'string' && value['@context'].startsWith(NS)
  )
}

const NS = 'https://openvex.dev/ns'

/** Contexts by which documents have named the versions; 0.0.1 and 0.0.2 differ in words of the prose only. */
const CONTEXTS: ReadonlyMap<string, OpenVexVersion> = new Map([
  [NS, '0.0.1'],
  [`${NS}/v0.0.1`, '0.0.1'],
  [`${NS}/v0.0.2`, '0.0.1'],
  [`${NS}/v0.2.0`, '0.2.0'],
])

const DOCUMENT_MEMBERS = [
  '@context',
  '@id',
  'author',
  'role',
  'timestamp',
  'last_updated',
  'version',
  'tooling',
  'supplier',
  'statements',
  // 0.0.1 carried its media type
  'format',
]

function readDocument(
  reader: MemberReader,
  value: unknown,
  at: string,
): OpenVexDocument | undefined {
  if (!isObject(value)) {
    reader.fault('INVALID_VALUE', at, 'expected an OpenVEX document, a JSON object')
    return undefined
  }
  const specVersion = readVersion(reader, value, at)
  if (specVersion === undefined) return undefined
  reader.unexpected(value, DOCUMENT_MEMBERS, at)
  const list = value['statements']
  if (!Array.isArray(list)) reader.fault('MISSING', at, 'expected `statements`, an array')
  const statements = (Array.isArray(list) ? list : []).flatMap((item, index) => {
    return readStatement(reader, item, `${at}/statements/${index}`) ?? []
  })
  return {
    specVersion,
    ...reader.texts(value, at, {
      id: '@id',
      author: 'author',
      role: 'role',
      timestamp: 'timestamp',
      lastUpdated: 'last_updated',
      tooling: 'tooling',
      supplier: 'supplier',
    }),
    ...reader.version(value, at),
    statements,
  }
}

function readVersion(
  reader: MemberReader,
  value: Readonly<Record<string, unknown>>,
  at: string,
): OpenVexVersion | undefined {
  const context = value['@context']
  if (typeof context !== 'string') {
    reader.fault('UNKNOWN_FORMAT', at, `expected \`@context\` with an address under ${NS}`)
    return undefined
  }
  const version = CONTEXTS.get(context.replace(/\/$/, ''))
  if (version === undefined) {
    const known = context.startsWith(`${NS}/v`)
    const message = known
      ? 'a version of OpenVEX other than 0.0.1, 0.0.2 and 0.2.0'
      : `expected an address under ${NS}`
    reader.fault(known ? 'UNSUPPORTED_VERSION' : 'UNKNOWN_FORMAT', `${at}/@context`, message)
  }
  return version
}
