// SPDX-License-Identifier: Apache-2.0
import { hash } from './shape.ts'

export const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

export function graph(context: unknown, nodes: readonly object[]): object {
  const author = nodes[0] as { spdxId: string }
  return {
    '@context': context,
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': '_:creationinfo',
        specVersion: '3.0.1',
        createdBy: [author.spdxId],
        created: '2026-01-02T03:04:05Z',
      },
      ...nodes.map((node) => ({ creationInfo: '_:creationinfo', ...node })),
    ],
  }
}

export function sha256(text: string): object[] {
  return [{ type: 'Hash', algorithm: 'sha256', hashValue: hash(text, 64) }]
}

let number = 0

export function relation(
  prefix: string,
  type: string,
  from: string,
  to: readonly string[],
): object {
  return {
    type: 'Relationship',
    spdxId: `${prefix}relationship/${++number}`,
    relationshipType: type,
    from,
    to,
  }
}
