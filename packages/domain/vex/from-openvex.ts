// SPDX-License-Identifier: Apache-2.0
import {
  resolveStatement,
  type OpenVexComponent,
  type OpenVexDocument,
  type OpenVexStatement,
} from '@headwater/formats/openvex'
import { digestOf, identityOf } from './identity.ts'
import { readJustification } from './justification.ts'
import type { ProductIdentity, VexReading, VexStatement } from './statement.ts'

/** @param name the file that the document was read from. */
export function vexOfOpenVex(name: string, document: OpenVexDocument): VexReading {
  return {
    statements: document.statements.map((one, index) => toStatement(name, document, one, index)),
    remarks: [],
  }
}

function toStatement(
  name: string,
  document: OpenVexDocument,
  statement: OpenVexStatement,
  index: number,
): VexStatement {
  const { vulnerability, justification, impactStatement, actionStatement, statusNotes } = statement
  const resolved = resolveStatement(document, statement)
  const known = justification && readJustification('openvex', justification)
  const author = resolved.author ?? resolved.supplier
  return {
    vulnerability: { id: vulnerability.name, aliases: vulnerability.aliases },
    products: statement.products.map((product) => ({
      ...toIdentity(product),
      subcomponents: product.subcomponents.map(toIdentity),
    })),
    status: statement.status,
    ...(known &&
      justification && {
        justification: known,
        stated: { vocabulary: 'openvex', word: justification },
      }),
    ...(impactStatement !== undefined && { impact: impactStatement }),
    ...(actionStatement !== undefined && { action: actionStatement }),
    ...(statusNotes !== undefined && { notes: statusNotes }),
    ...(author !== undefined && { author }),
    ...(resolved.lastUpdated !== undefined && { timestamp: resolved.lastUpdated }),
    source: {
      format: 'openvex',
      document: name,
      ...(document.id !== undefined && { documentId: document.id }),
      pointer: `/statements/${index}`,
    },
  }
}

function toIdentity(component: OpenVexComponent): ProductIdentity {
  const { id, identifiers, hashes } = component
  const base = identityOf(id ?? identifiers[0]?.value ?? 'a product without a name')
  const values = (...types: readonly string[]): readonly string[] => {
    return identifiers.filter(({ type }) => types.includes(type)).map(({ value }) => value)
  }
  return {
    ...base,
    purls: [...new Set([...base.purls, ...values('purl')])],
    cpes: [...new Set([...base.cpes, ...values('cpe22', 'cpe23')])],
    digests: hashes.map(({ algorithm, value }) => digestOf(algorithm, value)),
  }
}
