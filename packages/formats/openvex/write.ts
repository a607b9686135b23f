// SPDX-License-Identifier: Apache-2.0
import { formatError, type PointerFault } from '../shape/index.ts'
import { findRuleBreaks } from './rules.ts'
import type { OpenVexComponent, OpenVexDocument, OpenVexStatement } from './types.ts'

/**
 * Writes OpenVEX 0.2.0, byte for byte the same for the same document: members in the order of the specification, two
 * spaces, a newline at the end. Id, author, timestamp and version come from the caller.
 * Without statements it says that there is nothing to state: the schema wants one, readers do not, and a pipeline that
 * found nothing must not fail for it.
 * @throws FormatError naming every rule of OpenVEX that the document breaks.
 */
export function writeOpenVex(document: Omit<OpenVexDocument, 'specVersion'>): string {
  const whole: OpenVexDocument = { ...document, specVersion: '0.2.0' }
  const isEmpty = whole.statements.length === 0
  const faults = [...findRuleBreaks(whole), ...findRepeats(whole)].filter(
    ({ pointer }) => !(isEmpty && pointer === '/statements'),
  )
  if (faults.length > 0) throw formatError(document.id ?? 'OpenVEX document', undefined, faults)
  return `${JSON.stringify(documentJson(whole), undefined, 2)}\n`
}

function documentJson(document: OpenVexDocument): object {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': document.id,
    author: document.author,
    role: document.role,
    timestamp: document.timestamp,
    last_updated: document.lastUpdated,
    version: document.version,
    tooling: document.tooling,
    statements: document.statements.map((one) => statementJson(one, document.supplier)),
  }
}

/** `undefined` members fall out of the text. A supplier stands in statements only since 0.2.0. */
function statementJson(statement: OpenVexStatement, supplier: string | undefined): object {
  const { vulnerability, products } = statement
  return {
    '@id': statement.id,
    version: statement.version,
    vulnerability: {
      '@id': vulnerability.id,
      name: vulnerability.name,
      description: vulnerability.description,
      aliases: vulnerability.aliases.length > 0 ? [...new Set(vulnerability.aliases)] : undefined,
    },
    timestamp: statement.timestamp,
    last_updated: statement.lastUpdated,
    products: products.map((product) => ({
      ...componentJson(product),
      subcomponents:
        product.subcomponents.length > 0 ? product.subcomponents.map(componentJson) : undefined,
    })),
    status: statement.status,
    supplier: statement.supplier ?? supplier,
    status_notes: statement.statusNotes,
    justification: statement.justification,
    impact_statement: statement.impactStatement,
    action_statement: statement.actionStatement,
    action_statement_timestamp: statement.actionStatementTimestamp,
  }
}

function componentJson(component: OpenVexComponent): object {
  const { identifiers, hashes } = component
  return {
    '@id': component.id,
    identifiers:
      identifiers.length > 0
        ? Object.fromEntries(identifiers.map(({ type, value }) => [type, value]))
        : undefined,
    hashes:
      hashes.length > 0
        ? Object.fromEntries(hashes.map(({ algorithm, value }) => [algorithm, value]))
        : undefined,
  }
}

/** The schema wants arrays without repeats, and one value for each key of a map. */
function findRepeats(document: OpenVexDocument): readonly PointerFault[] {
  const faults: PointerFault[] = []
  unique(
    document.statements.map((one) => JSON.stringify(statementJson(one, undefined))),
    '/statements',
    faults,
  )
  document.statements.forEach((statement, index) => {
    const at = `/statements/${index}/products`
    unique(
      statement.products.map((one) => JSON.stringify(one)),
      at,
      faults,
    )
    statement.products.forEach((product, number) => {
      const here = `${at}/${number}`
      checkComponent(product, here, faults)
      unique(
        product.subcomponents.map((one) => JSON.stringify(one)),
        `${here}/subcomponents`,
        faults,
      )
      product.subcomponents.forEach((one, i) => {
        checkComponent(one, `${here}/subcomponents/${i}`, faults)
      })
    })
  })
  return faults
}

function checkComponent(component: OpenVexComponent, at: string, faults: PointerFault[]): void {
  unique(
    component.identifiers.map((one) => one.type),
    `${at}/identifiers`,
    faults,
  )
  unique(
    component.hashes.map((one) => one.algorithm),
    `${at}/hashes`,
    faults,
  )
}

function unique(keys: readonly string[], pointer: string, faults: PointerFault[]): void {
  if (new Set(keys).size === keys.length) return
  faults.push({ code: 'DUPLICATE', message: 'the same item twice; items must be unique', pointer })
}
