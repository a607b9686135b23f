// SPDX-License-Identifier: Apache-2.0
import type { OpenVexDocument, OpenVexStatement } from './types.ts'

/** What a statement inherits from its document (specification 0.2.0, "Data inheritance"). */
export interface ResolvedStatement {
  readonly author?: string
  readonly role?: string
  readonly supplier?: string
  /** When the statement was known to be true; RFC 3339. */
  readonly timestamp?: string
  /** The youngest date that the statement has. */
  readonly lastUpdated?: string
}

export function resolveStatement(
  document: OpenVexDocument,
  statement: OpenVexStatement,
): ResolvedStatement {
  const timestamp = statement.timestamp ?? document.timestamp
  const supplier = statement.supplier ?? document.supplier
  const lastUpdated = statement.lastUpdated ?? timestamp
  return {
    ...(document.author !== undefined && { author: document.author }),
    ...(document.role !== undefined && { role: document.role }),
    ...(supplier !== undefined && { supplier }),
    ...(timestamp !== undefined && { timestamp }),
    ...(lastUpdated !== undefined && { lastUpdated }),
  }
}
