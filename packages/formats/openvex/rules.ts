// SPDX-License-Identifier: Apache-2.0
import type { FaultCode } from '../fault/index.ts'
import { isInstant } from '../instant/index.ts'
import type { PointerFault } from '../shape/index.ts'
import type { OpenVexComponent, OpenVexDocument, OpenVexStatement } from './types.ts'

/**
 * What the OpenVEX specification (0.2.0, "Document" and "Statement" fields) and its schema ask of a document beyond its
 * types. A reader makes remarks of it, a writer refuses.
 */
export function findRuleBreaks(document: OpenVexDocument, at = ''): readonly PointerFault[] {
  const breaks: PointerFault[] = []
  const say = (code: FaultCode, pointer: string, message: string): void => {
    breaks.push({ code, message, pointer })
  }
  for (const member of ['id', 'author', 'timestamp', 'version'] as const) {
    if (document[member] === undefined) {
      say('MISSING', at, `\`${member === 'id' ? '@id' : member}\` is required`)
    }
  }
  if (document.id !== undefined && !isIri(document.id)) {
    say('INVALID_VALUE', `${at}/@id`, 'expected an IRI')
  }
  checkInstants(document, DOCUMENT_INSTANTS, at, say)
  if (document.version !== undefined && !(document.version >= 1)) {
    say('INVALID_VALUE', `${at}/version`, 'expected an integer of at least 1')
  }
  if (document.statements.length === 0) {
    say('INVALID_VALUE', `${at}/statements`, 'expected at least one statement')
  }
  document.statements.forEach((statement, index) => {
    checkStatement(statement, `${at}/statements/${index}`, say)
  })
  return breaks
}

type Say = (code: FaultCode, pointer: string, message: string) => void

function checkStatement(statement: OpenVexStatement, at: string, say: Say): void {
  const { status, justification, impactStatement, actionStatement, products } = statement
  if (status === 'not_affected' && justification === undefined && !impactStatement) {
    say('MISSING', at, '`not_affected` needs a `justification` or an `impact_statement`')
  }
  if (status === 'affected' && !actionStatement) {
    say('MISSING', at, '`affected` needs an `action_statement`')
  }
  if (justification !== undefined && status !== 'not_affected') {
    say(
      'UNEXPECTED',
      `${at}/justification`,
      `a justification is for \`not_affected\`, not ${status}`,
    )
  }
  if (statement.version !== undefined && !(statement.version >= 1)) {
    say('INVALID_VALUE', `${at}/version`, 'expected an integer of at least 1')
  }
  if (statement.id !== undefined && !isIri(statement.id)) {
    say('INVALID_VALUE', `${at}/@id`, 'expected an IRI')
  }
  if (statement.vulnerability.id !== undefined && !isIri(statement.vulnerability.id)) {
    say('INVALID_VALUE', `${at}/vulnerability/@id`, 'expected an IRI')
  }
  checkInstants(statement, STATEMENT_INSTANTS, at, say)
  if (products.length === 0) say('MISSING', at, 'the statement names no product')
  products.forEach((product, index) => {
    const here = `${at}/products/${index}`
    checkComponent(product, here, say)
    product.subcomponents.forEach((component, number) => {
      checkComponent(component, `${here}/subcomponents/${number}`, say)
    })
  })
}

function checkComponent(component: OpenVexComponent, at: string, say: Say): void {
  if (component.id === undefined && component.identifiers.length === 0) {
    say('MISSING', at, 'expected `@id` or `identifiers`')
  }
  if (component.id !== undefined && !isIri(component.id)) {
    say('INVALID_VALUE', `${at}/@id`, 'expected an IRI')
  }
  for (const { type } of component.identifiers) {
    if (!IDENTIFIER_TYPES.includes(type)) {
      say('UNEXPECTED', `${at}/identifiers`, 'identifiers are purl, cpe22 or cpe23')
    }
  }
  for (const { algorithm } of component.hashes) {
    if (!HASH_ALGORITHMS.includes(algorithm)) {
      say('UNEXPECTED', `${at}/hashes`, 'a hash algorithm that OpenVEX does not list')
    }
  }
}

const DOCUMENT_INSTANTS = [
  ['timestamp', 'timestamp'],
  ['lastUpdated', 'last_updated'],
] as const

const STATEMENT_INSTANTS = [
  ...DOCUMENT_INSTANTS,
  ['actionStatementTimestamp', 'action_statement_timestamp'],
] as const

function checkInstants<Key extends string>(
  holder: { readonly [K in Key]?: string },
  members: readonly (readonly [Key, string])[],
  at: string,
  say: Say,
): void {
  for (const [key, member] of members) {
    const instant = holder[key]
    if (instant !== undefined && !isInstant(instant)) {
      say('INVALID_VALUE', `${at}/${member}`, 'expected an RFC 3339 date and time')
    }
  }
}

const IDENTIFIER_TYPES = ['purl', 'cpe22', 'cpe23']

/** Names of the IANA hash function text registry that the schema lists. */
const HASH_ALGORITHMS = [
  'md5',
  'sha1',
  'sha-256',
  'sha-384',
  'sha-512',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2s-256',
  'blake2b-256',
  'blake2b-512',
]

/** RFC 3987, as far as a reader can hold a document to it: a scheme, and no character that an IRI never has. */
function isIri(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what must not be there
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\u0000-\u001f]*$/.test(text)
}
